"""Intervals, paired tests, risk against coverage, calibration.

Only what the measure library lacks; scipy does the resampling. Each is checked on examples worked by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import bootstrap, permutation_test

_RESAMPLES = 2000
_PERMUTATIONS = 9999
_SEED = 0
_LEVEL = 0.95
_BINS = 10


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean with its interval.

    Attributes:
        count: of what.
        value: the mean.
        low: lower end of the 95 % interval.
        high: upper end.
    """

    count: int
    value: float
    low: float
    high: float


def mean_of(values: Sequence[float]) -> Mean:
    """Return a mean with its bootstrap interval: percentile method, Efron and Tibshirani 1993, chapter 13."""
    data = np.asarray(values, np.float64)
    if not len(data):
        return Mean(0, float("nan"), float("nan"), float("nan"))
    value = float(data.mean())
    if len(data) < 2 or bool((data == data[0]).all()):
        return Mean(len(data), value, value, value)
    interval = bootstrap(
        (data,), np.mean, n_resamples=_RESAMPLES, confidence_level=_LEVEL, method="percentile", rng=_SEED
    ).confidence_interval
    return Mean(len(data), value, float(interval.low), float(interval.high))


def paired_p(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return the two-sided p of a paired randomisation test of the difference of means.

    Fisher's test as recommended for retrieval by Smucker, Allan and Carterette, CIKM 2007.
    """
    first, second = np.asarray(ours, np.float64), np.asarray(theirs, np.float64)
    if len(first) != len(second):
        raise ValueError(f"{len(first)} values against {len(second)}: not pairs")
    if len(first) < 2 or bool((first == second).all()):  # one pair exchanged is as far apart as before
        return 1.0
    found = permutation_test(
        (first, second),
        lambda a, b, axis: np.mean(a - b, axis=axis),
        permutation_type="samples",
        n_resamples=_PERMUTATIONS,
        vectorized=True,
        rng=_SEED,
    )
    return float(found.pvalue)


@dataclass(frozen=True, slots=True)
class RiskCoverage:
    """How often the answers are wrong if only the surest are given.

    Attributes:
        coverage: share of all questions that is answered, ascending.
        risk: share of those answers that is wrong.
        aurc: area under the curve, up to what is answered at all; lower is better.
    """

    coverage: tuple[float, ...]
    risk: tuple[float, ...]
    aurc: float

    def coverage_at(self, precision: float) -> float:
        """Return the largest share of questions that is answered with at least this precision."""
        return max(
            (c for c, r in zip(self.coverage, self.risk, strict=True) if 1 - r >= precision), default=0.0
        )


def risk_coverage(confidences: Sequence[float], right: Sequence[bool], questions: int) -> RiskCoverage:
    """Return the curve of the answers that were given (El-Yaniv and Wiener, JMLR 11, 2010).

    The area is the mean of the risks after each answer (Geifman, Uziel and El-Yaniv, ICLR 2019).

    Args:
        confidences: of each answer; equal ones are taken together.
        right: whether it is right.
        questions: how many were asked, those that were not answered included.
    """
    if not confidences:
        return RiskCoverage((), (), 0.0)
    order = np.argsort(-np.asarray(confidences), kind="stable")
    sorted_confidences = np.asarray(confidences)[order]
    wrong = np.cumsum(~np.asarray(right, bool)[order])
    counts = np.arange(1, len(order) + 1)
    last_of_equals = np.append(sorted_confidences[1:] != sorted_confidences[:-1], True)
    ends = np.searchsorted(np.flatnonzero(last_of_equals), np.arange(len(order)))
    ends = np.flatnonzero(last_of_equals)[ends]
    risks = wrong[ends] / counts[ends]
    kept = np.flatnonzero(last_of_equals)
    return RiskCoverage(
        coverage=tuple((counts[kept] / questions).tolist()),
        risk=tuple((wrong[kept] / counts[kept]).tolist()),
        aurc=float(risks.mean()),
    )


@dataclass(frozen=True, slots=True)
class Calibration:
    """Stated confidence against what came out.

    Attributes:
        bins: for each tenth that has answers: how many, their mean confidence, the share that is right.
        ece: expected calibration error, the mean gap weighted by count (Guo et al., ICML 2017).
    """

    bins: tuple[tuple[int, float, float], ...]
    ece: float


def calibration(confidences: Sequence[float], right: Sequence[bool]) -> Calibration:
    """Return how well the confidence of answers says how often they are right."""
    stated: NDArray[np.float64] = np.asarray(confidences, np.float64)
    came: NDArray[np.float64] = np.asarray(right, np.float64)
    tenth = np.minimum((stated * _BINS).astype(int), _BINS - 1)
    bins = []
    for number in range(_BINS):
        inside = tenth == number
        if inside.any():
            bins.append((int(inside.sum()), float(stated[inside].mean()), float(came[inside].mean())))
    total = max(sum(count for count, _, _ in bins), 1)
    return Calibration(tuple(bins), sum(count * abs(mean - share) for count, mean, share in bins) / total)
