"""Answer a file of questions: one JSON object a line in, one a line out, in order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

from drugbot.chatbot import Chatbot
from drugbot.errors import BatchError
from drugbot.progress import Progress, no_progress


@dataclass(frozen=True, slots=True)
class BatchReport:
    """What became of a batch.

    Attributes:
        answered: lines that were replied to.
        bad: a message for each line that could not be read.
    """

    answered: int
    bad: tuple[str, ...]


def answer_batch(
    chatbot: Chatbot, source: Path, target: Path, progress: Progress = no_progress
) -> BatchReport:
    """Reply to every conversation of a file.

    Args:
        chatbot: who answers.
        source: lines ``{"id": …, "turns": [question, …]}``.
        target: gets a line ``{"id": …, "replies": […]}`` for each, ``{"id": …, "error": …}`` for a bad one.
        progress: shows how far the batch is.

    Raises:
        BatchError: a file cannot be read or written.
    """
    if source.exists() and target.exists() and source.samefile(target):
        raise BatchError(
            f"{target}: the replies would replace the questions; give another file with --output"
        )
    bad: list[str] = []
    answered = 0
    try:
        lines = source.read_bytes().split(b"\n")
        with target.open("w", encoding="utf-8") as output:
            for number, line in _filled(lines, progress):
                try:
                    identity, turns = _conversation(line)
                    record: dict[str, object] = {
                        "id": identity,
                        "replies": [reply.record() for reply in chatbot.replies(turns)],
                    }
                    answered += 1
                except BatchError as error:
                    bad.append(f"{source}:{number}: {error}")
                    record = {"id": _identity(line), "error": str(error)}
                output.write(json.dumps(record, ensure_ascii=False) + "\n")
    except OSError as error:
        path = error.filename or target
        raise BatchError(f"{path}: {error.strerror}; check the path and its permissions") from error
    return BatchReport(answered, tuple(bad))


def _filled(lines: list[bytes], progress: Progress) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(progress(lines, "answering", len(lines)), start=1):
        if line.strip():
            yield number, line


def _conversation(line: bytes) -> tuple[str, list[str]]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BatchError(f"not a JSON object ({error})") from error
    if not isinstance(record, dict) or not _is_identity(record.get("id")):
        raise BatchError('no "id" that is a text')
    turns = record.get("turns")
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) for turn in turns):
        raise BatchError('"turns" is not a list of texts with at least one')
    return record["id"], turns


def _identity(line: bytes) -> str | None:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    identity = record.get("id") if isinstance(record, dict) else None
    return identity if _is_identity(identity) else None


def _is_identity(value: object) -> TypeGuard[str]:
    """Return whether a value is a text that UTF-8 can hold, which half of a surrogate pair is not."""
    return isinstance(value, str) and not any("\ud800" <= char <= "\udfff" for char in value)
