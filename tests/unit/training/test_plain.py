"""Plain questions made from headings."""

from __future__ import annotations

from drugbot.corpus.passage import Passage
from tests.unit.index.making import passage
from training.plain import plain_questions


def under(number: int, section: tuple[str, ...], text: str) -> Passage:
    return passage(number, "Apium", text, section=section)


def answers(*passages: Passage) -> list[bool | None]:
    ((_, found),) = plain_questions(passages, 0)
    return found


def test_what_is_common_comes_before_other_side_effects() -> None:
    found = answers(
        under(0, ("Side Effects",), "Less common: a cough."),
        under(1, ("Side Effects", "Common"), "Thirst."),
        under(2, ("Side Effects", "Serious"), "Fits."),
        under(3, ("Taste",), "Common parsley."),
    )
    assert found == [None, True, None, False]


def test_all_answers_where_nothing_is_called_common() -> None:
    found = answers(under(0, ("Side Effects",), "Thirst."), under(1, ("Side Effects",), "Fits."))
    assert found == [True, True]


def test_a_dose_has_a_figure() -> None:
    found = answers(
        under(0, ("Dosage",), "The dose is adjusted to the response."),
        under(1, ("Dosage", "Adults"), "5 mg once a day."),
        passage(2, "Apium", "5 mg.", question="Dose?"),
    )
    assert found == [None, True, None]
