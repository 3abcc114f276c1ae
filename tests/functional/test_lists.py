"""Questions over the whole collection: the drugs that are quoted are such as was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from drugbot.chatbot import Chatbot
from drugbot.due.collection import SHOWN
from drugbot.evaluation.lists import FILE, evaluate_lists, load_lists
from drugbot.settings import Settings

EVALUATION = Path(__file__).parents[2] / "corpus" / "evaluation"


def test_most_that_is_quoted_is_such_as_was_asked_for(chatbot: Chatbot) -> None:
    report = evaluate_lists(chatbot, load_lists(EVALUATION / FILE).questions)
    assert report.right / report.shown >= 0.7  # 0.783 when it was learned; 0.395 before
    assert report.share >= 0.5  # 0.615, 0.282
    assert report.answered >= 15  # of 18; 17, 8


def test_what_is_near_is_not_taken_for_such(chatbot: Chatbot) -> None:
    reply = chatbot.reply(["which of your medicines need a boxed warning about suicidal thoughts read out"])
    assert {"Bupropion", "Citalopram", "Quetiapine"} <= set(reply.drugs)
    assert not {"Losartan", "Warfarin", "Raloxifene"} & set(reply.drugs)


@pytest.mark.parametrize("question", ["what helps with heartburn", "anything for a stuffy, runny nose"])
def test_a_remedy_is_quoted_from_what_it_is_used_for(chatbot: Chatbot, question: str) -> None:
    reply = chatbot.reply([question])
    assert reply.citations
    assert len(reply.drugs) <= SHOWN
    assert {citation.section[0] for citation in reply.citations} == {"Usage"}
    assert "personal_advice" in reply.notices


def test_class_that_others_are_taken_with_does_not_narrow_what_is_searched(chatbot: Chatbot) -> None:
    reply = chatbot.reply(["which of your medicines must not be taken together with NSAIDs"])
    assert reply.layout == "list"
    assert set(reply.drugs) - {"Ibuprofen", "Rofecoxib"}


def test_of_a_class_that_no_medicine_is_of_nothing_is_quoted(chatbot: Chatbot) -> None:
    reply = chatbot.reply(["are cephalosporins safe in pregnancy"])
    assert (reply.kind, reply.reason, reply.citations) == ("abstention", "not_stated", ())


def test_a_contrary_is_no_remedy(chatbot: Chatbot) -> None:
    for question in ("what helps with low blood pressure", "which drugs treat low blood sugar"):
        assert chatbot.reply([question]).citations == ()


def test_partner_without_a_monograph_is_looked_for_in_all(chatbot: Chatbot) -> None:
    reply = chatbot.reply(["which of your medicines interact with lithium"])
    assert (reply.kind, reply.layout) == ("answer", "list")
    assert all("lithium" in citation.quote.casefold() for citation in reply.citations)


@pytest.mark.parametrize(
    "question", ["which phones have a good camera", "list all planets", "what helps with homework"]
)
def test_what_no_medicine_is_asked_of_is_off_topic(chatbot: Chatbot, question: str) -> None:
    assert chatbot.reply([question]).reason == "off_topic"


def test_asking_what_there_is_gets_the_help(chatbot: Chatbot) -> None:
    assert chatbot.reply(["which medicines do you know about"]).reason == "help"


def test_without_what_was_learned_the_nearest_are_quoted(chatbot: Chatbot) -> None:
    without = Chatbot(chatbot.index, chatbot.encoder, Settings(without="listing"))
    reply = without.reply(["which drugs cause weight gain"])
    assert reply.layout == "list"
    assert reply.citations
