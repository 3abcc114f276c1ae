"""How far back follow-ups reach, on the real corpus."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drugbot.chatbot import Chatbot
from drugbot.conversation.context import understand
from drugbot.conversation.query import Query
from drugbot.conversation.state import Context
from drugbot.due.reaching import FILE, PACKAGE, features, looked_up, reached
from drugbot.retrieval.regression import learned_regression


def asked(chatbot: Chatbot, *turns: str) -> Query:
    context, query = Context(), Query("", "", ())
    for turn in turns:
        query, context = understand(turn, context, chatbot.known)
    return query


def test_features_fit_what_was_learned(chatbot: Chatbot) -> None:
    query = asked(chatbot, "is prolia ok when breastfeeding", "how much gets to him")
    rows = features(query, looked_up(query, chatbot.desk), chatbot.desk)
    assert rows.shape == (len(query.readings), len(learned_regression(PACKAGE, FILE).weights))


@pytest.mark.parametrize(
    ("turns", "words"),
    [
        (("does metformin cause diarrhoea", "does that go away"), "diarrhoea"),
        (("can i drink alcohol on warfarin", "just one glass", "why not"), "alcohol"),
        (("missed my lamotrigine for a week", "do i just carry on"), "missed"),
    ],
)
def test_a_turn_that_needs_those_before_it_is_searched_with_them(
    chatbot: Chatbot, turns: tuple[str, ...], words: str
) -> None:
    assert words in chatbot.search(turns, 1)[0].generic


@pytest.mark.parametrize("turn", ["how should it be stored", "can it be crushed", "what is it for"])
def test_a_new_matter_is_searched_by_itself(chatbot: Chatbot, turn: str) -> None:
    query, _ = chatbot.search(["can i drink alcohol on warfarin", turn], 1)
    assert "alcohol" not in query.generic


def test_the_reply_shows_what_was_searched_with(chatbot: Chatbot) -> None:
    turns = ["does metformin cause diarrhoea", "does that go away"]
    assert chatbot.reply(turns).query == chatbot.search(turns, 1)[0].text


def test_tell_me_more_goes_on_from_what_was_searched_with(chatbot: Chatbot) -> None:
    turns = ["does metformin cause diarrhoea", "does that go away", "tell me more"]
    *_, before, more = chatbot.replies(turns)
    assert not {c.passage for c in before.citations} & {c.passage for c in more.citations}


def test_it_can_be_switched_off(chatbot: Chatbot) -> None:
    query = asked(chatbot, "does metformin cause diarrhoea", "does that go away")
    off = replace(chatbot.desk, off=frozenset({"reaching"}))
    assert reached(query, off) is query
