"""Rank passages by a learned weighing of their features.

The weights are those of a conditional logit (McFadden 1974): the probability that a passage says the answer is
proportional to the exponential of its score. Learned by `scripts/train_retrieval.py` from development topics
and questions about labels; `ranker.json` holds them.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from drugbot.index.encoder import Vectors
from drugbot.retrieval.features import FEATURES

_FILE = "ranker.json"


@dataclass(frozen=True, eq=False)
class Ranker:
    """Weights of the features.

    Attributes:
        weights: one a feature, in the order of `FEATURES`.
    """

    weights: Vectors

    def scores(self, values: Vectors) -> Vectors:
        """Return the scores of passages, given their features, shape (passages, features)."""
        return values @ self.weights

    def without(self, features: Collection[str]) -> Ranker:
        """Return the ranker with some features switched off."""
        kept = [float(name not in features) for name in FEATURES]
        return Ranker(self.weights * np.asarray(kept, np.float32))


@cache
def learned_ranker() -> Ranker:
    """Return the ranker that comes with the package; it fits features of the bundled encoder."""
    weights = json.loads((files(__package__) / _FILE).read_bytes())
    return Ranker(np.asarray([weights[name] for name in FEATURES], np.float32))
