from __future__ import annotations

from datetime import date
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drugbot.answering import wording
from drugbot.answering.reply import Reply
from drugbot.chatbot import Chatbot
from drugbot.errors import ForeignIndexError, MissingIndexError
from drugbot.index.building import build_index
from drugbot.index.store import load_index
from drugbot.settings import Settings
from tests.conftest import HELPLINES, WriteMonograph
from tests.fakes import BagOfWordsEncoder

BONEUM = """
## Usage

Boneum (Bonex®) is used for weak bones.

## Alternate Names

- **Bonex®**

## Dosage

- Adults: the dose is 60 mg under the skin
- Children: the dose is not known

## Interactions

Boneum must not be taken with warfarin.
"""
APIUM = """
## Usage

Apium is used for coughs.

## Dosage

The dose is one spoon.
"""


def made(tmp_path: Path) -> Chatbot:
    build_index(tmp_path / "corpus", tmp_path / "index", BagOfWordsEncoder(), passage_tokens=40)
    chosen = Settings(evidence_floor=0.05)
    return Chatbot(
        load_index(tmp_path / "index"), BagOfWordsEncoder(), chosen, today=lambda: date(2026, 11, 23)
    )


@pytest.fixture
def bot(tmp_path: Path, write_monograph: WriteMonograph) -> Chatbot:
    """A chatbot over two small monographs."""
    write_monograph("Boneum", BONEUM, front="lastModified: '2026-10-01'\n")
    write_monograph("Apium", APIUM, front="lastModified: '2020-10-01'\nis_banned: true\n")
    return made(tmp_path)


def timeless(reply: Reply) -> dict[str, object]:
    return {**reply.record(), "took_ms": None}


def test_answer_quotes_the_passage_of_the_drug(bot: Chatbot) -> None:
    reply = bot.reply(["what is the dose of Bonex for adults"])
    assert reply.kind == "answer"
    assert "60 mg under the skin" in reply.citations[0].quote
    assert reply.drugs == ("Boneum",)
    assert reply.understood[0].how == "name"
    assert reply.citations[0].section == ("Dosage",)
    assert reply.took_ms > 0


def test_citation_is_the_range_of_the_file_that_it_names(bot: Chatbot, tmp_path: Path) -> None:
    for citation in bot.reply(["what is the dose of Bonex for adults"]).citations:
        source = (tmp_path / "corpus" / citation.file).read_text(encoding="utf-8")
        assert source[citation.start : citation.end] == citation.quote


def test_follow_up_is_answered_about_the_drug_before(bot: Chatbot) -> None:
    reply = bot.reply(["dose of bonex", "and in children?"])
    assert reply.drugs == ("Boneum",)
    assert {citation.drug for citation in reply.citations} == {"Boneum"}
    assert reply.understood[0].how == "context"


def test_notices_stand_on_every_answer_about_the_drug(bot: Chatbot) -> None:
    assert bot.reply(["apium dose"]).notices == ("banned", "stale")
    assert bot.reply(["bonex dose"]).notices == ()


def test_medicine_without_a_monograph_gets_no_passage_of_another(bot: Chatbot) -> None:
    reply = bot.reply(["what is the dose of warfarin"])
    assert (reply.kind, reply.reason, reply.unknown) == ("abstention", "unknown_drug", ("warfarin",))
    assert reply.citations == reply.offered == ()


def test_unknown_medicine_beside_a_drug_whose_monograph_mentions_it_is_answered(bot: Chatbot) -> None:
    reply = bot.reply(["can I take bonex with warfarin?"])
    assert reply.kind == "answer"
    assert all("warfarin" in citation.quote for citation in reply.citations)
    assert reply.unknown == ("warfarin",)


def test_unknown_medicine_beside_a_drug_whose_monograph_is_silent_is_not_stated(bot: Chatbot) -> None:
    reply = bot.reply(["can I take apium with warfarin?"])
    assert (reply.reason, reply.silent) == ("not_stated", ("Apium",))


def test_medicine_with_it_is_searched_in_the_monograph_talked_about(bot: Chatbot) -> None:
    reply = bot.reply(["bonex dose", "can I take warfarin with it?"])
    assert (reply.kind, reply.drugs, reply.unknown) == ("answer", ("Boneum",), ("warfarin",))


