"""Learn to tell turns of conversations apart, and print how well that is done for writers nothing was learned from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from sklearn.linear_model import LogisticRegression

from drugbot.evaluation.conversations import Turn, load_conversations
from drugbot.index.encoder import Vectors

ROOT = Path(__file__).resolve().parents[2]
_DEVELOPMENT = ("conversations.yaml", "conversations-third.yaml")
_THRESHOLDS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9)


@dataclass(frozen=True, eq=False)
class Example:
    """A turn.

    Attributes:
        source: the file that it is from.
        row: its features.
        is_one: whether it is what is to be told.
        share: how much it counts.
        is_of_talk: whether it is from a conversation, and not written to be told apart.
    """

    source: str
    row: Vectors
    is_one: bool
    share: float
    is_of_talk: bool


def conversations() -> Iterator[tuple[str, tuple[Turn, ...]]]:
    """Yield the conversations that may be learned from, each with the name of its file."""
    files = sorted((ROOT / "training" / "conversations").glob("*.yaml"))
    for path in (*files, *(ROOT / "corpus" / "evaluation" / name for name in _DEVELOPMENT)):
        for turns in load_conversations(path):
            yield path.name, turns


def written(file: str) -> list[list[str]]:
    """Return the fields of each line of a file of `training/`."""
    lines = (ROOT / "training" / file).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines]


def learn(examples: Sequence[Example], file: str, said: str) -> None:
    """Learn a regression, print what thresholds would do, and write it beside the code that uses it.

    Args:
        examples: to learn from.
        file: in `src/drugbot/conversation`.
        said: what is told, for the print.
    """
    _print_folds(examples, said)
    fitted = _fitted(examples)
    path = ROOT / "src" / "drugbot" / "conversation" / file
    save_file({"weights": np.concatenate([fitted.coef_[0], fitted.intercept_]).astype(np.float32)}, path)
    path.chmod(0o644)


def _fitted(examples: Sequence[Example]) -> LogisticRegression:
    rows = np.stack([example.row for example in examples])
    are_ones = [example.is_one for example in examples]
    return LogisticRegression(C=1.0, max_iter=2000).fit(rows, are_ones, [e.share for e in examples])


def _print_folds(examples: Sequence[Example], said: str) -> None:
    """Print what thresholds would do to the conversations of each writer, learned without that writer's."""
    shares: list[NDArray[np.float64]] = []
    are_ones: list[bool] = []
    for source in sorted({example.source for example in examples if example.is_of_talk}):
        mine = [example for example in examples if example.source == source]
        fitted = _fitted([example for example in examples if example.source != source])
        shares.append(fitted.predict_proba(np.stack([example.row for example in mine]))[:, 1])
        are_ones += [example.is_one for example in mine]
    stated, ones = np.concatenate(shares), np.asarray(are_ones)
    print(f"{len(examples)} turns, {len(ones)} of conversations")
    for threshold in _THRESHOLDS:
        found = stated >= threshold
        print(
            f"{threshold}: {int((found & ones).sum())} of {int(ones.sum())} {said} found, "
            f"{int((found & ~ones).sum())} of {int((~ones).sum())} others taken for one"
        )
