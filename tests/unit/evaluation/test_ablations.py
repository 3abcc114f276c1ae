from __future__ import annotations

import pytest

from drugbot.chatbot import PARTS, Chatbot
from drugbot.errors import SettingsError
from drugbot.evaluation.ablations import ablations, ablations_text
from drugbot.evaluation.evaluating import Gold
from drugbot.evaluation.topics import Judgement, Topic, resolve
from drugbot.settings import Settings


def gold_of_two(chatbot: Chatbot) -> Gold:
    says_it = Judgement("Denosumab", ("Dosage", "Missed Dose"), "", 2)
    topics = (
        Topic("denosumab/lay/a", ("i missed my prolia shot",), (says_it,), kind="lay", drugs=("Denosumab",)),
        Topic(
            "denosumab/unanswerable/b", ("does prolia make you gain weight",), (), expected=("not_stated",)
        ),
    )
    return Gold(topics, {"denosumab": "dev"}, resolve(topics, chatbot.index.passages))


def test_each_part_is_switched_off_once_and_the_whole_comes_first(chatbot: Chatbot) -> None:
    made: list[str] = []

    def make(part: str) -> Chatbot:
        made.append(part)
        return Chatbot(chatbot.index, chatbot.encoder, Settings(without=part))

    found = ablations(make, gold_of_two(chatbot))
    assert made == ["", *PARTS]
    assert [a.part for a in found] == made
    assert {a.topics for a in found} == {2}
    assert (found[0].p, found[0].declined) == (1.0, 1.0)
    without_confidence = next(a for a in found if a.part == "confidence")
    assert without_confidence.declined == 0.0  # the nearest passage is quoted, whatever it says
    assert "(nothing)" in ablations_text(found)


def test_part_that_does_not_exist_is_refused(chatbot: Chatbot) -> None:
    with pytest.raises(SettingsError, match="confidence"):
        Chatbot(chatbot.index, chatbot.encoder, Settings(without="magic"))
