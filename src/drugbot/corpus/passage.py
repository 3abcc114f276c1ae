"""The retrievable span of a monograph."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

FAQ_HEADING = "FAQs"
PartKind = Literal["sentence", "item", "row", "lead", "other"]
ALONE, ABOVE = (
    -1,
    -2,
)  # in place of the number of a part that leads in: there is none; it stands in the context


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Exact words of a monograph and where they stand.

    Attributes:
        quote: the words, as repaired.
        start: first code point in the file decoded as UTF-8 (a byte order mark counts one, CRLF two).
        end: one past the last code point.
    """

    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence, list item, table row or lead-in of a passage: what a quote is made of.

    Attributes:
        kind: what it is; "lead" leads into others (a line before a list, an item with nested ones, a table's header).
        first: where it begins in the passage's quote.
        last: one past its end there.
        start: first code point in the file; of an FAQ answer in the front matter, that of the whole scalar.
        end: one past the last.
        under: number of the part that leads into it, `ALONE` or `ABOVE`.
        token: how many token vectors of the passage stand before its own.
    """

    kind: PartKind
    first: int
    last: int
    start: int
    end: int
    under: int = ALONE
    token: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """The retrievable span: one contiguous range of one section, or one FAQ answer.

    Attributes:
        id: derived from drug, section and text, so that an edit elsewhere does not change it.
        drug: title of the monograph.
        file: POSIX path relative to the corpus folder.
        section: heading path; ``("FAQs", question)`` for an FAQ pair.
        kind: "section" or "faq".
        excerpt: the text and its place in the file.
        context: what the text needs to be understood and does not hold itself: the line that leads into its
            bullets, the header of its table.
        cut: True where a single sentence, item or row was too long for the encoder and had to be cut.
        parts: what it is made of, in order; none where it is always quoted whole.
    """

    id: str
    drug: str
    file: str
    section: tuple[str, ...]
    kind: Literal["section", "faq"]
    excerpt: Excerpt
    context: tuple[Excerpt, ...] = ()
    cut: bool = False
    parts: tuple[Part, ...] = ()

    @property
    def question(self) -> str | None:
        """The question of an FAQ pair, else None."""
        return self.section[-1] if self.kind == "faq" else None


@dataclass(frozen=True, slots=True)
class Encodable:
    """A passage with the texts that it is to be found by; each text gets a vector of its own.

    Attributes:
        passage: the passage.
        texts: the texts; the last is all that the passage says.
        marks: where each part of the passage begins in the last text.
    """

    passage: Passage
    texts: tuple[str, ...]
    marks: tuple[int, ...] = ()

    def counted(self, token_starts: Sequence[int]) -> Passage:
        """Return the passage with the places of its parts among its token vectors.

        Args:
            token_starts: where each token that has a vector begins in the last text, in order.
        """
        parts = (
            replace(part, token=bisect_left(token_starts, mark))
            for part, mark in zip(self.passage.parts, self.marks, strict=True)
        )
        return replace(self.passage, parts=tuple(parts))
