"""Whether a text is for the age, the weight or the kidney function that a question states."""

from __future__ import annotations

import pytest

from drugbot.answering.ranges import Range, asked, is_for


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("how much for my 4 year old", [("age", 4)]),
        ("dose for an 18-month-old", [("age", 1.5)]),
        ("72 yo, CrCl 20", [("age", 72), ("clearance", 20)]),
        ("creatinine clearance of 25 mL/min", [("clearance", 25)]),
        ("she is 6 and 20kg", [("age", 6), ("weight", 20)]),
        ("he is 40 lb", [("weight", 18.144)]),
        ("5 mg twice daily for 3 days", []),
        ("10 mg/kg", []),
        ("dose over 50 kg? >50 kg", [("weight", 50)]),
    ],
)
def test_what_a_question_states(question: str, stated: list[tuple[str, float]]) -> None:
    assert [(each.kind, round(each.low, 3)) for each in asked(question)] == stated


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        ("| 36 to 47 lb | 4 to 5 years | 7.5 mL |", "my 4 year old", True),
        ("| 36 to 47 lb | 4 to 5 years | 7.5 mL |", "my 5 year old", True),
        ("| 36 to 47 lb | 4 to 5 years | 7.5 mL |", "my 6 year old", False),
        ("| 72 to 95 lb | 11 years | 15 mL |", "my 4 year old", False),
        ("| 72 to 95 lb | 11 years | 15 mL |", "an 11 year old", True),
        # the weight decides where both stand there
        ("| 36 to 47 lb | 4 to 5 years | 7.5 mL |", "4 years old, 55 lb", False),
        ("A 30 pound child needs 100 mg.", "she weighs 40 lb", False),
        ("GFR 10 to 30 mL/min: one tablet every 12 hours", "eGFR 25", True),
        ("GFR below 10 mL/min: one tablet a day", "eGFR 25", False),
        ("creatinine clearance 30 mL/min or below", "CrCl 20", True),
        ("an eGFR of 45 mL/min/1.73 m² or more", "eGFR 50", True),
        ("12 years and over: 2 tablets", "my 9 yr old", False),
        ("6 months to 12 years: 10 mL", "a 9 month old", True),
        ("children under 2 years", "my 9 month old", True),
        ("Take it for 2 to 3 years.", "my 9 yr old", None),
        ("10 mg/kg a day, at most 400 mg", "20 kg", None),
        ("one tablet", "my 4 year old", None),
    ],
)
def test_whether_a_text_is_for_those_asked_about(text: str, question: str, expected: bool | None) -> None:
    assert is_for(text, asked(question)) is expected


def test_nothing_is_told_where_a_question_states_nothing() -> None:
    assert is_for("| 4 to 5 years |", ()) is None
    assert asked("how much") == ()
    assert Range("age", 4, 4) in asked("4 years old")
