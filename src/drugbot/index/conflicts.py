"""Which passages of a monograph disagree with each other, as lint finds it."""

from __future__ import annotations

from collections.abc import Sequence

from drugbot.corpus.monograph import Monograph
from drugbot.corpus.passage import Encodable, Passage
from drugbot.lint.disagreements import Side, disagreements


def conflicts(monograph: Monograph, items: Sequence[Encodable]) -> tuple[tuple[str, str], ...]:
    """Return the ids of passages that disagree, in pairs: the one to believe first, as far as one can tell.

    Args:
        monograph: what to look at.
        items: its passages. Two statements of one passage are no pair: they are quoted together anyway.
    """
    pairs = []
    passages = [item.passage for item in items]
    for disagreement in disagreements(monograph):
        first = _holding(disagreement.first, monograph, passages)
        second = _holding(disagreement.second, monograph, passages)
        if first and second and first != second:
            pairs.append((first, second))
    return tuple(dict.fromkeys(pairs))


def _holding(side: Side, monograph: Monograph, passages: Sequence[Passage]) -> str | None:
    start, end = monograph.text.original(side.span.start, side.span.end)
    for passage in passages:
        if (passage.kind == "faq") != (side.faq is not None):
            continue
        inside = passage.excerpt.start < end and start < passage.excerpt.end
        if inside and (side.faq is None or passage.question == side.faq.question):
            return passage.id
    return None
