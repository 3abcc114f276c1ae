"""A logistic regression that comes with the package."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from safetensors.numpy import load

from drugbot.index.encoder import Vectors


@dataclass(frozen=True, eq=False)
class Regression:
    """The regression.

    Attributes:
        weights: shape (features,).
        bias: its constant.
    """

    weights: Vectors
    bias: float

    def probability(self, features: Vectors) -> float:
        """Return the probability of what it tells, for features of shape (features,)."""
        return 1 / (1 + math.exp(-float(features @ self.weights) - self.bias))


@cache
def learned_regression(package: str, file: str) -> Regression:
    """Return the regression of a file in a package; it fits the bundled model."""
    weights = load((files(package) / file).read_bytes())["weights"].astype(np.float32)
    return Regression(weights[:-1], float(weights[-1]))
