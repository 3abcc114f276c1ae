"""The retrievable span of a monograph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FAQ_HEADING = "FAQs"


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
    """

    id: str
    drug: str
    file: str
    section: tuple[str, ...]
    kind: Literal["section", "faq"]
    excerpt: Excerpt
    context: tuple[Excerpt, ...] = ()
    cut: bool = False

    @property
    def question(self) -> str | None:
        """The question of an FAQ pair, else None."""
        return self.section[-1] if self.kind == "faq" else None


@dataclass(frozen=True, slots=True)
class Encodable:
    """A passage with the texts that it is to be found by; each text gets a vector of its own."""

    passage: Passage
    texts: tuple[str, ...]
