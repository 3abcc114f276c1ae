"""Runs in TREC's format: topic, Q0, passage, rank, score, tag.

Two files a run: ``search.run`` has the passages found, ``reply.run`` those quoted. A topic for which nothing
was found, or that was declined, has no line there; ``asked.txt`` names all topics that were asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from drugbot.errors import TopicsError
from drugbot.evaluation.verdicts import Outcome

_SEARCH, _REPLY, _ASKED = "search.run", "reply.run", "asked.txt"
_TAG = "drugbot"


@dataclass(frozen=True, slots=True)
class Runs:
    """What came of an evaluation.

    Attributes:
        asked: ids of the topics.
        found: topic → passages found, best first; none where nothing was searched.
        quoted: topic → passages quoted, in order; none where it was declined.
    """

    asked: frozenset[str]
    found: Mapping[str, tuple[str, ...]]
    quoted: Mapping[str, tuple[str, ...]]


def save_runs(folder: Path, outcomes: Iterable[Outcome]) -> None:
    """Write what was found and what was quoted for each topic.

    Raises:
        TopicsError: the folder cannot be written.
    """
    listed = sorted(outcomes, key=lambda outcome: outcome.topic.id)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / _SEARCH, ((o.topic.id, o.ranking) for o in listed))
        _write(folder / _REPLY, ((o.topic.id, o.cited) for o in listed))
        (folder / _ASKED).write_text("".join(f"{o.topic.id}\n" for o in listed), encoding="utf-8")
    except OSError as error:
        raise TopicsError(f"{folder}: the run cannot be written ({error}); give another folder") from error


def _write(path: Path, ranked: Iterable[tuple[str, Sequence[str]]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for topic, passages in ranked:
            for rank, passage in enumerate(passages, start=1):
                file.write(f"{topic} Q0 {passage} {rank} {len(passages) - rank + 1} {_TAG}\n")


def load_runs(folder: Path) -> Runs:
    """Read the runs of an evaluation.

    Raises:
        TopicsError: a file cannot be read or is not in TREC's format.
    """
    return Runs(frozenset(_lines(folder / _ASKED)), _ranked(folder / _SEARCH), _ranked(folder / _REPLY))


def _ranked(path: Path) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[tuple[float, str]]] = {}
    for number, line in enumerate(_lines(path), start=1):
        try:
            topic, _, passage, _, score, _ = line.split()
            found.setdefault(topic, []).append((-float(score), passage))
        except ValueError as error:
            raise TopicsError(
                f"{path}:{number}: not a line of a TREC run; give a folder with runs"
            ) from error
    return {topic: tuple(passage for _, passage in sorted(rows)) for topic, rows in found.items()}


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise TopicsError(f"{path}: cannot be read ({error}); give a folder with runs") from error
