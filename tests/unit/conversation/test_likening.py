from __future__ import annotations

import pytest

from drugbot.conversation import likening
from drugbot.conversation.followups import SLOT


def gapped(turn: str) -> str:
    return turn.replace("bonex", SLOT)


@pytest.mark.parametrize(
    ("turn", "matter"),
    [
        ("is bonex less itchy than that", "is less itchy"),
        ("does bonex cause more bloating than it", "does cause more bloating"),
        ("would bonex be any safer than this one?", ""),
        ("does it work faster than bonex", "does work faster"),
        ("so is bonex easier on the bladder than this", "on the bladder"),
        ("are those the same as bonex", ""),
        ("bonex is the same stuff", ""),
        ("is bonex the same medicine", ""),
        ("same as bonex?", ""),
        ("is it the same as bonex for the heart", "for the heart"),
        ("how is it different from bonex", ""),
        ("whats the difference between it and bonex", ""),
    ],
)
def test_turn_that_likens_a_medicine_to_what_it_points_at_says_by_what(turn: str, matter: str) -> None:
    assert likening.likens(gapped(turn))
    assert likening.likened_by(gapped(turn)) == matter


@pytest.mark.parametrize(
    "turn",
    [
        "is it the same with bonex",
        "is bonex the same?",
        "same thing for bonex",
        "my wife takes bonex, same thing?",
        "do i take it at the same time as bonex",
        "can i take bonex more often than that",
        "is bonex fine other than that",
        "bonex rather than that",
        "is bonex more dangerous with alcohol",
    ],
)
def test_other_turns_liken_nothing(turn: str) -> None:
    assert not likening.likens(gapped(turn))
