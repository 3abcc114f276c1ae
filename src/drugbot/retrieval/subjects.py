"""What a question is about: dose, pregnancy, storage, price … as a learned signal.

A multinomial logistic regression over the encoder's vectors, learned from some 2,000 questions written for it
(`training/subjects.tsv`, `scripts/train_retrieval.py`). Applied to a question and to a passage alike, it says
how far both are about the same, whatever words and headings they use.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load

from drugbot.index.encoder import Vectors

_FILE = "subjects.safetensors"

# What people ask of a medicine and a monograph of its use does not tell, as a rule.
BESIDE_THE_MONOGRAPH = ("price", "appearance", "manufacturer", "availability", "efficacy")


@dataclass(frozen=True, eq=False)
class Subjects:
    """The classifier.

    Attributes:
        names: of the subjects.
        weights: shape (dimension, subjects).
        bias: shape (subjects,).
    """

    names: tuple[str, ...]
    weights: Vectors
    bias: Vectors

    def probabilities(self, vectors: Vectors) -> Vectors:
        """Return how likely each text is about each subject, shape (texts, subjects).

        Args:
            vectors: of the texts, shape (texts, dimension).
        """
        logits = vectors @ self.weights + self.bias
        raised: NDArray[np.float32] = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares: Vectors = raised / raised.sum(axis=1, keepdims=True)
        return shares


@cache
def learned_subjects() -> Subjects:
    """Return the classifier that comes with the package; it fits vectors of the bundled encoder."""
    arrays = load((files(__package__) / _FILE).read_bytes())
    names = tuple(json.loads(arrays["names"].tobytes()))
    return Subjects(names, arrays["weights"].astype(np.float32), arrays["bias"].astype(np.float32))
