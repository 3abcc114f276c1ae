"""What outcomes amount to: figures by part, kind and drug, and the comparison with a baseline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from drugbot.evaluation.gold import KINDS, Part
from drugbot.evaluation.measures import NAMES, SAYS_IT, measure
from drugbot.evaluation.quotes import Quotes, quotes_of
from drugbot.evaluation.runs import Runs
from drugbot.evaluation.statistics import (
    Calibration,
    Mean,
    RiskCoverage,
    calibration,
    mean_of,
    paired_p,
    risk_coverage,
)
from drugbot.evaluation.topics import Judgement, Qrels
from drugbot.evaluation.verdicts import Outcome

_SIGNIFICANT = 0.05
_WORST = 50


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of some topics.

    Attributes:
        name: of the kind, drug or part.
        right: replies that are right.
        first: of the topics with an answer, those whose first quote says it.
        in_three: of these, those where one of the first three does.
        declined: of the topics without an answer, those without a quote.
        verdicts: how many of each.
        search: mean measures of the passages found, for topics with an answer that was judged.
    """

    name: str
    right: Mean
    first: Mean
    in_three: Mean
    declined: Mean
    verdicts: Mapping[str, int]
    search: Mapping[str, Mean]


@dataclass(frozen=True, slots=True)
class PartReport:
    """Figures of the development topics, or of those held back.

    Attributes:
        part: which.
        overall: of all its topics.
        kinds: by kind of question.
        drugs: by file of topics.
        risk: confidence against errors, emergencies left out.
        calibration: confidence against the share that is right.
        took_ms: median and 99th percentile of a reply's time.
        quotes: whether the first quotes hold the words that were judged, and how long they are.
    """

    part: Part
    overall: Group
    kinds: tuple[Group, ...]
    drugs: tuple[Group, ...]
    risk: RiskCoverage
    calibration: Calibration
    took_ms: tuple[float, float]
    quotes: Quotes


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure of a part against the baseline's, over the topics that both have.

    Attributes:
        part: which topics.
        figure: what is compared.
        topics: how many.
        ours: mean now.
        baseline: mean then.
        p: two-sided, of a paired randomisation test.
    """

    part: str
    figure: str
    topics: int
    ours: float
    baseline: float
    p: float

    @property
    def is_loss(self) -> bool:
        """Whether it is significantly worse than the baseline."""
        return self.ours < self.baseline and self.p < _SIGNIFICANT


@dataclass(frozen=True, slots=True)
class GoldReport:
    """The whole evaluation of a gold set.

    Attributes:
        parts: development first.
        worst: development topics that went wrong, harm first; topics held back appear as figures only.
        comparisons: with the baseline, empty without one.
        unresolved: judgements that no passage fits any more, with the topic's id.
    """

    parts: tuple[PartReport, ...]
    worst: tuple[Outcome, ...]
    comparisons: tuple[Comparison, ...]
    unresolved: tuple[tuple[str, Judgement], ...]

    @property
    def has_loss(self) -> bool:
        """Whether any figure is significantly worse than the baseline."""
        return any(comparison.is_loss for comparison in self.comparisons)

    def record(self) -> dict[str, Any]:
        """Return the report as JSON values."""
        return {
            "parts": [asdict(part) for part in self.parts],
            "worst": [
                {
                    "topic": o.topic.id,
                    "turns": o.topic.turns,
                    "expected": o.topic.expected,
                    "verdict": o.verdict,
                    "reason": o.reason,
                    "quote": o.quote,
                }
                for o in self.worst
            ],
            "comparisons": [{**asdict(c), "loss": c.is_loss} for c in self.comparisons],
            "unresolved": [
                {"topic": topic, "drug": j.drug, "section": j.section, "quote": j.quote}
                for topic, j in self.unresolved
            ],
        }


def gold_report(
    outcomes: Sequence[Outcome],
    parts: Mapping[str, Part],
    qrels: Qrels,
    baseline: Runs | None = None,
    known: frozenset[str] = frozenset(),
) -> GoldReport:
    """Put the outcomes together.

    Args:
        outcomes: of all topics that were asked; a topic's file is what stands before "/" in its id.
        parts: file of topics → its part.
        qrels: the judgements, for the measures of search.
        baseline: what came of an earlier evaluation.
        known: ids of the passages of the index; a topic whose baseline has others is not compared.
    """
    by_part: dict[Part, list[Outcome]] = {"dev": [], "test": []}
    for outcome in outcomes:
        by_part[parts.get(_stem(outcome), "dev")].append(outcome)
    reports = tuple(_part(part, found, qrels) for part, found in by_part.items() if found)
    comparisons = (
        [c for part, found in by_part.items() for c in _compared(part, found, qrels, baseline, known)]
        if baseline
        else []
    )
    return GoldReport(reports, _worst(by_part["dev"]), tuple(comparisons), qrels.unresolved)


def _stem(outcome: Outcome) -> str:
    return outcome.topic.id.split("/", 1)[0]


def _part(part: Part, outcomes: Sequence[Outcome], qrels: Qrels) -> PartReport:
    names = dict.fromkeys([*KINDS, *(o.topic.kind for o in outcomes)])
    kinds = {kind or "no kind": [o for o in outcomes if o.topic.kind == kind] for kind in names}
    stems = sorted({_stem(outcome) for outcome in outcomes})
    drugs = {stem: [o for o in outcomes if _stem(o) == stem] for stem in stems}
    weighed = [o for o in outcomes if "emergency" not in o.topic.expected]
    given = [o for o in weighed if o.cited]
    confidences = [o.confidence for o in given]
    right = [o.is_right for o in given]
    times = [o.took_ms for o in outcomes]
    return PartReport(
        part=part,
        overall=_group("all", outcomes, qrels),
        kinds=tuple(_group(kind, found, qrels) for kind, found in kinds.items() if found),
        drugs=tuple(_group(stem, found, qrels) for stem, found in drugs.items()),
        risk=risk_coverage(confidences, right, len(weighed)),
        calibration=calibration(confidences, right),
        took_ms=(float(np.median(times)), float(np.percentile(times, 99))),
        quotes=quotes_of((o.kept, o.length) for o in outcomes),
    )


def _group(name: str, outcomes: Sequence[Outcome], qrels: Qrels) -> Group:
    due = [o for o in outcomes if o.answerable]
    none_due = [o for o in outcomes if not o.answerable and "emergency" not in o.topic.expected]
    grades = {o.topic.id: qrels.grades.get(o.topic.id, {}) for o in due}
    measured = measure({o.topic.id: o.ranking for o in due}, Qrels(grades, ()))
    return Group(
        name=name,
        right=_mean(outcomes, lambda o: o.is_right),
        first=_mean(due, lambda o: o.first_grade == SAYS_IT),
        in_three=_mean(due, lambda o: o.in_three),
        declined=_mean(none_due, lambda o: not o.cited),
        verdicts=dict(sorted(Counter(o.verdict for o in outcomes).items())),
        search={
            measure_name: mean_of([values[measure_name] for values in measured.per_topic.values()])
            for measure_name in NAMES
        },
    )


def _mean(outcomes: Iterable[Outcome], true_of: Callable[[Outcome], bool]) -> Mean:
    return mean_of([float(true_of(outcome)) for outcome in outcomes])


_HARM = ("no alarm", "wrong drug", "not declined", "wrong passage", "false alarm", "declined", "wrong reason")


def _worst(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    wrong = [o for o in outcomes if not o.is_right]
    return tuple(sorted(wrong, key=lambda o: (_HARM.index(o.verdict), -o.confidence, o.topic.id))[:_WORST])


def _compared(
    part: str,
    outcomes: Sequence[Outcome],
    qrels: Qrels,
    baseline: Runs,
    known: frozenset[str],
) -> Iterable[Comparison]:
    asked = [
        o
        for o in outcomes
        if o.topic.id in baseline.asked
        and known.issuperset((*baseline.found.get(o.topic.id, ()), *baseline.quoted.get(o.topic.id, ())))
        and "emergency" not in o.topic.expected
    ]
    due = [o for o in asked if o.answerable]
    figures = {
        "right first quote, or none where none is due": (
            [_reply_value(o, qrels, o.cited) for o in asked],
            [_reply_value(o, qrels, baseline.quoted.get(o.topic.id, ())) for o in asked],
        ),
        "reciprocal rank of search": (
            [_reciprocal_rank(o, qrels, o.ranking) for o in due],
            [_reciprocal_rank(o, qrels, baseline.found.get(o.topic.id, ())) for o in due],
        ),
    }
    for figure, (now, then) in figures.items():
        if now:
            ours, theirs = float(np.mean(now)), float(np.mean(then))
            yield Comparison(part, figure, len(now), ours, theirs, paired_p(now, then))


def _reply_value(outcome: Outcome, qrels: Qrels, quoted: Sequence[str]) -> float:
    grades = qrels.grades.get(outcome.topic.id, {})
    if not quoted:
        return float(not outcome.answerable)
    return float(outcome.answerable and grades.get(quoted[0], 0) == SAYS_IT)


def _reciprocal_rank(outcome: Outcome, qrels: Qrels, found: Sequence[str]) -> float:
    grades = qrels.grades.get(outcome.topic.id, {})
    ranks = [rank for rank, passage in enumerate(found, start=1) if grades.get(passage, 0) == SAYS_IT]
    return 1 / ranks[0] if ranks else 0.0
