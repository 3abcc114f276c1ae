from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from drugbot.answering.reply import Reply
from drugbot.chatbot import Chatbot
from drugbot.web.asking import Linked, ask, changed_text, is_answered, turns_for
from drugbot.web.strings import Strings
from drugbot.web.suggesting import next_questions
from drugbot.web.why import why_html
from tests.unit.web.making import INDEX, answer, citation

STRINGS = Strings()


def test_scope_goes_before_a_question_as_a_turn_unless_it_names_a_medicine(chatbot: Chatbot) -> None:
    assert turns_for(chatbot, "how is it stored?", "Denosumab") == ("Denosumab", "how is it stored?")
    assert turns_for(chatbot, "how is Eliquis stored?", "Denosumab") == ("how is Eliquis stored?",)
    assert turns_for(chatbot, "how is aspirin stored?", "Denosumab") == ("how is aspirin stored?",)
    assert turns_for(chatbot, "how is it stored?", None) == ("how is it stored?",)


def test_scoped_question_is_answered_from_that_drug_whatever_was_talked_about(chatbot: Chatbot) -> None:
    shown = ask(chatbot, ["what is eliquis used for"], "how is it stored?", STRINGS, scope="Denosumab")
    assert {cited.drug for cited in shown.reply.citations} == {"Denosumab"}


def test_link_to_another_revision_names_both_and_says_whether_the_passage_still_stands() -> None:
    now = INDEX.by_title["Boneum"].revision
    kept = changed_text(Linked(f"{1:016x}", "old"), (), INDEX, STRINGS)
    assert "old" in kept
    assert now in kept
    assert STRINGS.changed_kept in kept
    assert STRINGS.changed_gone in changed_text(Linked("gone", "old"), (citation("x"),), INDEX, STRINGS)
    assert "gone" in changed_text(Linked("gone", "old"), (), INDEX, STRINGS)
    assert changed_text(Linked(f"{1:016x}", now), (), INDEX, STRINGS) == ""


def always(drug: str, question: str) -> bool:
    return True


def test_next_questions_are_those_of_the_monograph_that_were_neither_asked_nor_quoted() -> None:
    reply = answer(citation("Yes, twice.", passage=f"{3:016x}"))
    assert next_questions(reply, ["is it RED"], INDEX, always) == (
        "Is it round?",
        "Is it sweet?",
        "What does the monograph of Boneum say about dosage?",
    )


def test_a_replys_own_suggestions_come_first_and_an_emergency_has_none() -> None:
    own = Reply(kind="answer", reason="help", suggestions=("a", "b", "c", "d"), text="x")
    assert next_questions(own, [], INDEX, always) == ("a", "b", "c")
    assert next_questions(answer(citation("x"), notices=("emergency",)), [], INDEX, always) == ()


def test_suggested_questions_are_answered_from_the_same_monograph(chatbot: Chatbot) -> None:
    titles = [entry.title for entry in chatbot.index.entries[::4]]
    for title in titles:
        first = f"What is {title} used for?"
        suggested = re.findall(r'data-ask="([^"]+)"', ask(chatbot, [], first, STRINGS).html)
        assert len(suggested) == 3
        for question in map(unescape, suggested):
            assert title == chatbot.reply([first, question]).citations[0].drug


def test_question_that_leads_to_another_drug_is_not_suggested(chatbot: Chatbot) -> None:
    question = "Do I need sunscreen while on hydrochlorothiazide and losartan?"
    assert not is_answered(chatbot, "Eliquis", question)


def test_record_has_what_the_page_needs(chatbot: Chatbot) -> None:
    record = ask(chatbot, [], "how often is prolia given", STRINGS).record()
    assert record["turns"] == ["how often is prolia given"]
    assert record["quoted"]["revision"] == chatbot.index.by_title["Denosumab"].revision
    assert not record["urgent"]
    assert ask(chatbot, [], "I want to kill myself", STRINGS).record()["urgent"]


def test_explanation_lists_candidates_and_marks_what_is_cited(chatbot: Chatbot) -> None:
    from drugbot.settings import Settings

    html = why_html(chatbot, ["what is the dose of prolia", "and in <children>?"], STRINGS, Settings())
    assert "evidence_floor" in html
    assert html.count("<tr>") > 20
    assert ">cited<" in html
    assert "<children>" not in html
    assert why_html(chatbot, [], STRINGS, Settings()) == ""
    assert STRINGS.nothing_searched in why_html(chatbot, ["what is the dose"], STRINGS, Settings())


@pytest.mark.parametrize("count", [1, 2])
def test_titles_stay_apart_where_names_are_shared(count: int) -> None:
    from drugbot.web.monographs import resolve_title
    from tests.unit.index.making import entry, index_of, passage

    index = index_of([entry(f"T{n}", "Shared") for n in range(count)], [passage(1, "T0", "x")])
    assert resolve_title(replace(index), "shared") == ("T0" if count == 1 else None)
