"""Evaluate a chatbot's retrieval on topics, in the settings that make sense for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drugbot.chatbot import Chatbot
from drugbot.corpus.passage import Passage
from drugbot.evaluation.gold import Part, load_gold, parts
from drugbot.evaluation.gold_report import GoldReport, gold_report
from drugbot.evaluation.measures import NAMES, Measured, Run, measure
from drugbot.evaluation.runs import load_runs, save_runs
from drugbot.evaluation.topics import (
    Judgement,
    Qrels,
    Topic,
    faq_topics,
    load_judgements,
    resolve,
    with_faq_passages,
)
from drugbot.evaluation.verdicts import ask
from drugbot.progress import Progress, no_progress

_DEPTH = 10


@dataclass(frozen=True, slots=True)
class Setting:
    """One way to evaluate and what came out.

    Attributes:
        name: what is in the index.
        asked: how many topics there are; those without judgement are not measured.
        measured: the figures.
    """

    name: str
    asked: int
    measured: Measured


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All settings side by side.

    Attributes:
        settings: in the order of printing.
        unresolved: judgements that no passage fits any more, with the topic's id.
    """

    settings: tuple[Setting, ...]
    unresolved: tuple[tuple[str, Judgement], ...]

    def record(self) -> dict[str, Any]:
        """Return the evaluation as JSON values."""
        return {
            "settings": [
                {
                    "name": setting.name,
                    "asked": setting.asked,
                    "topics": setting.measured.topics,
                    "measures": {name: round(value, 4) for name, value in setting.measured.means.items()},
                    "per_topic": setting.measured.per_topic,
                }
                for setting in self.settings
            ],
            "unresolved": [
                {"topic": topic, "drug": j.drug, "section": j.section, "quote": j.quote}
                for topic, j in self.unresolved
            ],
        }

    def text(self) -> str:
        """Return the evaluation as a table for a terminal."""
        width = max(len(setting.name) for setting in self.settings)
        lines = [f"{'':{width}}  topics  " + "  ".join(f"{name:>7}" for name in NAMES)]
        for setting in self.settings:
            means = setting.measured.means
            figures = "  ".join(f"{means[name]:7.3f}" if means else "      -" for name in NAMES)
            lines.append(f"{setting.name:{width}}  {setting.measured.topics:>6}  {figures}")
        lines.append("P@1, R@5, RR@10 count passages that say the answer; nDCG@10 also those that help.")
        without = self.settings[-1].asked - self.settings[-1].measured.topics
        if without:
            lines.append(f"{without} topics of {self.settings[-1].asked} have no judgement that resolves.")
        lines += [
            f"no passage fits: {topic}: {j.drug} {list(j.section)} {j.quote!r}"
            for topic, j in self.unresolved
        ]
        return "\n".join(lines)


def evaluate_faqs(chatbot: Chatbot, corpus: Path, progress: Progress = no_progress) -> Evaluation:
    """Ask every FAQ question, once with the FAQ passages in the index and once without.

    The first is a ceiling: the question stands in the index nearly verbatim. The second says what is found
    for a question that no FAQ covers.

    Args:
        chatbot: what to evaluate.
        corpus: folder whose ``evaluation/judgements`` hold the reviewed qrels.
        progress: shows how far the evaluation is.

    Raises:
        TopicsError: the judgements are not in the format.
    """
    passages = chatbot.index.passages
    judged = load_judgements(corpus / "evaluation" / "judgements")
    topics = faq_topics(passages, judged)
    qrels = resolve(topics, passages)
    with_faqs = with_faq_passages(qrels, topics, passages)
    ceiling = measure(_run(chatbot, topics, progress, without_faqs=False), with_faqs)
    left_out = measure(_run(chatbot, topics, progress, without_faqs=True), qrels)
    return Evaluation(
        (
            Setting("FAQ passages in the index", len(topics), ceiling),
            Setting("FAQ passages left out", len(topics), left_out),
        ),
        (*qrels.unresolved, *_without_question(judged, passages)),
    )


