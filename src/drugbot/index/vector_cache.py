"""Keep the vectors of passages that were encoded before, by content.

A vector is found again by the encoder's identity and the text, so a file that was renamed, moved or edited
elsewhere costs nothing. The cache is an SQLite file (atomic, safe for several builds at once); it is only a
cache: where it is damaged it is thrown away, and where it cannot be written the build goes on without it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from hashlib import blake2b
from pathlib import Path

import numpy as np

from drugbot.index.encoder import Encoder, EncoderIdentity, Vectors
from drugbot.progress import Progress, no_progress

VECTORS = "vectors.sqlite"
_TABLE = "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID"
_AT_ONCE = 500  # keys in one query; SQLite allows 999 parameters
_MOST_BYTES = 2**31  # beyond this the cache starts anew


class CachingEncoder:
    """An `Encoder` that asks another one only for vectors it has not seen."""

    def __init__(self, encoder: Encoder, file: Path) -> None:
        """Put a cache before an encoder.

        Args:
            encoder: makes what is missing.
            file: the SQLite file; made where it is missing.
        """
        self._encoder = encoder
        self._file = file.expanduser()

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

    def encode_query(self, text: str) -> Vectors:
        """Questions are not kept, neither here nor anywhere."""
        return self._encoder.encode_query(text)

    def encode_passages(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        """Encode the texts that are new, and take the others from the cache."""
        keys = [self._key(text) for text in texts]
        known = self._read(keys)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        made = self._encoder.encode_passages(list(missing.values()), progress)
        fresh = dict(zip(missing, made, strict=True))
        self._write(fresh)
        known |= fresh
        vectors = [known[key] for key in keys]
        return np.stack(vectors) if vectors else made

    def _key(self, text: str) -> bytes:
        identity = self._encoder.identity
        content = "\0".join((identity.checksum, identity.passage_prefix, text))
        return blake2b(content.encode("utf-8", "surrogatepass"), digest_size=16).digest()

    def _read(self, keys: Iterable[bytes]) -> dict[bytes, Vectors]:
        found: dict[bytes, Vectors] = {}
        try:
            with closing(self._connected()) as database:
                for some in _portions(sorted(set(keys))):
                    marks = ",".join("?" * len(some))
                    rows = database.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", some)
                    found |= {bytes(key): _vector(content) for key, content in rows}
        except (sqlite3.DatabaseError, OSError, ValueError):
            self._discard()
            return {}
        return found

    def _write(self, vectors: dict[bytes, Vectors]) -> None:
        rows = [(key, vector.astype("<f4").tobytes() + _check(vector)) for key, vector in vectors.items()]
        with suppress(sqlite3.DatabaseError, OSError), closing(self._connected()) as database, database:
            database.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

    def _connected(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        if self._file.exists() and self._file.stat().st_size > _MOST_BYTES:
            self._discard()
        database = sqlite3.connect(self._file, timeout=30)
        database.execute(_TABLE)
        return database

    def _discard(self) -> None:
        with suppress(OSError):
            self._file.unlink()


def _vector(content: bytes) -> Vectors:
    vector = np.frombuffer(content[:-_CHECK_BYTES], "<f4").astype(np.float32)
    if _check(vector) != content[-_CHECK_BYTES:]:
        raise ValueError("a vector of the cache was altered")
    return vector


_CHECK_BYTES = 8


def _check(vector: Vectors) -> bytes:
    return blake2b(vector.astype("<f4").tobytes(), digest_size=_CHECK_BYTES).digest()


def _portions(keys: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    for at in range(0, len(keys), _AT_ONCE):
        yield keys[at : at + _AT_ONCE]
