"""Projection of token vectors for late interaction: from the model's 384 dimensions to few.

ColBERT (Khattab and Zaharia, SIGIR 2020) compares every token of a question with every token of a passage.
Stored as the model makes them, the token vectors of 25,000 passages would take some 4 GB in fp32; projected
and rounded to 8 bits they take a twentieth. The projection is linear and learned
(`scripts/train_retrieval.py`), and fits the bundled model only; other models go without.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from drugbot.index.encoder import Tokens, Vectors
from drugbot.index.learned import learned_for

Spans = NDArray[np.int64]

_FILE = "projection.safetensors"
_SCALE = 127


@dataclass(frozen=True, eq=False)
class Projection:
    """A linear projection of token states.

    Attributes:
        matrix: shape (dimension of the model, dimension of the projection).
        checksum: of the matrix, 16 hexadecimal digits.
    """

    matrix: Vectors
    checksum: str

    def tokens(self, states: Vectors) -> Tokens:
        """Return the vectors of tokens, given the model's last states, shape (tokens, dimension)."""
        projected = states @ self.matrix
        lengths = np.linalg.norm(projected, axis=1, keepdims=True)
        rounded: Tokens = np.rint(projected * (_SCALE / np.maximum(lengths, 1e-9))).astype(np.int8)
        return rounded


def as_vectors(tokens: Tokens) -> Vectors:
    """Return token vectors as numbers to multiply."""
    return tokens.astype(np.float32) / np.float32(_SCALE)


def no_tokens() -> tuple[Tokens, Spans]:
    """Return tokens and spans of a model that has no projection."""
    return np.empty((0, 0), np.int8), np.empty((0, 2), np.int64)


def speaking(text: str, spans: Sequence[tuple[int, int]], prefix: int) -> tuple[NDArray[np.bool_], Spans]:
    """Return which tokens hold a letter or a digit of a text, and where those stand.

    Punctuation and the model's own marks are left out, as ColBERT does for passages.

    Args:
        text: what was encoded, with its prefix.
        spans: start and end of each token in it; empty for the model's own marks.
        prefix: length of the prefix; its tokens are left out, too.
    """
    kept = np.asarray(
        [start >= prefix and any(map(str.isalnum, text[start:end])) for start, end in spans], bool
    )
    return kept, np.asarray(spans, np.int64).reshape(-1, 2)[kept] - prefix


@cache
def projection_of(weights_checksum: str) -> Projection | None:
    """Return the projection that was learned for a model, None where there is none.

    Args:
        weights_checksum: SHA-256 over the model's files.
    """
    found = learned_for(weights_checksum, _FILE)
    return Projection(found[0]["matrix"].astype(np.float32), found[1]) if found else None
