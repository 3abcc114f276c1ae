"""Runs in TREC's format: topic, Q0, passage, rank, score, tag.

Two files a run: ``search.run`` has the passages found, ``reply.run`` those quoted; a topic that was declined
has no line there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from drugbot.errors import TopicsError
from drugbot.evaluation.verdicts import Outcome

SEARCH, REPLY = "search.run", "reply.run"
_TAG = "drugbot"


def save_runs(folder: Path, outcomes: Iterable[Outcome]) -> None:
    """Write what was found and what was quoted for each topic.

    Raises:
        TopicsError: the folder cannot be written.
    """
    listed = sorted(outcomes, key=lambda outcome: outcome.topic.id)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / SEARCH, ((o.topic.id, o.ranking) for o in listed))
        _write(folder / REPLY, ((o.topic.id, o.cited) for o in listed))
    except OSError as error:
        raise TopicsError(f"{folder}: the run cannot be written ({error}); give another folder") from error


def _write(path: Path, ranked: Iterable[tuple[str, Sequence[str]]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for topic, passages in ranked:
            for rank, passage in enumerate(passages, start=1):
                file.write(f"{topic} Q0 {passage} {rank} {len(passages) - rank + 1} {_TAG}\n")


def load_run(path: Path) -> Mapping[str, tuple[str, ...]]:
    """Return topic id → passages, best first.

    Raises:
        TopicsError: the file cannot be read or is not in TREC's format.
    """
    found: dict[str, list[tuple[float, str]]] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise TopicsError(f"{path}: cannot be read ({error}); give a folder with runs") from error
    for number, line in enumerate(lines, start=1):
        try:
            topic, _, passage, _, score, _ = line.split()
            found.setdefault(topic, []).append((-float(score), passage))
        except ValueError as error:
            raise TopicsError(
                f"{path}:{number}: not a line of a TREC run; give a folder with runs"
            ) from error
    return {topic: tuple(passage for _, passage in sorted(rows)) for topic, rows in found.items()}
