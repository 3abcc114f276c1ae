"""Conversations written by people who have not seen the code: what they get must not become worse.

The floors are what was reached, less a little; they are no aim. docs/evaluation.md says what is measured, and
`tests/golden` keeps what each turn gets.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from drugbot.answering.reply import Reply
from drugbot.chatbot import Chatbot
from drugbot.evaluation.conversations import FILES, Turn, load_conversations
from drugbot.evaluation.senses import sense
from tests.functional.exactness import is_exact

FOLDER = Path(__file__).parents[2] / "corpus" / "evaluation"
LEAST = {
    "conversations.yaml": (139, 130, 134),
    "conversations-second.yaml": (245, 194, 212),
    "conversations-third.yaml": (347, 305, 286),
    "conversations-fourth.yaml": (227, 178, 186),
}  # turns, drugs, kinds

Asked = list[tuple[Turn, Reply]]


@pytest.fixture(scope="module", params=FILES)
def asked(request: pytest.FixtureRequest, chatbot: Chatbot) -> tuple[str, Asked]:
    conversations = load_conversations(FOLDER / request.param)
    return request.param, [
        pair
        for turns in conversations
        for pair in zip(turns, chatbot.replies([turn.say for turn in turns]), strict=True)
    ]


def test_drugs_and_kinds_of_reply_are_as_often_right_as_before(asked: tuple[str, Asked]) -> None:
    name, pairs = asked
    drugs = sum(turn.open or set(reply.drugs) == set(turn.drugs) for turn, reply in pairs)
    kinds = sum(reply.kind in turn.kinds for turn, reply in pairs)
    turns, least_drugs, least_kinds = LEAST[name]
    assert len(pairs) == turns
    assert (drugs >= least_drugs, kinds >= least_kinds) == (True, True), (drugs, kinds)


def test_no_reply_cites_a_drug_that_it_does_not_name_as_meant(asked: tuple[str, Asked]) -> None:
    for _, reply in asked[1]:
        assert {citation.drug for citation in reply.citations} <= set(reply.drugs)


def test_every_quote_is_in_its_monograph(asked: tuple[str, Asked]) -> None:
    for _, reply in asked[1]:
        for citation in reply.citations:
            assert is_exact(citation), citation


def test_sense_of_a_follow_up_is_that_of_the_question_in_full(chatbot: Chatbot) -> None:
    full = sense(chatbot, ["what is the dose of quetiapine in the elderly"])
    assert sense(chatbot, ["quetiapine dose for schizophrenia", "and in the elderly?"]).is_as(full)
    assert not sense(chatbot, ["quetiapine side effects", "how do i store it"]).is_as(full)


def test_sense_tells_drugs_taken_together_small_talk_and_self_harm_from_questions(chatbot: Chatbot) -> None:
    manners = {
        "can i take warfarin with fluconazole": "together",
        "thanks": "small talk",
        "which drugs are contraindicated in pregnancy": "list",
        "i took all my tramadol to die": "self_harm",
    }
    assert {turn: sense(chatbot, [turn]).manner for turn in manners} == manners


REMARKS = (
    "fair enough, must dash",
    "bless you, you have been ever so kind",
    "right the kettle has boiled, bye for now",
    "the bus is late again, typical",
    "that is a weight off my mind",
    "my phone is about to die",
    "sorry the kids were shouting",
    "you are better than my surgery",
    "i shall tell my sister",
    "nice weather we are having",
)
GO_ON = (
    "my kidneys are at 38",
    "i forgot last night's",
    "tingly fingers all day",
    "how often",
    "before or after breakfast",
    "she weighs next to nothing",
    "is 3 weeks too long a break",
    "my stomach is in knots since",
    "can it be crushed",
    "he threw up ten minutes later",
)
LEAST_REMARKS, LEAST_ON = 0.6, 0.8  # shares that must be told, a little less than what was seen (0.7 and 0.9)


def test_remarks_in_the_midst_of_a_talk_ask_nothing_and_end_nothing(chatbot: Chatbot) -> None:
    told = 0
    for remark in REMARKS:
        _, reply, after = chatbot.replies(
            ["what is warfarin used for", remark, "and can i drink alcohol with it"]
        )
        told += (reply.kind, reply.reason, reply.drugs) == ("answer", "help", ())
        assert after.drugs == ("Warfarin",), remark
    assert told >= LEAST_REMARKS * len(REMARKS)


def test_question_about_something_else_is_not_asked_of_the_medicine(chatbot: Chatbot) -> None:
    _, reply = chatbot.replies(["what is warfarin used for", "how do i bleed a radiator"])
    assert (reply.kind, reply.drugs) == ("abstention", ())


def test_turns_that_go_on_stay_with_the_medicine(chatbot: Chatbot) -> None:
    replies = [chatbot.replies(["what is metformin used for", turn])[-1] for turn in GO_ON]
    assert sum(reply.drugs == ("Metformin",) for reply in replies) >= LEAST_ON * len(GO_ON)


@pytest.mark.parametrize(
    ("before", "turn", "drugs"),
    [
        ("what inr should warfarin be at", "flagyl from the dentist since friday", {"Warfarin"}),
        ("how is topiramate raised for migraine", "acetazolamide was added this week", {"Topiramate"}),
        (
            "what is the dose of losartan",
            "wants ibuprofen for her back on top of that",
            {"Losartan", "Ibuprofen"},
        ),
        ("what is the dose of losartan", "max ibuprofen for an adult", {"Ibuprofen"}),
        ("can prednisone be stopped at once", "and how is metformin stored", {"Metformin"}),
        ("does warfarin make you bruise", "no wait, i meant apixaban", {"Apixaban"}),
        ("dose of warfarin", "my mother is on rivaroxaban, how much should she have", set()),
        ("dose of losartan", "doctor gave my son ibuprofen, how much", {"Ibuprofen"}),
        ("dose of citalopram", "sertraline", set()),
        ("how is losartan stored", "ramipril", set()),
    ],
)
def test_another_medicine_is_meant_beside_the_one_talked_about_or_in_its_place(
    chatbot: Chatbot, before: str, turn: str, drugs: set[str]
) -> None:
    _, reply = chatbot.replies([before, turn])
    assert set(reply.drugs) == drugs
    assert {citation.drug for citation in reply.citations} <= drugs


@pytest.mark.parametrize(
    ("first", "second", "turn", "drug"),
    [
        ("what is denosumab for", "what is raloxifene for", "how often is the jab given", "Denosumab"),
        (
            "what is metformin for",
            "what is warfarin for",
            "is that sugar tablet safe in pregnancy",
            "Metformin",
        ),
    ],
)
def test_a_description_returns_to_the_drug_that_it_is_of(
    chatbot: Chatbot, first: str, second: str, turn: str, drug: str
) -> None:
    assert chatbot.replies([first, second, turn])[-1].drugs == (drug,)


@pytest.mark.parametrize(
    ("first", "second", "turn"),
    [
        ("what is apixaban for", "what is metformin for", "should he have the pneumococcal jab"),
        ("what is semaglutide for", "what is omeprazole for", "how do i take the weekly one"),
        ("what is warfarin for", "what is metformin for", "is the injection site red"),
    ],
)
def test_what_describes_none_of_the_drugs_stays_with_the_last(
    chatbot: Chatbot, first: str, second: str, turn: str
) -> None:
    after = chatbot.replies([first, second, turn])[-1]
    assert set(after.drugs) <= set(chatbot.reply([second]).drugs)


def test_joined_topics_are_answered_one_by_one(chatbot: Chatbot) -> None:
    reply = chatbot.reply(["what is the dose and side effects of metformin"])
    assert [part.kind for part in reply.parts] == ["answer", "answer"]
    assert {citation.drug for citation in reply.citations} == {"Metformin"}


@pytest.mark.parametrize(
    "question", ["metformin and alcohol", "storage and handling of xgeva", "nausea and vomiting on metformin"]
)
def test_what_is_one_matter_stays_one(chatbot: Chatbot, question: str) -> None:
    assert not chatbot.reply([question]).parts


def test_harmless_question_after_danger_is_answered_below_where_help_is(chatbot: Chatbot) -> None:
    turns = ["i am on zolpidem and i want to end my life", "how is it stored", "how much is too much"]
    _, harmless, amount = chatbot.replies(turns)
    assert (harmless.kind, harmless.notices[0]) == ("answer", "emergency")
    assert {citation.drug for citation in harmless.citations} == {"Zolpidem"}
    assert harmless.text.startswith(chatbot.replies(turns)[0].text)
    assert (amount.kind, amount.reason, amount.citations) == ("abstention", "emergency", ())


@pytest.mark.parametrize(
    ("first", "offered", "second", "drug"),
    [
        ("i didnt take my statin yesterday, what should i do", "Atorvastatin", "lipitor", "Atorvastatin"),
        ("can i have grapefruit with my blood pressure pills", "Amlodipine", "its norvasc", "Amlodipine"),
        ("how long do grans osteoporosis tablets take to work", "Raloxifene", "raloxifene", "Raloxifene"),
        (
            "does my antibiotic make me burn in the sun",
            "Ciprofloxacin",
            "augmentin",
            "Amoxicillin and Clavulanate",
        ),
    ],
)
def test_a_medicine_of_somebodys_own_is_asked_back_and_then_answered(
    chatbot: Chatbot, first: str, offered: str, second: str, drug: str
) -> None:
    asked, after = chatbot.replies([first, second])
    assert (asked.kind, asked.reason, asked.citations) == ("clarification", "which_drug", ())
    assert offered in asked.options
    assert after.drugs == (drug,)
    assert after.query.startswith(first[:8])
    assert second.removeprefix("its ") in after.query


def test_of_a_medicine_that_no_monograph_is_for_none_is_offered(chatbot: Chatbot) -> None:
    reply = chatbot.reply(["forgot my sulfonylurea at breakfast, should i take it now"])
    assert (reply.reason, reply.options) == ("which_drug", ())


@pytest.mark.parametrize(
    "question",
    [
        "are statins safe in pregnancy",
        "do diuretics interact with lithium",
        "which blood pressure tablets are safe in pregnancy",
        "what helps with high blood pressure",
    ],
)
def test_questions_on_a_class_in_general_are_not_asked_back(chatbot: Chatbot, question: str) -> None:
    assert chatbot.reply([question]).reason != "which_drug"


@pytest.mark.parametrize("turn", ["and the antibiotic", "no, the antibiotic", "the penicillin i mean"])
def test_the_class_of_a_product_of_two_stands_for_it(chatbot: Chatbot, turn: str) -> None:
    turns = ["what is augmentin for", "what is sildenafil for", "is it safe with bad kidneys", turn]
    assert chatbot.reply(turns).drugs == ("Amoxicillin and Clavulanate",)
