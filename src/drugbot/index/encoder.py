"""What an encoder is: from text to unit vectors.

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

    def encode_passages(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        """Return one vector a text, shape (texts, dimension)."""
        ...

    def encode_query(self, text: str) -> Vectors:
        """Return the vector of a question, shape (dimension,)."""
        ...


@dataclass(frozen=True, slots=True)
class EncoderIdentity:
    """What tells encoders apart: vectors are comparable only where all of this is equal.

    Attributes:
        name: for people.
        checksum: SHA-256 over the model's files.
        query_prefix: put before questions.
        passage_prefix: put before passages.
    """

    name: str
    checksum: str
    query_prefix: str = ""
    passage_prefix: str = ""
