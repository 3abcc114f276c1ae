from __future__ import annotations

import pytest

from drugbot.conversation.circumstances import (
    NOBODY,
    People,
    carried,
    described,
    is_of_another,
    of_charge,
    pointed_at,
    spoken_of,
    without_people,
)

MUM = ("mother", ("82 years old",))


@pytest.mark.parametrize(
    ("turn", "person"),
    [
        ("mum is 82, just been put on it", MUM),
        ("My father (82) got it", ("father", ("82 years old",))),
        ("nan 86 with dementia", ("grandmother", ("86 years old",))),
        ("hes 6 and 20kg", ("he", ("6 years old", "20kg"))),
        ("14 months 9kg, her ear hurts", ("she", ("14 months old", "9kg"))),
        ("dose for my 3 yr old, should i give it at night", ("", ("3 years old",))),
        ("im 30 weeks pregnant", ("self", ("30 weeks pregnant",))),
        ("i have bad kidneys", ("self", ("bad kidneys",))),
        ("my son is 6 weeks, is it ok", ("son", ("6 weeks old",))),
        ("baby is 9 months and hot", ("", ("9 months old",))),
        ("wife is 9 weeks pregnant", ("wife", ("9 weeks pregnant",))),
        ("my 3 yr olds cough", ("", ("3 years old",))),
        ("for a 5yr old's fever", ("", ("5 years old",))),
        ("our 18 month old’s rash", ("", ("18 months old",))),
        ("the 7yos dose", ("", ("7 years old",))),
    ],
)
def test_what_bears_on_a_dose_is_kept_with_the_person(turn: str, person: object) -> None:
    assert described(NOBODY, turn) == person


@pytest.mark.parametrize(
    "turn",
    [
        "she takes 40 mg",
        "he has 2 tablets",
        "she is not pregnant",
        "mum takes it",
        "5 mg",
        "",
        "he is 3 weeks post op",
        "she takes it at 8 o'clock",
        "my mum gained 3 kg on it",
        "he lost about 5 kilos",
        "his prescription is 3 months old",
        "i found 20 old tablets",
        "her 3 old pills",
    ],
)
def test_other_numbers_are_of_nobody(turn: str) -> None:
    assert described(NOBODY, turn) == NOBODY


def test_more_is_put_to_the_same_person_and_another_age_is_another_person() -> None:
    assert described(MUM, "shes tiny tho, 55 kilos") == ("mother", ("82 years old", "55 kilos"))
    assert described(MUM, "my 3 year old")[1] == ("3 years old",)
    assert described(MUM, "how much can she have") == MUM


@pytest.mark.parametrize("question", ["how much can she have", "what does mum take", "is it ok for her"])
def test_question_that_points_at_the_person_carries_it(question: str) -> None:
    assert carried(MUM, question, "", names_drug=True, goes_on=False) == "82 years old"


@pytest.mark.parametrize(
    "question",
    ["how much can he have", "how much can i have", "what does dad take", "how much", "she is 40, how much"],
)
def test_question_about_another_or_nobody_carries_nothing(question: str) -> None:
    assert carried(MUM, question, "", names_drug=False, goes_on=False) == ""


def test_what_is_said_already_is_not_said_again() -> None:
    assert carried(MUM, "how much can she have", "mum is 82: how much", names_drug=False, goes_on=False) == ""


def test_question_of_nobody_that_goes_on_is_of_the_same_person() -> None:
    assert carried(MUM, "and how often", "", names_drug=False, goes_on=True) == "82 years old"


def test_i_points_back_only_where_no_medicine_is_named() -> None:
    me = ("self", ("30 weeks pregnant",))
    assert carried(me, "how much can i take", "", names_drug=False, goes_on=False) == "30 weeks pregnant"
    assert carried(me, "how much apium can i take", "", names_drug=True, goes_on=False) == ""


