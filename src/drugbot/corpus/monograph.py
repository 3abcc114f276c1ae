"""What a monograph consists of.

Offsets inside these values are positions in the *repaired* text; `RepairedText.original` turns them into
positions in the file, which is what citations show.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from drugbot.corpus.repair import Repair, RepairedText


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of text that is never cut: a sentence, a list item, a table row, a code block.

    Attributes:
        span: the whole unit, nested items included.
        head: the unit's own text, before its nested items; equals ``span`` where there are none.
        children: nested list items, used one by one only where the whole is too long for a passage.
    """

    span: Span
    head: Span
    children: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list, table or other block of a section.

    Attributes:
        kind: what it is.
        units: the pieces in order.
        header: the header of a table (its first line and the delimiter line), else None.
        leads_in: True where the block introduces the next one ("Adults:" before a list).
    """

    kind: Literal["paragraph", "list", "table", "other"]
    units: tuple[Unit, ...]
    header: Span | None = None
    leads_in: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part.

    Attributes:
        path: heading path without markup or trailing colons, outermost first; empty for text before the
            first heading.
        span: the text between this heading and the next one of any level.
        blocks: its blocks in order; empty where only sub-sections follow.
    """

    path: tuple[str, ...]
    span: Span
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class FaqPair:
    """A question and its answer, once, from the body or from the front matter.

    Attributes:
        question: without numbering or markup.
        answer: the answer's text as it is quoted.
        span: where the answer stands (in the front matter: the scalar in the source).
        blocks: the answer's blocks where it stands in the body; empty for a front matter scalar.
    """

    question: str
    answer: str
    span: Span
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Monograph:
    """One drug's document.

    Attributes:
        title: the generic name.
        description: what the front matter says of it; may be empty.
        is_banned: whether the collection marks the drug as banned.
        last_modified: day of the last change, None where not stated.
        names: brand and alternate names, in order of appearance, without the title.
        sections: in order; FAQ sections are in ``faqs`` instead.
        faqs: FAQ pairs in order.
        extra: unknown front matter keys, kept as they are.
        file: POSIX path relative to the corpus folder.
        revision: hash of the file's bytes, 16 hexadecimal digits.
        text: the repaired text that all spans refer to.
        repairs: what was mended while reading, in order of position.
    """

    title: str
    description: str
    is_banned: bool
    last_modified: date | None
    names: tuple[str, ...]
    sections: tuple[Section, ...]
    faqs: tuple[FaqPair, ...]
    extra: Mapping[str, Any]
    file: str
    revision: str
    text: RepairedText = field(repr=False)
    repairs: tuple[Repair, ...] = field(repr=False, default=())
