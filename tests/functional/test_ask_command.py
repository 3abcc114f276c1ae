from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.functional.conftest import Run, only_line

DRUGBOT = Path(sys.executable).with_name("drugbot")


def test_answer_goes_to_stdout_and_the_status_is_0(run: Run, project_index: Path) -> None:
    done = run("ask", "How often is Prolia given?", "--index", project_index)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "every 6 months" in done.stdout
    assert "denosumab.md" in done.stdout


def test_json_is_one_reply(run: Run, project_index: Path) -> None:
    done = run("ask", "How often is Prolia given?", "--json", "--index", project_index)
    reply = json.loads(done.stdout)
    assert (done.exit_code, reply["kind"], reply["drugs"]) == (0, "answer", ["Denosumab"])
    assert reply["citations"][0]["quote"] in done.stdout.replace(r"\n", "\n")


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("", "empty_question"),
        ("what is the dose of digoxin", "unknown_drug"),
        ("will it rain tomorrow in Lisbon", "off_topic"),
        ("ibuprofen with alendronate?", "not_stated"),
    ],
)
def test_abstention_is_no_failure(run: Run, project_index: Path, question: str, reason: str) -> None:
    done = run("ask", question, "--json", "--index", project_index)
    assert (done.exit_code, json.loads(done.stdout)["reason"]) == (0, reason)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["question", "--batch", "q.jsonl", "--output", "r.jsonl"],
        ["--batch", "q.jsonl"],
        ["--output", "r.jsonl"],
        ["question", "--output", "r.jsonl"],
        ["two", "questions"],
        ["question", "--colour", "red"],
    ],
)
def test_wrong_use_gives_status_2_and_nothing_on_stdout(run: Run, arguments: list[str]) -> None:
    done = run("ask", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "Usage:" in done.stderr


def test_missing_index_is_an_error_of_one_line_with_the_remedy(run: Run) -> None:
    done = run("ask", "dose?", "--index", "nowhere")
    assert (done.exit_code, done.stdout) == (1, "")
    assert (
        only_line(done.stderr) == "drugbot: nowhere: there is no index; run `drugbot index --index nowhere`"
    )


@pytest.mark.parametrize("named", ["someone/some-model", "."])
def test_encoder_that_is_not_there_is_an_error_of_one_line(run: Run, project_index: Path, named: str) -> None:
    done = run("ask", "dose?", "--index", project_index, "--encoder", named)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "encoder" in only_line(done.stderr)


def test_index_of_another_encoder_is_an_error_of_one_line(
    run: Run, project_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRUGBOT_QUERY_PREFIX", "query: ")
    done = run("ask", "dose?", "--index", project_index)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "drugbot index" in only_line(done.stderr)


def test_batch_replies_to_each_turn_of_each_line(run: Run, project_index: Path) -> None:
    Path("q.jsonl").write_text(
        '{"id": "a", "turns": ["what is the dose of prolia", "and in children?"]}\n'
        '{"id": "b", "turns": ["what is the dose of digoxin"]}\n'
    )
    done = run("ask", "--batch", "q.jsonl", "--output", "r.jsonl", "--index", project_index)
    assert (done.exit_code, done.stderr) == (0, "")
    first, second = (json.loads(line) for line in Path("r.jsonl").read_text().splitlines())
    assert [reply["drugs"] for reply in first["replies"]] == [["Denosumab"], ["Denosumab"]]
    assert (second["id"], second["replies"][0]["reason"]) == ("b", "unknown_drug")


def test_batch_with_a_bad_line_answers_the_rest_and_gives_status_1(run: Run, project_index: Path) -> None:
    Path("q.jsonl").write_text('oops\n{"id": "b", "turns": ["prolia?"]}\n')
    done = run("ask", "--batch", "q.jsonl", "--output", "r.jsonl", "--index", project_index)
    assert done.exit_code == 1
    assert "q.jsonl:1:" in only_line(done.stderr)
    bad, good = (json.loads(line) for line in Path("r.jsonl").read_text().splitlines())
    assert (bad["id"], good["id"], good["replies"][0]["kind"]) == (None, "b", "answer")


def test_batch_of_a_missing_file_is_an_error_of_one_line(run: Run, project_index: Path) -> None:
    done = run("ask", "--batch", "nowhere.jsonl", "--output", "r.jsonl", "--index", project_index)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "nowhere.jsonl" in only_line(done.stderr)
    assert not Path("r.jsonl").exists()


def test_installed_program_prints_the_reply_and_nothing_else(project_index: Path) -> None:
    # The real program, with torch and all: nothing of what the libraries say may get into the output.
    done = subprocess.run(
        [DRUGBOT, "ask", "How often is Prolia given?", "--json", "--index", str(project_index)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["drugs"] == ["Denosumab"]


def test_installed_program_fails_with_one_line_and_no_traceback(tmp_path: Path) -> None:
    done = subprocess.run(
        [DRUGBOT, "ask", "dose?", "--index", str(tmp_path / "nowhere")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "there is no index" in only_line(done.stderr)
