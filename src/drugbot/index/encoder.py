"""What an encoder is: from text to unit vectors, one for the text and, for some models, one for each token.

Two implementations: `drugbot.index.reference` (sentence-transformers, for any model) and `drugbot.index.onnx`
(the same weights run by onnxruntime, several times as quick to start). `drugbot.index.loading` chooses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from drugbot.progress import Progress, no_progress

Vectors = NDArray[np.float32]
Tokens = NDArray[np.int8]
"""Token vectors of unit length, rounded to 127ths: shape (tokens, dimension of the projection)."""


@dataclass(frozen=True, slots=True, eq=False)
class Encoding:
    """What an encoder makes of one text.

    Attributes:
        vector: of the whole text, unit length, shape (dimension,).
        tokens: of each token that holds a letter or a digit, projected (`drugbot.index.projection`); no rows
            and no columns where there is no projection for the model.
        spans: where these tokens stand in the text, prefix not counted: start and end, shape (tokens, 2).
    """

    vector: Vectors
    tokens: Tokens
    spans: NDArray[np.int64]


def vectors_of(encodings: Sequence[Encoding]) -> Vectors:
    """Return the vectors of texts as one array, shape (texts, dimension)."""
    return np.stack([encoding.vector for encoding in encodings]).astype(np.float32)


class Encoder(Protocol):
    """Turns texts into vectors of length one, so that an inner product is the cosine."""

    @property
    def identity(self) -> EncoderIdentity:
        """What vectors of this encoder can be compared with."""
        ...

    @property
    def window(self) -> int:
        """Most tokens that a text may have, special tokens not counted."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many tokens each text has, special tokens not counted."""
        ...

    def encode_passages(self, texts: Sequence[str], progress: Progress = no_progress) -> list[Encoding]:
        """Encode many texts, in their order."""
        ...

    def encode_query(self, text: str) -> Encoding:
        """Encode a question; one beyond the window is cut."""
        ...

    def encode_danger(self, text: str) -> Vectors:
        """Return the vector that tells whether a message speaks of danger; one beyond the window is cut."""
        ...


@dataclass(frozen=True, slots=True)
class EncoderIdentity:
    """What tells encoders apart: vectors are comparable only where all of this is equal.

    Attributes:
        name: for people.
        checksum: SHA-256 over the model's files.
        query_prefix: put before questions.
        passage_prefix: put before passages.
        learned: checksums of what was learned for it, the changes of its weights and the projection of its token
            vectors; empty where nothing was.
    """

    name: str
    checksum: str
    query_prefix: str = ""
    passage_prefix: str = ""
    learned: str = ""
