"""Learn to tell turns of conversations apart, and print how well that is done for writers nothing was learned from."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from sklearn.linear_model import LogisticRegression

from drugbot.chatbot import Chatbot
from drugbot.conversation.context import understand
from drugbot.conversation.focus import turned_to
from drugbot.conversation.people import noted
from drugbot.conversation.query import Query
from drugbot.conversation.state import THREAD, TRAIL, Context, Focus
from drugbot.corpus.files import corpus_files, monograph_in, read_file
from drugbot.evaluation.conversations import Turn, load_conversations
from drugbot.index.building import build_index
from drugbot.index.content_cache import ContentCache
from drugbot.index.encoder import Vectors
from drugbot.index.segments import SEGMENTS
from drugbot.index.store import load_index
from drugbot.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
MONOGRAPHS = ROOT / "training" / "monographs"
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


def talks(folder: str) -> Iterator[tuple[str, tuple[Turn, ...]]]:
    """Yield the conversations of a folder of `training/`, each with the name of its file."""
    for path in sorted((ROOT / "training" / folder).glob("*.yaml")):
        for turns in load_conversations(path):
            yield path.name, turns


@contextmanager
def over(
    corpus: Path, chatbot: Chatbot, settings: Settings, titles: Collection[str] = ()
) -> Iterator[Chatbot]:
    """Give a chatbot over another folder of monographs, as long as the context lasts.

    Args:
        corpus: the folder.
        chatbot: whose encoder is used.
        settings: of that.
        titles: those that it is to hold alone; all where there are none.
    """
    with TemporaryDirectory() as folder:
        own, index = Path(folder, "corpus"), Path(folder, "index")
        own.mkdir()
        for path in corpus_files(corpus):
            monograph = monograph_in(read_file(path, corpus))
            if monograph is not None and (not titles or monograph.title in titles):
                shutil.copy(path, own)
        cache = ContentCache(settings.cache / SEGMENTS)
        build_index(own, index, chatbot.encoder, passage_tokens=settings.passage_tokens, cache=cache)
        yield Chatbot(load_index(index), chatbot.encoder, replace(settings, index=index))


def steps(
    turns: Sequence[Turn], chatbot: Chatbot, *, is_told: bool = True
) -> Iterator[tuple[Turn, Query, Context]]:
    """Yield turns, what plain words make of each, and the context before it.

    Args:
        turns: of a conversation.
        chatbot: over the monographs that it is about.
        is_told: whether each comes after what was meant before, as in a talk that was understood so far; else after
            what the chatbot makes of it, with its errors (Ross et al., "A Reduction of Imitation Learning and
            Structured Prediction to No-Regret Online Learning", AISTATS 2011).
    """
    plain, context = replace(chatbot.known, bears_on=None, meaning_of=None), Context()
    for turn in turns:
        query, after = understand(turn.say, context, plain)
        yield turn, query, context
        if not is_told:
            after = understand(turn.say, context, chatbot.known)[1]
        chatbot.desk.searcher.forget()
        is_lost = is_told and bool(turn.drugs) and not turn.open and set(after.drugs) != set(turn.drugs)
        context = _told(turn, query, context, after) if is_lost else after


def _told(turn: Turn, query: Query, before: Context, after: Context) -> Context:
    """Return the context after a turn as if it had been taken to be about the medicines that it means."""
    turned = turned_to(turn.drugs, after)
    kept = replace(query, drugs=turned.drugs, readings=(), before=())
    same = turned_to(turn.drugs, before).thread
    return replace(
        turned,
        trail=(*before.trail, Focus(turned.drugs, turned.brands, kept))[-TRAIL:],
        earlier=tuple(dict.fromkeys((*before.earlier, *turned.drugs))),
        thread=(*same, (kept, 0))[-THREAD:],
        takers=noted(before.takers, turn.say, turned.drugs),
        pending="",
        offered=(),
    )


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
    return LogisticRegression(C=0.3, max_iter=2000).fit(rows, are_ones, [e.share for e in examples])


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
