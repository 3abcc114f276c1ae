from __future__ import annotations

import pytest

from drugbot.conversation.parting import asks, joined_topics, parted


@pytest.mark.parametrize(
    ("turn", "questions"),
    [
        (
            "how often is prolia given and can i take it with calcium?",
            ("how often is prolia given", "can i take it with calcium?"),
        ),
        ("What is it for? How is it stored?", ("What is it for?", "How is it stored?")),
        (
            "what is the dose, how is it stored, and does it interact with warfarin?",
            ("what is the dose", "how is it stored", "does it interact with warfarin?"),
        ),
        (
            "apium: will i gain weight, can i drink on it, and what if i miss a dose?",
            ("apium: will i gain weight", "can i drink on it", "what if i miss a dose?"),
        ),
        ("1. what is the dose 2. what are side effects", ("1. what is the dose 2. what are side effects",)),
        ("1) what is the dose? 2) can i drink on it?", ("what is the dose?", "can i drink on it?")),
        (
            "what if i took 20. can i drink on it? how is it stored?",
            ("what if i took 20.", "can i drink on it?", "how is it stored?"),
        ),
        (
            "is it in vitamin d. how much? how often is it taken?",
            ("is it in vitamin d.", "how much? how often is it taken?"),
        ),
    ],
)
def test_questions_are_told_apart_in_order(turn: str, questions: tuple[str, ...]) -> None:
    assert parted(turn) == questions


@pytest.mark.parametrize(
    "turn",
    [
        "prolia and calcium",
        "I take metformin. What if I miss a dose?",
        "what are the signs and symptoms of overdose",
        "can i take it with food and water",
        "how much and how often",
        "ibuprofen for her? how much",
        "Is it safe? Thanks.",
        "dr. smith said 5 mg vs. 10 mg, what is right",
        "",
        "???",
    ],
)
def test_one_question_stays_whole(turn: str) -> None:
    assert parted(turn) == (turn,)


def test_more_questions_than_anybody_reads_the_answers_to_are_not_taken_apart() -> None:
    turn = "what is it? " * 9
    assert parted(turn.strip()) == (turn.strip(),)


@pytest.mark.parametrize(
    ("bare", "topics"),
    [
        ("what is the dose and side effects of ", ("dose", "side effects")),
        (": dose, side effects and storage", ("dose", "side effects", "storage")),
        ("tell me about the uses, the dose & missed dose please", ("uses", "dose", "missed dose")),
        ("side effects / interactions?", ("side effects", "interactions")),
        ("and alcohol", ()),
        ("side effects of", ()),
        ("is it safe in pregnancy and while i am breastfeeding", ()),
        ("", ()),
    ],
)
def test_topics_that_a_turn_joins_are_told_apart(bare: str, topics: tuple[str, ...]) -> None:
    assert joined_topics(bare) == topics


@pytest.mark.parametrize(
    ("turn", "is_question"), [("side effects?", True), ("how often", True), ("bless you", False)]
)
def test_question_is_known_by_its_form(turn: str, is_question: bool) -> None:
    assert asks(turn) == is_question
