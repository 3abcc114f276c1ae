"""What counts as right, the same for every contender.

**The saying rule.** A passage says the answer when it stands in the file of the judged drug and holds the
judged quote (of an FAQ: the FAQ's answer), or when it lies within the quote and has at least half of its
words. Texts are compared as sequences of words, without markup, case and line breaks. Long passages have it
easier, since they hold more; the table says how long they are.

**The heading of a passage** is found by looking for its words in the file: every ``## `` heading under which
some of it lies. FAQ pairs of the front matter count as the heading "FAQs". A long passage that
runs over several sections is thus right where one of them is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

FAQS = "faqs"
_WORD = re.compile(r"[^\W_]+")
_HEADING = re.compile(r"^## (.*)$", re.MULTILINE)
_FRONT_MATTER = re.compile(r"\A\ufeff?---\s*\n.*?^---\s*$", re.MULTILINE | re.DOTALL)
_FAQ_KEY = re.compile(r"^faqs?\s*:", re.MULTILINE | re.IGNORECASE)
_ANCHOR = 12  # words by which a passage is found that is not there word for word


def plain(text: str) -> str:
    """Return the words of a text, in lower case, a space between them and around them."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def says(passage: str, quote: str) -> bool:
    """Return whether a passage says what a quote says; both as `plain` returns them."""
    if not quote.strip() or not passage.strip():
        return False
    return quote in passage or (passage in quote and 2 * len(passage.split()) >= len(quote.split()))


@dataclass(frozen=True)
class Source:
    """A file of the corpus, in which the headings of passages are looked up."""

    text: str

    def headings(self, passage: str) -> tuple[str, ...]:
        """Return the headings, as `plain` makes them without outer spaces, that a passage lies under.

        Args:
            passage: text as a contender returns it.

        Returns:
            In order; () where the passage is not in the file.
        """
        words, wanted = self._words, plain(passage)
        start = words.find(wanted)
        if start < 0:
            parts = wanted.split()
            start = words.find(f" {' '.join(parts[:_ANCHOR])} ")
            if start < 0 or len(parts) <= _ANCHOR:
                return ()
        first = words.count(" ", 0, start + 1) - 1
        last = min(first + len(wanted.split()), len(self._places)) - 1
        begin, end = self._places[first], self._places[last]
        bounds = [*self._headings, (len(self.text), "")]
        return tuple(name for (at, name), (to, _) in pairwise(bounds) if at <= end and begin < to)

    def has(self, heading: str) -> bool:
        """Return whether a heading, as `headings` returns them, is in the file."""
        return any(name == heading for _, name in self._headings)

    @cached_property
    def _words(self) -> str:
        return plain(self.text)

    @cached_property
    def _places(self) -> list[int]:
        """The place of each word. Case folding may lengthen a text, so it is applied word by word."""
        return [
            match.start()
            for match in _WORD.finditer(self.text)
            for _ in _WORD.findall(match.group().casefold())
        ]

    @cached_property
    def _headings(self) -> list[tuple[int, str]]:
        front = _FRONT_MATTER.match(self.text)
        body = front.end() if front else 0
        found = [(0, "")]
        if front and (key := _FAQ_KEY.search(self.text, 0, body)):
            found.append((key.start(), FAQS))
        found.append((body, ""))
        found += [(h.start(), plain(h.group(1)).strip()) for h in _HEADING.finditer(self.text, body)]
        return found


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and what is right.

    Attributes:
        id: unique.
        turns: the user's turns, the question last.
        text: the same as one question that stands alone.
        files: of the drugs that it is about.
        headings: (file, heading) under which the answer stands; headings as `plain` makes them, stripped.
            Empty where only the drug was judged.
        quotes: (file, `plain` quote) that say the answer; empty where only drug and section were judged.
        kind: what kind of question it is; "faq" stands in the corpus word for word.
    """

    id: str
    turns: tuple[str, ...]
    text: str
    files: frozenset[str]
    headings: frozenset[tuple[str, str]]
    quotes: tuple[tuple[str, str], ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """How good an answer is.

    Attributes:
        drug: the first passage is from the monograph of the right drug.
        section: and under a right heading; None where that was not judged.
        first: the first passage says the answer; None where that was not judged.
        in_three: one of the first three does.
        words: of the first passage; 0 where there is none.
        kind: of the question.
    """

    drug: bool
    section: bool | None
    first: bool | None
    in_three: bool | None
    words: int
    kind: str = ""


def judged(question: Question, found: Sequence[Mapping[str, Any]], sources: Mapping[str, Source]) -> Judged:
    """Judge what a contender found, best first; nothing found is nothing right."""
    told, placed = question.quotes, question.headings
    if not found:
        return Judged(
            False,
            False if placed else None,
            False if told else None,
            False if told else None,
            0,
            question.kind,
        )
    best = found[0]
    drug = best["file"] in question.files
    under = sources[best["file"]].headings(best["text"]) if best["file"] in sources else ()
    saying = [_says_any(entry, told) for entry in found[:3]]
    return Judged(
        drug=drug,
        section=drug and any((best["file"], heading) in placed for heading in under) if placed else None,
        first=saying[0] if told else None,
        in_three=any(saying) if told else None,
        words=len(plain(best["text"]).split()),
        kind=question.kind,
    )


def _says_any(entry: Mapping[str, Any], quotes: Collection[tuple[str, str]]) -> bool:
    passage = plain(entry["text"])
    return any(entry["file"] == file and says(passage, quote) for file, quote in quotes)
