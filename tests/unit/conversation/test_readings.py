"""The ways in which a turn may be read."""

from __future__ import annotations

from drugbot.conversation.query import Query
from tests.unit.conversation.test_context import ask


def texts(query: Query) -> list[str]:
    return [reading.text for reading in query.readings]


def test_a_turn_that_goes_on_is_read_by_itself_and_behind_those_before_it() -> None:
    query = ask("is bonex ok when breastfeeding", "he is 3 weeks old", "what gets into the milk?")
    assert query.readings[0].text == query.generic
    assert query.readings[0].head is None
    assert texts(query)[1:] == [
        "Boneum: what gets into the milk?",
        "Boneum: he is 3 weeks old, what gets into the milk?",
        "is Boneum ok when breastfeeding, he is 3 weeks old, what gets into the milk?",
    ]
    assert [reading.head for reading in query.readings[1:]] == [
        (),
        ("he is 3 weeks old",),
        ("is Boneum ok when breastfeeding", "he is 3 weeks old"),
    ]


def test_what_was_said_longer_ago_is_out_of_reach() -> None:
    query = ask("bonex dose", "in children?", "how is it stored?", "and after opening?")
    assert len(query.readings[-1].head or ()) == 2
    assert "dose" not in texts(query)[-1]


def test_a_first_turn_and_one_about_another_drug_have_one_reading() -> None:
    assert ask("bonex dose").readings == ()
    assert ask("bonex dose", "what about apium?").readings == ()
    assert ask("bonex or apium?", "which is taken with food?").readings == ()


def test_thanks_are_no_part_of_a_reading() -> None:
    query = ask("bonex dose", "thanks", "for how long?")
    assert not any("thanks" in text for text in texts(query))
    assert query.readings[-1].head is None or "thanks" not in query.readings[-1].head


def test_a_chosen_topic_is_read_as_it_stands() -> None:
    assert ask("tell me about bonex", "Dosage").readings == ()


def test_what_was_said_of_the_person_is_in_every_reading() -> None:
    query = ask("mum is 82", "bonex dose", "how is it made?", "how much can she have?")
    assert query.generic.endswith("(82 years old)")
    assert all(text.endswith(" (82 years old)") for text in texts(query))


def test_a_child_is_left_out_of_what_a_grown_person_asks_on() -> None:
    query = ask("can my 5 year old have bonex", "and me?", "is it ok for me")
    assert not any("5 year" in text for text in texts(query))
