"""Which of the medicines talked about a turn is answered for, with the real model."""

from __future__ import annotations

import pytest

from drugbot.chatbot import Chatbot

PAIR = "can i take warfarin with ibuprofen"


@pytest.mark.parametrize(
    ("turns", "drugs"),
    [
        ((PAIR, "how often is the INR checked"), {"Warfarin"}),
        ((PAIR, "why not"), {"Warfarin", "Ibuprofen"}),
        (("xgeva how often", "evista side effects", "back to the jab, and in kidney failure"), {"Denosumab"}),
        (
            ("what is xgeva for", "evista side effects", "back to the jab", "ok and the tablet?"),
            {"Raloxifene"},
        ),
        (("can dad have metformin with dapagliflozin", "he has a CT with dye next week"), {"Metformin"}),
        (
            (
                "prednisone for my husband",
                "my son is on ibuprofen",
                "can my husband get the flu vaccine",
            ),
            {"Prednisone"},
        ),
    ],
)
def test_turn_is_answered_for_the_medicine_that_it_is_about(
    chatbot: Chatbot, turns: tuple[str, ...], drugs: set[str]
) -> None:
    reply = chatbot.reply(turns)
    assert set(reply.drugs) == drugs
    assert {citation.drug for citation in reply.citations} <= drugs


def test_medicine_named_beside_two_is_asked_of_with_each(chatbot: Chatbot) -> None:
    reply = chatbot.reply(
        ["is nitroglycerin ok with viagra", "hes on losartan too, does that matter with either"]
    )
    assert set(reply.drugs) == {"Nitroglycerin", "Sildenafil", "Losartan"}
    assert all("losartan" in c.quote.casefold() for c in reply.citations if c.drug != "Losartan")


def test_it_behind_a_medicine_that_was_told_of_is_that_one(chatbot: Chatbot) -> None:
    reply = chatbot.reply(["what is quetiapine for", "mum is on zolpidem, how long can she stay on it"])
    assert reply.drugs == ("Zolpidem",)


def test_what_was_said_of_a_child_is_not_put_to_the_husband(chatbot: Chatbot) -> None:
    turns = (
        "prednisone for my husband",
        "my son is on ibuprofen, hes 6, 20 kg",
        "chickenpox, is that a problem for my husband",
        "how much can he take",
    )
    reply = chatbot.reply(turns)
    assert "6 years" not in reply.query
    assert "20 kg" not in reply.query


@pytest.mark.parametrize("turn", ["my son swallowed a whole bottle of it", "he took 20 of them"])
@pytest.mark.parametrize(
    "pair", [("metformin", "ibuprofen"), ("metformin", "zolpidem"), ("warfarin", "tramadol")]
)
def test_emergency_with_it_is_answered_for_the_last_medicine(
    chatbot: Chatbot, pair: tuple[str, str], turn: str
) -> None:
    reply = chatbot.reply([f"what is {pair[0]} for", f"{pair[1]} dose", turn])
    assert "emergency" in reply.notices
    assert [drug.casefold() for drug in reply.drugs] == [pair[1]]


@pytest.mark.parametrize(
    "turn",
    ["can he take it with food", "how should it be stored", "can he drive on it", "is it safe in pregnancy"],
)
def test_plain_it_is_the_last_medicine(chatbot: Chatbot, turn: str) -> None:
    pairs = (("amlodipine", "sibutramine"), ("zolpidem", "prednisone"), ("warfarin", "loratadine"))
    for first, second in pairs:
        reply = chatbot.reply([f"what is {first} for", f"{second} dose", turn])
        assert [drug.casefold() for drug in reply.drugs] == [second]


def test_other_one_is_the_other_one(chatbot: Chatbot) -> None:
    turns = ["losartan dose", "spironolactone dose", "are they ok together", "what about the other one"]
    assert chatbot.reply(turns).drugs == ("Spironolactone",)


@pytest.mark.parametrize(
    "turn", ["can she take ibuprofen while she is on it", "is tramadol ok if he is on it"]
)
def test_while_on_it_is_beside_the_medicine_talked_about(chatbot: Chatbot, turn: str) -> None:
    reply = chatbot.reply(["warfarin side effects", turn])
    assert "Warfarin" in reply.drugs
    assert len(reply.drugs) == 2


def test_form_in_both_ways_is_of_the_medicine_named(chatbot: Chatbot) -> None:
    reply = chatbot.reply(["dose of losartan", "does metformin come in both tablets and liquid"])
    assert reply.drugs == ("Metformin",)


def test_what_the_last_monograph_says_is_not_sought_in_an_earlier_one(chatbot: Chatbot) -> None:
    turns = ["metoprolol dose", "hydralazine dose", "my kidneys are bad", "can i stop suddenly"]
    assert chatbot.reply(turns).drugs == ("Hydralazine",)


def test_either_of_two_that_were_asked_of_one_by_one_is_each_of_them(chatbot: Chatbot) -> None:
    reply = chatbot.reply(["warfarin dose", "metformin dose", "is fluconazole ok with either of them"])
    assert set(reply.drugs) == {"Warfarin", "Metformin", "Fluconazole"}
    assert "warfarin" in reply.citations[0].quote.casefold()


