from __future__ import annotations

import pytest

from drugbot.evaluation.senses import Sense


def asks(*drugs: str, manner: str = "ask", subject: str = "dose", section: str = "Dosage") -> Sense:
    return Sense(frozenset(drugs), manner, subject, section)


@pytest.mark.parametrize(
    "other",
    [
        asks("Apium"),
        asks("Apium", subject="children"),
        asks("Apium", section="Overdose"),
    ],
)
def test_same_drugs_and_either_subject_or_section_ask_the_same(other: Sense) -> None:
    assert asks("Apium").is_as(other)


@pytest.mark.parametrize(
    "other",
    [
        asks("Boneum"),
        asks("Apium", "Boneum"),
        asks("Apium", subject="storage", section="Storage"),
        asks("Apium", manner="together", subject="combination", section="FAQs"),
        asks("Apium", manner="self_harm"),
        asks("Apium", manner="topic"),
    ],
)
def test_other_drugs_another_topic_and_another_manner_do_not(other: Sense) -> None:
    assert not asks("Apium").is_as(other)


def test_what_drugs_do_to_each_other_is_a_topic_by_itself() -> None:
    one = asks("Apium", "Boneum", manner="together", subject="combination", section="FAQs")
    assert one.is_as(asks("Boneum", "Apium", manner="together"))


def test_without_learned_subjects_the_section_decides() -> None:
    assert not asks("Apium", subject="").is_as(asks("Apium", subject="", section="Storage"))
    assert asks("Apium", subject="").is_as(asks("Apium", subject=""))
