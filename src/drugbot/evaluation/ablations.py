"""What each part of retrieval and answering is worth: the same topics with one part switched off at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from drugbot.chatbot import PARTS, Chatbot
from drugbot.evaluation.evaluating import Gold
from drugbot.evaluation.quotes import quotes_of
from drugbot.evaluation.statistics import paired_p
from drugbot.evaluation.topics import Topic
from drugbot.evaluation.verdicts import Outcome, ask
from drugbot.progress import Progress, no_progress


@dataclass(frozen=True, slots=True)
class Ablation:
    """One part switched off.

    Attributes:
        part: which; empty for the chatbot as it is.
        topics: how many were asked.
        right: share of replies that are right.
        first: of the topics with an answer, the share whose first quote says it.
        declined: of the topics without one, the share without a quote.
        kept: of the first quotes whose words were judged, the share that holds 80 % of these or more.
        length: median length of these quotes in characters.
        p: two-sided, of a paired randomisation test of `right` against the chatbot as it is.
    """

    part: str
    topics: int
    right: float
    first: float
    declined: float
    kept: float
    length: float
    p: float


def ablations(
    made: Callable[[str], Chatbot], gold: Gold, progress: Progress = no_progress
) -> tuple[Ablation, ...]:
    """Ask the development topics with everything on, then with each part switched off.

    Args:
        made: makes a chatbot, given the part to switch off; empty for none.
        gold: the gold set; topics held back are not asked, since parts are chosen by this.
        progress: shows how far it is.
    """
    topics = [t for t in gold.topics if gold.parts.get(t.id.split("/", 1)[0], "dev") == "dev"]
    whole = _asked(made(""), topics, gold, progress)
    found = [_ablation("", whole, whole)]
    for part in PARTS:
        found.append(_ablation(part, _asked(made(part), topics, gold, progress), whole))
    return tuple(found)


def ablations_text(found: Sequence[Ablation]) -> str:
    """Return the ablations as a table for a terminal."""
    lines = [
        f"{'switched off':14} topics   right   first quote   declined rightly   words kept   length        p"
    ]
    lines += [
        f"{a.part or '(nothing)':14} {a.topics:>6}   {a.right:.3f}         {a.first:.3f}"
        f"              {a.declined:.3f}        {a.kept:.3f}   {a.length:>6.0f}   {a.p:.4f}"
        for a in found
    ]
    return "\n".join(lines)


def _asked(chatbot: Chatbot, topics: Sequence[Topic], gold: Gold, progress: Progress) -> tuple[Outcome, ...]:
    return ask(chatbot, topics, gold.qrels, progress)


def _ablation(part: str, outcomes: Sequence[Outcome], whole: Sequence[Outcome]) -> Ablation:
    due = [o for o in outcomes if o.answerable]
    none_due = [o for o in outcomes if not o.answerable and "emergency" not in o.topic.expected]
    quotes = quotes_of((o.kept, o.length) for o in outcomes)
    return Ablation(
        part=part,
        topics=len(outcomes),
        right=_share([o.is_right for o in outcomes]),
        first=_share([o.first_grade == 2 for o in due]),
        declined=_share([not o.cited for o in none_due]),
        kept=quotes.kept.value,
        length=quotes.length,
        p=paired_p([float(o.is_right) for o in outcomes], [float(o.is_right) for o in whole]),
    )


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else float("nan")
