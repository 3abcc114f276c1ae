"""A reply's own sentences in the language of the page; quotes are never touched.

Whatever a reply says that is no quote is a sentence of `drugbot.answering.wording` with its slots filled in. It is
known again by its form, so that putting it in another language is a look-up: names, days and counts are taken over,
and what is no sentence of the catalogue stays as it is, marked as English.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import Final

from drugbot.answering.reply import Reply
from drugbot.answering.text import escaped
from drugbot.web.markup import rendered, tag
from drugbot.web.strings import Strings

_SLOT: Final = re.compile(r"\\{(\w+)\\}")
_BOLD: Final = "**"


def names_in(reply: Reply) -> frozenset[str]:
    """Return the names of medicines that a reply's sentences may list."""
    own = {*reply.drugs, *reply.unknown, *reply.silent, *(citation.drug for citation in reply.citations)}
    return frozenset(own).union(*(names_in(part) for part in reply.parts))


def framed(text: str, strings: Strings, names: Collection[str]) -> str:
    """Return a reply's text as HTML, paragraph by paragraph, in the page's language as far as it has the sentences."""
    pieces = []
    for paragraph in text.split("\n\n"):
        said = in_language(paragraph, strings, names)
        html = rendered(paragraph if said is None else said)
        pieces.append(html if said is not None else tag("div", html, lang="en"))
    return "".join(pieces)


def framed_markdown(text: str, strings: Strings, names: Collection[str]) -> str:
    """Return the Markdown of a reply, quotes included, with its own sentences in the page's language."""
    paragraphs = text.split("\n\n")
    return "\n\n".join(in_language(paragraph, strings, names) or paragraph for paragraph in paragraphs)


def in_language(paragraph: str, strings: Strings, names: Collection[str]) -> str | None:
    """Return a sentence of the catalogue in the page's language, choices below it left as they are.

    Args:
        paragraph: as the reply has it, in English.
        strings: the page's words.
        names: of medicines that may be listed in it.

    Returns:
        None where it is no sentence of the catalogue.
    """
    if strings.framing is None:
        return paragraph
    sentence, *choices = paragraph.split("\n")
    is_bold = sentence.startswith(_BOLD) and sentence.endswith(_BOLD)
    for template, pattern in _patterns(tuple(strings.framing.sentences)):
        match = pattern.fullmatch(sentence[2:-2] if is_bold else sentence)
        if match:
            values = {slot: _relisted(value, strings, names) for slot, value in match.groupdict().items()}
            said = strings.framing.sentences[template].format(**values)
            return "\n".join((f"{_BOLD}{said}{_BOLD}" if is_bold else said, *choices))
    return None


@cache
def _patterns(templates: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return what each sentence looks like when filled in; those that say most come first."""
    most_first = sorted(templates, key=lambda template: -len(re.sub(r"\{\w+\}", "", template)))
    return tuple((each, re.compile(_SLOT.sub(r"(?P<\1>.+)", re.escape(each)))) for each in most_first)


def _relisted(value: str, strings: Strings, names: Collection[str]) -> str:
    """Return numbers that are the default, or names, "A, B and C", as the language puts it; else the value as it is."""
    if strings.framing and value in strings.framing.values:
        return strings.framing.values[value]
    one = "|".join(sorted((re.escape(escaped(name)) for name in names), key=len, reverse=True))
    if strings.framing is None or not re.fullmatch(rf"(?:{one})(?:, (?:{one}))*(?: and (?:{one}))?", value):
        return value
    return strings.framing.listed(re.findall(one, value)) if one else value
