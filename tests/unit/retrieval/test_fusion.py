from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugbot.retrieval.fusion import fused


def test_scores_are_sums_of_reciprocal_ranks() -> None:
    scores = fused([[7, 8, 9], [8, 7]], 60)
    assert scores == {
        7: pytest.approx(0.0163934 + 0.0161290, abs=1e-6),  # 1/61 + 1/62
        8: pytest.approx(0.0161290 + 0.0163934, abs=1e-6),  # 1/62 + 1/61
        9: pytest.approx(0.0158730, abs=1e-6),  # 1/63
    }


def test_small_constant_favours_first_places() -> None:
    rankings = [[1, 2, 3], [9, 2, 3]]
    assert fused(rankings, 1)[2] == pytest.approx(2 / 3)
    assert fused(rankings, 1)[1] == pytest.approx(1 / 2)


def test_nothing_ranked_gives_no_scores() -> None:
    assert fused([], 10) == fused([[], []], 10) == {}


rankings = st.lists(st.lists(st.integers(0, 9), unique=True, max_size=8), max_size=3)


@given(rankings, st.integers(1, 100))
def test_every_ranked_item_is_scored_and_order_of_rankings_does_not_matter(
    given_rankings: list[list[int]], constant: int
) -> None:
    scores = fused(given_rankings, constant)
    assert set(scores) == {item for ranking in given_rankings for item in ranking}
    for order in permutations(given_rankings):
        assert fused(order, constant) == pytest.approx(scores)


@given(st.lists(st.integers(0, 9), unique=True, min_size=2, max_size=8), st.integers(1, 100))
def test_item_ranked_higher_everywhere_scores_higher(ranking: list[int], constant: int) -> None:
    scores = fused([ranking, ranking], constant)
    assert sorted(scores, key=lambda item: -scores[item]) == ranking


def test_weights_scale_what_a_ranking_contributes() -> None:
    found = fused([[7, 8], [8]], 10, (1.0, 0.5))
    assert found == pytest.approx({7: 1 / 11, 8: 1 / 12 + 0.5 / 11})
