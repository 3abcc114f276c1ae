"""A dose for nobody in particular."""

from __future__ import annotations

import pytest

from drugbot.corpus.passage import Passage
from drugbot.due.everybody import for_everybody, for_somebody, for_the_grown, for_the_measured
from drugbot.retrieval.hits import Hit
from tests.unit.index.making import passage

CHILD = passage(0, "Apium", "2 mg a day.", section=("Dosage", "Children"))
FRAIL = passage(1, "Apium", "**Elderly:** 3 mg a day.", section=("Dosage", "Special Cases"))
ADULT = passage(2, "Apium", "5 mg a day.", section=("Dosage", "Adults"))
PROSE = passage(3, "Apium", "It is adjusted to the response.", section=("Dosage", "Adults"))
USE = passage(4, "Apium", "5 mg tablets treat it.", section=("Usage",))
OTHER = passage(5, "Boneum", "5 mg a day.", section=("Dosage", "Adults"))


def led(question: str, *passages: Passage) -> Passage:
    hits = [Hit(each, 1.0, 1.0, rank) for rank, each in enumerate(passages, start=1)]
    found = for_everybody(question, hits)
    assert sorted(hit.rank for hit in found) == sorted(hit.rank for hit in hits)
    return found[0].passage


@pytest.mark.parametrize("narrow", [CHILD, FRAIL])
def test_the_dose_of_everybody_leads(narrow: Passage) -> None:
    assert led("dose of Apium", narrow, PROSE, USE, OTHER, ADULT) is ADULT


@pytest.mark.parametrize(
    "question",
    [
        "how much Apium for a leaky heart valve",
        "dose of Apium for my toddler",
        "Apium dose hemodialysis",
        "Apium mg/kg for my nephew",
        "Apium dose at 7 years old",
        "Apium 20 kg",
        "Apium dose (82 years old)",
    ],
)
def test_a_dose_for_somebody_stays(question: str) -> None:
    assert led(question, CHILD, ADULT) is CHILD


def test_the_dose_of_adults_leads_where_they_are_named() -> None:
    assert led("Apium for high pressure in the lungs, adult dosing", CHILD, ADULT) is ADULT
    assert led("Apium for an adult with weak kidneys", CHILD, ADULT) is CHILD


def test_a_dose_for_others_is_none_for_everybody() -> None:
    late = passage(6, "Apium", f"5 mg{' or so' * 20}.", section=("Dosage", "With CYP3A4 Inhibitors"))
    much = passage(7, "Apium", "More than 50 mg can be fatal.", section=("Dosage", "Overdose"))
    assert led("usual dose of Apium", CHILD, late, much, ADULT) is ADULT


def test_where_there_is_none_for_everybody_nothing_changes() -> None:
    assert led("dose of Apium", CHILD, FRAIL, PROSE, USE, OTHER) is CHILD
    assert led("dose of Apium", USE, ADULT) is USE
    assert for_everybody("dose of Apium", ()) == ()


def first_for(question: str, *passages: Passage) -> Passage:
    hits = [Hit(each, 1.0, 1.0, rank) for rank, each in enumerate(passages, start=1)]
    found = for_somebody(question, hits)
    assert sorted(hit.rank for hit in found) == sorted(hit.rank for hit in hits)
    return found[0].passage


def test_the_dose_of_the_people_asked_about_leads() -> None:
    assert first_for("Apium dose in the elderly", ADULT, FRAIL) is FRAIL
    assert first_for("Apium dose for children", ADULT, USE, CHILD) is CHILD
    assert first_for("Apium dose in the elderly", FRAIL, CHILD) is FRAIL


def test_where_nobody_or_something_else_is_asked_about_nothing_changes() -> None:
    assert first_for("Apium dose", ADULT, FRAIL) is ADULT
    assert (
        first_for("Apium dose in the elderly", PROSE, FRAIL) is PROSE
    )  # no amount that would be taken for theirs
    assert first_for("Apium dose in the elderly", ADULT, USE, OTHER, FRAIL) is ADULT  # too far off


@pytest.mark.parametrize(
    ("question", "leading"),
    [
        ("how often is Apium taken (79 years old)", ADULT),
        ("my mum is 79 years old, how much Apium", ADULT),
        ("how much Apium (9 years old)", CHILD),
        ("how often is Apium taken", CHILD),
        ("i am 40 years old, how much Apium for my child", CHILD),
    ],
)
def test_a_passage_for_children_does_not_lead_for_the_grown(question: str, leading: Passage) -> None:
    hits = [Hit(each, 1.0, 1.0, rank) for rank, each in enumerate((CHILD, ADULT, FRAIL), start=1)]
    found = for_the_grown(question, hits)
    assert found[0].passage is leading
    assert sorted(hit.rank for hit in found) == [1, 2, 3]


SMALL = passage(6, "Apium", "| 36 to 47 lb | 4 to 5 years | 2 mg |", section=("Dosage", "Children"))
BIG = passage(7, "Apium", "| 72 to 95 lb | 11 years | 6 mg |", section=("Dosage", "Children"))
UNDER = passage(8, "Apium", "No tablets under 12 years: 2 mg syrup.", section=("Dosage", "Children"))


@pytest.mark.parametrize(
    ("question", "leading"),
    [
        ("how much Apium for a 4 year old", SMALL),
        ("how much Apium for an 11 year old", BIG),
        ("how much Apium (4 years old, 80 lb)", BIG),
        ("how much Apium for a 1 year old", UNDER),
        ("how much Apium for my child", BIG),
    ],
)
def test_a_dose_for_the_age_or_weight_asked_about_leads(question: str, leading: Passage) -> None:
    hits = [Hit(each, 1.0, 1.0, rank) for rank, each in enumerate((BIG, UNDER, SMALL), start=1)]
    found = for_the_measured(question, hits)
    assert found[0].passage is leading
    assert sorted(hit.rank for hit in found) == [1, 2, 3]


def test_a_range_much_narrower_leads_before_a_wide_one_of_the_section() -> None:
    hits = [Hit(each, 1.0, 1.0, rank) for rank, each in enumerate((UNDER, SMALL, BIG), start=1)]
    assert for_the_measured("Apium for a 4 year old", hits)[0].passage is SMALL
    assert for_the_measured("Apium for a 9 year old", hits)[0].passage is UNDER
