"""Medicines that are not known here, and misspelt English that must not be taken for one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from drugbot.corpus.names import spelled
from drugbot.retrieval.lexicon import Lexicon
from drugbot.retrieval.medicines import known_medicines
from drugbot.retrieval.unheard import is_no_english
from tests.conftest import ROOT
from tests.unit.index.making import entry

FOLDER = Path(__file__).parent
MONOGRAPHS = sorted((ROOT / "corpus").glob("*.md"))
LEXICON = Lexicon(
    [
        entry(path.stem.replace("-", " ").title(), "Prolia", "Eliquis", "Ozempic")
        for path in MONOGRAPHS
        if path.stem != "README"
    ],
    known_medicines(),
)
ORDINARY = frozenset(
    word
    for path in MONOGRAPHS
    for word in spelled(re.sub(r"[^\w\s-]", " ", path.read_text(encoding="utf-8"))).split()
)


def halves(name: str) -> list[list[str]]:
    """Lines of a file, in turn for development and held back."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("#")]
    return [kept[0::2], kept[1::2]]


def noticed(question: str) -> set[str]:
    """Words that are taken for a medicine, or asked about, though they name none that is known."""
    mentions, doubts = LEXICON.read(question, ORDINARY)
    return {m.said for m in mentions if not m.titles and not m.meant} | {doubt.said for doubt in doubts}


def is_read(name: str, question: str) -> bool:
    mentions, _ = LEXICON.read(question, ORDINARY)
    return name in noticed(question) or any(mention.said == name for mention in mentions)


@pytest.mark.parametrize("half", [0, 1], ids=["development", "held back"])
def test_most_names_that_nobody_knows_are_noticed(half: int) -> None:
    lines = [line.split("\t") for line in halves("unheard_of.txt")[half]]
    assert len(lines) == 30
    assert sum(is_read(name, question) for name, question in lines) >= 26


@pytest.mark.parametrize("half", [0, 1], ids=["development", "held back"])
def test_misspelt_english_is_hardly_ever_a_medicine(half: int) -> None:
    lines = halves("misspelt.txt")[half]
    assert len(lines) >= 104
    assert len([line for line in lines if noticed(line)]) <= 1


def test_name_near_to_a_known_one_is_asked_about_and_any_other_is_unknown() -> None:
    _, (doubt,) = LEXICON.read("what is gabbentine for", ORDINARY)
    assert (doubt.said, doubt.names) == ("gabbentine", ("gabapentin",))
    (mention,), doubts = LEXICON.read("can i take zorblaxin with food", ORDINARY)
    assert (mention.said, mention.titles, mention.how, mention.is_guessed) == (
        "zorblaxin",
        (),
        "unknown",
        True,
    )
    assert not doubts


def test_shortened_name_is_taken_for_the_one_substance_that_begins_so() -> None:
    (_, mention), doubts = LEXICON.read("rosuvastatin vs atorva", ORDINARY)
    assert (mention.said, mention.meant) == ("atorva", "atorvastatin")
    assert not doubts


@pytest.mark.parametrize(
    "question",
    [
        "can i take metformin with zorblaxin",
        "can i take it with zorblaxin",
        "zorblaxin or metformin",
        "and zorblaxin?",
    ],
)
def test_medicine_beside_another_is_noticed(question: str) -> None:
    assert noticed(question) == {"zorblaxin"}


@pytest.mark.parametrize(
    "question",
    [
        "my zorblaxin friend says hello",
        "is EHRQX safe",
        "how does wat work",
        "what is intranasal",
    ],
)
def test_word_elsewhere_or_initials_or_terms_are_not(question: str) -> None:
    assert not noticed(question)


@pytest.mark.parametrize(
    "word",
    [
        "preganancy",
        "sideefects",
        "tomorow",
        "reacshun",
        "hypoglycaemic",
        "postmenopausal",
        "tonsillitis",
        "wat",
    ],
)
def test_misspelt_run_together_and_learned_words_are_english(word: str) -> None:
    assert not is_no_english(word, (), ())


def test_word_near_to_the_monographs_is_none_but_near_to_a_name_it_is() -> None:
    assert not is_no_english("zorblaxim", {"zorblaxin"}, ())
    assert is_no_english("zorblaxim", {"zorblaxin"}, {"zorblaxin"})
