from __future__ import annotations

import re
from dataclasses import asdict, fields

import pytest

from drugbot.answering.reply import Notice
from drugbot.retrieval.search import Hit
from drugbot.web.languages import LANGUAGES, language_of, strings_for
from drugbot.web.strings import ENGLISH, Strings
from tests.conftest import ROOT

WEB = ROOT / "src" / "drugbot" / "web"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_fills_in_the_same_places(language: str) -> None:
    english, other = asdict(ENGLISH), asdict(LANGUAGES[language])
    for name, text in other.items():
        assert text.strip()
        assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", english[name])), name


def test_no_language_leaves_anything_in_english() -> None:
    same = {"chat"}  # a word of both
    assert {name for name, text in asdict(LANGUAGES["es"]).items() if text == getattr(ENGLISH, name)} == same


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


@pytest.mark.parametrize(
    ("tag", "language"), [("es-MX", "es"), ("es,en;q=0.8", "es"), ("de-DE", "en"), ("", "en"), ("EN", "en")]
)
def test_language_is_chosen_by_tag_and_english_otherwise(tag: str, language: str) -> None:
    assert language_of(tag) == language
    assert strings_for(tag) is LANGUAGES[language]
