from __future__ import annotations

from collections import Counter

import pytest
import yaml

from drugbot.chatbot import Chatbot
from drugbot.feedback.masking import Vocabulary, mask
from drugbot.feedback.record import vocabulary_of
from tests.conftest import ROOT
from tests.unit.feedback.canaries import HARMLESS, TUNED, UNSEEN

# As docs/design.md states it: what is masked of the sentences that no pattern was made for.
MEASURED = {"name": (11, 15), "date": (6, 8), "phone": (8, 8), "number": (7, 8), "address": (2, 2)}


@pytest.fixture(scope="module")
def vocabulary(chatbot: Chatbot) -> Vocabulary:
    return vocabulary_of(chatbot.index)


def is_masked(text: str, vocabulary: Vocabulary) -> bool:
    """Whether nothing is left of what stands in brackets."""
    before, rest = text.split("[[")
    secret, after = rest.split("]]")
    masked = mask(before + secret + after, vocabulary)
    return not any(part in masked for part in secret.replace(",", " ").split())


@pytest.mark.parametrize(("kind", "text"), TUNED)
def test_what_the_patterns_were_made_for_is_masked(kind: str, text: str, vocabulary: Vocabulary) -> None:
    assert is_masked(text, vocabulary)


def test_recall_on_unseen_canaries_is_as_stated(vocabulary: Vocabulary) -> None:
    found = Counter(kind for kind, text in UNSEEN if is_masked(text, vocabulary))
    missed = [text for _, text in UNSEEN if not is_masked(text, vocabulary)]
    total = Counter(kind for kind, _ in UNSEEN)
    assert {kind: (found[kind], total[kind]) for kind in total} == MEASURED, missed


@pytest.mark.parametrize("text", HARMLESS)
def test_words_and_numbers_of_medicine_stay(text: str, vocabulary: Vocabulary) -> None:
    assert mask(text, vocabulary) == text


def test_hardly_a_question_of_the_gold_set_is_touched(vocabulary: Vocabulary) -> None:
    files = sorted((ROOT / "corpus" / "evaluation" / "topics").glob("*.yaml"))
    turns = [
        turn
        for file in files
        for topic in yaml.safe_load(file.read_text())["topics"]
        for turn in topic["turns"]
    ]
    touched = [turn for turn in turns if mask(turn, vocabulary) != turn]
    assert len(turns) > 2_000
    assert len(touched) <= 2, touched


def test_masking_twice_changes_nothing_more(vocabulary: Vocabulary) -> None:
    for _, text in (*TUNED, *UNSEEN):
        once = mask(text.replace("[[", "").replace("]]", ""), vocabulary)
        assert mask(once, vocabulary) == once
