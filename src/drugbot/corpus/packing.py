"""Pack the units of a text into runs that fit a number of tokens.

Units are taken in order until the next one does not fit. What leads into a list or a table stays with its
first item, and is remembered as context for the items that follow in another run. Only a single unit that is
too long by itself is cut: a list item at its nested items, then at sentences, at last at words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from drugbot.corpus.markdown import sentences
from drugbot.corpus.monograph import Block, Span, Unit

CountTokens = Callable[[Sequence[str]], Sequence[int]]
"""Tokens that the encoder makes of each text, without the special ones it adds around a text."""

_MARKUP = re.compile(r"[*_`#|>\\]+|:?-{3,}:?")
_BULLET = re.compile(r"^\s*[-+]\s+", re.MULTILINE)
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A unit ready for packing.

    Attributes:
        span: its range in the text.
        context: what leads into it, outermost first.
        opens: True where it leads into the piece after it.
        cut: True where it is a part of a unit that was too long.
        tokens: its length.
    """

    span: Span
    context: tuple[Span, ...] = ()
    opens: bool = False
    cut: bool = False
    tokens: int = 0


def reading_text(markdown: str) -> str:
    """Return a piece of Markdown as words for the encoder, without markup characters."""
    return " ".join(_MARKUP.sub(" ", _BULLET.sub(" ", markdown)).split())


@dataclass(frozen=True, slots=True)
class Packer:
    """Packs blocks of one text.

    Attributes:
        text: what the spans of the blocks refer to.
        count_tokens: the encoder's own count.
    """

    text: str
    count_tokens: CountTokens

    def words(self, span: Span) -> str:
        """Return the words of a range, as the encoder reads them."""
        before = span.start - 1
        while before >= 0 and self.text[before] in " \t":
            before -= 1
        words = self.text[span.start : span.end]
        opens_line = before < 0 or self.text[before] == "\n"
        return reading_text(
            words if opens_line else f"\\{words}"
        )  # a dash inside a line is no bullet, and counts

    def packed(self, blocks: Sequence[Block], target: int, room: int) -> Iterator[tuple[Piece, ...]]:
        """Yield runs of consecutive pieces.

        Args:
            blocks: what to pack.
            target: a run of several units has at most so many tokens, its context included.
            room: a single unit is cut only where it has more tokens than this.
        """
        run: list[Piece] = []
        used = 0
        for pieces in _groups(self._pieces(blocks, room)):
            group = pieces
            size = sum(piece.tokens for piece in group)
            if run and used + size > target:
                yield tuple(run)
                run, used = [], 0
            if not run:
                used = min(self._context_tokens(group[0]), max(target, 0) // 2)
            if used + size > room and len(group) > 1:  # the lead-in goes with its item as context instead
                for piece in group[:-1]:
                    yield (piece,)
                group, size = group[-1:], group[-1].tokens
            run += group
            used += size
        if run:
            yield tuple(run)

    def _context_tokens(self, piece: Piece) -> int:
        return sum(self.count_tokens([self.words(span) for span in piece.context])) if piece.context else 0

    def _pieces(self, blocks: Sequence[Block], room: int) -> list[Piece]:
        pieces: list[Piece] = []
        lead: tuple[Span, ...] = ()
        for block in blocks:
            if block.header is not None and block.units[0].span != block.header:
                header = self._measured([Piece(block.header, lead, opens=True)])[0]
                pieces += [header] if header.tokens <= room else self._cut(header, room)
                lead = _leading(header, room)
            whole = self._measured(
                Piece(unit.span, lead, opens=block.leads_in and unit is block.units[-1])
                for unit in block.units
            )
            for unit, piece in zip(block.units, whole, strict=True):
                pieces += [piece] if piece.tokens <= room else self._parts(unit, piece, room)
            lead = _leading(replace(whole[-1], context=()), room) if block.leads_in else ()
        return pieces

    def _parts(self, unit: Unit, piece: Piece, room: int) -> Iterator[Piece]:
        if not unit.children:
            yield from self._cut(piece, room)
            return
        head = self._measured([replace(piece, span=unit.head, opens=True)])[0]
        yield from [head] if head.tokens <= room else self._cut(head, room)
        context = _leading(head, room)
        children = self._measured(Piece(child.span, context) for child in unit.children)
        for child, part in zip(unit.children, children, strict=True):
            yield from [part] if part.tokens <= room else self._parts(child, part, room)

    def _cut(self, piece: Piece, room: int) -> Iterator[Piece]:
        spans = sentences(self.text, piece.span.start, piece.span.end)
        for part in self._measured(Piece(span, piece.context, cut=True) for span in spans):
            yield from [part] if part.tokens <= room else self._cut_at_words(part, room)

    def _cut_at_words(self, piece: Piece, room: int) -> Iterator[Piece]:
        words = [Span(*m.span()) for m in _WORD.finditer(self.text, piece.span.start, piece.span.end)]
        words = [part for word in words for part in self._short_enough(word, room)]
        start, used = words[0].start, 0
        for span, previous in zip(words, [words[0], *words], strict=False):
            size = self.count_tokens([self.words(span)])[0]
            if used and used + size > room:
                yield replace(piece, span=Span(start, previous.end), tokens=used)
                start, used = span.start, 0
            used += size
        yield replace(piece, span=Span(start, piece.span.end), tokens=used)

    def _short_enough(self, word: Span, room: int) -> list[Span]:
        # An encoder makes at most one token of a character.
        return [Span(at, min(at + room, word.end)) for at in range(word.start, word.end, room)]

    def _measured(self, pieces: Iterable[Piece]) -> list[Piece]:
        listed = list(pieces)
        counts = self.count_tokens([self.words(piece.span) for piece in listed])
        return [replace(piece, tokens=count) for piece, count in zip(listed, counts, strict=True)]


def _leading(piece: Piece, room: int) -> tuple[Span, ...]:
    """Return the context for what follows a piece; one that fits no window is quoted by itself alone."""
    return (*piece.context, piece.span) if piece.tokens <= room else piece.context


def _groups(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Yield each piece together with what leads into it."""
    group: list[Piece] = []
    for piece in pieces:
        group.append(piece)
        if not piece.opens:
            yield tuple(group)
            group = []
    if group:
        yield tuple(group)
