"""The parts of a passage: the sentences, list items, table rows and lead-ins that it is made of.

A quote may be fewer of them than the passage holds, and is never less than one. They are known when a monograph is
chunked, and are kept in the index, so that nothing is parsed when a question is asked.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from drugbot.corpus.monograph import Block, Span, Unit
from drugbot.corpus.passage import ABOVE, ALONE, Part, PartKind

_KINDS: dict[str, PartKind] = {"paragraph": "sentence", "list": "item", "table": "row", "other": "other"}


@dataclass(slots=True)
class _Leaf:
    kind: PartKind
    span: Span
    under: int


class Parts:
    """The parts of a section or of an FAQ answer, asked for passage by passage."""

    def __init__(self, blocks: Sequence[Block], original: Callable[[int, int], tuple[int, int]]) -> None:
        """Take a text apart.

        Args:
            blocks: of the section or answer.
            original: turns a range of the text that they refer to into one of the file.
        """
        self._leaves = _leaves(blocks)
        self._starts = [leaf.span.start for leaf in self._leaves]
        self._ends = [leaf.span.end for leaf in self._leaves]
        self._original = original

    def within(self, span: Span) -> tuple[Part, ...]:
        """Return the parts of a passage, none where it holds a piece of a unit that had to be cut.

        Args:
            span: the passage's range in the text.
        """
        first = bisect_right(self._ends, span.start)
        leaves = self._leaves[first : bisect_left(self._starts, span.end)]
        if leaves and (leaves[0].span.start < span.start or leaves[-1].span.end > span.end):
            return ()
        return tuple(self._part(leaf, span.start, first) for leaf in leaves)

    def _part(self, leaf: _Leaf, begin: int, first: int) -> Part:
        """Return a leaf as a part of the passage that begins at a place, with the leaf of a number."""
        start, end = leaf.span.start, leaf.span.end
        above = ABOVE if ALONE < leaf.under < first else leaf.under - first
        under = ALONE if leaf.under == ALONE else above
        return Part(leaf.kind, start - begin, end - begin, *self._original(start, end), under=under)


def _leaves(blocks: Sequence[Block]) -> list[_Leaf]:
    leaves: list[_Leaf] = []
    lead = ALONE
    for block in blocks:
        above = lead
        if block.header is not None and block.units[0].span != block.header:
            leaves.append(_Leaf("lead", block.header, above))
            above = len(leaves) - 1
        for unit in block.units:
            leaves += _of_unit(unit, _KINDS[block.kind], above, len(leaves))
        if block.leads_in:
            leaves[-1].kind = "lead"
        lead = len(leaves) - 1 if block.leads_in else ALONE
    return leaves


def _of_unit(unit: Unit, kind: PartKind, under: int, number: int) -> Iterator[_Leaf]:
    """Yield a unit, or what leads into its nested items and then these; ``number`` is that of the first."""
    if not unit.children:
        yield _Leaf(kind, unit.span, under)
        return
    yield _Leaf("lead", unit.head, under)
    following = number + 1
    for child in unit.children:
        for leaf in _of_unit(child, kind, number, following):
            yield leaf
            following += 1
