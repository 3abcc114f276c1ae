from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugbot.answering import wording
from drugbot.answering.helplines import Helplines
from drugbot.answering.reply import Reply
from drugbot.answering.text import listed, plain_text
from drugbot.chatbot import Chatbot
from drugbot.web.asking import ask
from drugbot.web.framing import framed, framed_markdown, in_language, names_in
from drugbot.web.languages import LANGUAGES
from drugbot.web.spanish import SPANISH
from drugbot.web.spanish import listed as listed_in_spanish
from drugbot.web.strings import ENGLISH
from tests.conftest import HELPLINES
from tests.unit.web.making import INDEX, answer, citation

assert SPANISH.framing is not None
SENTENCES = SPANISH.framing.sentences
VALUE = st.text(alphabet=st.sampled_from(list("ab z.,;*-")), min_size=1).filter(str.strip)


def slots(sentence: str) -> list[str]:
    return re.findall(r"\{(\w+)\}", sentence)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_sentence_is_known_again_whatever_it_was_filled_in_with(sentence: str) -> None:
    values = {slot: f"Aa {slot}" for slot in slots(sentence)}
    for mark in ("", "**"):
        said = in_language(f"{mark}{sentence.format(**values)}{mark}", SPANISH, ())
        assert said == f"{mark}{SENTENCES[sentence].format(**values)}{mark}"


@given(st.text(), st.sets(st.text(min_size=1)))
def test_text_that_is_no_sentence_of_the_catalogue_is_never_put_in_other_words(
    text: str, names: set[str]
) -> None:
    assert in_language(f"> {text}", SPANISH, names) is None


@given(st.text())
def test_page_in_english_shows_what_the_reply_says(text: str) -> None:
    assert framed_markdown(text, ENGLISH, ()) == text


def test_lists_of_names_are_put_together_as_the_language_does() -> None:
    names = ("Losartan and Hydrochlorothiazide", "Warfarin", "Ibuprofen")
    sentence = wording.NOT_STATED_TOGETHER.format(drugs=listed(names))
    said = in_language(sentence, SPANISH, names)
    assert said is not None
    assert "de Losartan and Hydrochlorothiazide, Warfarin e Ibuprofen no se nombran" in said


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["A"], "A"),
        (["A", "B", "C"], "A, B y C"),
        (["A", "Ibuprofen"], "A e Ibuprofen"),
        (["A", "Hielo"], "A y Hielo"),
    ],
)
def test_and_is_e_before_the_sound_of_i(names: list[str], said: str) -> None:
    assert listed_in_spanish(names) == said


def test_choices_below_a_sentence_stay_as_they_are() -> None:
    said = in_language(plain_text(wording.WHICH_DRUG, ["Boneum"]), SPANISH, ())
    assert said == "¿De qué medicamento se trata?\n- Boneum"


def test_text_of_another_hand_is_shown_as_it_is_and_marked_as_english() -> None:
    assert framed("Nobody knows.", SPANISH, ()) == '<div lang="en"><p>Nobody knows.</p></div>'
    assert "lang" not in framed("Nobody knows.", ENGLISH, ())


def test_names_of_the_parts_of_a_reply_are_known() -> None:
    part = answer(citation("x", "Apium"), unknown=("fosamax",))
    assert names_in(answer(citation("x"), parts=(part,), silent=("Prolia",))) == {
        "Apium",
        "Boneum",
        "Prolia",
        "fosamax",
    }


QUESTIONS = (
    "how often is prolia given",
    "is it safe in pregnancy",
    "what is fosamax",
    "what is the capital of France and who lives there",
    "i want to kill myself",
    "i took 40 metformin tablets",
    "what is sibutramine used for",
    "should i stop metoprolol",
    "metropolol storage",
    "dose of celebrx",
    "can i take eliquis with ibuprofen",
    "can i take loratadine with denosumab",
    "compare apixaban and warfarin: how are they monitored",
    "which drugs help migraine",
    "does prolia turn hair green",
    "hello",
    "quelle est la dose de metformine pour un enfant de dix ans",
    "",
    "how often is prolia given and what is eliquis used for",
    "dose of hyzaar",
    "metformin",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_sentence_of_a_real_reply_is_left_in_english(chatbot: Chatbot, question: str) -> None:
    shown = ask(
        chatbot, ["what is the dose of metoprolol"] if "pregnancy" in question else [], question, SPANISH
    )
    own = re.sub(r'<(\w+)[^>]* lang="en".*?</\1>', "", shown.html, flags=re.DOTALL)
    text = re.sub(r"<[^>]+>", " ", own)
    assert not re.search(r"\b(?:the|monograph|medicines?|found|nothing|your|call|about)\b", text), text


def test_contract_of_a_reply_is_the_same_in_every_language(chatbot: Chatbot) -> None:
    said = {ask(chatbot, [], "what is fosamax", LANGUAGES[language]).reply.text for language in LANGUAGES}
    assert said == {wording.UNKNOWN_DRUG.format(unknown="fosamax")}


def test_emergency_is_said_in_the_pages_language_and_announced_in_it() -> None:
    from drugbot.web.rendering import reply_html, spoken

    reply = Reply(kind="abstention", reason="emergency", notices=("emergency",), text=HELPLINES.in_self_harm)
    for text in (reply_html(reply, INDEX, SPANISH), spoken(reply, SPANISH).words):
        assert "Si alguien está en peligro ahora" in text
        assert "911 en EE. UU. y Canadá" in text
        assert "If someone" not in text


def test_numbers_of_a_setting_are_shown_as_they_are_set() -> None:
    own = Helplines("15 (SAMU)", "01 40 05 48 48", "3114")
    assert "emergencias (15 (SAMU)) o a un" in framed(own.in_emergency, SPANISH, ())
