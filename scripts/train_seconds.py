"""Learn which medicines are meant beside the one talked about, and which in its place.

    python scripts/train_seconds.py

From `training/seconds.tsv`, and from the conversations in `training/conversations` and the development files of
`corpus/evaluation`; writes `seconds.safetensors` in `src/drugbot/conversation`. Prints what is told apart in the
conversations of each writer by what was learned from all others. Needs the index of the corpus. Takes two minutes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from sklearn.linear_model import LogisticRegression

from drugbot.chatbot import Chatbot
from drugbot.conversation.asides import meaning_of
from drugbot.conversation.context import understand
from drugbot.conversation.matters import named_in
from drugbot.conversation.pairs import may_be_second
from drugbot.conversation.seconds import FILE, features
from drugbot.conversation.state import Context
from drugbot.evaluation.conversations import Turn, load_conversations
from drugbot.index.encoder import Vectors
from drugbot.settings import load_settings

ROOT = Path(__file__).resolve().parents[1]
WRITTEN = "seconds.tsv"
DEVELOPMENT = ("conversations.yaml", "conversations-third.yaml")
_INVERSE_PENALTY = 1.0
_SHARE = 4.0  # what a turn of a conversation counts, beside one that was written to be told apart
_THRESHOLDS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.9)


@dataclass(frozen=True, eq=False)
class Example:
    """A turn that names a medicine other than the one talked about.

    Attributes:
        source: the file that it is from.
        row: its features.
        is_second: whether both are meant.
    """

    source: str
    row: Vectors
    is_second: bool


class Gatherer:
    """Gathers examples as the chatbot meets them."""

    def __init__(self, chatbot: Chatbot) -> None:
        self._known = replace(
            chatbot.known, meaning_of=None
        )  # by plain words alone: not by what is learned here
        self._means = meaning_of(chatbot.encoder)
        self._titles = {title.casefold(): title for title in chatbot.known.titles}

    def written(self) -> Iterator[Example]:
        """Yield the turns of `training/seconds.tsv`."""
        for line in (ROOT / "training" / WRITTEN).read_text(encoding="utf-8").splitlines():
            label, drug, before, turn = line.split("\t")
            context = Context((self._titles[drug],))
            row = self._row(turn, understand(before, context, self._known)[1])
            if row is not None:
                yield Example(WRITTEN, row, label == "adds")

    def of_conversations(self) -> Iterator[Example]:
        """Yield the turns of conversations."""
        files = sorted((ROOT / "training" / "conversations").glob("*.yaml"))
        for path in (*files, *(ROOT / "corpus" / "evaluation" / name for name in DEVELOPMENT)):
            for turns in load_conversations(path):
                yield from self._of_one(path.name, turns)

    def _of_one(self, source: str, turns: Sequence[Turn]) -> Iterator[Example]:
        context = Context()
        for turn in turns:
            row = None if turn.open or not turn.drugs else self._row(turn.say, context)
            if row is not None:
                yield Example(source, row, bool(set(turn.drugs) & set(context.drugs)))
            context = understand(turn.say, context, self._known)[1]

    def _row(self, turn: str, context: Context) -> Vectors | None:
        """Return the features of a turn, None where what it names, or does not, settles what is meant."""
        mentions, doubts = self._known.lexicon.read(turn, self._known.ordinary)
        is_talked_of = bool(set(named_in(mentions)) & set(context.drugs))
        if not mentions or doubts or is_talked_of or not may_be_second(turn, mentions, context):
            return None
        return features(turn, mentions, self._known.speaks_of(context.drugs, mentions), self._means)


def main() -> None:
    """Learn, print, write."""
    gatherer = Gatherer(Chatbot.open(load_settings()))
    examples = [*gatherer.written(), *gatherer.of_conversations()]
    sources = np.asarray([example.source for example in examples])
    rows = np.stack([example.row for example in examples])
    are_second = np.asarray([example.is_second for example in examples])
    _print_folds(sources, rows, are_second)
    fitted = _fitted(sources, rows, are_second)
    path = ROOT / "src" / "drugbot" / "conversation" / FILE
    save_file({"weights": np.concatenate([fitted.coef_[0], fitted.intercept_]).astype(np.float32)}, path)
    path.chmod(0o644)


def _fitted(
    sources: NDArray[np.str_], rows: NDArray[np.float32], are_second: NDArray[np.bool_]
) -> LogisticRegression:
    shares = np.where(sources == WRITTEN, 1.0, _SHARE)
    return LogisticRegression(C=_INVERSE_PENALTY, max_iter=2000).fit(rows, are_second, shares)


def _print_folds(sources: NDArray[np.str_], rows: NDArray[np.float32], are_second: NDArray[np.bool_]) -> None:
    """Print what thresholds would do to the conversations of each writer, learned without that writer's."""
    shares = np.full(len(rows), np.nan)
    for source in sorted(set(sources.tolist()) - {WRITTEN}):
        mine = sources == source
        fitted = _fitted(sources[~mine], rows[~mine], are_second[~mine])
        shares[mine] = fitted.predict_proba(rows[mine])[:, 1]
    judged = ~np.isnan(shares)
    seconds, others = judged & are_second, judged & ~are_second
    print(f"{len(rows)} turns, {int(judged.sum())} of conversations")
    for threshold in _THRESHOLDS:
        found = shares >= threshold
        print(
            f"{threshold}: {int((found & seconds).sum())} of {int(seconds.sum())} meant beside found, "
            f"{int((found & others).sum())} of {int(others.sum())} meant alone taken for one"
        )


if __name__ == "__main__":
    main()
