from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drugbot.evaluation.statistics import calibration, mean_of, paired_p, risk_coverage


def test_mean_has_an_interval_that_is_the_same_each_time() -> None:
    values = [1.0] * 30 + [0.0] * 10
    found = mean_of(values)
    assert (found.count, found.value) == (40, 0.75)
    assert found == mean_of(values)
    # The normal approximation, worked by hand: 0.75 ± 1.96 · √(0.75 · 0.25 / 40) = 0.616 … 0.884.
    assert found.low == pytest.approx(0.616, abs=0.03)
    assert found.high == pytest.approx(0.884, abs=0.03)


@pytest.mark.parametrize("values", [[1.0], [0.0, 0.0, 0.0]])
def test_values_that_do_not_vary_have_no_width(values: list[float]) -> None:
    found = mean_of(values)
    assert found.low == found.value == found.high == values[0]


def test_no_values_have_no_mean() -> None:
    found = mean_of([])
    assert found.count == 0
    assert math.isnan(found.value)


def exact_p(ours: list[float], theirs: list[float]) -> float:
    """All ways to exchange the values of each pair."""
    differences = [a - b for a, b in zip(ours, theirs, strict=True)]
    seen = abs(sum(differences))
    sums = [
        sum(s * d for s, d in zip(signs, differences, strict=True))
        for signs in product((1, -1), repeat=len(ours))
    ]
    return sum(abs(total) >= seen - 1e-12 for total in sums) / len(sums)


def test_paired_test_of_ten_topics_worked_by_hand() -> None:
    ours = [1, 1, 1, 1, 1, 1, 0, 1, 0, 1.0]
    theirs = [0, 0, 0, 0, 0, 0, 0, 1, 1, 1.0]
    # Seven pairs differ, six in favour: 2 · (C(7,0) + C(7,1)) / 2⁷ = 16 / 128.
    assert exact_p(ours, theirs) == 0.125
    assert paired_p(ours, theirs) == pytest.approx(0.125, abs=0.01)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([0, 0.5, 1.0]), st.sampled_from([0, 0.5, 1.0])), min_size=1, max_size=8
    )
)
def test_paired_test_agrees_with_all_exchanges(pairs: list[tuple[float, float]]) -> None:
    ours, theirs = [a for a, _ in pairs], [b for _, b in pairs]
    assert paired_p(ours, theirs) == pytest.approx(exact_p(ours, theirs), abs=0.03)


def test_equal_values_do_not_differ() -> None:
    assert paired_p([1, 0, 1], [1, 0, 1]) == 1.0
    assert paired_p([], []) == 1.0


def test_values_that_are_no_pairs_are_refused() -> None:
    with pytest.raises(ValueError, match="not pairs"):
        paired_p([1.0], [1.0, 0.0])


def test_risk_and_coverage_of_ten_topics_worked_by_hand() -> None:
    # Ten questions, eight answers; the surest first: right right wrong right | wrong right right wrong.
    confidences = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2]
    right = [True, True, False, True, False, True, True, False]
    found = risk_coverage(confidences, right, 10)
    assert found.coverage == pytest.approx((0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8))
    assert found.risk == pytest.approx((0, 0, 1 / 3, 1 / 4, 2 / 5, 2 / 6, 2 / 7, 3 / 8))
    assert found.aurc == pytest.approx((0 + 0 + 1 / 3 + 1 / 4 + 2 / 5 + 2 / 6 + 2 / 7 + 3 / 8) / 8)
    assert found.coverage_at(0.95) == pytest.approx(0.2)
    assert found.coverage_at(0.75) == pytest.approx(0.4)
    assert found.coverage_at(0.6) == pytest.approx(0.8)


def test_answers_of_one_confidence_are_taken_together() -> None:
    found = risk_coverage([0.5, 0.5, 0.9], [False, True, True], 3)
    assert found.coverage == pytest.approx((1 / 3, 1))
    assert found.risk == pytest.approx((0, 1 / 3))
    assert found.aurc == pytest.approx((0 + 1 / 3 + 1 / 3) / 3)


def test_nothing_answered_has_no_curve() -> None:
    found = risk_coverage([], [], 5)
    assert (found.coverage, found.aurc, found.coverage_at(0.95)) == ((), 0.0, 0.0)


def naive_curve(confidences: list[float], right: list[bool], questions: int) -> list[tuple[float, float]]:
    points = []
    for least in sorted(set(confidences), reverse=True):
        given = [r for c, r in zip(confidences, right, strict=True) if c >= least]
        points.append((len(given) / questions, 1 - sum(given) / len(given)))
    return points


@given(st.lists(st.tuples(st.sampled_from([0.1, 0.2, 0.5, 0.9]), st.booleans()), min_size=1, max_size=12))
def test_curve_is_that_of_every_threshold(answers: list[tuple[float, bool]]) -> None:
    confidences, right = [c for c, _ in answers], [r for _, r in answers]
    found = risk_coverage(confidences, right, 15)
    expected = naive_curve(confidences, right, 15)
    np.testing.assert_allclose(list(zip(found.coverage, found.risk, strict=True)), expected, atol=1e-12)


def test_calibration_of_ten_topics_worked_by_hand() -> None:
    confidences = [0.95, 0.95, 0.95, 0.95, 0.55, 0.55, 0.55, 0.55, 0.15, 1.0]
    right = [True, True, True, False, True, False, False, False, False, True]
    found = calibration(confidences, right)
    # Tenths: 0.1 has 1 (0 right), 0.5 has 4 (1 right), 0.9 has 5 (4 right, mean 0.96).
    assert found.bins == ((1, 0.15, 0.0), (4, pytest.approx(0.55), 0.25), (5, pytest.approx(0.96), 0.8))
    assert found.ece == pytest.approx((1 * 0.15 + 4 * 0.30 + 5 * 0.16) / 10)


def test_no_answers_are_calibrated() -> None:
    assert calibration([], []).ece == 0.0