@pytest.mark.parametrize(
    ("turns", "drugs"),
    [
        (("viagra dose", "a friend offered me some of his nitroglycerin"), {"Sildenafil", "Nitroglycerin"}),
        (
            ("viagra dose", "a friend offered me some of his nitroglycerin", "not even half of one?"),
            {"Sildenafil", "Nitroglycerin"},
        ),
        (("tramadol dose", "my husband takes sibutramine, can he have it"), {"Tramadol", "Sibutramine"}),
        (("is warfarin ok with tramadol", "can i take apixaban with it"), {"Warfarin", "Apixaban"}),
        (
            ("can i take warfarin with ibuprofen", "would acetaminophen be any safer"),
            {"Warfarin", "Acetaminophen"},
        ),
        (("what is nitroglycerin for", "is tadalafil ok for him"), {"Nitroglycerin"}),
        (("what is warfarin for", "citalopram?"), {"Citalopram"}),
        (("what is warfarin for", "citalopram: how often is it taken"), {"Citalopram"}),
    ],
)
def test_named_medicine_is_meant_beside_the_one_talked_about_or_in_its_place(
    chatbot: Chatbot, turns: tuple[str, ...], drugs: set[str]
) -> None:
    assert set(chatbot.reply(turns).drugs) == drugs


@pytest.mark.parametrize(
    "turns",
    [
        ("is losartan ok with furosemide", "what are the side effects of lisinopril"),
        ("is warfarin ok with ibuprofen", "can lisinopril be crushed"),
        ("warfarin or apixaban, which is better", "is rivaroxaban better for the kidneys"),
        ("what is warfarin for", "tell me about zopiclone"),
    ],
)
def test_medicine_without_a_monograph_is_not_answered_from_those_talked_about(
    chatbot: Chatbot, turns: tuple[str, ...]
) -> None:
    reply = chatbot.reply(turns)
    assert (reply.reason, reply.drugs, reply.citations) == ("unknown_drug", (), ())


def test_what_is_offered_of_the_others_is_answered_of_them(chatbot: Chatbot) -> None:
    turns = ["losartan dose", "metoprolol dose", "can i drink on it"]
    offered = chatbot.reply(turns).others
    assert [question.split(":")[0] for question in offered] == ["Losartan"]
    assert chatbot.reply([*turns, offered[0]]).drugs == ("Losartan",)


def test_nothing_is_offered_in_an_emergency(chatbot: Chatbot) -> None:
    reply = chatbot.reply(["losartan dose", "zolpidem dose", "he swallowed 20 of them and wont wake up"])
    assert "emergency" in reply.notices
    assert reply.others == ()


def test_after_a_medicine_without_a_monograph_those_talked_about_are_asked_back_for(chatbot: Chatbot) -> None:
    turns = ("methotrexate for psoriasis", "folic acid same day or different?")
    refused = chatbot.reply(turns)
    assert (refused.reason, refused.others) == ("unknown_drug", ("folic acid with Methotrexate",))
    asked = chatbot.reply((*turns, "she wants to conceive in spring"))
    assert (asked.reason, asked.options) == ("which_drug", ("Methotrexate",))
    assert chatbot.reply((*turns, "she wants to conceive in spring", "methotrexate")).drugs == (
        "Methotrexate",
    )
    assert chatbot.reply((*turns, "how do i bleed a radiator")).reason == "off_topic"


def test_what_is_offered_of_a_pair_quotes_the_monograph_talked_about(chatbot: Chatbot) -> None:
    reply = chatbot.reply(("apixaban in CKD", "and ketoconazole?"))
    assert reply.others == ("ketoconazole with Apixaban",)
    pair = chatbot.reply(reply.others)
    assert {citation.drug for citation in pair.citations} == {"Apixaban"}
    assert "ketoconazole" in pair.citations[0].quote.casefold()


@pytest.mark.parametrize(
    ("turns", "drugs", "unknown"),
    [
        (("apixaban in CKD", "Patient is on clarithromycin for a week."), ("Apixaban",), ("clarithromycin",)),
        (
            ("augmentin for a child of 6", "he's allergic to penicillin"),
            ("Amoxicillin and Clavulanate",),
            ("penicillin",),
        ),
        (
            ("can i take viagra with a heart problem", "my dad carries that nitro spray. is it ok for him"),
            ("Sildenafil", "Nitroglycerin"),
            (),
        ),
        (("lamotrigine half life", "no i meant with carbamazepine"), ("Lamotrigine", "Carbamazepine"), ()),
        (("losartan hctz contraindications",), ("Losartan and Hydrochlorothiazide",), ()),
    ],
)
def test_a_medicine_that_comes_up_is_asked_of_with_the_one_talked_about(
    chatbot: Chatbot, turns: tuple[str, ...], drugs: tuple[str, ...], unknown: tuple[str, ...]
) -> None:
    reply = chatbot.reply(turns)
    assert (reply.drugs, reply.unknown) == (drugs, unknown)
    assert reply.citations


def test_a_dose_for_the_age_asked_about_is_quoted_from_its_row(chatbot: Chatbot) -> None:
    quote = chatbot.reply(("how much tylenol for my 4 year old",)).citations[0].quote
    assert "4 to 5 years" in quote
    assert "11 years" not in quote
    after = chatbot.reply(
        ("how much tylenol for my girl, she is 4 and weighs 40 lb", "and if i used Motrin instead?")
    )
    assert "36 to 47 lb" in after.citations[0].quote
    assert "9 to 10 years" not in after.citations[0].quote
    renal = chatbot.reply(("cipro dose CrCl 20",)).citations[0].quote
    assert "5 to 29 mL/min" in renal
    assert "30 to 50" not in renal
