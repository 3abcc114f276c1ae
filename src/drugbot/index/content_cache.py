"""Keep what was computed once, by content: an SQLite file (atomic, safe for several processes at once).

It is only a cache: where it is damaged it is thrown away, where it cannot be written the work goes on without
it, and what it returns is what was put in, byte for byte, or nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from hashlib import blake2b
from pathlib import Path

_TABLE = "CREATE TABLE IF NOT EXISTS contents (key BLOB PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID"
_AT_ONCE = 500  # keys in one query; SQLite allows 999 parameters
_MOST_BYTES = 2**31  # beyond this the cache starts anew
_CHECK_BYTES = 8
_PATIENCE = 30  # seconds that another process may hold the file


def content_key(*parts: bytes | str) -> bytes:
    """Return a key for what is computed from the parts, and from nothing else."""
    digest = blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "little"))
        digest.update(data)
    return digest.digest()


class ContentCache:
    """Contents by key."""

    def __init__(self, file: Path) -> None:
        """Open a cache.

        Args:
            file: the SQLite file; made where it is missing.
        """
        self._file = file.expanduser()

    def get(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return the contents that are known."""
        found: dict[bytes, bytes] = {}
        try:
            with closing(self._connected()) as database:
                for some in _portions(sorted(set(keys))):
                    marks = ",".join("?" * len(some))
                    rows = database.execute(f"SELECT key, content FROM contents WHERE key IN ({marks})", some)
                    found |= {bytes(key): _checked(content) for key, content in rows}
        except (sqlite3.DatabaseError, OSError, ValueError):
            self.discard()
            return {}
        return found

    def put(self, contents: Mapping[bytes, bytes]) -> None:
        """Keep contents; what cannot be kept costs time later, and nothing else."""
        rows = [(key, content + _check(content)) for key, content in contents.items()]
        with suppress(sqlite3.DatabaseError, OSError), closing(self._connected()) as database, database:
            database.executemany("INSERT OR REPLACE INTO contents VALUES (?, ?)", rows)

    def discard(self) -> None:
        """Throw the cache away."""
        with suppress(OSError):
            self._file.unlink()

    def _connected(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        if self._file.exists() and self._file.stat().st_size > _MOST_BYTES:
            self.discard()
        database = sqlite3.connect(self._file, timeout=_PATIENCE)
        database.execute(_TABLE)
        return database


def _checked(content: bytes) -> bytes:
    data = content[:-_CHECK_BYTES]
    if _check(data) != content[-_CHECK_BYTES:]:
        raise ValueError("what the cache holds was altered")
    return data


def _check(content: bytes) -> bytes:
    return blake2b(content, digest_size=_CHECK_BYTES).digest()


def _portions(keys: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    for at in range(0, len(keys), _AT_ONCE):
        yield keys[at : at + _AT_ONCE]
