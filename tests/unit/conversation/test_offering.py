"""What else a turn may have meant, one press away."""

from __future__ import annotations

from dataclasses import replace

from drugbot.conversation.context import understand
from drugbot.conversation.offering import others, pairs_with
from tests.unit.conversation.test_context import known
from tests.unit.conversation.test_focus import after


def test_what_else_a_turn_may_have_meant_is_offered_as_its_question_of_that() -> None:
    context = after("side effects of apium", "what is the dose of boneum")
    query, then = understand("can it be crushed", context, known())
    assert query.drugs == ("Boneum",)
    assert others(query, then) == ("Apium: can it be crushed",)


def test_of_two_each_alone_may_have_been_meant() -> None:
    context = after("is apium ok with boneum")
    query, then = understand("what are the signs", context, known())
    assert set(query.drugs) == {"Apium", "Boneum"}
    assert others(query, then) == ("Apium: what are the signs", "Boneum: what are the signs")


def test_each_of_two_is_offered_before_what_was_talked_about_earlier() -> None:
    context = after("side effects of apium", "is apium ok with boneum")
    query, then = understand("what are the signs", replace(context, trail=(context.trail[0],) * 3), known())
    assert others(query, then)[:2] == ("Apium: what are the signs", "Boneum: what are the signs")


def test_nothing_is_offered_where_a_turn_names_its_medicine_or_no_other_was_talked_about() -> None:
    for before, turn in (
        (("side effects of apium", "what is the dose of boneum"), "can apium be crushed"),
        (("side effects of apium",), "can it be crushed"),
        (("side effects of apium", "what is the dose of boneum"), "thanks"),
    ):
        assert others(*understand(turn, after(*before), known())) == ()


def test_what_the_monographs_talked_about_say_of_a_medicine_without_one_is_offered() -> None:
    speaks = replace(known(), speaks_of=lambda drugs, mentions: tuple(drugs) == ("Apium",))
    context = after("side effects of boneum", "what is the dose of apium")
    query, _ = understand("and aspirum?", context, speaks)
    assert (query.drugs, query.unknown) == ((), ("aspirum",))
    assert pairs_with(query, context, speaks) == ("aspirum with Apium",)


def test_no_pair_is_offered_where_nothing_was_talked_about_or_none_speaks_of_it() -> None:
    query, _ = understand("and aspirum?", after(), known())
    assert pairs_with(query, after(), known()) == ()
    assert pairs_with(query, after("side effects of apium"), known()) == ()
