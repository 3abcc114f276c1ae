"""What a turn may mean that names no medicine; which it does mean is learned (tests/functional/test_focus.py)."""

from __future__ import annotations

import pytest

from drugbot.conversation.context import understand
from drugbot.conversation.focus import candidates, is_open, meant, turned_to
from drugbot.conversation.query import Query
from drugbot.conversation.state import Context
from tests.unit.conversation.test_context import known


def after(*turns: str) -> Context:
    context = Context()
    for turn in turns:
        context = understand(turn, context, known())[1]
    return context


def asked(turn: str, context: Context) -> Query:
    return understand(turn, context, known())[0]


def test_every_turn_on_a_medicine_is_kept_with_what_it_was_about() -> None:
    context = after("what is the dose of apium", "thanks", "and boneum?", "is it safe")
    assert [focus.drugs for focus in context.trail] == [("Apium",), ("Boneum",), ("Boneum",)]


def test_what_is_kept_is_bounded() -> None:
    assert len(after(*["what is the dose of apium", "and boneum?"] * 20).trail) == 10


def test_plain_words_are_the_first_candidate_then_what_is_talked_about_then_each_medicine() -> None:
    context = after("side effects of apium", "is apium ok with boneum")
    query = asked("how long does it stay in the body", context)
    assert candidates(query, context) == (("Apium", "Boneum"), ("Apium",), ("Boneum",))


def test_two_that_were_never_talked_about_together_may_be_meant() -> None:
    context = after("side effects of apium", "what is the dose of boneum")
    assert ("Apium", "Boneum") in candidates(asked("is it safe", context), context)


@pytest.mark.parametrize(
    ("turns", "turn"),
    [
        (("what is the dose of apium",), "is it safe"),  # nothing else was talked about
        (("what is the dose of apium", "and boneum?"), "is apium safe"),  # it names one
        ((), "is it safe"),
        (("what is the dose of apium", "and boneum?", "what about aspirum"), "is it safe"),  # no monograph
    ],
)
def test_nothing_is_open_where_one_alone_can_be_meant(turns: tuple[str, ...], turn: str) -> None:
    context = after(*turns)
    assert not is_open(asked(turn, context), context)


def test_without_the_bundled_model_plain_words_decide() -> None:
    context = after("side effects of apium", "is apium ok with boneum")
    query = asked("how long does it stay in the body", context)
    assert meant("how long does it stay in the body", query, context, known()) == query.drugs


def test_turned_to_one_of_two_the_other_is_no_part_of_what_is_asked() -> None:
    turned = turned_to(("Boneum",), after("can i take apium and bonex"))
    assert turned.drugs == ("Boneum",)
    assert turned.matter.partners == ()
    assert turned.thread == ()


def test_turned_to_an_earlier_medicine_the_name_used_is_meant_again() -> None:
    turned = turned_to(("Boneum",), after("how often is bonex given", "what is the dose of apium"))
    assert (turned.drugs, turned.brands) == (("Boneum",), ("bonex",))


def test_turned_to_two_they_are_in_the_order_that_they_were_named_in() -> None:
    turned = turned_to(("Apium", "Boneum"), after("is bonex ok with apium", "what is the dose of apium"))
    assert turned.drugs == ("Boneum", "Apium")
    assert len(turned.thread) == 1
