"""Where things stand in a monograph: lines of sections, headings and front matter keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from drugbot.corpus.monograph import FaqPair, Monograph, Section, Span

_MARKS = re.compile(r" {0,3}(#{1,6})(?!#)")


@dataclass(frozen=True, slots=True)
class HeadingPlace:
    """The heading line of a section: its level and its line in the file."""

    level: int
    line: int


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest piece of text that states something by itself, with where it stands.

    Attributes:
        span: its range in the repaired text; of an FAQ answer's sentence in the front matter, the whole
            scalar.
        words: its text on one line.
        lead: the sentence that leads into the list or table it stands in.
        header: the header of that table.
        section: the heading path; empty for an FAQ pair.
        faq: the pair that it is part of.
    """

    span: Span
    words: str
    lead: str
    section: tuple[str, ...]
    faq: FaqPair | None = None
    header: str = ""


def heading_of(monograph: Monograph, section: Section) -> HeadingPlace | None:
    """Return where the heading of a section stands; None for text before the first heading."""
    text = monograph.text.text
    if not section.path:
        return None
    # What stands above a section's text, or above the next heading where it is empty, is its own heading.
    end = section.span.start
    while end and text[end - 1].isspace():
        end -= 1
    start = text.rfind("\n", 0, end) + 1
    marks = _MARKS.match(text, start, end)
    level = len(marks.group(1)) if marks else 1 + ("-" in text[start:end])
    return HeadingPlace(level, monograph.text.line(start))


def section_line(monograph: Monograph, section: Section) -> int:
    """Return the line of a section's heading, or of its text where it has none."""
    place = heading_of(monograph, section)
    return place.line if place else monograph.text.line(section.span.start)


def front_matter_line(monograph: Monograph, key: str) -> int:
    """Return the line of a key of the front matter; 1 where it is absent."""
    match = re.search(rf"^{re.escape(key)}[ \t]*:", monograph.text.text, re.MULTILINE)
    return monograph.text.line(match.start()) if match else 1


def units_of(monograph: Monograph) -> Iterator[Unit]:
    """Yield every unit of the sections, then those of the FAQ answers."""
    for section in monograph.sections:
        yield from section_units(monograph, section)
    for faq in monograph.faqs:
        yield from _faq_units(monograph, faq)


def section_units(monograph: Monograph, section: Section) -> Iterator[Unit]:
    """Yield the units of one section in order, list items with what leads into the list."""
    text = monograph.text.text
    lead = ""
    for block in section.blocks:
        header = _line(text, block.header) if block.header else ""
        for unit in block.units:
            yield Unit(unit.span, _line(text, unit.span), lead, section.path, header=header)
        lead = _line(text, block.units[-1].span) if block.leads_in else ""


def _faq_units(monograph: Monograph, faq: FaqPair) -> Iterator[Unit]:
    text = monograph.text.text
    if faq.blocks:
        for block in faq.blocks:
            for unit in block.units:
                yield Unit(unit.span, _line(text, unit.span), faq.question, (), faq)
    else:
        for sentence in sentences_of(faq.answer):
            yield Unit(faq.span, sentence, faq.question, (), faq)


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a short text."""
    return [part for part in re.split(r"(?<=[.!?])\s+(?=[A-Z“\"(*])", " ".join(text.split())) if part]


def _line(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].split())
