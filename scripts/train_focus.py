"""Learn which of the medicines talked about a turn means that names none.

    python scripts/train_focus.py

From the conversations in `training/conversations`, `training/talks` and the development files of `corpus/evaluation`,
from those about `training/monographs` (`training/talks-of-monographs`), and from turns that go on about whatever is
talked about (`training/turns.tsv`), put behind two medicines at random: these mean the last, which conversations that
were written of several medicines leave too often. Writes `focus.safetensors` in `src/drugbot/conversation`. Prints how
many are right in the conversations of each writer, by what was learned from others. Needs the index of the corpus.
Takes twenty minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax

from drugbot.chatbot import Chatbot
from drugbot.conversation.context import tidied, understand
from drugbot.conversation.focus import FILE, candidates, features, is_open
from drugbot.conversation.query import Query
from drugbot.conversation.state import Context
from drugbot.evaluation.conversations import Turn
from drugbot.index.encoder import Vectors
from drugbot.settings import load_settings
from training.telling import MONOGRAPHS, ROOT, conversations, over, steps, talks, written

_PENALTY = 200.0
_FOLDS = 4
_GAINS = (0.0, 0.1, 0.3)
_TURNS, _STAYS = 500, "turns.tsv"
_ASKED = ("what is {} for", "{} dose")


@dataclass(frozen=True, eq=False)
class Example:
    """A turn.

    Attributes:
        source: the file that it is from.
        rows: features of what it may mean, that of plain words first, shape (candidates, features).
        meant: the number of what it means, -1 where that is none of these.
    """

    source: str
    rows: Vectors
    meant: int


def main() -> None:
    """Learn, print, write."""
    settings = load_settings()
    chatbot = Chatbot.open(settings)
    examples = [*_of_talks(chatbot, (*conversations(), *talks("talks"))), *_of_turns(chatbot)]
    with over(MONOGRAPHS, chatbot, settings) as other:
        examples += _of_talks(other, talks("talks-of-monographs"))
    sources = sorted({example.source for example in examples})
    for fold in range(_FOLDS):
        held = sources[fold::_FOLDS]
        learned = _fitted([example for example in examples if example.source not in held])
        for source in held:
            _print(source, [example for example in examples if example.source == source], learned)
    path = ROOT / "src" / "drugbot" / "conversation" / FILE
    save_file({"weights": np.asarray([*_fitted(examples), 0.0], np.float32)}, path)
    path.chmod(0o644)


def _of_turns(chatbot: Chatbot) -> Iterator[Example]:
    """Yield turns that go on about the last of two medicines."""
    plain, random = replace(chatbot.known, bears_on=None), Random(0)
    turns = [turn for label, turn in written("turns.tsv") if label == "about"]
    for turn in random.sample(turns, _TURNS):
        context = Context()
        for asked, title in zip(_ASKED, random.sample(chatbot.known.titles, 2), strict=True):
            context = understand(asked.format(title), context, plain)[1]
        query, _ = understand(turn, context, plain)
        if is_open(query, context) and query.drugs == context.drugs:
            yield Example(_STAYS, features(tidied(turn), query, context, chatbot.known), 0)
        chatbot.desk.searcher.forget()


def _of_talks(chatbot: Chatbot, found: Iterable[tuple[str, tuple[Turn, ...]]]) -> Iterator[Example]:
    """Yield the turns of conversations, after what was meant before, and where that was taken wrongly after this."""
    for source, turns in found:
        told = list(steps(turns, chatbot))
        lost = steps(turns, chatbot, is_told=False)
        for (turn, query, context), (_, other, wrong) in zip(told, lost, strict=True):
            yield from _example(source, turn, query, context, chatbot)
            if set(wrong.drugs) != set(context.drugs):
                yield from _example(source, turn, other, wrong, chatbot)


def _example(source: str, turn: Turn, query: Query, context: Context, chatbot: Chatbot) -> Iterator[Example]:
    if not turn.open and not query.small_talk and is_open(query, context):
        found, due = candidates(query, context), tuple(sorted(turn.drugs))
        rows = features(tidied(turn.say), query, context, chatbot.known)
        # what is off the topic is taken as plain words do, and found to be that
        yield Example(source, rows, found.index(due) if due in found else -1 if due else 0)
        chatbot.desk.searcher.forget()


def _fitted(examples: Sequence[Example]) -> NDArray[np.float64]:
    """Return the weights of a conditional logit, with a penalty on their squares in units of their deviation."""
    told = [example for example in examples if example.meant >= 0]
    rows = np.concatenate([example.rows for example in told])
    scale = rows.std(axis=0) + 1e-6
    starts = np.cumsum([0, *(len(example.rows) for example in told)])
    scaled, places = rows / scale, [slice(a, b) for a, b in pairwise(starts)]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores, left, lost = scaled @ weights, np.zeros(len(scaled)), 0.0
        for place, example in zip(places, told, strict=True):
            lost -= float(log_softmax(scores[place])[example.meant])
            left[place] = softmax(scores[place])
            left[place.start + example.meant] -= 1
        return lost + _PENALTY / 2 * float(weights @ weights), scaled.T @ left + _PENALTY * weights

    start = np.zeros(rows.shape[1])
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x / scale, np.float64)


def _print(source: str, examples: Sequence[Example], weights: NDArray[np.float64]) -> None:
    plain = sum(example.meant == 0 for example in examples)
    right = dict.fromkeys(_GAINS, 0)
    for example in examples:
        shares = softmax(example.rows @ weights)
        for gain in _GAINS:
            best = int(shares.argmax())
            right[gain] += example.meant == (best if shares[best] > shares[0] + gain else 0)
    told = ", ".join(f"{count} by {gain}" for gain, count in right.items())
    print(f"{source}: {len(examples)} turns; right by plain words {plain}, learned {told}")


if __name__ == "__main__":
    main()
