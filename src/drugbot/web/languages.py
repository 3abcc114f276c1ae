"""The languages that the page's own words can be had in; replies are in the language of the monographs."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from drugbot.web.spanish import SPANISH
from drugbot.web.strings import ENGLISH, Strings

LANGUAGES: Final[Mapping[str, Strings]] = MappingProxyType({"en": ENGLISH, "es": SPANISH})


def language_of(tag: str) -> str:
    """Return the language for a tag such as "es-MX", or an Accept-Language header; else English."""
    language = tag.strip()[:2].lower()
    return language if language in LANGUAGES else "en"


def strings_for(tag: str) -> Strings:
    """Return the page's words in a language."""
    return LANGUAGES[language_of(tag)]
