from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, WriteMonograph
from tests.functional.conftest import Run, only_line

FAQS = """faqs:
  - q: How do I store Boneum?
    a: Keep Boneum cold.
  - q: What is Boneum for?
    a: It is for weak bones.
"""
BODY = "## Usage\n\nBoneum is for weak bones.\n\n## Storage\n\nStore Boneum in a cold place.\n"
JUDGEMENTS = """drug: Boneum
judgements:
  - question: How do I store Boneum?
    relevant: [{section: [Storage], quote: "in a cold place"}]
"""


@pytest.fixture
def corpus(tmp_path: Path, write_monograph: WriteMonograph) -> Path:
    write_monograph("Boneum", BODY, front=FAQS)
    folder = tmp_path / "corpus" / "evaluation" / "judgements"
    folder.mkdir(parents=True)
    (folder / "boneum.yaml").write_text(JUDGEMENTS)
    return tmp_path / "corpus"


def test_corpus_alone_is_indexed_for_the_evaluation_only(run: Run, corpus: Path) -> None:
    done = run("evaluate", "--corpus", corpus)
    assert done.exit_code == 0
    assert "nDCG@10" in done.stdout
    assert not Path("index").exists()


def test_figures_as_json(run: Run, corpus: Path) -> None:
    record = json.loads(run("evaluate", "--corpus", corpus, "--json").stdout)
    ceiling, left_out = record["settings"]
    assert (ceiling["topics"], left_out["topics"], left_out["asked"]) == (2, 1, 2)
    assert ceiling["measures"]["P@1"] == 1
    assert record["unresolved"] == []


def test_topics_of_a_file_are_evaluated_on_an_index(run: Run, corpus: Path) -> None:
    run("index", "--corpus", corpus)
    relevant = {"drug": "Boneum", "section": ["Storage"]}
    topic = {"id": "t1", "turns": ["boneum?", "how is it stored?"], "relevant": [relevant]}
    Path("topics.jsonl").write_text(json.dumps(topic))
    record = json.loads(run("evaluate", "--topics", "topics.jsonl", "--json").stdout)
    assert [setting["name"] for setting in record["settings"]] == ["topics"]
    assert record["settings"][0]["measures"]["R@5"] == 1


def test_judgement_that_no_longer_fits_is_reported(run: Run, corpus: Path) -> None:
    path = corpus / "boneum.md"
    path.write_text(path.read_text().replace("in a cold place", "in a warm place"))
    done = run("evaluate", "--corpus", corpus)
    assert done.exit_code == 0
    assert "in a cold place" in done.stdout


@pytest.mark.parametrize("content", [None, "oops"])
def test_topics_that_cannot_be_used_are_an_error_of_one_line(run: Run, content: str | None) -> None:
    if content is not None:
        Path("topics.jsonl").write_text(content)
    done = run("evaluate", "--topics", "topics.jsonl")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "topics.jsonl" in only_line(done.stderr)


def test_judgements_that_cannot_be_used_are_an_error_of_one_line(run: Run, corpus: Path) -> None:
    (corpus / "evaluation" / "judgements" / "boneum.yaml").write_text("drug: [\n")
    done = run("evaluate", "--corpus", corpus)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "boneum.yaml" in only_line(done.stderr)


def test_missing_index_is_an_error_of_one_line(run: Run) -> None:
    done = run("evaluate")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "drugbot index" in only_line(done.stderr)


def test_script_evaluates_with_the_real_model(corpus: Path, tmp_path: Path) -> None:
    # A real process: the script has the name of a library that others look for, and must not be taken for it.
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "evaluate.py"), "--corpus", str(corpus), "--json"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["settings"][0]["topics"] == 2
