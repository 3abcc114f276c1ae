"""Reciprocal rank fusion (Cormack, Clarke, Büttcher, SIGIR 2009)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence


def fused(rankings: Iterable[Sequence[int]], constant: int) -> dict[int, float]:
    """Return the fused score of each item: the sum over the rankings of 1 / (constant + rank from 1)."""
    scores: dict[int, float] = defaultdict(float)
    for ranking in rankings:
        for rank, item in enumerate(ranking, start=1):
            scores[item] += 1 / (constant + rank)
    return dict(scores)
