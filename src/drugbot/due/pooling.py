"""What the other readings of a turn find, behind the first quote.

Which of its readings a turn is searched with is chosen (`reaching`), and may be wrong. So what follows the first quote
is ordered by all of them: a logarithmic opinion pool (Genest and Zidek, "Combining Probability Distributions", 1986)
of the ranker's probabilities, each reading weighed by how likely it finds what is asked.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from drugbot.conversation.query import Query
from drugbot.due.desk import Desk
from drugbot.retrieval.hits import Found, Hit

_LITTLE = 0.01  # of probability that every passage has, so that one reading alone rules none out


def pooled(found: Found, query: Query, desk: Desk) -> tuple[Hit, ...]:
    """Return the passages that a query found, the first of them first, the others as all readings have them.

    Args:
        found: with the reading that is searched with.
        query: of one drug, with how likely each of its readings is, none where they were not looked up.
        desk: to look the readings up with.
    """
    readings = [reading for reading in query.readings if reading.likely]
    if len(readings) < 2 or len(query.drugs) != 1 or not found.hits or "pooling" in desk.off:
        return found.hits
    ways = [desk.found(reading.text, query.drugs, brands=query.brands).hits for reading in readings]
    return reordered(found.hits, ways, [reading.likely for reading in readings])


def reordered(
    hits: Sequence[Hit], ways: Sequence[Sequence[Hit]], weights: Sequence[float]
) -> tuple[Hit, ...]:
    """Return passages as all readings have them, but for the first, which stays.

    Args:
        hits: what the reading found that is searched with, best first, at least one; none is added to them.
        ways: what each reading found, best first.
        weights: how likely each reading is.
    """
    shares = [_shares(way) for way in ways]
    pool = {
        hit.passage.id: sum(
            weight * math.log(share.get(hit.passage.id, 0.0) + _LITTLE)
            for weight, share in zip(weights, shares, strict=True)
        )
        for hit in hits
    }
    first, *others = hits
    others.sort(key=lambda hit: -pool[hit.passage.id])  # where they are alike the order of the search stays
    return (first, *(replace(hit, rank=rank) for rank, hit in enumerate(others, start=2)))


def _shares(hits: Sequence[Hit]) -> dict[str, float]:
    """Return the probability of each passage that was found; none has more than one that was put before it.

    What is about another brand than that asked about comes last, whatever its score.
    """
    if not hits:
        return {}
    scores = np.minimum.accumulate(np.asarray([hit.score for hit in hits]))
    raised = np.exp(scores - scores[0])
    return dict(zip((hit.passage.id for hit in hits), (raised / raised.sum()).tolist(), strict=True))
