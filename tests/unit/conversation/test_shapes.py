from __future__ import annotations

import pytest

from drugbot.conversation import shapes


@pytest.mark.parametrize(
    "question",
    [
        "prolia vs evista",
        "compare a and b",
        "which is better, a or b",
        "is a stronger than b",
        "a or b for sleep",
    ],
)
def test_comparison_is_seen(question: str) -> None:
    assert shapes.compares(question)


@pytest.mark.parametrize(
    "question", ["can i take advil or motrin while on eliquis", "a with b", "a and b together"]
)
def test_taking_together_is_no_comparison(question: str) -> None:
    assert not shapes.compares(question)


@pytest.mark.parametrize(
    ("bare", "matter"),
    [
        ("what is the difference between and", ""),
        ("vs", ""),
        ("side effects of vs", "side effects"),
        ("which is better for migraine, or", "for migraine"),
        ("so whats the difference between the two", ""),
    ],
)
def test_matter_of_a_comparison_is_what_is_left(bare: str, matter: str) -> None:
    assert shapes.compared_matter(bare) == matter


@pytest.mark.parametrize(
    "turn", ["tell me more", "more", "anything else?", "ok, what else does it say", "go on"]
)
def test_asking_for_more_is_seen(turn: str) -> None:
    assert shapes.asks_for_more(turn)


@pytest.mark.parametrize(
    "turn", ["tell me more about the side effects", "is more than 10 mg ok", "what else can i take for pain"]
)
def test_question_with_a_matter_of_its_own_does_not_ask_for_more(turn: str) -> None:
    assert not shapes.asks_for_more(turn)


@pytest.mark.parametrize(
    "turn",
    [
        "he's on apium for blood pressure as well",
        "she takes apium for that",
        "theyve put him on apium",
        "on apium too",
    ],
)
def test_medicine_that_somebody_tells_of_is_known(turn: str) -> None:
    assert shapes.tells_of(turn, (turn.index("apium"), turn.index("apium") + 5))


@pytest.mark.parametrize(
    "turn",
    [
        "and on apium",
        "is he on apium",
        "what if he takes apium",
        "my sister takes apium",
        "apium max dose",
        "fridge for apium",
    ],
)
def test_medicine_that_is_asked_about_is_not_told_of(turn: str) -> None:
    assert not shapes.tells_of(turn, (turn.index("apium"), turn.index("apium") + 5))


@pytest.mark.parametrize(
    "question",
    [
        "hes on apium too, does that matter with either",
        "apium as well, which of the two does that",
        "and apium, can he have both",
    ],
)
def test_turn_about_a_medicine_and_those_before_says_so(question: str) -> None:
    assert shapes.means_each(question)


@pytest.mark.parametrize(
    "question", ["is apium safe", "apium in both ears", "either way, what is apium", "both and apium"]
)
def test_other_turns_are_not_about_each(question: str) -> None:
    assert not shapes.means_each(question)
