from __future__ import annotations

import pytest

from drugbot.conversation.small_talk import is_small_talk


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
