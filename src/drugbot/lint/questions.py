"""Findings about FAQ pairs: how many, alike, word for word a part of a section."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugbot.corpus.monograph import Monograph
from drugbot.lint.finding import Finding
from drugbot.lint.places import front_matter_line, section_units, sentences_of
from drugbot.lint.rules import finding

_WORD = re.compile(r"[a-z0-9]+(?:[.,/][0-9]+)*")
_SHORTEST_COPY = 8  # words; shorter answers ("60 mg every 6 months") can hardly be put in other words
# Words that do not tell two questions apart.
_EMPTY_WORDS = """
a an the of for to in on with is are was be do does did i my me you your it its if can could should would will
may what which how when who there any have has and or this that am take taking taken get
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())


def faq_findings(monograph: Monograph, least: int, most: int) -> Iterator[Finding]:
    """Yield what is wrong with the FAQ pairs of a monograph.

    Args:
        monograph: what to look at.
        least: how many pairs are wanted at least.
        most: and at most.
    """
    count = len({pair.question.casefold() for pair in monograph.faqs})
    if not least <= count <= most:
        line = front_matter_line(monograph, "faqs")
        what = f"{count} FAQ pairs; the pattern wants {least} to {most}"
        yield finding("faq-count", monograph.file, line, what)
    yield from _alike(monograph)
    yield from _copied(monograph)


def _alike(monograph: Monograph) -> Iterator[Finding]:
    names = {word for name in (monograph.title, *monograph.names) for word in words(name)}
    seen: dict[frozenset[str], tuple[str, int]] = {}
    for pair in monograph.faqs:
        asked = frozenset(words(pair.question)) - _EMPTY
        line = monograph.text.line(pair.span.start)
        # Two brands asked about in the same words are two questions: their names are among the words.
        question, other_line = seen.setdefault(asked, (pair.question, line))
        if asked - names and pair.question.casefold() != question.casefold():
            what = f"{pair.question!r} asks the same as {question!r} on line {other_line}"
            yield finding("faq-alike", monograph.file, line, what)


def _copied(monograph: Monograph) -> Iterator[Finding]:
    if not monograph.faqs:
        return
    sections = [
        (
            section.path,
            f" {' '.join(word for unit in section_units(monograph, section) for word in words(unit.words))} ",
        )
        for section in monograph.sections
    ]
    for pair in monograph.faqs:
        answer = [words(sentence) for sentence in sentences_of(pair.answer)]
        if sum(map(len, answer)) < _SHORTEST_COPY:
            continue
        for path, text in sections:
            if all(f" {' '.join(sentence)} " in text for sentence in answer if sentence):
                what = f"the answer to {pair.question!r} is word for word a part of '{' › '.join(path)}'"
                yield finding(
                    "faq-repeats-section", monograph.file, monograph.text.line(pair.span.start), what
                )
                break


def words(text: str) -> list[str]:
    """Return the words and numbers of a text, without case or markup."""
    return _WORD.findall(text.casefold())
