"""Two drugs in one question: what each monograph says of the other, and what neither says."""

from __future__ import annotations

import pytest

from drugbot.answering.reply import Reply
from drugbot.chatbot import Chatbot


def mentions(reply: Reply, drug: str, *names: str) -> bool:
    quotes = [
        " ".join(
            (*(excerpt.quote for excerpt in citation.context), citation.quote, *citation.section)
        ).casefold()
        for citation in reply.citations
        if citation.drug == drug
    ]
    return bool(quotes) and all(any(name in quote for name in names) for quote in quotes)


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            "can i take viagra with nitroglycerin",
            ("Sildenafil", "viagra"),
            ("Nitroglycerin", "nitroglycerin"),
        ),
        ("is ibuprofen ok with warfarin", ("Ibuprofen", "ibuprofen"), ("Warfarin", "warfarin")),
    ],
)
def test_both_sides_are_quoted_and_each_quote_names_the_other(
    chatbot: Chatbot, question: str, one: tuple[str, str], other: tuple[str, str]
) -> None:
    reply = chatbot.reply([question])
    assert set(reply.drugs) == {one[0], other[0]} == {citation.drug for citation in reply.citations}
    names = {
        entry.title: [name.casefold() for name in (entry.title, *entry.names)]
        for entry in chatbot.index.entries
    }
    assert mentions(reply, one[0], *names[other[0]])
    assert mentions(reply, other[0], *names[one[0]])
    assert reply.silent == ()


def test_side_that_is_silent_is_named(chatbot: Chatbot) -> None:
    reply = chatbot.reply(["can i take dapagliflozin with furosemide"])
    assert {citation.drug for citation in reply.citations} == {"Dapagliflozin"}
    assert reply.silent == ("Furosemide",)
    assert "does not mean that it is safe" in reply.text


def test_silence_on_both_sides_is_said_and_nothing_is_quoted(chatbot: Chatbot) -> None:
    reply = chatbot.reply(["zolpidem together with raloxifene?"])
    assert (reply.kind, reply.reason, reply.citations) == ("abstention", "not_stated", ())
    assert reply.silent == reply.drugs
    assert "do not name each other" in reply.text


@pytest.mark.parametrize(
    "question", ["which is taken less often, prolia or raloxifene", "is prolia the same as raloxifene"]
)
def test_comparison_is_about_each_drug(chatbot: Chatbot, question: str) -> None:
    reply = chatbot.reply([question])
    assert {citation.drug for citation in reply.citations} == {"Denosumab", "Raloxifene"}


def test_at_the_same_time_is_no_comparison(chatbot: Chatbot) -> None:
    assert chatbot.reply(["zolpidem and raloxifene at the same time?"]).reason == "not_stated"


@pytest.mark.parametrize("question", ["who won the world cup", "how do i boil an egg"])
def test_question_that_no_passage_is_near_to_is_off_topic(chatbot: Chatbot, question: str) -> None:
    assert chatbot.reply([question]).reason == "off_topic"


@pytest.mark.parametrize("question", ["what is the dose", "can i take it while breastfeeding"])
def test_question_about_some_medicine_is_asked_back(chatbot: Chatbot, question: str) -> None:
    assert chatbot.reply([question]).reason == "which_drug"


@pytest.mark.parametrize("turn", ["how much", "how many a day", "how often can she have it"])
@pytest.mark.parametrize("third", ["and acetaminophen", "what about acetaminophen", "or acetaminophen then"])
def test_dose_after_another_took_the_place_is_of_that_not_of_what_is_taken(
    chatbot: Chatbot, third: str, turn: str
) -> None:
    _, both, dose = chatbot.replies(["she is on apixaban, can she have ibuprofen", third, turn])
    assert set(both.drugs) == {"Apixaban", "Acetaminophen"}
    assert dose.drugs == ("Acetaminophen",)


@pytest.mark.parametrize(
    "turns",
    [
        ("can I drink alcohol with metformin and ozempic",),
        ("can i take metformin with ozempic", "can i drink alcohol with both"),
    ],
)
def test_what_is_told_of_each_alone_is_asked_of_each(chatbot: Chatbot, turns: tuple[str, ...]) -> None:
    reply = chatbot.reply(turns)
    assert reply.layout == "table"
    assert {part.drugs for part in reply.parts} == {("Metformin",), ("Semaglutide",)}
    metformin = next(part for part in reply.parts if part.drugs == ("Metformin",))
    assert "drinking" in metformin.citations[0].quote


def test_a_comparison_says_where_one_side_is_silent(chatbot: Chatbot) -> None:
    reply = chatbot.reply(["compare the storage of rofecoxib and ibuprofen"])
    said = {part.drugs: part for part in reply.parts}
    assert said["Ibuprofen",].citations[0].section[0] == "Storage"
    assert said["Rofecoxib",].reason == "not_stated"
    assert "banned" in reply.notices


@pytest.mark.parametrize("question", ["dose of metformin", "metformin dosage", "how is apixaban taken"])
def test_a_boxed_warning_is_told_of_whatever_the_dose_is_called(chatbot: Chatbot, question: str) -> None:
    assert "boxed_warning" in chatbot.reply([question]).notices


def test_a_worry_does_not_lead_with_an_overdose(chatbot: Chatbot) -> None:
    reply = chatbot.reply(["I have much diarrhoea since I take metformin", "is it dangerous?"])
    assert not reply.citations[0].section[0].startswith("Overdose")


def test_the_second_of_a_list_is_asked_about(chatbot: Chatbot) -> None:
    listed = chatbot.reply(["which of your drugs must be kept in the fridge"])
    second = list(dict.fromkeys(citation.drug for citation in listed.citations))[1]
    follow_up = chatbot.reply(
        ["which of your drugs must be kept in the fridge", "the second one, how often is it taken"]
    )
    assert follow_up.drugs == (second,)
    assert {citation.drug for citation in follow_up.citations} <= {second}
