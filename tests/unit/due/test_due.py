"""What is due, on a collection made for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from drugbot.answering.declining import Asked, off_topic
from drugbot.answering.reply import Reply
from drugbot.chatbot import Chatbot
from drugbot.conversation.query import Query
from drugbot.due import comparison
from drugbot.due.desk import Desk
from drugbot.index.building import build_index
from drugbot.index.encoder import Encoder
from drugbot.index.store import load_index
from drugbot.settings import Settings
from tests.conftest import TODAY

MONOGRAPHS = {
    "ibuprofen": """
        Ibuprofen is a nonsteroidal anti-inflammatory drug (NSAID).

        ## Usage

        Ibuprofen is used for headache and for fever.

        ## Side Effects

        Ibuprofen often causes heartburn and nausea. Ibuprofen sometimes causes dizziness.

        ## Drug Interactions

        Warfarin and ibuprofen together raise the risk of bleeding.

        ## Pregnancy

        Ibuprofen must not be taken in late pregnancy.
        """,
    "warfarin": """
        Warfarin is an anticoagulant.

        ## Usage

        Warfarin is used to prevent blood clots.

        ## Side Effects

        Warfarin often causes bleeding and bruises.

        ## Drug Interactions

        NSAIDs raise the risk of stomach bleeding with warfarin.

        ## Pregnancy

        Warfarin must not be taken in pregnancy, because it harms the unborn child.
        """,
    "loratadine": """
        Loratadine is an antihistamine.

        ## Usage

        Loratadine is used for hay fever and hives.

        ## Side Effects

        Loratadine sometimes causes headache and a dry mouth.
        """,
}


@pytest.fixture(scope="module")
def bot(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Chatbot:
    folder: Path = tmp_path_factory.mktemp("due")
    for name, body in MONOGRAPHS.items():
        lines = "\n".join(line.strip() for line in body.strip().splitlines())
        description, _, rest = lines.partition("\n\n")
        banned = str(name == "loratadine").lower()
        front = f"---\ntitle: {name.title()}\ndescription: {description}\nis_banned: {banned}\n"
        (folder / f"{name}.md").write_text(
            f"{front}lastModified: '2026-11-01'\n---\n\n{rest}\n", encoding="utf-8"
        )
    index = folder / "index"
    build_index(folder, index, encoder, passage_tokens=Settings().passage_tokens)
    return Chatbot(load_index(index), encoder, Settings(index=index), today=lambda: TODAY)


def test_comparison_puts_one_passage_of_each_side_by_side(bot: Chatbot) -> None:
    reply = bot.reply(["compare the side effects of ibuprofen and warfarin"])
    assert (reply.kind, reply.layout) == ("answer", "table")
    assert {part.drugs for part in reply.parts} == {("Ibuprofen",), ("Warfarin",)}
    assert {citation.section for citation in reply.citations} == {("Side Effects",)}
    assert f"| {' | '.join(citation.drug for citation in reply.citations)} |" in reply.text


def test_side_of_a_comparison_that_is_off_topic_is_silent(
    bot: Chatbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    about = comparison.about_drugs

    def off_topic_for_warfarin(query: Query, asked: Asked, desk: Desk) -> Reply:
        return off_topic(asked, 2) if query.drugs == ("Warfarin",) else about(query, asked, desk)

    monkeypatch.setattr(comparison, "about_drugs", off_topic_for_warfarin)
    reply = bot.reply(["compare the side effects of ibuprofen and warfarin"])
    assert {citation.drug for citation in reply.citations} == {"Ibuprofen"}
    assert (reply.drugs, reply.silent) == (("Ibuprofen", "Warfarin"), ("Warfarin",))


def test_each_side_says_what_it_says_of_the_other_by_name_or_by_class(bot: Chatbot) -> None:
    reply = bot.reply(["can i take ibuprofen with warfarin"])
    quotes = {citation.drug: citation.quote for citation in reply.citations}
    assert "Warfarin and ibuprofen" in quotes["Ibuprofen"]
    assert quotes["Warfarin"].startswith("NSAIDs raise")  # its monograph never names ibuprofen


def test_list_is_grouped_by_drug_and_names_what_is_silent(bot: Chatbot) -> None:
    reply = bot.reply(["which drugs must not be taken in pregnancy"])
    assert (reply.kind, reply.layout) == ("answer", "list")
    assert reply.drugs == ("Ibuprofen", "Warfarin")
    assert reply.silent == ("Loratadine",)
    assert "Monographs searched: 3" in reply.text


def test_class_narrows_what_is_searched(bot: Chatbot) -> None:
    reply = bot.reply(["what are the side effects of NSAIDs"])
    assert (reply.layout, reply.drugs) == ("list", ("Ibuprofen",))


def test_complaint_adds_that_it_is_no_advice(bot: Chatbot) -> None:
    reply = bot.reply(["what helps against hay fever"])
    assert "Loratadine" in reply.drugs
    assert {"personal_advice", "banned"} <= set(reply.notices)


def test_more_quotes_nothing_twice_and_ends(bot: Chatbot) -> None:
    turns = ["side effects of ibuprofen", *["tell me more"] * 4]
    replies = bot.replies(turns)
    quoted = [citation.passage for reply in replies for citation in reply.citations]
    assert len(quoted) == len(set(quoted))
    assert (replies[-1].kind, replies[-1].reason) == ("abstention", "not_stated")


def test_several_questions_are_answered_in_order(bot: Chatbot) -> None:
    reply = bot.reply(["what is warfarin used for and what are the side effects of loratadine?"])
    assert reply.layout == "sequence"
    assert [part.citations[0].section for part in reply.parts] == [("Usage",), ("Side Effects",)]
    assert reply.citations == tuple(c for part in reply.parts for c in part.citations)


def test_product_is_answered_from_its_ingredient_and_names_what_has_no_monograph(bot: Chatbot) -> None:
    reply = bot.reply(["side effects of vicoprofen"])  # hydrocodone and ibuprofen
    assert (reply.drugs, reply.unknown) == (("Ibuprofen",), ("hydrocodone",))
    assert "part_of_product" in reply.notices


def test_comparison_names_the_product_and_its_ingredient_alone(bot: Chatbot) -> None:
    reply = bot.reply(["vicoprofen vs warfarin side effects"])
    assert "part_of_product" in reply.notices
    assert "vicoprofen holds several ingredients. What is quoted is about Ibuprofen alone" in reply.text
    assert not any("vicoprofen holds" in part.text for part in reply.parts)


def test_drug_that_is_quoted_in_one_part_is_not_silent(bot: Chatbot) -> None:
    reply = bot.reply(["what is warfarin used for and how much does warfarin cost in a shop?"])
    assert [part.kind for part in reply.parts] == ["answer", "abstention"]
    assert (reply.parts[1].silent, reply.silent) == (("Warfarin",), ())


def test_second_question_back_in_a_row_is_not_asked(bot: Chatbot) -> None:
    replies = bot.replies(["what are the side effects?", "does it cause dizziness?"])
    assert [reply.reason for reply in replies] == ["which_drug", "low_evidence"]


def test_choice_by_number_answers_the_question(bot: Chatbot) -> None:
    first, second = bot.replies(["what are the side effects?", "the second"])
    assert second.drugs == (first.options[1],)
    assert second.citations[0].section == ("Side Effects",)


def test_form_that_is_not_mentioned_is_said(bot: Chatbot) -> None:
    assert "does not mention “gel”" in bot.reply(["side effects of ibuprofen gel"]).text
    assert "does not mention" not in bot.reply(["side effects of ibuprofen"]).text


def test_drug_without_a_matter_is_asked_back_for_topics_that_its_monograph_has(bot: Chatbot) -> None:
    asked = bot.reply(["i have a question about warfarin"])
    assert (asked.kind, asked.reason, asked.drugs) == ("clarification", "which_topic", ("Warfarin",))
    assert asked.options == ("Usage", "Side Effects", "Drug Interactions", "Pregnancy")
    assert all(f"- {option}" in asked.text for option in asked.options)
    assert bot.reply(["i have a question about loratadine"]).options == ("Usage", "Side Effects")


def test_every_topic_that_is_offered_is_answered_from_its_section(bot: Chatbot) -> None:
    first = "i have a question about warfarin"
    for number, option in enumerate(bot.reply([first]).options, 1):
        for choice in (option, option.lower(), str(number)):
            reply = bot.reply([first, choice])
            assert reply.drugs == ("Warfarin",)
            assert {citation.section for citation in reply.citations} == {(option,)}


def test_topic_that_was_chosen_has_no_more_than_its_section_and_then_more_is_further(bot: Chatbot) -> None:
    replies = bot.replies(["tell me about ibuprofen", "side effects", "tell me more"])
    quoted = {citation.passage for citation in replies[1].citations}
    assert not quoted & {citation.passage for citation in replies[2].citations}


def test_name_alone_is_answered_with_the_use_and_topics_to_go_on_with(bot: Chatbot) -> None:
    reply = bot.reply(["warfarin?"])
    assert reply.citations[0].section == ("Usage",)
    assert "Warfarin: Usage" not in reply.suggestions
    quoted = {citation.section[0] for citation in reply.citations}
    for suggestion in reply.suggestions:
        (section,) = bot.reply([suggestion]).citations[0].section
        assert suggestion == f"Warfarin: {section}"
        assert section not in quoted


def test_opening_of_several_questions_is_no_question_of_its_own(bot: Chatbot) -> None:
    reply = bot.reply(["can you tell me about warfarin? can i take it in pregnancy?"])
    assert (reply.kind, reply.parts) == ("answer", ())
    assert reply.citations[0].section == ("Pregnancy",)


def test_drug_that_is_only_said_to_be_taken_is_not_the_one_asked_about(bot: Chatbot) -> None:
    reply = bot.reply(["I take loratadine, what are the common side effects of warfarin?"])
    assert (reply.kind, reply.citations[0].drug, reply.citations[0].section) == (
        "answer",
        "Warfarin",
        ("Side Effects",),
    )
    assert "do not name each other" in reply.text


def test_question_that_may_be_about_both_drugs_stays_about_both(bot: Chatbot) -> None:
    for question in (
        "i take warfarin, can i take ibuprofen",
        "i take warfarin, side effects of ibuprofen with it",
    ):
        reply = bot.reply([question])
        assert (reply.layout, set(reply.drugs)) == ("", {"Ibuprofen", "Warfarin"})
        assert all("arfarin" in c.quote for c in reply.citations)


def test_words_that_nobody_uses_are_not_understood_rather_than_not_stated(bot: Chatbot) -> None:
    strange, silent = bot.reply(["warfarin qwzxv bnkjh"]), bot.reply(["warfarin price in a shop"])
    assert (strange.reason, silent.reason) == ("low_evidence", "not_stated")
