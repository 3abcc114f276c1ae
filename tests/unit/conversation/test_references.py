from __future__ import annotations

from collections.abc import Sequence

import pytest

from drugbot.conversation import people, references
from drugbot.conversation.followups import SLOT
from drugbot.retrieval.mentions import ClassMention

OPTIONS = ("Apium", "Boneum", "Cerum")


@pytest.mark.parametrize(
    ("turn", "chosen"),
    [
        ("the second", "Boneum"),
        ("2", "Boneum"),
        ("first one please", "Apium"),
        ("the last one", "Cerum"),
        ("no, the third", "Cerum"),
        ("one", "Apium"),
        ("number three", "Cerum"),
    ],
)
def test_option_is_chosen_by_its_number(turn: str, chosen: str) -> None:
    assert references.choice(turn, OPTIONS) == chosen


@pytest.mark.parametrize(
    "turn",
    ["the fifth", "yes", "second dose missed", "in the first week", "", "that one", "the one", "no one"],
)
def test_what_chooses_nothing_is_no_choice(turn: str) -> None:
    assert references.choice(turn, OPTIONS) is None


@pytest.mark.parametrize("turn", ["6", "six", "the sixth", "option six"])
def test_every_option_that_is_offered_has_its_number(turn: str) -> None:
    assert references.choice(turn, [f"medicine {at}" for at in range(1, 9)]) == "medicine 6"


@pytest.mark.parametrize(
    "question",
    [
        "what if i vomit after the second tablet",
        "when do i take the first pill",
        "the tablet i started today",
    ],
)
def test_doses_are_no_medicines(question: str) -> None:
    assert references.resolved(question, ("Apium", "Boneum"), ("Apium", "Boneum")) == (question, "")


def test_the_last_of_several_is_meant() -> None:
    found = references.resolved("what about the last?", ("Apium",), OPTIONS)
    assert found == ("what about Cerum?", "the last")


def test_a_drug_test_is_no_medicine_of_his() -> None:
    assert people.resolved("will it show on his drug test", (("son", "Apium"),))[1] == ""


def test_yes_chooses_the_only_option() -> None:
    assert references.choice("yes please", OPTIONS[:1]) == "Apium"


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("how is the first one stored", "how is Apium stored"),
        ("and with the second?", "and with Boneum?"),
        ("and the other one?", "and Apium?"),
        ("is the former safe with milk", "is Apium safe with milk"),
        ("highest dose of the latter per day", "highest dose of Boneum per day"),
    ],
)
def test_drug_talked_about_before_is_put_in(question: str, meant: str) -> None:
    assert references.resolved(question, ("Boneum",), ("Apium", "Boneum"))[0] == meant


@pytest.mark.parametrize(
    "question", ["the first dose", "in the second week", "the other side effects", "first aid"]
)
def test_other_firsts_are_left_alone(question: str) -> None:
    assert references.resolved(question, ("Boneum",), ("Apium", "Boneum")) == (question, "")


def test_other_one_is_the_only_one_after_a_medicine_without_monograph() -> None:
    assert references.resolved("and the other one?", (), ("Apium",))[0] == "and Apium?"


def test_class_stands_for_the_one_drug_of_it() -> None:
    question = "should he stop the painkiller then"
    painkiller = ClassMention("painkiller", ("painkiller",), ("Apium", "Cerum"), 19, 29)
    assert references.by_class(question, [painkiller], ("Apium", "Boneum"))[0] == "should he stop Apium then"
    assert references.by_class(question, [painkiller], OPTIONS) == (question, "")


def test_label_says_which_and_anything_more_is_a_matter() -> None:
    assert references.says_which("its   on the box")
    assert not references.says_which("its   on the box?")
    assert not references.says_which("  makes me dizzy")


@pytest.mark.parametrize("turn", ["yep thats it", "yeah, that one", "yes"])
def test_yes_in_two_words_chooses_the_only_option(turn: str) -> None:
    assert references.choice(turn, OPTIONS[:1]) == "Apium"


def test_one_that_was_begun_with_is_the_first() -> None:
    question = "the one i began with, how is it stored"
    assert references.resolved(question, ("Boneum",), ("Apium", "Boneum"))[0] == "Apium, how is it stored"


