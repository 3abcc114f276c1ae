from __future__ import annotations

import pytest

from drugbot.conversation.topics import asks_for_anything, chosen, is_without_topic

HEADINGS = ("Usage", "Dosage", "Side Effects", "Drug Interactions")


@pytest.mark.parametrize(
    "bare",
    [
        "tell me about",
        "tell me about and …",
        "info on",
        "information please",
        "Hi, i have a question about",
        "what do you know about",
        "can you help me with",
        "what about",
        "do you have anything on",
        "and stuff",
        "tablets",
        "my doctor has just put me on",
        "i'm taking",
        "i take",
    ],
)
def test_turn_that_says_nothing_of_its_matter_is_without_topic(bare: str) -> None:
    assert is_without_topic(bare)


@pytest.mark.parametrize(
    "bare",
    [
        "",
        "?",
        "what is",
        "how much",
        "why",
        "can i take",
        "can we get",
        "do i take",
        "should i stop",
        "is it",
        "drugs like",
        "i need",
        "tell me about the dose of",
        "info on and pregnancy",
        "does help with headaches",
        "i stopped taking",
        "i took two",
        "and the pill",
        "with my pill",
    ],
)
def test_turn_with_a_matter_however_short_has_a_topic(bare: str) -> None:
    assert not is_without_topic(bare)


def test_only_words_that_ask_begin_anew() -> None:
    assert asks_for_anything("info on")
    assert not asks_for_anything("what about")
    assert not asks_for_anything("and")


@pytest.mark.parametrize(
    ("turn", "topic"),
    [
        ("dosage", "Dosage"),
        ("Dosage please", "Dosage"),
        ("the dosage section, thanks", "Dosage"),
        ("the second", "Dosage"),
        ("2", "Dosage"),
        ("number three", "Side Effects"),
        ("i'd like side effects", "Side Effects"),
        ("sideeffect", "Side Effects"),
        ("tell me about drug interactions", "Drug Interactions"),
        ("the last one", "Drug Interactions"),
        ("dosage in children", ""),
        ("seventh", ""),
        ("yes", ""),
        ("please", ""),
        ("", ""),
    ],
)
def test_topic_is_chosen_by_name_or_number(turn: str, topic: str) -> None:
    assert chosen(turn, HEADINGS) == topic


def test_without_choices_nothing_is_chosen() -> None:
    assert chosen("dosage", ()) == ""
    assert chosen("the first", ()) == ""