def _without_question(
    judged: Mapping[tuple[str, str], Sequence[Judgement]], passages: Iterable[Passage]
) -> Iterator[tuple[str, Judgement]]:
    """Yield the judgements of questions that are no FAQ pair of the index."""
    asked = {(passage.drug, passage.question) for passage in passages}
    for (drug, question), judgements in judged.items():
        if (drug, question) not in asked:
            yield from ((question, judgement) for judgement in judgements)


def evaluate_topics(
    chatbot: Chatbot, topics: Iterable[Topic], progress: Progress = no_progress
) -> Evaluation:
    """Ask the topics of a file, with everything in the index."""
    listed = tuple(topics)
    qrels = resolve(listed, chatbot.index.passages)
    measured = measure(_run(chatbot, listed, progress, without_faqs=False), qrels)
    return Evaluation((Setting("topics", len(listed), measured),), qrels.unresolved)


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold set, ready to be asked.

    Attributes:
        topics: of all kinds, FAQ questions included.
        parts: file of topics → its part.
        qrels: judgements resolved to passages.
    """

    topics: tuple[Topic, ...]
    parts: Mapping[str, Part]
    qrels: Qrels


def gold_of(chatbot: Chatbot, corpus: Path) -> Gold | None:
    """Return the gold set of a corpus, None where it has none.

    The questions of the FAQ pairs are topics too, in the part of their drug's file.

    Raises:
        TopicsError: topics, judgements or split are not in the format, or what was held back has changed.
    """
    folder, passages = corpus / "evaluation", chatbot.index.passages
    judged = load_judgements(folder / "judgements")
    files = load_gold(folder, judged)
    if not files:
        return None
    written = tuple(topic for topics in files.values() for topic in topics)
    topics = (*faq_topics(passages, judged), *written)
    qrels = with_faq_passages(resolve(topics, passages), topics, passages)
    return Gold(topics, parts(folder, files), qrels)


def gold_of_topics(chatbot: Chatbot, topics: Iterable[Topic]) -> Gold | None:
    """Return topics of one's own as a gold set: those that were judged, or for which no quote is due."""
    judged = tuple(topic for topic in topics if topic.judgements or "answer" not in topic.expected)
    return Gold(judged, {}, resolve(judged, chatbot.index.passages)) if judged else None


def evaluate_gold(
    chatbot: Chatbot,
    gold: Gold,
    *,
    topics: Sequence[Topic] | None = None,
    baseline: Path | None = None,
    runs: Path | None = None,
    progress: Progress = no_progress,
) -> GoldReport:
    """Ask a gold set and report.

    Args:
        chatbot: what to evaluate.
        gold: what to ask.
        topics: some of its topics, all where not given.
        baseline: folder with the runs of an earlier evaluation.
        runs: folder to write the runs of this one to, without the topics held back.
        progress: shows how far it is.

    Raises:
        TopicsError: a run cannot be read or written.
    """
    then = load_runs(baseline) if baseline else None
    outcomes = ask(chatbot, gold.topics if topics is None else topics, gold.qrels, progress)
    if runs:
        # A topic's id has its words in it: those held back stay out of files that people read.
        save_runs(runs, [o for o in outcomes if gold.parts.get(o.topic.id.split("/", 1)[0], "dev") == "dev"])
    known = frozenset(passage.id for passage in chatbot.index.passages)
    return gold_report(outcomes, gold.parts, gold.qrels, then, known)


def _run(chatbot: Chatbot, topics: Iterable[Topic], progress: Progress, *, without_faqs: bool) -> Run:
    listed = list(topics)
    return {
        topic.id: [
            hit.passage.id for hit in chatbot.search(topic.turns, _DEPTH, without_faqs=without_faqs)[1]
        ]
        for topic in progress(listed, "asking", len(listed))
    }
