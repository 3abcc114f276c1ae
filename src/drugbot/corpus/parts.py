"""The parts of a passage: the sentences, list items, table rows and lead-ins that it is made of.

A quote may be fewer of them than the passage holds, and is never less than one. They are known when a monograph is
chunked, and are kept in the index, so that nothing is parsed when a question is asked.
"""

from __future__ import annotations

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


def parts_of(
    blocks: Sequence[Block], span: Span, original: Callable[[int, int], tuple[int, int]]
) -> tuple[Part, ...]:
    """Return the parts of a passage, none where it holds a piece of a unit that had to be cut.

    Args:
        blocks: of the section or answer that the passage is taken from.
        span: the passage's range in the text that the blocks refer to.
        original: turns a range of that text into one of the file.
    """
    leaves = _leaves(blocks)
    within = [n for n, leaf in enumerate(leaves) if leaf.span.start < span.end and leaf.span.end > span.start]
    whole = [n for n in within if leaves[n].span.start >= span.start and leaves[n].span.end <= span.end]
    if whole != within:
        return ()
    places = {number: place for place, number in enumerate(within)}
    return tuple(
        Part(
            leaves[n].kind,
            leaves[n].span.start - span.start,
            leaves[n].span.end - span.start,
            *original(leaves[n].span.start, leaves[n].span.end),
            under=leaves[n].under if leaves[n].under == ALONE else places.get(leaves[n].under, ABOVE),
        )
        for n in within
    )


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
