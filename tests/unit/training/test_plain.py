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


def test_a_dose_for_some_people_is_none_for_everybody() -> None:
    adults = under(0, ("Dosage", "Adults"), "5 mg once a day.")
    children = under(1, ("Dosage", "In Children"), "2 mg once a day.")
    assert answers(adults, children) == [True, False]
    assert answers(children) == [True]


def test_the_first_words_of_a_label_say_for_whom_it_is() -> None:
    adults = under(0, ("Dosage",), "2.1 The dose is 5 mg.")
    other = under(1, ("Dosage",), "2.4 Dosage Adjustments Due to Drug Interactions Ritonavir: 2 mg.")
    late = under(2, ("Dosage",), f"5 mg{' or so' * 20}, by renal function.")
    assert answers(adults, other, late) == [True, False, True]
