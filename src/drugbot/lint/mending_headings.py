"""Edits that take emphasis, colons and numbering out of headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugbot.corpus.faqs import clean_question, is_faq_section
from drugbot.corpus.front_matter import parse_front_matter
from drugbot.corpus.markdown import Heading, parse_sections
from drugbot.corpus.monograph import Monograph
from drugbot.corpus.repair import Edit

RULE = "heading-markup"
_NUMBERING = re.compile(r"^\W*(?:(?:Q|Question)\s*\d*|\d+(?:\.\d+)*)\s*[\\:.)–-]*", re.IGNORECASE)
_MARKUP = frozenset("*_:： ")


def heading_edits(monograph: Monograph) -> Iterator[Edit]:
    """Yield the edits of a monograph's headings, at positions of the file; links and symbols stay."""
    text = monograph.text.text
    body = parse_front_matter(text, monograph.file).body_start
    for heading, section in parse_sections(text, body):
        if heading is None:
            continue
        wanted = clean_question(heading.text) if is_faq_section(section) else heading.text
        if wanted != heading.raw and wanted:
            yield from _edits(monograph, heading, wanted)


def _edits(monograph: Monograph, heading: Heading, wanted: str) -> Iterator[Edit]:
    text = monograph.text.text
    start = text.find(heading.raw, heading.start) if heading.raw else -1
    if start < 0:
        return
    rest = heading.raw
    at = rest.find(wanted)
    if at < 0:
        return  # something inside is read in another way: a link, an entity, emphasis in the middle
    before, after = rest[:at], rest[at + len(wanted) :]
    numbering = _NUMBERING.match(before)
    if not set(before[numbering.end() if numbering else 0 :]) <= _MARKUP or not set(after) <= _MARKUP:
        return
    for piece_start, piece in ((start, before), (start + at + len(wanted), after)):
        if piece:
            yield Edit(*monograph.text.original(piece_start, piece_start + len(piece)), "", RULE)
