"""Whether a question asks of people of whom nothing that was found speaks."""

from __future__ import annotations

import pytest

from drugbot.corpus.passage import Passage
from drugbot.due.unspoken import is_unspoken
from drugbot.retrieval.hits import Hit
from tests.unit.index.making import passage

DOSE = passage(0, "Apium", "5 mg a day.", section=("Dosage", "Adults"))
KIDNEYS = passage(1, "Apium", "2 mg a day.", section=("Dosage", "Renal Impairment"))
LIVER = passage(2, "Apium", "Not in hepatic impairment.", section=("Precautions",))
BABY = passage(3, "Apium", "It harms an unborn baby.", section=("Warnings",))


def unspoken(question: str, *passages: Passage) -> bool:
    return is_unspoken(question, [Hit(each, 1.0, 1.0, rank) for rank, each in enumerate(passages, start=1)])


@pytest.mark.parametrize(
    "question",
    [
        "Apium renal dose adj",
        "Apium in dialysis",
        "is Apium ok when pregnant",
        "Apium and breast milk",
        "paediatric Apium",
    ],
)
def test_what_is_said_of_others_is_no_answer(question: str) -> None:
    assert unspoken(question, LIVER, DOSE)


@pytest.mark.parametrize(
    ("question", "passages"),
    [
        ("Apium renal dose adj", (DOSE, KIDNEYS)),
        ("Apium with cirrhosis", (DOSE, LIVER)),
        ("is Apium ok when pregnant", (DOSE, BABY)),
        ("Apium dose", (DOSE,)),
        ("we are trying for a baby, is Apium safe", (DOSE,)),
        ("Apium for my kidney stones", (DOSE,)),
        ("rising lactate on Apium", (DOSE,)),
    ],
)
def test_what_speaks_of_them_or_asks_of_nobody_may_answer(
    question: str, passages: tuple[Passage, ...]
) -> None:
    assert not unspoken(question, *passages)


def test_only_the_passages_found_first_count() -> None:
    assert unspoken("Apium in dialysis", DOSE, DOSE, DOSE, LIVER, BABY, KIDNEYS)