@pytest.mark.parametrize(
    ("turn", "before"),
    [
        ("and for an adult?", "how much apium can my 3 year old have"),
        ("for me", "apium dose for my 85 year old nan"),
        ("my brother is 30, what dose for him", "my wife is pregnant, is apium ok for her"),
        ("how much for a healthy adult", "apium dose with bad kidneys"),
        ("i am not pregnant, what dose for a headache", "is apium ok in pregnancy"),
        ("and in children", "apium dose in adults"),
        ("he is 6", "my son is 3, how much apium"),
        ("and for me?", "how much apium can i give my 3 year old"),
        ("normal dose", "dose of apium in liver failure"),
        ("can he have it", "my wife is pregnant, is apium ok"),
    ],
)
def test_other_people_than_before_are_told(turn: str, before: str) -> None:
    assert is_of_another(turn, before)


@pytest.mark.parametrize(
    ("turn", "before"),
    [
        ("what do i do", "my 3 year old has a rash"),
        ("how much gets into the milk", "is apium ok when breastfeeding"),
        ("can i take it with wine", "i have bad kidneys, is it ok"),
        ("how much can she have", "mum is 82"),
        ("is that too much for him", "my son is 6 and 20 kg"),
        ("he's 8 and weighs 26 kg", "my boy is being started on apium"),
        ("for me", "what is apium for"),
        ("does it harm the baby", "can i take apium while pregnant"),
        ("20 kg", "apium for a 6 year old"),
        ("with kidney disease", "apium for an 80 year old"),
        ("can i take him off it", "my son is 8"),
    ],
)
def test_the_same_person_is_no_other(turn: str, before: str) -> None:
    assert not is_of_another(turn, before)


def test_nothing_of_one_person_is_carried_to_people_of_another_kind() -> None:
    person = described(NOBODY, "how much can my 3 year old have")
    assert carried(person, "and for an adult?", "", names_drug=False, goes_on=True) == ""
    assert carried(person, "and how often?", "", names_drug=False, goes_on=True) == "3 years old"


def test_a_childs_age_is_not_carried_to_a_grown_relative() -> None:
    child = described(NOBODY, "how much for my 4 year old")
    assert carried(child, "and for my husband", "", names_drug=False, goes_on=True) == ""
    assert carried(MUM, "how much can my son have", "", names_drug=False, goes_on=True) == ""


def test_the_weight_of_a_grown_person_is_not_carried() -> None:
    person = described(NOBODY, "my dad is 79 and 70 kg")
    assert carried(person, "how much can he take", "", names_drug=False, goes_on=True) == "79 years old"


def test_another_relative_takes_the_place_of_the_one_spoken_of() -> None:
    people = spoken_of((), "my son is 6 and 20 kg")
    people = spoken_of(people, "is that a problem for my husband")
    person = pointed_at(people, "does he need to taper")
    assert carried(person, "does he need to taper", "", names_drug=False, goes_on=False) == ""


def test_what_was_said_of_a_relative_is_kept_while_another_is_spoken_of() -> None:
    people = spoken_of((), "my son is 6")
    people = spoken_of(people, "my mum is 82")
    assert pointed_at(people, "how much can he have") == ("son", ("6 years old",))
    assert pointed_at(people, "how much can my son have") == ("son", ("6 years old",))
    assert pointed_at(people, "and how often does she take it") == ("mother", ("82 years old",))
    assert pointed_at(people, "and how often?") == ("mother", ("82 years old",))


def test_relative_who_may_be_the_child_told_of_is_that_child() -> None:
    people = spoken_of((), "how much for my 6 year old")
    assert pointed_at(people, "my son is 20 kg")[1] == ("6 years old",)
    assert pointed_at(people, "my husband is 100 kg") == ("husband", ())


def test_no_more_than_four_people_are_kept() -> None:
    people: People = ()
    for who in ("son", "mum", "dad", "sister", "brother", "wife"):
        people = spoken_of(people, f"my {who} is 40")
    assert [who for who, _ in people] == ["father", "sister", "brother", "wife"]


