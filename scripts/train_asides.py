"""Learn which turns have nothing to do with the medicine talked about.

    python scripts/train_asides.py

From the conversations in `training/conversations` and the development files of `corpus/evaluation`, and from
`training/turns.tsv`; writes `asides.safetensors` in `src/drugbot/conversation`. Prints what is told apart in the
conversations of each writer by what was learned from all others. Needs the index of the corpus, for the words that are
no medicines. Takes a minute.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from sklearn.linear_model import LogisticRegression

from drugbot.chatbot import Chatbot
from drugbot.conversation.asides import features, meaning_of
from drugbot.conversation.context import tidied
from drugbot.evaluation.conversations import Turn, load_conversations
from drugbot.settings import load_settings

ROOT = Path(__file__).resolve().parents[1]
WRITTEN = "turns.tsv"
DEVELOPMENT = ("conversations.yaml", "conversations-third.yaml")
_INVERSE_PENALTY = 1.0
_THRESHOLDS = (0.7, 0.8, 0.85, 0.9)


@dataclass(frozen=True)
class Example:
    """A turn in the midst of a talk that names no medicine.

    Attributes:
        source: the file that it is from.
        turn: the words.
        is_aside: whether it has nothing to do with the medicine talked about.
    """

    source: str
    turn: str
    is_aside: bool


def main() -> None:
    """Learn, print, write."""
    chatbot = Chatbot.open(load_settings())
    examples = [*_written(), *_of_conversations(chatbot)]
    means = meaning_of(chatbot.encoder)
    rows = np.stack([features(example.turn, means(example.turn)) for example in examples])
    are_asides = np.asarray([example.is_aside for example in examples])
    _print_folds(np.asarray([example.source for example in examples]), rows, are_asides)
    fitted = _fitted(rows, are_asides)
    weights = np.concatenate([fitted.coef_[0], fitted.intercept_]).astype(np.float32)
    path = ROOT / "src" / "drugbot" / "conversation" / "asides.safetensors"
    save_file({"weights": weights}, path)
    path.chmod(0o644)


def _written() -> Iterator[Example]:
    for line in (ROOT / "training" / WRITTEN).read_text(encoding="utf-8").splitlines():
        label, turn = line.split("\t")
        yield Example(WRITTEN, tidied(turn), label == "apart")


def _of_conversations(chatbot: Chatbot) -> Iterator[Example]:
    files = sorted((ROOT / "training" / "conversations").glob("*.yaml"))
    for path in (*files, *(ROOT / "corpus" / "evaluation" / name for name in DEVELOPMENT)):
        for turns in load_conversations(path):
            yield from _of_one(chatbot, path.name, turns)


def _of_one(chatbot: Chatbot, source: str, turns: Sequence[Turn]) -> Iterator[Example]:
    """Yield the turns of a conversation that name no medicine, once one is talked about."""
    talked: tuple[str, ...] = ()
    for turn in turns:
        said = tidied(turn.say)
        mentions, doubts = chatbot.known.lexicon.read(said, chatbot.known.ordinary)
        if talked and not mentions and not doubts and not turn.open:
            is_other = turn.self_contained and set(turn.drugs) != set(talked)
            yield Example(source, said, not turn.drugs or is_other)
        talked = turn.drugs or talked


def _fitted(rows: NDArray[np.float32], are_asides: NDArray[np.bool_]) -> LogisticRegression:
    return LogisticRegression(C=_INVERSE_PENALTY, max_iter=2000).fit(rows, are_asides)


def _print_folds(sources: NDArray[np.str_], rows: NDArray[np.float32], are_asides: NDArray[np.bool_]) -> None:
    """Print what thresholds would do to the conversations of each writer, learned without that writer's."""
    shares = np.full(len(rows), np.nan)
    for source in sorted(set(sources.tolist()) - {WRITTEN}):
        mine = sources == source
        shares[mine] = _fitted(rows[~mine], are_asides[~mine]).predict_proba(rows[mine])[:, 1]
    judged = ~np.isnan(shares)
    asides, others = judged & are_asides, judged & ~are_asides
    for threshold in _THRESHOLDS:
        found = shares >= threshold
        print(
            f"{threshold}: {int((found & asides).sum())} of {int(asides.sum())} asides found, "
            f"{int((found & others).sum())} of {int(others.sum())} other turns taken for one"
        )


if __name__ == "__main__":
    main()
