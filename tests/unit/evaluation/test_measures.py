from __future__ import annotations

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugbot.evaluation.measures import NAMES, measure
from drugbot.evaluation.topics import Qrels


def test_measures_of_a_small_example_worked_by_hand() -> None:
    qrels = Qrels({"t": {"says": 2, "also-says": 2, "helps": 1}}, ())
    values = measure({"t": ["helps", "says", "other", "also-says"]}, qrels).means

    gained = 1 / log2(2) + 2 / log2(3) + 2 / log2(5)
    best = 2 / log2(2) + 2 / log2(3) + 1 / log2(4)
    assert values == {
        "P@1": 0,
        "R@5": 1,
        "RR@10": pytest.approx(1 / 2),
        "nDCG@10": pytest.approx(gained / best, abs=1e-4),
    }


def test_means_are_over_topics() -> None:
    qrels = Qrels({"a": {"x": 2}, "b": {"y": 2, "z": 2}}, ())
    measured = measure({"a": ["x"], "b": ["n", "o", "y"]}, qrels)
    assert measured.topics == 2
    assert measured.per_topic["b"]["R@5"] == pytest.approx(0.5)
    assert measured.means["R@5"] == pytest.approx(0.75)
    assert measured.means["RR@10"] == pytest.approx((1 + 1 / 3) / 2)
    assert measured.means["P@1"] == pytest.approx(0.5)


def test_recall_is_of_the_passages_that_say_it_alone() -> None:
    qrels = Qrels({"t": {"says": 2, "helps": 1, "helps-too": 1}}, ())
    assert measure({"t": ["says"]}, qrels).means["R@5"] == 1
    assert measure({"t": ["helps", "helps-too"]}, qrels).means["RR@10"] == 0


def test_passages_beyond_the_depth_do_not_count() -> None:
    ranking = [f"n{number}" for number in range(12)]
    qrels = Qrels({"r": {"n5": 2}, "rr": {"n10": 2}}, ())
    measured = measure({"r": ranking, "rr": ranking}, qrels).per_topic
    assert measured["r"]["R@5"] == 0
    assert measured["r"]["RR@10"] == pytest.approx(1 / 6)
    assert measured["rr"]["RR@10"] == measured["rr"]["nDCG@10"] == 0


def test_topic_for_which_nothing_was_returned_counts_as_zero() -> None:
    measured = measure({"a": []}, Qrels({"a": {"x": 2}, "b": {"y": 2}}, ()))
    assert measured.topics == 2
    assert measured.means == dict.fromkeys(NAMES, 0.0)


@pytest.mark.parametrize("grades", [{}, {"x": 1}])
def test_topic_without_a_passage_that_says_it_is_not_measured(grades: dict[str, int]) -> None:
    measured = measure({"a": ["x"], "b": ["x"]}, Qrels({"a": grades, "b": {"x": 2}}, ()))
    assert (measured.topics, set(measured.per_topic)) == (1, {"b"})


def test_no_topics_have_no_means() -> None:
    assert measure({}, Qrels({}, ())).means == {}


@given(
    st.permutations(["a", "b", "c", "d", "e"]),
    st.dictionaries(st.sampled_from("abcde"), st.sampled_from([1, 2])),
)
def test_perfect_order_is_not_beaten(ranking: list[str], grades: dict[str, int]) -> None:
    qrels = Qrels({"t": grades}, ())
    perfect = sorted("abcde", key=lambda passage: -grades.get(passage, 0))
    best, measured = measure({"t": perfect}, qrels).means, measure({"t": ranking}, qrels).means
    assert all(0 <= measured[name] <= best[name] + 1e-9 <= 1 + 1e-6 for name in measured)
