from __future__ import annotations

import pytest

from drugbot.conversation.small_talk import is_call, is_seen_to, is_small_talk, is_worry


@pytest.mark.parametrize(
    "turn",
    [
        "hello",
        "Hi there!",
        "thanks",
        "ok, thank you so much.",
        "What can you do?",
        "help",
        "bye :)",
        "oh cheers pal",
        "great, ta",
    ],
)
def test_greetings_thanks_and_help_are_small_talk(turn: str) -> None:
    assert is_small_talk(turn)


@pytest.mark.parametrize(
    "turn",
    [
        "hi, prolia dose?",
        "thanks, and in children?",
        "does it help with pain",
        "how does it work",
        "dose",
        "mate",
        "side effects, ta",
    ],
)
def test_anything_more_is_a_question(turn: str) -> None:
    assert not is_small_talk(turn)


@pytest.mark.parametrize(
    "turn", ["im scared for her now", "its all a bit overwhelming tbh", "That's terrifying!"]
)
def test_worry_that_says_not_what_about_is_one(turn: str) -> None:
    assert is_worry(turn)


@pytest.mark.parametrize("turn", ["im scared of the side effects", "is this scary?", "i feel dizzy", "now"])
def test_worry_about_something_and_anything_else_is_none(turn: str) -> None:
    assert not is_worry(turn)


@pytest.mark.parametrize(
    "turn",
    [
        "alright, phoning the surgery first thing",
        "calling 111 now",
        "ok i'll ask the pharmacist then",
        "we're on our way to casualty.",
        "taking her down to the walk-in centre now",
        "mum is phoning the gp in the morning",
        "off to the hospital",
    ],
)
def test_that_somebody_is_called_or_gone_to_asks_nothing(turn: str) -> None:
    assert is_seen_to(turn)


@pytest.mark.parametrize(
    "turn",
    [
        "should i be phoning the surgery",
        "phoning the surgery now?",
        "calling 111, what do i say it was",
        "taking her to casualty, she is limp",
        "off to bed",
        "going to the toilet all night",
        "the doctor said to take two",
        "seeing double now",
    ],
)
def test_anything_beside_that_is_no_remark(turn: str) -> None:
    assert not is_seen_to(turn)


def test_help_is_a_call_and_thanks_are_none() -> None:
    assert is_call("Help!")
    assert is_call("help me")
    assert not is_call("thanks")
    assert not is_call("help with the dose")


@pytest.mark.parametrize(
    "turn", ["ok I have called his doctor", "called them", "ambulance is here", "told the nurse"]
)
def test_what_was_seen_to_asks_nothing(turn: str) -> None:
    assert is_seen_to(turn)
