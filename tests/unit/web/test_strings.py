from __future__ import annotations

import re
from dataclasses import fields

import pytest

from drugbot.answering import wording
from drugbot.answering.reply import Notice
from drugbot.retrieval.hits import Hit
from drugbot.web.languages import LANGUAGES, language_of, strings_for
from drugbot.web.strings import ENGLISH, Strings
from tests.conftest import ROOT

WEB = ROOT / "src" / "drugbot" / "web"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_fills_in_the_same_places(language: str) -> None:
    english, other = ENGLISH.words(), LANGUAGES[language].words()
    for name, text in other.items():
        assert text.strip()
        assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", english[name])), name


def test_no_language_leaves_anything_in_english() -> None:
    same = {"chat"}  # a word of both
    assert {name for name, text in LANGUAGES["es"].words().items() if text == getattr(ENGLISH, name)} == same


def test_every_string_is_used() -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in (*WEB.glob("*.py"), *WEB.glob("static/*.js"))
        if path.name not in {"strings.py", "spanish.py"}
    )
    notices = {name for notice in Notice.__args__ for name in (notice, f"{notice}_text")}  # type: ignore[attr-defined]
    components = {field.name for field in fields(Hit)}  # looked up by name
    unused = [
        field.name
        for field in fields(Strings)
        if field.name not in notices | components and not re.search(rf"\b{field.name}\b", code)
    ]
    assert unused == []


# The page's own words, and questions that are put to the monographs, which are in English.
NO_SENTENCES = {"TITLE", "SUBTITLE", "TRANSCRIPT", "QUESTION", "QUESTION_HINT", "ASK", "START_OVER"}
NO_SENTENCES |= {"EXAMPLE", "TOPIC", "SECTION_QUESTION", "SOURCE", "DATED", "UNDATED", "FURTHER_FOLDED"}
CATALOGUE = {
    name: text for name, text in vars(wording).items() if name.isupper() and name not in NO_SENTENCES
}
TRANSLATED = [language for language in LANGUAGES if language != "en"]


def sentences(language: str) -> dict[str, str]:
    framing = LANGUAGES[language].framing
    assert framing is not None
    return dict(framing.sentences)


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_that_a_reply_may_say_is_there_in_every_language(language: str) -> None:
    theirs = sentences(language)
    assert [name for name, text in CATALOGUE.items() if text not in theirs] == []
    for english, said in theirs.items():
        assert said.strip() not in {"", english}
        assert sorted(re.findall(r"\{\w+\}", said)) == sorted(re.findall(r"\{\w+\}", english)), english


@pytest.mark.parametrize("language", TRANSLATED)
def test_numbers_to_call_are_the_same_in_every_language(language: str) -> None:
    theirs = sentences(language)
    for english in (wording.EMERGENCY, wording.SELF_HARM):
        assert re.findall(r"\d[\d -]*\d", theirs[english]) == re.findall(r"\d[\d -]*\d", english)
        assert theirs[english].count("**") == english.count("**")


@pytest.mark.parametrize(
    ("tag", "language"), [("es-MX", "es"), ("es,en;q=0.8", "es"), ("de-DE", "en"), ("", "en"), ("EN", "en")]
)
def test_language_is_chosen_by_tag_and_english_otherwise(tag: str, language: str) -> None:
    assert language_of(tag) == language
    assert strings_for(tag) is LANGUAGES[language]
