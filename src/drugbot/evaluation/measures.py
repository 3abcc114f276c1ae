"""Measures of ranked passages, computed by ir_measures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import ir_measures
from ir_measures import RR, P, R, ScoredDoc, nDCG

from drugbot.evaluation.topics import Qrels

SAYS_IT = 2
MEASURES = (P(rel=SAYS_IT) @ 1, R(rel=SAYS_IT) @ 5, RR(rel=SAYS_IT) @ 10, nDCG @ 10)
NAMES = ("P@1", "R@5", "RR@10", "nDCG@10")

Run = Mapping[str, Sequence[str]]
"""Topic id → ids of the passages returned, best first."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Mean measures over topics.

    Attributes:
        topics: how many topics were judged.
        means: measure name → mean; empty without topics.
        per_topic: topic id → measure name → value.
    """

    topics: int
    means: Mapping[str, float]
    per_topic: Mapping[str, Mapping[str, float]]


def measure(run: Run, qrels: Qrels) -> Measured:
    """Measure a run on the topics that have a passage which says the answer (grade 2).

    P@1, R@5 and RR@10 count such passages only; nDCG@10 counts passages that help (grade 1) as well.
    """
    judged = {topic for topic, found in qrels.grades.items() if SAYS_IT in found.values()}
    qrel_list = [
        ir_measures.Qrel(topic, passage, grade)
        for topic in sorted(judged)
        for passage, grade in sorted(qrels.grades[topic].items())
    ]
    values: dict[str, dict[str, float]] = {topic: dict.fromkeys(NAMES, 0.0) for topic in sorted(judged)}
    if judged:
        names = dict(zip(MEASURES, NAMES, strict=True))
        for metric in ir_measures.iter_calc(list(MEASURES), qrel_list, list(_scored(run, judged))):
            values[metric.query_id][names[metric.measure]] = float(metric.value)
    means = {name: sum(v[name] for v in values.values()) / len(values) for name in NAMES} if values else {}
    return Measured(len(values), means, values)


def _scored(run: Run, judged: Iterable[str]) -> Iterable[ScoredDoc]:
    for topic in judged:
        ranking = run.get(topic, ())
        for place, passage in enumerate(ranking):
            yield ScoredDoc(topic, passage, float(len(ranking) - place))