def test_question_that_says_of_nobody_is_of_the_last_one_spoken_of() -> None:
    people = spoken_of((), "how much ibuprofen for a 3 year old")
    people = spoken_of(people, "mum is 82, how much can she take")
    assert pointed_at(people, "and how often?") == ("mother", ("82 years old",))


def test_age_of_one_relative_is_not_that_of_another() -> None:
    people = spoken_of((), "apium for my husband")
    people = spoken_of(people, "he is 70")
    assert people == (("husband", ("70 years old",)),)
    person = pointed_at(people, "my brother is on it too, how much can he take")
    assert person == ("brother", ())


def test_what_is_left_without_people_has_no_stray_commas() -> None:
    assert without_people("my son 6 years old, 20kg, apium dose") == "apium dose"


@pytest.mark.parametrize(
    "turn", ["my dad says it upsets the stomach", "my husband already gave him one dose"]
)
def test_relative_who_reports_is_not_the_one_spoken_of(turn: str) -> None:
    people = spoken_of((), "my son is 4, how much apium")
    assert pointed_at(spoken_of(people, turn), "how much can he have") == ("son", ("4 years old",))


def test_what_is_told_of_one_person_does_not_wipe_another() -> None:
    people = spoken_of((), "my daughter is 2")
    people = spoken_of(people, "i have liver disease, is it ok")
    assert pointed_at(people, "how much can she take") == ("daughter", ("2 years old",))


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ("i'm breastfeeding and my baby is 3 months old, is apium ok", "how much can i take"),
        ("my wife asks if our 3 year old can take apium", "how much can she take"),
    ],
)
def test_age_of_a_child_is_not_that_of_the_adult_who_tells_it(told: str, asked: str) -> None:
    person = pointed_at(spoken_of((), told), asked)
    assert carried(person, asked, "", names_drug=False, goes_on=False) == ""


def test_what_is_of_a_child_of_an_age_is_carried_and_left_out() -> None:
    people = spoken_of((), "apium for my 5 yr olds cough")
    question = "how much boneum for her"
    person = pointed_at(people, question)
    assert carried(person, question, question, names_drug=True, goes_on=False) == "5 years old"
    assert without_people("how much for my 5 yr old's cough") == "how much cough"


@pytest.mark.parametrize("who", ["niece", "nephew", "cousin", "friend"])
def test_age_of_a_relative_who_is_a_child_is_kept(who: str) -> None:
    asked = f"how much can my {who} have in a day"
    person = pointed_at(spoken_of((), f"can my {who} have apium, my {who} is 6"), asked)
    assert carried(person, asked, "", names_drug=False, goes_on=False) == "6 years old"


def test_what_is_asked_already_is_not_said_twice_and_digits_of_a_name_are_no_age() -> None:
    son = ("son", ("3 years old",))
    known = "Vitamin D3: how much can he have"
    assert carried(son, "how much can he have", known, names_drug=False, goes_on=False) == "3 years old"
    known = "how much can my 3 year old have"
    assert carried(son, "how much can he have", known, names_drug=False, goes_on=False) == ""


@pytest.mark.parametrize(
    ("turn", "said"),
    [
        ("and if i used bonex instead", "4 years old, 40 lb"),
        ("what about bonex", "4 years old, 40 lb"),
        ("can she have bonex instead", "4 years old, 40 lb"),
        ("can i take bonex myself", ""),
        ("what about bonex for me", ""),
        ("bonex for adults?", ""),
        ("bonex for my 9 year old?", ""),
    ],
)
def test_a_child_spoken_of_is_the_one_that_another_medicine_is_for(turn: str, said: str) -> None:
    assert of_charge(("daughter", ("4 years old", "40 lb")), turn, "how much bonex") == said


def test_the_age_of_the_grown_is_not_carried_to_another_medicine() -> None:
    assert of_charge(MUM, "what about bonex", "how much bonex") == ""