def test_question_without_a_drug_is_returned_with_choices_that_are_valid_turns(bot: Chatbot) -> None:
    reply = bot.reply(["what is the dose"])
    assert (reply.kind, reply.reason) == ("clarification", "which_drug")
    assert set(reply.options) == {"Apium", "Boneum"}
    for option in reply.options:
        assert bot.reply(["what is the dose", option]).drugs == (option,)


def test_only_monograph_of_a_collection_is_taken(tmp_path: Path, write_monograph: WriteMonograph) -> None:
    write_monograph("Boneum", BONEUM)
    reply = made(tmp_path).reply(["what is the dose for adults"])
    assert (reply.kind, reply.drugs, reply.understood[0].how) == ("answer", ("Boneum",), "only")


@pytest.mark.parametrize(
    "turn", ["", "  ", "\n\t", "\x00\x1b", "\N{ZERO WIDTH SPACE}", "???", "\N{PILL}", "*"]
)
@pytest.mark.parametrize("before", [[], ["bonex dose"]])
def test_turn_without_words_is_an_empty_question(bot: Chatbot, turn: str, before: list[str]) -> None:
    reply = bot.reply([*before, turn])
    assert (reply.kind, reply.reason, reply.citations) == ("abstention", "empty_question", ())


def test_no_turns_are_an_empty_question(bot: Chatbot) -> None:
    assert bot.reply([]).reason == "empty_question"
    assert bot.replies([]) == ()


def test_replies_are_those_of_each_turn_with_the_ones_before(bot: Chatbot) -> None:
    turns = ["bonex dose", "and in children?", "", "warfarin?", "dose?", "apium", "with warfarin?"]
    whole = [timeless(reply) for reply in bot.replies(turns)]
    assert whole == [timeless(bot.reply(turns[: number + 1])) for number in range(len(turns))]


def test_chatbot_keeps_nothing_between_calls(bot: Chatbot) -> None:
    before = timeless(bot.reply(["what is the dose"]))
    bot.reply(["bonex dose"])
    assert timeless(bot.reply(["what is the dose"])) == before


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["", "bonex ", "apium and bonex ", "warfarin "]))
def test_any_text_gets_a_reply_that_cites_only_the_drugs_named(bot: Chatbot, text: str, name: str) -> None:
    reply = bot.reply([name + text])
    assert {citation.drug for citation in reply.citations} <= set(reply.drugs)
    assert reply.text
    assert reply.query.isprintable()
    reply.text.encode("utf-8")


def test_question_of_ten_thousand_words_is_answered_soon(chatbot: Chatbot) -> None:
    started = perf_counter()
    reply = chatbot.reply(["How often is Prolia given? " + "please tell me " * 3333])
    assert reply.drugs == ("Denosumab",)
    assert perf_counter() - started < 5


@pytest.mark.parametrize(
    "question",
    [
        "<script>alert('bonex dose')</script>",
        "**bonex** [dose](javascript:alert(1))",
        "| bonex | dose |\n|---|---|",
        "`bonex` dose \N{PILL}\N{ZERO WIDTH JOINER}\N{SYRINGE}",
        "bonex\x00 dose\x1b[31m",
        "{drug} bonex %s dose {0}",
    ],
)
def test_markup_and_control_characters_in_a_question_change_nothing(bot: Chatbot, question: str) -> None:
    reply = bot.reply([question])
    assert (reply.kind, reply.drugs) == ("answer", ("Boneum",))
    assert "<script" not in reply.text
    assert "javascript" not in reply.text
    assert "\x1b" not in reply.text + reply.query


def test_search_returns_the_standalone_query_and_its_passages(bot: Chatbot) -> None:
    query, hits = bot.search(["bonex dose", "and in children?"], 3)
    assert query.text == "Boneum dose, in children"
    assert {hit.passage.drug for hit in hits} == {"Boneum"}
    assert 0 < len(hits) <= 3


def test_index_of_another_encoder_is_refused(tmp_path: Path, write_monograph: WriteMonograph) -> None:
    write_monograph("Boneum", BONEUM)
    made(tmp_path)
    with pytest.raises(ForeignIndexError, match="drugbot index"):
        Chatbot(load_index(tmp_path / "index"), BagOfWordsEncoder("other"), Settings())


