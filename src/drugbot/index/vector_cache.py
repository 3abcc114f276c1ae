"""Keep the vectors of texts that were encoded before, by content.

A vector is found again by the encoder's identity and the text, so a file that was renamed, moved or edited
elsewhere costs nothing. Vectors are kept as they are made: a build that is killed does not begin anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

import numpy as np
from safetensors.numpy import load, save

from drugbot.index.content_cache import ContentCache, content_key
from drugbot.index.encoder import Encoder, EncoderIdentity, Encoding, Vectors
from drugbot.progress import Progress, no_progress

VECTORS = "encodings.sqlite"
_PORTION = 64  # texts that are kept together


class CachingEncoder:
    """An `Encoder` that asks another one only for vectors it has not seen."""

    def __init__(self, encoder: Encoder, cache: ContentCache) -> None:
        """Put a cache before an encoder.

        Args:
            encoder: makes what is missing.
            cache: what was made before.
        """
        self._encoder = encoder
        self._cache = cache

    @property
    def identity(self) -> EncoderIdentity:
        """See `Encoder`, as for all that follows."""
        return self._encoder.identity

    @property
    def window(self) -> int:
        """As the encoder's."""
        return self._encoder.window

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """As the encoder counts."""
        return self._encoder.count_tokens(texts)

    def encode_query(self, text: str) -> Encoding:
        """Questions are not kept, neither here nor anywhere."""
        return self._encoder.encode_query(text)

    def encode_danger(self, text: str) -> Vectors:
        """Neither are messages."""
        return self._encoder.encode_danger(text)

    def encode_passages(self, texts: Sequence[str], progress: Progress = no_progress) -> list[Encoding]:
        """Encode the texts that are new, and take the others from the cache."""
        keys = [self._key(text) for text in texts]
        known = {key: _encoding(content) for key, content in self._cache.get(keys).items()}
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        # Texts of like length together, since some encoders pad a portion to its longest.
        order = sorted(missing, key=lambda key: (-len(missing[key]), missing[key]))
        portions = [order[at : at + _PORTION] for at in range(0, len(order), _PORTION)]
        for portion in progress(portions, "encoding", len(portions)):
            made = self._encoder.encode_passages([missing[key] for key in portion])
            fresh = dict(zip(portion, made, strict=True))
            self._cache.put({key: _content(encoding) for key, encoding in fresh.items()})
            known |= fresh
        return [known[key] for key in keys]

    def _key(self, text: str) -> bytes:
        identity = self._encoder.identity
        return content_key(identity.checksum, identity.passage_prefix, identity.learned, text)


def _content(encoding: Encoding) -> bytes:
    return bytes(
        save({field.name: np.ascontiguousarray(getattr(encoding, field.name)) for field in fields(Encoding)})
    )


def _encoding(content: bytes) -> Encoding:
    return Encoding(**load(content))
