"""Fakes that are quicker than the real thing and obey the same contract."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np

from drugbot.index.encoder import EncoderIdentity, Encoding, Vectors
from drugbot.index.projection import no_tokens
from drugbot.progress import Progress, no_progress

_TOKEN = re.compile(r"\w+|[^\w\s]")


class BagOfWordsEncoder:
    """An `Encoder` whose vectors count hashed words: texts that share words are similar."""

    dimension = 64

    def __init__(self, name: str = "bag-of-words", window: int = 200) -> None:
        self.identity = EncoderIdentity(name, hashlib.sha256(name.encode()).hexdigest())
        self.window = window

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(_TOKEN.findall(text)) for text in texts]

    def encode_passages(self, texts: Sequence[str], progress: Progress = no_progress) -> list[Encoding]:
        return [self.encode_query(text) for text in progress(texts, "encoding")]

    def encode_query(self, text: str) -> Encoding:
        return Encoding(self._vector(text), *no_tokens())

    def encode_danger(self, text: str) -> Vectors:
        return self._vector(text)

    def _vector(self, text: str) -> Vectors:
        vector = np.full(self.dimension, 1e-3, np.float32)
        for token in _TOKEN.findall(text.casefold()):
            vector[hashlib.md5(token.encode()).digest()[0] % self.dimension] += 1
        return vector / np.float32(np.linalg.norm(vector))
