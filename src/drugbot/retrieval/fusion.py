"""Reciprocal rank fusion (Cormack, Clarke, Büttcher, SIGIR 2009)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence


def fused(
    rankings: Sequence[Sequence[int]], constant: int, weights: Sequence[float] | None = None
) -> dict[int, float]:
    """Return the fused score of each item: the sum over the rankings of weight / (constant + rank from 1).

    Args:
        rankings: items, best first.
        constant: the constant k of the method.
        weights: one for each ranking; all 1, as in the paper, where not given.
    """
    scores: dict[int, float] = defaultdict(float)
    for ranking, weight in zip(rankings, weights or [1.0] * len(rankings), strict=True):
        for rank, item in enumerate(ranking, start=1):
            scores[item] += weight / (constant + rank)
    return dict(scores)