def described(words: str, titles: Sequence[str]) -> str:
    return {"jab": "Boneum", "sugar": "Cerum", "flu": "Cerum"}.get(words, "")


@pytest.mark.parametrize(
    ("question", "resolved"),
    [
        ("how often is the jab given", ("how often is Boneum given", "the jab")),
        ("does her jab hurt", ("does Boneum hurt", "her jab")),
        ("is that sugar tablet safe", ("is Cerum safe", "that sugar tablet")),
        ("can i have the flu jab", ("can i have the flu jab", "")),
        ("is a jab better", ("is a jab better", "")),
    ],
)
def test_a_description_stands_for_the_drug_that_it_is_of(question: str, resolved: tuple[str, str]) -> None:
    assert references.by_use(question, OPTIONS, described) == resolved


def test_a_word_that_begins_like_hers_stands_for_nothing() -> None:
    assert people.resolved("i will ask herself", (("mother", "Boneum"),)) == ("i will ask herself", "")
    assert people.resolved("is hers safe", (("mother", "Boneum"),)) == ("is Boneum safe", "hers")


def told_for(words: str) -> tuple[str, ...]:
    return {"bone": ("Boneum", "Cerum"), "sugar": ("Cerum",)}.get(words, ())


@pytest.mark.parametrize(
    ("question", "slotted", "options"),
    [
        ("i lost my bone tablets", "i lost my {}", ("Boneum", "Cerum")),
        ("can dads new sugar pill be halved", "can dads new {} be halved", ("Cerum",)),
        ("is our daughter's bone medicine vegan", "is our daughter's {} vegan", ("Boneum", "Cerum")),
    ],
)
def test_a_medicine_that_somebody_takes_leaves_a_slot(
    question: str, slotted: str, options: tuple[str, ...]
) -> None:
    assert references.own(question, (), told_for) == (slotted.format(SLOT), options)


@pytest.mark.parametrize(
    "question",
    [
        "is the bone tablet safe",
        "which bone tablets are safe",
        "my wifes tablets",
        "my two pills",
        "my ear drops",
    ],
)
def test_what_is_nobodys_or_not_described_leaves_none(question: str) -> None:
    assert references.own(question, (), told_for) is None


def test_a_class_that_somebody_takes_leaves_a_slot_and_one_in_general_none() -> None:
    mine = "i ran out of my painkiller pills"
    painkiller = ClassMention("painkiller", ("painkiller",), ("Apium",), 16, 26)
    assert references.own(mine, [painkiller], told_for) == (f"i ran out of my {SLOT}", ("Apium",))
    assert references.own("is it bad for painkiller users", [painkiller], told_for) is None


@pytest.mark.parametrize(
    ("question", "resolved"),
    [
        ("a neighbour of mine had apium", ("a neighbour of mine had apium", "")),
        ("two friends of mine stopped it, can i", ("two friends of mine stopped it, can i", "")),
        ("what is the dose of mine", ("what is the dose of Cerum", "mine")),
        ("is the colour of mine normal", ("is the colour of Cerum normal", "mine")),
        ("a cousin of mine asks how mine is stored", ("a cousin of mine asks how Cerum is stored", "mine")),
    ],
)
def test_mine_behind_somebody_is_no_medicine(question: str, resolved: tuple[str, str]) -> None:
    assert people.resolved(question, (("self", "Cerum"),)) == resolved


@pytest.mark.parametrize(
    "question",
    [
        "does this cancel out my pill",
        "could they make my pill weaker",
        "is it fine beside my pill",
        "it does nothing to my pill does it",
        "would my pill still protect me on it",
    ],
)
def test_pill_beside_a_pronoun_for_the_medicine_is_another(question: str) -> None:
    assert people.resolved(question, (("self", "Cerum"),)) == (question, "")


@pytest.mark.parametrize(
    "question",
    [
        "is it fine to split my pill",
        "does it matter when i swallow my pill",
        "can my pill go in yoghurt",
        "they say i can halve my pill",
        "is this normal, i had my pill at noon",
    ],
)
def test_pill_that_nothing_else_stands_for_is_the_medicine(question: str) -> None:
    meant = question.replace("my pill", "Cerum")
    assert people.resolved(question, (("self", "Cerum"),)) == (meant, "my pill")
