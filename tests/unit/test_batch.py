from __future__ import annotations

import json
import resource
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from drugbot.answering.declining import empty_question
from drugbot.answering.reply import Reply
from drugbot.batch import BatchReport, answer_batch
from drugbot.errors import BatchError


class Echo:
    """Stands in for a chatbot: replies to each turn with the turns so far."""

    def replies(self, turns: Sequence[str]) -> tuple[Reply, ...]:
        return tuple(
            Reply(kind="answer", reason="help", text=" / ".join(turns[: n + 1])) for n in range(len(turns))
        )


def run(tmp_path: Path, data: bytes | str) -> tuple[BatchReport, list[dict[str, Any]]]:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(data.encode() if isinstance(data, str) else data)
    report = answer_batch(Echo(), source, target)  # type: ignore[arg-type]
    lines = target.read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    return report, [json.loads(line) for line in lines]


def conversation(identity: str, *turns: str) -> str:
    return json.dumps({"id": identity, "turns": turns})


def test_conversations_are_answered_in_order_with_a_reply_a_turn(tmp_path: Path) -> None:
    report, records = run(tmp_path, f"{conversation('b', 'x', 'y')}\n{conversation('a', 'z')}\n")
    assert [record["id"] for record in records] == ["b", "a"]
    assert [[reply["text"] for reply in record["replies"]] for record in records] == [["x", "x / y"], ["z"]]
    assert set(records[0]) == {"id", "replies"}
    assert set(records[0]["replies"][0]) == set(empty_question().record())
    assert report == BatchReport(2, ())


BAD = [
    ("not json", None),
    ("{", None),
    ("[]", None),
    ("null", None),
    ("5", None),
    ("{}", None),
    ('{"id": 5, "turns": ["x"]}', None),
    ('{"id": null, "turns": ["x"]}', None),
    ('{"turns": ["x"]}', None),
    ('{"id": "\\ud800", "turns": ["x"]}', None),
    ('{"id": "q"}', "q"),
    ('{"id": "q", "turns": []}', "q"),
    ('{"id": "q", "turns": "x"}', "q"),
    ('{"id": "q", "turns": [5]}', "q"),
    ('{"id": "q", "turns": ["x", null]}', "q"),
    ('{"id": "q", "turns": {"0": "x"}}', "q"),
    ("[" * 100_000, None),
    ('{"id": "q", "turns": ["x"]} more', None),
]


@pytest.mark.parametrize(("line", "identity"), BAD)
def test_bad_line_gives_an_error_in_its_place_and_the_rest_is_answered(
    tmp_path: Path, line: str, identity: str | None
) -> None:
    report, records = run(tmp_path, f"{conversation('a', 'x')}\n{line}\n{conversation('b', 'y')}\n")
    assert [record["id"] for record in records] == ["a", identity, "b"]
    assert set(records[1]) == {"id", "error"}
    assert records[1]["error"]
    assert report.answered == 2
    assert len(report.bad) == 1
    assert "in.jsonl:2:" in report.bad[0]
    assert "\n" not in report.bad[0]


@pytest.mark.parametrize("data", [b"\xff\xfe", b'{"id": "\xff", "turns": ["x"]}', b"\x00\x00"])
def test_line_that_is_not_utf8_is_a_bad_line(tmp_path: Path, data: bytes) -> None:
    report, records = run(tmp_path, data + b"\n" + conversation("b", "y").encode())
    assert [record["id"] for record in records] == [None, "b"]
    assert report.answered == 1


def test_byte_order_mark_windows_line_ends_and_blank_lines_are_no_fault(tmp_path: Path) -> None:
    data = f"\ufeff{conversation('a', 'x')}\r\n\r\n   \r\n{conversation('b', 'y')}"
    report, records = run(tmp_path, data)
    assert [record["id"] for record in records] == ["a", "b"]
    assert report == BatchReport(2, ())


def test_bad_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    report, _ = run(tmp_path, f"\n\n{conversation('a', 'x')}\nbad\n")
    assert "in.jsonl:4:" in report.bad[0]


def test_empty_file_gives_an_empty_file(tmp_path: Path) -> None:
    assert run(tmp_path, "") == (BatchReport(0, ()), [])


def test_same_id_twice_is_answered_twice(tmp_path: Path) -> None:
    _, records = run(tmp_path, f"{conversation('a', 'x')}\n{conversation('a', 'y')}\n")
    assert [record["replies"][0]["text"] for record in records] == ["x", "y"]


def test_other_keys_of_a_line_are_passed_over(tmp_path: Path) -> None:
    _, records = run(tmp_path, '{"id": "a", "turns": ["x"], "note": 1}')
    assert set(records[0]) == {"id", "replies"}


def test_characters_of_all_languages_survive(tmp_path: Path) -> None:
    words = "d\N{LATIN SMALL LETTER O WITH DIAERESIS}se \N{PILL} \N{LINE SEPARATOR} <b>"
    _, records = run(tmp_path, json.dumps({"id": words, "turns": [words]}, ensure_ascii=False))
    assert (records[0]["id"], records[0]["replies"][0]["text"]) == (words, words)


def test_missing_file_is_an_error_and_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(BatchError, match=r"nowhere\.jsonl"):
        answer_batch(Echo(), tmp_path / "nowhere.jsonl", tmp_path / "out.jsonl")  # type: ignore[arg-type]
    assert not (tmp_path / "out.jsonl").exists()


def test_output_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(conversation("a", "x"))
    with pytest.raises(BatchError, match=r"missing/out\.jsonl"):
        answer_batch(Echo(), tmp_path / "in.jsonl", tmp_path / "missing" / "out.jsonl")  # type: ignore[arg-type]


def test_questions_are_not_replaced_by_their_replies(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(conversation("a", "x"))
    (tmp_path / "link.jsonl").symlink_to(source)
    for target in (source, tmp_path / "link.jsonl"):
        with pytest.raises(BatchError, match="--output"):
            answer_batch(Echo(), source, target)  # type: ignore[arg-type]
    assert source.read_text() == conversation("a", "x")


def test_full_disk_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(conversation("a", "x" * 10_000))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
    try:
        with pytest.raises(BatchError, match=r"out\.jsonl"):
            answer_batch(Echo(), tmp_path / "in.jsonl", tmp_path / "out.jsonl")  # type: ignore[arg-type]
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
