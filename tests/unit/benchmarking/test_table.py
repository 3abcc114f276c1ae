from __future__ import annotations

import json

from benchmarking.judging import Judged
from benchmarking.measuring import Figures
from benchmarking.table import record, table, table_by_kind


def figures(right: int, ms: float, *, first: bool = True) -> Figures:
    answers = {
        f"q{number}": Judged(
            drug=True,
            section=number < right,
            first=number < right if first else None,
            in_three=True if first else None,
            words=10,
            kind="faq" if number < 2 else "lay",
        )
        for number in range(20)
    }
    return Figures(passages=1234, ask_ms=[ms, ms, 10 * ms], judged=answers)


def rows(text: str) -> dict[str, list[str]]:
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines()]
    return {first: rest for first, *rest in cells}


def test_best_of_each_row_is_bold_whoever_it_is() -> None:
    shown = rows(table({"drugbot": figures(15, 20.0), "theirs": figures(20, 9.0)}, "drugbot"))
    assert shown[""] == ["drugbot", "theirs"]
    assert shown["P@1: the first passage says it"] == ["0.750", "**1.000**"]
    assert shown["one question, median, ms"] == ["20.0", "**9.00**"]
    assert shown["right drug"] == ["**1.000**", "**1.000**"]
    assert shown["passages"] == ["1,234", "1,234"]


def test_questions_of_the_corpus_can_be_left_out() -> None:
    shown = rows(table({"drugbot": figures(2, 20.0)}, "drugbot"))
    assert shown["P@1: the first passage says it"] == ["**0.100**"]
    assert shown["P@1 without the FAQ questions as they stand"] == ["**0.000**"]


def test_difference_from_ours_is_tested_in_pairs() -> None:
    shown = rows(
        table({"drugbot": figures(20, 1.0), "same": figures(20, 1.0), "worse": figures(5, 1.0)}, "drugbot")
    )
    assert shown["p, P@1 as good as drugbot's"] == ["", "1.000", "< 0.001"]


def test_what_was_not_measured_is_a_dash_or_no_row() -> None:
    failed = Figures(problems=["no"])
    shown = rows(table({"drugbot": figures(10, 1.0, first=False), "theirs": failed}, "drugbot"))
    assert shown["right drug and section"] == ["**0.500**", "–"]
    assert "P@1: the first passage says it" not in shown
    assert "index from nothing, s" not in shown


def test_kinds_of_questions_are_told_apart() -> None:
    measured = {"drugbot": figures(2, 1.0), "theirs": figures(11, 1.0), "failed": Figures(problems=["no"])}
    shown = rows(table_by_kind(measured))
    assert shown["faq"] == ["2", "**1.000**", "**1.000**", "–"]
    assert shown["lay"] == ["18", "0.000", "**0.500**", "–"]
    assert table_by_kind({"drugbot": figures(2, 1.0, first=False)}) == ""


def test_share_is_of_the_questions_judged_for_it() -> None:
    mixed = Figures(judged={"a": Judged(True, True, None, None, 1), "b": Judged(False, None, None, None, 1)})
    shown = rows(table({"drugbot": mixed, "same": mixed}, "drugbot"))
    assert shown["right drug"] == ["**0.500**", "**0.500**"]
    assert shown["right drug and section"] == ["**1.000**", "**1.000**"]


def test_record_holds_every_answer_and_is_json() -> None:
    found = json.loads(json.dumps(record({"drugbot": figures(10, 1.0)}, {"date": "2026-11-25"})))
    assert found["date"] == "2026-11-25"
    ours = found["contenders"]["drugbot"]
    assert len(ours["judged"]) == 20
    assert ours["intervals"]["first"]["value"] == 0.5
    assert ours["table"]["one question, median, ms"] == 1.0
