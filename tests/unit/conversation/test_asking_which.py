from __future__ import annotations

import pytest

from drugbot.conversation.asking_which import asks_remedy, asks_which, is_partner


@pytest.mark.parametrize(
    "question",
    [
        "Which drugs are contraindicated in pregnancy?",
        "what helps with heartburn",
        "what medicines cause cough",
        "list all drugs that lower blood pressure",
        "which of these are NSAIDs",
        "what can i take for hay fever",
        "Nice. which of your tablets are for gout",
    ],
)
@pytest.mark.parametrize("is_talking", [True, False])
def test_question_about_no_drug_in_particular_is_seen(question: str, is_talking: bool) -> None:
    assert asks_which(question, is_talking=is_talking)


@pytest.mark.parametrize(
    "question",
    [
        "which ones stain your teeth",
        "are any of these ok with goat milk",
        "list every agent that clashes with tonic water",
        "what have you got for chilblains",
        "do you have anything that stops hiccups",
        "which have a warning about skiing",
        "anything i can't have with liquorice",
        "her nails have gone blue. which medicines can do that?",
        "is there a tablet for cold sores",
    ],
)
def test_loose_words_ask_which_only_where_no_medicine_is_talked_about(question: str) -> None:
    assert asks_which(question, is_talking=False)
    assert not asks_which(question, is_talking=True)


@pytest.mark.parametrize(
    "question",
    [
        "which drugs interact with it",
        "what medicines make that worse",
        "which medicines should i avoid",
        "what pills can't be taken together",
        "what do i do now",
        "how do i take it",
        "dose?",
    ],
)
def test_question_about_a_drug_that_is_talked_about_is_no_list(question: str) -> None:
    assert not asks_which(question, is_talking=True)


@pytest.mark.parametrize(
    "question",
    [
        "anything i should know before taking it",
        "is there anything in it for vegans",
        "do you have a bathroom",
        "dose?",
        "what are the side effects",
    ],
)
def test_question_for_which_a_drug_is_missing_is_no_list(question: str) -> None:
    assert not asks_which(question, is_talking=False)


@pytest.mark.parametrize(
    ("question", "partner"),
    [
        ("which of your drugs interact with NSAIDs", True),
        ("i am allergic to NSAIDs, which ones can i have", True),
        ("which NSAIDs upset the stomach", False),
        ("which of these are NSAIDs", False),
        ("can NSAIDs be taken with milk", False),
    ],
)
def test_a_class_that_others_are_taken_with_is_none_that_is_asked_about(question: str, partner: bool) -> None:
    assert is_partner(question, question.index("NSAIDs")) is partner


@pytest.mark.parametrize(
    ("question", "is_one"),
    [
        ("which drugs help with heartburn", True),
        ("what medicines are used for high blood pressure?", True),
        ("which of your meds are for losing weight", True),
        ("do you have anything for a stye", True),
        ("which drugs cause dizziness", False),
        ("which drugs are given by injection", False),
        ("do you have anything that must be kept cold", False),
    ],
)
def test_a_remedy_is_asked_for_by_a_complaint(question: str, is_one: bool) -> None:
    assert asks_remedy(question) is is_one
