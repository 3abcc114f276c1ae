"""What `drugbot evaluate` does: settings and files in, text and figures out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from drugbot.chatbot import Chatbot
from drugbot.errors import TopicsError
from drugbot.evaluation.ablations import ablations, ablations_text
from drugbot.evaluation.conversations import evaluate_conversations
from drugbot.evaluation.evaluating import (
    Gold,
    evaluate_faqs,
    evaluate_gold,
    evaluate_topics,
    gold_of,
    gold_of_topics,
)
from drugbot.evaluation.gold_report import GoldReport
from drugbot.evaluation.gold_text import gold_text
from drugbot.evaluation.lists import FILE as LISTS
from drugbot.evaluation.lists import evaluate_lists, load_lists
from drugbot.evaluation.topics import Topic
from drugbot.index.building import build_index
from drugbot.index.loading import load_encoder
from drugbot.index.models import find_model
from drugbot.index.store import load_index
from drugbot.progress import Progress
from drugbot.settings import Settings


@dataclass(frozen=True)
class Evaluated:
    """What an evaluation found.

    Attributes:
        text: for a terminal.
        record: the figures as JSON values.
        report: on the gold set, None where there is none.
        has_loss: whether it is significantly worse than the baseline.
    """

    text: str
    record: dict[str, Any]
    report: GoldReport | None = None
    has_loss: bool = False


def opened(settings: Settings, progress: Progress, *, fresh: bool) -> Chatbot:
    """Return a chatbot over the index of the settings, or over one built of their corpus for this run only."""
    if not fresh:
        return Chatbot.open(settings)
    encoder = load_encoder(find_model(settings), settings)
    with TemporaryDirectory(prefix="drugbot-") as folder:
        tokens = settings.passage_tokens
        build_index(settings.corpus, Path(folder), encoder, passage_tokens=tokens, progress=progress)
        return Chatbot(load_index(Path(folder)), encoder, settings)


def evaluated(
    chatbot: Chatbot,
    settings: Settings,
    progress: Progress,
    *,
    topics: Sequence[Topic] | None = None,
    runs: Path | None = None,
    baseline: Path | None = None,
) -> Evaluated:
    """Judge retrieval and replies on the FAQ pairs and the gold set, or on topics of one's own.

    Raises:
        TopicsError: judgements, split or runs cannot be read.
    """
    if topics is not None:
        gold, evaluation = gold_of_topics(chatbot, topics), evaluate_topics(chatbot, topics, progress)
    else:
        gold = gold_of(chatbot, settings.corpus)
        evaluation = evaluate_faqs(chatbot, settings.corpus, progress)
    if not gold:
        return Evaluated(evaluation.text(), {**evaluation.record(), "gold": None})
    report = evaluate_gold(chatbot, gold, baseline=baseline, runs=runs, progress=progress)
    text = f"{evaluation.text()}\n\n{gold_text(report, evaluation.unresolved)}"
    return Evaluated(text, {**evaluation.record(), "gold": report.record()}, report, report.has_loss)


def ablated(chatbot: Chatbot, settings: Settings, progress: Progress) -> Evaluated:
    """Judge what each part is worth, on the development topics."""
    encoder, index = chatbot.encoder, chatbot.index
    found = ablations(
        lambda part: Chatbot(index, encoder, replace(settings, without=part)),
        _gold(chatbot, settings),
        progress,
    )
    return Evaluated(ablations_text(found), {"ablations": [asdict(each) for each in found]})


def conversed(chatbot: Chatbot, settings: Settings) -> Evaluated:
    """Hold the conversations of the corpus, and judge how their turns are understood."""
    report = evaluate_conversations(chatbot, settings.corpus / "evaluation", _gold(chatbot, settings))
    return Evaluated(report.text(), report.record())


def listed(chatbot: Chatbot, settings: Settings) -> Evaluated:
    """Judge questions over the whole collection.

    Raises:
        TopicsError: the corpus has none.
    """
    questions = load_lists(settings.corpus / "evaluation" / LISTS).questions
    report = evaluate_lists(chatbot, questions)
    return Evaluated(report.text(), report.record())


def _gold(chatbot: Chatbot, settings: Settings) -> Gold:
    gold = gold_of(chatbot, settings.corpus)
    if gold is None:
        raise TopicsError(f"{settings.corpus}: has no gold set to judge by; give another --corpus")
    return gold
