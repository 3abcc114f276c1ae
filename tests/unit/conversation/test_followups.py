from __future__ import annotations

import pytest

from drugbot.conversation import followups


@pytest.mark.parametrize(
    ("turn", "people"),
    [
        ("no, adults", "for adults"),
        ("sorry i meant in toddlers", "for toddlers"),
        ("actually for pregnant women", "for pregnant women"),
        ("not kids, grown ups", "for grown ups"),
        ("oh i meant the elderly, not children", "for the elderly"),
        ("adults", "adults"),
        ("and in adults", "and in adults"),
        ("no, how often", "no, how often"),
        ("not for adults", "not for adults"),
        ("no my mother is an adult", "no my mother is an adult"),
        ("no", "no"),
    ],
)
def test_a_turn_that_corrects_who_is_meant_asks_for_them(turn: str, people: str) -> None:
    assert followups.of_other_people(turn) == people