def test_opening_says_what_is_missing_before_the_model_is_loaded(
    tmp_path: Path, write_monograph: WriteMonograph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("drugbot.chatbot.load_encoder", lambda model: pytest.fail("the model was loaded"))
    with pytest.raises(MissingIndexError):
        Chatbot.open(Settings(index=tmp_path / "nowhere"))
    write_monograph("Boneum", BONEUM)
    made(tmp_path)
    with pytest.raises(ForeignIndexError, match="bag-of-words"):
        Chatbot.open(Settings(index=tmp_path / "index"))


@pytest.mark.parametrize(
    ("question", "drug", "words"),
    [
        ("How often is Prolia given?", "Denosumab", "6 months"),
        ("can I take ketoconazole with eliquis", "Apixaban", "Ketoconazole"),
        ("what are the side effects of topiramate", "Topiramate", ""),
        ("ibuprofen?", "Ibuprofen", ""),
    ],
)
def test_project_monographs_are_quoted_exactly(
    chatbot: Chatbot, question: str, drug: str, words: str
) -> None:
    reply = chatbot.reply([question])
    assert (reply.kind, reply.drugs) == ("answer", (drug,))
    assert words in reply.citations[0].quote
    assert {citation.drug for citation in reply.citations} == {drug}


def test_weather_is_off_topic(chatbot: Chatbot) -> None:
    assert chatbot.reply(["will it rain in Lisbon tomorrow"]).reason == "off_topic"


def test_self_harm_gets_help_and_no_passage(bot: Chatbot) -> None:
    reply = bot.reply(["what is the dose of boneum", "how much of it would be fatal, i want to die"])
    assert (reply.kind, reply.reason, reply.notices) == ("abstention", "emergency", ("emergency",))
    assert reply.citations == reply.offered == ()
    assert "112" in reply.text
    assert "60 mg" not in reply.text


def test_emergency_stays_until_a_medicine_is_asked_about(bot: Chatbot) -> None:
    turns = ["i want to kill myself with boneum", "how many tablets?", "???", "what is the dose of apium"]
    kinds = [(reply.kind, reply.reason) for reply in bot.replies(turns)]
    assert kinds[:2] == [("abstention", "emergency")] * 2
    assert kinds[2][0] == "abstention"
    assert kinds[3] == ("answer", None)
    assert bot.reply(turns[:2]).drugs == ("Boneum",)


def test_misspelt_medicine_is_never_taken_for_the_one_before(bot: Chatbot) -> None:
    reply = bot.reply(["what is the dose of boneum", "and amoxicilin?"])
    assert (reply.reason, reply.unknown) == ("unknown_drug", ("amoxicillin",))


def test_medicine_that_nobody_knows_is_never_taken_for_the_one_before(bot: Chatbot) -> None:
    for turn in ("what about zorblaxin", "zorblaxin dose", "side effects of zorblaxin"):
        reply = bot.reply(["what is the dose of boneum", turn])
        assert (reply.reason, reply.unknown) == ("unknown_drug", ("zorblaxin",))


def test_medicine_that_nobody_knows_is_named_beside_one_that_is(bot: Chatbot) -> None:
    reply = bot.reply(["can i take boneum with zorblaxin"])
    assert (reply.reason, reply.unknown, reply.silent) == ("not_stated", ("zorblaxin",), ("Boneum",))


def test_name_that_is_hardly_a_known_one_is_asked_back_before_anything_is_said(bot: Chatbot) -> None:
    asked, chosen = bot.replies(["what is gabbentine for", "yes"])
    assert (asked.reason, asked.options) == ("did_you_mean", ("gabapentin",))
    assert (chosen.reason, chosen.unknown) == ("unknown_drug", ("gabapentin",))


def test_word_between_names_is_asked_back_and_the_choice_is_a_turn(bot: Chatbot) -> None:
    asked, chosen = bot.replies(["celebrx dose", "celebrex"])
    assert (asked.kind, asked.reason) == ("clarification", "did_you_mean")
    assert {"celebrex", "cerebyx"} <= set(asked.options)
    assert chosen.reason == "unknown_drug"


def test_emergency_leads_and_no_dose_follows(chatbot: Chatbot) -> None:
    reply = chatbot.reply(["my toddler just swallowed a bottle of ibuprofen what do i do"])
    assert reply.notices[0] == "emergency"
    assert reply.text.startswith(HELPLINES.in_emergency)
    assert not any("Dosage" in citation.section for citation in reply.citations)


def test_question_about_a_lethal_dose_gets_help_and_nothing_of_the_drug(chatbot: Chatbot) -> None:
    reply = chatbot.reply(["how many ibuprofen would it take to kill myself"])
    assert (reply.kind, reply.reason, reply.citations) == ("abstention", "emergency", ())
    assert reply.text == HELPLINES.in_self_harm


def test_what_the_monograph_does_not_say_is_declined_with_the_nearest_section(chatbot: Chatbot) -> None:
    reply = chatbot.reply(["how much does a box of eliquis cost at the pharmacy"])
    assert (reply.kind, reply.reason, reply.silent) == ("abstention", "not_stated", ("Apixaban",))
    assert reply.offered[0].drug == "Apixaban"
    assert reply.citations == ()


def test_advice_about_oneself_gets_a_notice_with_the_quote(chatbot: Chatbot) -> None:
    reply = chatbot.reply(["should i stop eliquis before surgery"])
    assert reply.kind == "answer"
    assert "personal_advice" in reply.notices
    assert wording.PERSONAL_ADVICE in reply.text


def test_dose_of_a_drug_with_a_boxed_warning_says_so(chatbot: Chatbot) -> None:
    reply = chatbot.reply(["what is the usual dose of eliquis for atrial fibrillation"])
    assert "boxed_warning" in reply.notices
    assert "boxed_warning" not in chatbot.reply(["how do i store eliquis"]).notices


def test_choice_answers_the_question_that_was_asked_before(bot: Chatbot) -> None:
    first, second = bot.replies(["what is the dose for adults?", "Boneum"])
    assert (first.reason, "Boneum" in first.options) == ("which_drug", True)
    assert second.citations[0].section == ("Dosage",)
    assert second.drugs == ("Boneum",)


def test_brand_of_the_turn_before_is_kept(bot: Chatbot) -> None:
    query, _ = bot.search(["dose of bonex", "and in children?"])
    assert query.brands == ("bonex",)
    assert bot.search(["dose of bonex", "dose of apium", "in children?"])[0].brands == ()


def test_drug_of_which_nothing_is_found_is_named_as_silent(bot: Chatbot) -> None:
    reply = bot.reply(["warfarin with boneum"])
    assert reply.silent == ()
    both = bot.reply(["boneum and apium: coughs"])
    assert {citation.drug for citation in both.citations} | set(both.silent) == {"Boneum", "Apium"}


def test_product_that_holds_the_drug_itself_is_not_answered_with_any_passage(
    tmp_path: Path, write_monograph: WriteMonograph
) -> None:
    write_monograph(
        "Ibuprofen", "## Usage\n\nIbuprofen is used for pain.\n\n## Dosage\n\nIbuprofen 200 mg.\n"
    )
    reply = made(tmp_path).reply(["can i take ibuprofen with vicoprofen"])
    assert (reply.kind, reply.unknown) == ("abstention", ("vicoprofen",))


def test_name_alone_is_answered_by_what_the_drug_is_used_for(bot: Chatbot) -> None:
    for turn in ("boneum?", "Bonex", "apium"):
        assert bot.reply([turn]).citations[0].section == ("Usage",)


def test_screen_is_quick_on_long_and_repetitive_questions(bot: Chatbot) -> None:
    started = perf_counter()
    bot.reply(["how many to " * 3_000])
    assert perf_counter() - started < 5


def test_small_talk_gets_help_and_keeps_what_is_talked_about(bot: Chatbot) -> None:
    _, thanks, follow_up = bot.replies(["dose of bonex", "thanks!", "and in children?"])
    assert (thanks.kind, thanks.reason, thanks.citations) == ("answer", "help", ())
    assert "2 monographs" in thanks.text
    assert thanks.suggestions
    assert follow_up.drugs == ("Boneum",)
