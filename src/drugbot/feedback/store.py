"""Feedback in a SQLite file of its own."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from drugbot.errors import FeedbackError
from drugbot.feedback.record import Feedback

_SCHEMA: Final = 1
_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS feedback (id INTEGER PRIMARY KEY, day TEXT NOT NULL, verdict TEXT NOT NULL, "
    "record TEXT NOT NULL)"
)


class FeedbackStore:
    """Keeps and returns feedback; safe to use from several threads and processes."""

    def __init__(self, path: Path) -> None:
        """Name the file; it is made when something is kept, or it is checked.

        Args:
            path: of the file.
        """
        self._path = path

    def check(self) -> None:
        """Make sure that something can be kept: a reader would not be told why it cannot.

        Raises:
            FeedbackError: the file cannot be made, read or written.
        """
        if not self._path.exists():
            self._make()
        with self._connection() as connection:  # which writes the layout
            (state,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            if state != "ok":
                raise sqlite3.DatabaseError(state)

    def keep(self, feedback: Feedback) -> None:
        """Add one opinion.

        Raises:
            FeedbackError: the file cannot be written.
        """
        if not self._path.exists():
            self._make()
        with self._connection() as connection, connection:
            connection.execute(
                "INSERT INTO feedback (day, verdict, record) VALUES (?, ?, ?)",
                (
                    feedback.day.isoformat(),
                    feedback.verdict,
                    json.dumps(feedback.record(), ensure_ascii=False),
                ),
            )

    def all(self) -> tuple[tuple[int, Feedback], ...]:
        """Return everything that was kept, oldest first, with its number.

        Raises:
            FeedbackError: the file cannot be read.
        """
        if not self._path.exists():
            return ()
        with self._connection() as connection:
            rows = connection.execute("SELECT id, record FROM feedback ORDER BY id").fetchall()
        return tuple((number, Feedback.of(json.loads(record))) for number, record in rows)

    def _make(self) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            # Questions about health: for the eyes of the account that serves the page only.
            os.close(os.open(self._path, os.O_CREAT | os.O_WRONLY, 0o600))
        except OSError as error:
            raise self._error(error) from error

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=10)) as connection:
                connection.execute(_TABLE)
                (version,) = connection.execute("PRAGMA user_version").fetchone()
                if version not in (0, _SCHEMA):
                    raise sqlite3.DatabaseError(f"layout {version} is not known")
                connection.execute(f"PRAGMA user_version = {_SCHEMA}")
                yield connection
        except (sqlite3.Error, ValueError, KeyError, TypeError) as error:
            raise self._error(error) from error

    def _error(self, error: Exception) -> FeedbackError:
        return FeedbackError(f"{self._path}: cannot be used for feedback ({error}); give another --feedback")


def open_store(file: str) -> FeedbackStore:
    """Return the store that the setting `feedback` names.

    Raises:
        FeedbackError: it names none.
    """
    if not file:
        raise FeedbackError("no file of feedback is set; give --feedback or the setting `feedback`")
    return FeedbackStore(Path(file))
