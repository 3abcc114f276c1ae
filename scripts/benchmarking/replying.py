"""How long a reply takes, by kind of question, beside plain encoding and nearest neighbours over the same vectors."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np

from benchmarking.mix import Asked, mixed
from drugbot.chatbot import Chatbot
from drugbot.index.models import find_model
from drugbot.settings import load_settings

_NEAREST = 5  # passages that the plain way returns
_WARMING = (
    "what is the weather like",
    "which drugs cause sleepiness",
    "dose of {a}",
    "{a} or {b}: which is better",
)


@dataclass(frozen=True, slots=True)
class Timed:
    """A question that was asked once of both.

    Attributes:
        kind: of question.
        ours: milliseconds of `Chatbot.reply`.
        processor: of them, those that processors worked for this process, all cores together.
        plain: milliseconds of ``SentenceTransformer.encode`` and a flat faiss search.
    """

    kind: str
    ours: float
    processor: float
    plain: float


def replied(index: Path, rounds: int) -> str:
    """Ask the mix of questions several times over, both ways taking turns, and return the figures as Markdown.

    Args:
        index: folder of an index that was built.
        rounds: how often the whole mix is asked.
    """
    settings = load_settings({"index": index})
    chatbot = Chatbot.open(settings)
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - it takes seconds

    plain = SentenceTransformer(str(find_model(settings).directory), device="cpu", local_files_only=True)
    titles = [entry.title for entry in chatbot.index.entries]
    for words in _WARMING:
        chatbot.reply([words.format(a=titles[0], b=titles[-1])])
        plain.encode([words], normalize_embeddings=True)
    asked = [_round(chatbot, plain, mixed(titles)) for _ in range(rounds)]
    return "\n".join((f"{len(titles)} monographs, {len(chatbot.index.passages)} passages", *table(asked)))


def _round(chatbot: Chatbot, plain: Any, mix: Sequence[Asked]) -> list[Timed]:
    found = []
    for question in mix:
        started, worked = perf_counter(), process_time()
        chatbot.reply(question.turns)
        ours, worked = perf_counter() - started, process_time() - worked
        started = perf_counter()
        vector = plain.encode([question.turns[-1]], normalize_embeddings=True)[0]
        chatbot.index.vectors.search(vector, _NEAREST)
        found.append(Timed(question.kind, 1000 * ours, 1000 * worked, 1000 * (perf_counter() - started)))
    return found


def table(rounds: Sequence[Sequence[Timed]]) -> Iterator[str]:
    """Yield the table of the round with the least median of our times, then the range over all rounds."""
    quietest = min(rounds, key=lambda asked: statistics.median(each.ours for each in asked))
    yield "| question | asked | median, ms | 99th | processor | plain, median | plain, 99th | times as long |"
    yield "|---|---|---|---|---|---|---|---|"
    for kind in (*dict.fromkeys(each.kind for each in quietest), ""):
        of_kind = [each for each in quietest if kind in ("", each.kind)]
        ours, plain = [each.ours for each in of_kind], [each.plain for each in of_kind]
        ratio = statistics.median(ours) / statistics.median(plain)
        worked = statistics.median(each.processor for each in of_kind)
        yield (
            f"| {kind or 'all'} | {len(of_kind)} | {_pair(ours)} | {worked:.1f} | {_pair(plain)} | {ratio:.2f} |"
        )
    for name, pick in (("drugbot", "ours"), ("plain", "plain")):
        each_round = [_figures([getattr(each, pick) for each in asked]) for asked in rounds]
        medians, highest = zip(*each_round, strict=True)
        yield (
            f"{name}, {len(rounds)} rounds: median {min(medians):.1f} to {max(medians):.1f}, "
            f"99th percentile {min(highest):.1f} to {max(highest):.1f} ms"
        )


def _pair(values: Sequence[float]) -> str:
    median, highest = _figures(values)
    return f"{median:.1f} | {highest:.1f}"


def _figures(values: Sequence[float]) -> tuple[float, float]:
    return statistics.median(values), float(np.percentile(values, 99))
