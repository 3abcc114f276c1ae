"""Misspelt ordinary words, as they are searched with."""

from __future__ import annotations

import pytest

from drugbot.retrieval.respelling import Respeller

WORDS = "throat kidneys diarrhea cushing angioedema liver apium with the of"
RESPELLER = Respeller(f"{WORDS} hyperkalemia hyperthyroidism injected colestipol".split())


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("can i have cofee with apium", "can i have coffee with apium"),
        ("my throte burnz", "my throat burns"),
        ("kidnies and livver", "kidneys and liver"),
        ("diarea, constapation", "diarrhea, constipation"),
        ("is it alowed togetha", "is it allowed together"),
        ("swalow peple", "swallow people"),
        ("he injested it", "he ingested it"),  # by no other route
    ],
)
def test_a_misspelt_word_is_put_right(text: str, meant: str) -> None:
    assert RESPELLER.respelled(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "angioedema akathisia hyponatraemia",  # of the monographs, of none, a term
        "zorblaxin warfarin Gabapentin",  # medicines, known or not
        "dont it's co-rx 5mg eGFR",  # shortened, joined, with figures, initials
        "gonna wanna",
        "hypokalimia hypothyroidsm",  # no opposite
        "colesterol clonazolam",  # no medicine
        "",
    ],
)
def test_other_words_stay(text: str) -> None:
    assert RESPELLER.respelled(text) == text


def test_what_is_put_right_stays_so() -> None:
    once = RESPELLER.respelled("wil it damige my livver")
    assert RESPELLER.respelled(once) == once
