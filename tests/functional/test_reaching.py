"""How far back follow-ups reach, on the real corpus."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drugbot.chatbot import Chatbot
from drugbot.conversation.context import understand
from drugbot.conversation.query import Query
from drugbot.conversation.state import Context
from drugbot.due.reaching import FILE, PACKAGE, features, likeliest, looked_up, reached
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
        (("can i drink alcohol on warfarin", "not even the one glass?"), "alcohol"),
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


@pytest.mark.parametrize(
    ("likely", "is_leaning", "best"),
    [
        ((0.5, 0.55, 0.58), True, 0),  # nothing is much likelier than what plain words say
        ((0.5, 0.65, 0.7), True, 1),
        ((0.5, 0.65, 0.8), True, 2),
        ((0.5, 0.65, 0.8), False, 1),  # a question in full
        ((0.5, 0.5, 0.8, 0.9), False, 3),
        ((0.5, 0.4), True, 0),
    ],
)
def test_a_reading_must_be_likelier_by_a_margin(
    likely: tuple[float, ...], is_leaning: bool, best: int
) -> None:
    assert likeliest(likely, is_leaning=is_leaning) == best


def test_nothing_said_of_a_child_is_asked_for_an_adult(chatbot: Chatbot) -> None:
    for drug in ("ibuprofen", "acetaminophen"):
        reply = chatbot.reply([f"how much {drug} can my 3 year old have", "and for an adult?"])
        assert "3 year" not in reply.query
        assert reply.citations[0].section[-1] != "Children"


def test_a_new_question_is_not_answered_with_the_answer_before(chatbot: Chatbot) -> None:
    turns = ["can i drink alcohol on metformin", "does metformin turn my urine green"]
    _, second = chatbot.replies(turns)
    assert second.kind == "abstention"
    assert "alcohol" not in second.query
