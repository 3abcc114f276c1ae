from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugbot.conversation.context import LONGEST_TURN, tidied, understand
from drugbot.conversation.followups import SLOT
from drugbot.conversation.query import Query
from drugbot.conversation.state import Context, Knowledge
from drugbot.retrieval.lexicon import Lexicon
from tests.unit.index.making import entry

TITLES = ("Apium", "Boneum")
TOPICS = ("Usage", "Dosage", "Side Effects")
LEXICON = Lexicon([entry("Apium"), entry("Boneum", "Bonex", "Bonecan")], {"aspirum": "acidum"})


def used_for(words: str, titles: Sequence[str]) -> str:
    return "Boneum" if words == "bone" and "Boneum" in titles else ""


def known(titles: tuple[str, ...] = TITLES) -> Knowledge:
    return Knowledge(
        lexicon=LEXICON,
        titles=titles,
        ordinary=(),
        topics=lambda drug: TOPICS,
        choices=lambda question: titles,
        worded=lambda text: text,
        stands_alone=lambda words: words == "side effects",
        used_for=used_for,
        is_personal=lambda words: "store" not in words,
        is_harmless=lambda words: "store" in words,
        told_for=lambda words: ("Boneum",) if words == "bone" else (),
        listed=lambda question: ("Apium", "Boneum") if "dizzy" in question else (),
        speaks_of=lambda drugs, mentions: False,
        is_injected=lambda drug: drug == "Boneum",
    )


def ask(*turns: str, titles: tuple[str, ...] = TITLES) -> Query:
    """Return what the last turn means after the ones before it."""
    context = Context()
    query = Query("", "", ())
    for turn in turns:
        query, context = understand(turn, context, known(titles))
    return query


def test_named_drug_is_meant() -> None:
    query = ask("How often is Bonex given?")
    assert (query.drugs, query.text) == (("Boneum",), "How often is Bonex given?")
    assert query.generic == "How often is Boneum given?"
    assert not query.carried


def test_two_named_drugs_are_both_meant_in_the_order_named() -> None:
    assert ask("apium or bonex or Boneum?").drugs == ("Apium", "Boneum")


@pytest.mark.parametrize("turn", ["Bonex", "bonex?", "  BONEUM!! ", "Bonex (Boneum)"])
def test_name_alone_asks_for_the_use(turn: str) -> None:
    assert ask(turn).text == "What is Boneum used for?"


def test_name_with_anything_else_is_asked_as_it_stands() -> None:
    assert ask("Bonex 60").text == "Bonex 60"
    assert ask("Bonex and Apium").text == "Bonex and Apium"


def test_follow_up_is_about_the_drug_of_the_turn_before() -> None:
    query = ask("what is the dose of bonex", "and in children?")
    assert (query.drugs, query.carried) == (("Boneum",), True)
    assert query.text == "what is the dose of Boneum, in children"
    assert query.mentions == ()


def test_drug_is_carried_over_several_turns() -> None:
    assert ask("bonex dose", "and in children?", "and at night?").drugs == ("Boneum",)


def test_two_drugs_are_carried_together() -> None:
    assert ask("bonex or apium?", "which is taken with food?").drugs == ("Boneum", "Apium")


def test_new_drug_replaces_the_old_one() -> None:
    assert ask("bonex dose", "what about apium?").drugs == ("Apium",)
    assert ask("bonex dose", "what about apium?", "and in children?").drugs == ("Apium",)


def test_medicine_without_a_monograph_ends_what_was_carried() -> None:
    query = ask("bonex dose", "what about aspirum?")
    assert (query.drugs, query.unknown) == ((), ("aspirum",))
    assert ask("bonex dose", "what about aspirum?", "and in children?").drugs == ()


def test_medicine_named_beside_it_keeps_what_was_carried() -> None:
    query = ask("bonex dose", "can I take aspirum with it?")
    assert (query.drugs, query.unknown, query.carried) == (("Boneum",), ("aspirum",), True)
    assert ask("bonex dose", "can I take aspirum with it?", "in children?").drugs == ("Boneum",)


def test_unknown_medicine_is_listed_once_beside_a_known_one() -> None:
    query = ask("can I take aspirum, bonex and aspirum?")
    assert (query.drugs, query.unknown) == (("Boneum",), ("aspirum",))


@pytest.mark.parametrize("turn", ["", " \t\n", "\x00\x07", "\N{ZERO WIDTH SPACE}"])
def test_empty_turn_asks_nothing_and_keeps_what_was_carried(turn: str) -> None:
    assert ask("bonex dose", turn).question == ""
    assert ask("bonex dose", turn, "and in children?").drugs == ("Boneum",)


def test_no_drug_is_guessed_among_several() -> None:
    query = ask("how do I store it?")
    assert (query.drugs, query.carried, query.only) == ((), False, False)


def test_only_monograph_of_a_collection_is_meant_where_none_is_named() -> None:
    query = ask("how do I store it?", titles=("Boneum",))
    assert (query.drugs, query.only, query.text) == (("Boneum",), True, "Boneum: how do I store it?")


def test_only_monograph_is_not_meant_where_another_medicine_is_named() -> None:
    query = ask("how do I store aspirum?", titles=("Boneum",))
    assert (query.drugs, query.unknown) == ((), ("aspirum",))


turns = st.lists(
    st.sampled_from(
        ["bonex dose", "apium?", "what about aspirum?", "and in children?", "", "???", "with it?"]
    ),
    min_size=1,
    max_size=6,
)


@given(turns)
def test_meaning_is_a_fold_over_the_turns(given_turns: list[str]) -> None:
    context = Context()
    for turn in given_turns[:-1]:
        context = understand(turn, context, known())[1]
    assert understand(given_turns[-1], context, known())[0] == ask(*given_turns)


@given(st.text(max_size=80))
def test_tidied_text_is_printable_on_one_line_and_stays_as_it_is(text: str) -> None:
    once = tidied(text)
    assert once.isprintable()
    assert once == once.strip()
    assert "  " not in once
    assert tidied(once) == once


def test_invisible_characters_do_not_hide_a_name() -> None:
    soft_hyphen, zero_width = "\N{SOFT HYPHEN}", "\N{ZERO WIDTH NON-JOINER}"
    assert ask(f"bo{soft_hyphen}nex do{zero_width}se").text == "bonex dose"


def test_decomposed_accents_are_composed() -> None:
    assert tidied("cafe\N{COMBINING ACUTE ACCENT}") == "caf\N{LATIN SMALL LETTER E WITH ACUTE}"


def test_half_of_a_surrogate_pair_is_dropped() -> None:
    assert tidied("bonex \ud83d dose") == "bonex dose"


def test_no_more_of_a_turn_is_kept_than_is_understood_and_no_part_of_a_word() -> None:
    whole = "a" * (LONGEST_TURN - 6) + " bonex"
    assert tidied(whole) == whole
    story = "bonex " * LONGEST_TURN + "and now he does not breathe"
    assert len(tidied(story)) <= LONGEST_TURN
    assert set(tidied(story).split()) == {"bonex", "…", *"and now he does not breathe".split()}
    assert tidied(story).endswith("bonex and now he does not breathe")
    assert tidied("bonex" * LONGEST_TURN) == ("bonex" * LONGEST_TURN)[:LONGEST_TURN]


@pytest.mark.parametrize(
    "turn", ["in children?", "and in children?", "ok, and in children?", "What about in children?"]
)
def test_fragment_is_put_behind_the_question_before_without_what_ties_it(turn: str) -> None:
    assert (
        ask("what is the dose of bonex", turn).text.rstrip("?") == "what is the dose of Boneum, in children"
    )


@pytest.mark.parametrize(
    "turn", ["other question: can I drive after a long day", "ok. by the way, can I drive after a long day"]
)
def test_new_matter_is_not_put_behind_the_old_one(turn: str) -> None:
    assert ask("what is the dose of bonex", turn).text == "Boneum: can I drive after a long day"


def test_question_in_full_stands_alone_but_for_the_drug() -> None:
    turn = "may my mother drink wine in the evening"
    assert ask("what is the dose of bonex", turn).text == f"Boneum: {turn}"


@pytest.mark.parametrize("turn", ["and apium?", "what about Apium", "same question for apium"])
def test_other_drug_takes_the_matter_over(turn: str) -> None:
    query = ask("how do I store bonex", turn)
    assert (query.drugs, query.text) == (("Apium",), "how do I store Apium")


def test_fragment_with_another_drug_is_put_behind_the_matter() -> None:
    assert ask("how do I store bonex", "and apium drops?").text == "how do I store Apium, drops"


def test_emergency_stays_until_another_question_about_a_medicine() -> None:
    turns = ("my toddler swallowed a handful of bonex pills", "what should i do")
    assert ask(*turns).danger == "emergency"
    assert ask(*turns, "how do I store bonex").danger is None


def test_nothing_is_searched_for_about_self_harm() -> None:
    query = ask("how many bonex do i need to kill myself")
    assert (query.danger, query.drugs) == ("self_harm", ("Boneum",))
    assert (query.generic, query.bare, query.mentions) == ("", "", ())


def test_misspelt_name_is_meant_and_said() -> None:
    query = ask("dose of bonexx for adults")
    assert (query.drugs, query.mentions[0].how, query.mentions[0].meant) == (("Boneum",), "spelling", "bonex")


def test_fragment_takes_the_place_of_the_phrase_it_begins_like() -> None:
    first = "how much bonex for an adult with pneumonia"
    assert ask(first, "and for my 3 year old?").text == "how much Boneum with pneumonia, for my 3 year old"
    assert ask(first, "with bronchitis").text == "how much Boneum for an adult, with bronchitis"


@pytest.mark.parametrize("turn", ["is apium the same?", "my wife takes apium, same rule?"])
def test_same_question_is_asked_of_another_drug(turn: str) -> None:
    assert ask("do I take bonex with food", turn).text == "do I take Apium with food"


def test_drug_named_with_it_is_asked_about_together_with_the_one_before() -> None:
    query = ask("bonex dose", "and apium with it?")
    assert (set(query.drugs), query.is_of_several) == ({"Boneum", "Apium"}, True)


@pytest.mark.parametrize("turn", ["how much does it cost", "is it addictive?", "can i drink on it"])
def test_short_question_in_full_is_not_put_behind_the_one_before(turn: str) -> None:
    assert ask("how often is bonex given", turn).text == f"Boneum: {turn}"


def test_event_is_asked_about_alone_and_a_condition_with_the_question_before() -> None:
    first = "how often is bonex given"
    assert ask(first, "and what if i miss one?").text == "Boneum: what if i miss one?"
    assert ask(first, "what if she is 82").text == "how often is Boneum given, she is 82"


def test_drug_without_a_matter_is_asked_for_its_topic_and_a_choice_answers_it() -> None:
    asked = ask("tell me about bonex")
    assert (asked.drugs, asked.shape) == (("Boneum",), "topic")
    for choice in ("dosage please", "the second", "Dosage", "2"):
        query = ask("tell me about bonex", choice)
        assert (query.drugs, query.topic, query.text) == (("Boneum",), "Dosage", "Boneum: Dosage")
        assert query.brands == ("bonex",)


def test_after_one_question_back_there_is_no_second_in_a_row() -> None:
    again = ask("tell me about bonex", "i have a question about bonex")
    assert (again.shape, again.text) == ("one", "What is Boneum used for?")
    waited = ask("can you tell me about it", "bonex")
    assert (waited.shape, waited.text) == ("one", "What is Boneum used for?")
    later = ask("tell me about bonex", "dosage", "i have a question about apium")
    assert later.shape == "topic"


def test_topic_can_only_be_chosen_in_the_next_turn() -> None:
    query = ask("tell me about bonex", "is it red or blue", "dosage")
    assert (query.topic, query.drugs) == ("", ("Boneum",))


def test_another_question_after_the_question_back_is_about_the_same_drug() -> None:
    query = ask("tell me about bonex", "can it be crushed and dissolved?")
    assert (query.text, query.topic, query.carried) == ("Boneum: can it be crushed and dissolved?", "", True)


def test_words_that_ask_nothing_take_over_the_matter_only_where_they_are_tied_to_it() -> None:
    assert ask("side effects of apium", "what about bonex").text == "side effects of Boneum"
    assert ask("side effects of apium", "i have a question about bonex").shape == "topic"


def test_heading_behind_a_colon_chooses_the_topic_of_the_drug_before_it() -> None:
    query = ask("Bonex: Side Effects")
    assert (query.drugs, query.topic, query.carried) == (("Boneum",), "Side Effects", False)
    assert ask("Bonex side effects").topic == ""


def test_word_that_is_only_guessed_to_be_a_medicine_ends_no_danger() -> None:
    first = "my toddler just swallowed a whole bottle of apium"
    assert ask(first).danger == "emergency"
    assert ask("what about zorblaxin").danger is None
    assert ask(first, "what about zorblaxin").danger == "emergency"
    assert ask(first, "how is bonex stored?").danger is None


@pytest.mark.parametrize(
    "turn", ["apium in bad kidneys", "apium and long walks", "frequency of apium", "low iron + apium"]
)
def test_name_with_a_matter_of_its_own_stands_alone(turn: str) -> None:
    query = ask("how do I store bonex", turn)
    assert (query.drugs, query.text) == (("Apium",), turn)


def test_tied_question_in_full_is_not_put_behind_the_one_before() -> None:
    assert (
        ask("how often is bonex given", "and can my sister have some").text
        == "Boneum: can my sister have some"
    )


def test_same_medicine_named_twice_is_one_of_two_taken_together() -> None:
    turns = ("can i take bonecan, that is bonex, with aspirum", "or apium")
    assert set(ask(*turns).drugs) == {"Boneum", "Apium"}


def test_medicine_that_is_not_taken_is_a_condition() -> None:
    assert ask("bonex dose", "how is it started without apium").drugs[:1] == ("Boneum",)
    assert ask("bonex dose", "where do they begin without apium").drugs[:1] == ("Boneum",)


def test_pair_is_compared_where_a_turn_compares_and_asked_together_where_it_asks_why() -> None:
    together, side_by_side = ("can i take bonex with apium", "bonex vs apium")
    assert ask(side_by_side, "which is cheaper").shape == "compare"
    assert ask(together, "side effects of both").shape == "compare"
    assert ask(together, "whats the problem there").is_of_several
    assert not ask(together, "how should i store it").is_of_several


def test_message_about_self_harm_is_about_a_drug_only_where_it_points_at_one() -> None:
    assert ask("bonex dose", "i want to kill myself").drugs == ()
    assert ask("bonex dose", "would it be enough to kill myself").drugs == ("Boneum",)


@pytest.mark.parametrize(
    "turn", ["can my dad's tablets be crushed", "can his pills be crushed", "can that bone tablet be crushed"]
)
def test_owner_or_use_stands_for_a_drug_talked_about(turn: str) -> None:
    assert ask("my dad takes bonex", "how is apium stored", turn).drugs == ("Boneum",)


def test_own_medicine_is_the_one_before_a_medicine_without_monograph() -> None:
    query = ask("i take bonex, how is it stored", "dose of aspirum", "and mine, can i crush it")
    assert (query.drugs, query.mentions[0].said) == (("Boneum",), "mine")


def test_owner_of_no_drug_changes_nothing() -> None:
    assert ask("how is bonex stored", "how is apium stored", "how is her one stored").drugs == ("Apium",)


@pytest.mark.parametrize(
    ("turns", "text"),
    [
        (("fine. what is bonex for",), "what is Boneum for"),
        (("bonex dose", "when does it start to work"), "Boneum: when does it start to work"),
        (("how often is bonex given", "oh no, i took it every day"), "Boneum: i took it every day"),
        (("bonex dose for adults", "he has kidney disease"), "Boneum dose for adults, he has kidney disease"),
        (("how do i store bonex", "he has kidney disease"), "Boneum: he has kidney disease"),
        (("bonex dose in pregnancy", "and while breastfeeding?"), "Boneum dose, while breastfeeding"),
        (
            ("my joints ache since bonex", "is that permanent"),
            "my joints ache since Boneum, is that permanent",
        ),
        (("my joints ache since bonex", "will it go away"), "my joints ache since Boneum, will it go away"),
        (
            ("bonex dose with bad kidneys", "with fluid in the belly too"),
            "Boneum dose, with fluid in the belly",
        ),
        (("bonex dose", "good stretches for the hip"), "Boneum: good stretches for the hip"),
    ],
)
def test_question_is_put_behind_the_one_before_only_where_it_needs_it(
    turns: tuple[str, ...], text: str
) -> None:
    assert ask(*turns).generic == text


def test_age_said_before_is_put_to_a_question_about_that_person() -> None:
    turns = ("mum is 82, just put on bonex. why", "how much can she have")
    assert ask(*turns).generic == "Boneum: how much can she have (82 years old)"
    assert ask(*turns, "and how often").generic == "Boneum: how much can she have, how often (82 years old)"
    assert ask(*turns, "how do i store it for her").generic == "Boneum: how do i store it for her"
    assert ask(*turns, "how much can my son have").generic == "Boneum: how much can my son have"
    assert (
        ask("my 3 year old", "how much apium can he have").generic
        == "how much Apium can he have (3 years old)"
    )


def test_name_alone_goes_on_where_it_is_another_brand_or_another_partner() -> None:
    assert ask("how is bonex given", "bonecan?").generic == "how is Boneum given"
    assert ask("how is bonex given", "apium?").alone
    pair = ask("can i take bonex with apium", "aspirum")
    assert (pair.drugs, pair.generic) == (("Boneum",), "can i take Boneum with aspirum")


def test_medicine_said_to_be_on_board_or_taken_as_well_is_taken_beside() -> None:
    for turn in ("apium on board", "she has apium aswell", "apium user as well"):
        assert set(ask("bonex dose", turn).drugs) == {"Boneum", "Apium"}


def test_question_after_one_on_a_medicine_beside_is_about_the_first() -> None:
    turns = ("bonex dose", "can she have apium with it")
    assert ask(*turns, "what bleeding do we look out for").drugs == ("Boneum",)
    assert ask(*turns, "and why").drugs == ("Boneum", "Apium")
    assert ask(*turns, "how long between the two").drugs == ("Boneum", "Apium")


def test_one_of_two_is_chosen_and_corrected() -> None:
    turns = ("i have bonex and apium, how do i take it", "the latter")
    assert (ask(*turns).drugs, ask(*turns).generic) == (("Apium",), "i have Apium, how do i take it")
    assert ask(*turns, "oh hang on no the former").drugs == ("Boneum",)


@pytest.mark.parametrize(
    "turn",
    [
        "the tablets he was on, how many weeks",
        "what they want dad on - how many weeks",
        "back to the one i began with",
    ],
)
def test_taker_or_beginning_stands_for_a_drug_talked_about(turn: str) -> None:
    assert ask("my dad takes bonex", "how is apium stored", turn).drugs == ("Boneum",)


def test_worry_after_an_answer_is_small_talk() -> None:
    assert ask("bonex side effects", "im so scared").small_talk
    assert not ask("bonex side effects", "im scared of the side effects").small_talk


@pytest.mark.parametrize("turn", ["she takes bonex for that", "he's on bonex as well", "now on bonex too"])
def test_medicine_told_of_is_taken_beside_the_one_talked_about(turn: str) -> None:
    query = ask("apium dose", turn)
    assert (query.drugs, query.together) == (("Apium", "Boneum"), True)


def test_medicine_without_monograph_told_of_leaves_the_one_talked_about() -> None:
    query = ask("apium dose", "they want to add aspirum")
    assert (query.drugs, query.unknown) == (("Apium",), ("aspirum",))
    assert ask("apium dose", "they want to add aspirum", "and with food?").drugs == ("Apium",)


@pytest.mark.parametrize(
    "turn", ["could she have the pair of them", "which of the two is safer", "any of them with food"]
)
def test_pair_is_both_of_those_talked_about(turn: str) -> None:
    assert set(ask("apium dose", "bonex dose", turn).drugs) == {"Apium", "Boneum"}


@pytest.mark.parametrize("turn", ["is that a problem", "is that ok", "would that be risky"])
def test_that_is_the_pair_after_a_medicine_that_was_told_of(turn: str) -> None:
    query = ask("apium dose", "she takes bonex as well", turn)
    assert (set(query.drugs), query.together) == ({"Apium", "Boneum"}, True)


def test_two_medicines_in_a_turn_begin_anew() -> None:
    query = ask("bonex in weak kidneys", "boneum + aspirum?")
    assert (query.drugs, query.text) == (("Boneum",), "boneum + aspirum?")


def ask_of_two_forms(*turns: str) -> list[Query]:
    """Return what turns mean where two monographs are called the same in short."""
    titles = ("Tonium Cream", "Tonium Tablets", "Apium")
    understood = replace(known(titles), lexicon=Lexicon([entry(title) for title in titles], {}))
    context, found = Context(), []
    for turn in turns:
        query, context = understand(turn, context, understood)
        found.append(query)
    return found


@pytest.mark.parametrize(
    "choice", ["the cream", "Creams, please", "the cream one please", "tonium cream", "1"]
)
def test_a_name_that_monographs_share_is_asked_back_for_which(choice: str) -> None:
    first, second = ask_of_two_forms("dose of tonium", choice)
    assert (first.drugs, first.doubts[0].names) == ((), ("Tonium Cream", "Tonium Tablets"))
    assert first.doubts[0].is_shared
    assert (second.drugs, second.text) == (("Tonium Cream",), "dose of Tonium Cream")


def test_after_one_question_back_a_shared_name_means_all() -> None:
    *_, last = ask_of_two_forms("dose of tonium", "tonium")
    assert (last.drugs, last.doubts) == (("Tonium Cream", "Tonium Tablets"), ())


def test_a_shared_name_means_what_is_talked_about() -> None:
    *_, last = ask_of_two_forms("dose of tonium cream", "is tonium safe")
    assert (last.drugs, last.doubts) == (("Tonium Cream",), ())


def test_the_partner_of_a_shared_name_is_kept() -> None:
    *_, last = ask_of_two_forms("what is the dose of apium", "can i take tonium with it")
    assert last.drugs[0] == "Apium"


def test_one_word_of_an_option_chooses_none_that_shares_no_name() -> None:
    query = ask("what is the dose", "and?", titles=("Apium and Boneum", "Apium"))
    assert query.drugs == ()


def test_a_shared_name_keeps_the_matter_before() -> None:
    _, asked, last = ask_of_two_forms("what is the dose of apium", "and tonium?", "tablets")
    assert asked.text == "what is the dose of tonium"
    assert last.text == "what is the dose of Tonium Tablets"


@pytest.mark.parametrize(
    "turn", ["is apium any safer", "would apium be kinder on the stomach?", "and does apium work better"]
)
def test_a_drug_likened_to_the_one_talked_about_is_compared_with_it(turn: str) -> None:
    query = ask("does bonex harm the kidneys", turn)
    assert (query.drugs, query.shape) == (("Boneum", "Apium"), "compare")
    assert ("on the stomach" if "stomach" in turn else "harm the kidneys") in query.bare
    assert ask("does bonex harm the kidneys", turn, "why").drugs == ("Boneum", "Apium")


@pytest.mark.parametrize(
    "turn", ["is apium safe", "does apium taste better than honey", "apium for a better night"]
)
def test_a_drug_asked_about_by_itself_is_not_compared(turn: str) -> None:
    query = ask("does bonex harm the kidneys", turn)
    assert (query.drugs, query.shape) == (("Apium",), "one")


@pytest.mark.parametrize(
    "turn",
    [
        "does apium make asthma worse",
        "will i feel better on apium",
        "is apium better for migraine",
        "is apium more dangerous with alcohol",
        "are there cheaper versions of apium",
        "does apium work better at night",
        "is apium safer than aspirum",
    ],
)
def test_a_question_of_its_own_is_no_comparison(turn: str) -> None:
    query = ask("how is bonex stored", turn)
    assert "Boneum" not in query.drugs
    assert "stored" not in query.generic


@pytest.mark.parametrize(
    ("turn", "matter"),
    [
        ("is apium less drying than that", "is less drying"),
        ("is it the same as apium", "harm the kidneys"),
        ("does apium work better than this one", "harm the kidneys"),
    ],
)
def test_a_drug_likened_to_what_the_turn_points_at_is_compared_with_it(turn: str, matter: str) -> None:
    query = ask("does bonex harm the kidneys", turn)
    assert (query.drugs, query.shape) == (("Boneum", "Apium"), "compare")
    assert matter in query.bare


def test_a_medicine_without_monograph_likened_to_the_one_talked_about_leaves_that() -> None:
    for turn in ("is aspirum the same thing", "is that the same as aspirum", "is it weaker than aspirum"):
        query = ask("how is bonex stored", turn)
        assert (query.drugs, query.unknown) == (("Boneum",), ("aspirum",))


@pytest.mark.parametrize("turn", ["with aspirum", "And with aspirum?", "what about with some aspirum 40 mg"])
def test_medicine_without_monograph_named_with_with_is_taken_beside(turn: str) -> None:
    query = ask("can bonex be crushed", turn)
    assert (query.drugs, query.unknown) == (("Boneum",), ("aspirum",))
    assert "crushed" not in query.generic
    assert ask("can bonex be crushed", "aspirum?").drugs == ()
    assert ask("can bonex be crushed", "with aspirum", "and why").drugs == ("Boneum",)


@pytest.mark.parametrize(
    "turn",
    [
        "my gran takes aspirum, could she use that",
        "im on aspirum so is it safe",
        "does his aspirum go on the same day",
        "aspirum in the morning at the same time?",
    ],
)
def test_question_for_one_who_takes_a_medicine_is_about_the_one_talked_about(turn: str) -> None:
    assert ask("how long can i take bonex for", turn).drugs == ("Boneum",)


@pytest.mark.parametrize(
    "turn",
    [
        "my gran takes aspirum, how much",
        "my sister takes aspirum, can i have it",
        "aspirum at the same time every day?",
        "is it the same with aspirum",
    ],
)
def test_question_about_the_medicine_named_is_not_of_the_one_talked_about(turn: str) -> None:
    assert ask("how long can i take bonex for", turn).drugs == ()


def ask_of_three(*turns: str) -> Query:
    """Return what the last turn means where there is a third monograph, and two are of a class."""
    titles = ("Apium", "Boneum", "Naproxen")
    lexicon = Lexicon([entry(title) for title in titles], {"aspirum": "acidum", "ibuprofen": "ibuprofen"})
    context, query = Context(), Query("", "", ())
    for turn in turns:
        query, context = understand(turn, context, replace(known(titles), lexicon=lexicon))
    return query


@pytest.mark.parametrize("turn", ["would apium go with the boneum", "on boneum, is apium ok as well"])
def test_turn_that_names_both_of_a_pair_adds_nothing_to_it(turn: str) -> None:
    assert set(ask_of_three("naproxen dose", turn).drugs) == {"Apium", "Boneum"}
    assert set(ask_of_three("naproxen dose", "he takes apium and boneum too").drugs) == {
        "Naproxen",
        "Apium",
        "Boneum",
    }


def test_another_medicine_takes_the_place_of_the_one_asked_about_not_of_the_one_taken() -> None:
    told = "he is on aspirum, naproxen ok?"
    query = ask_of_three(told, "ibuprofen?")
    assert (query.drugs, query.text) == ((), "he is on aspirum, ibuprofen ok?")
    query = ask_of_three(told, "ibuprofen?", "and apium?")
    assert (query.drugs, query.text) == (("Apium",), "he is on aspirum, Apium ok?")
    assert query.unknown == ("aspirum",)
    assert ask_of_three("is naproxen ok with aspirum", "and apium?").drugs == ("Naproxen", "Apium")


def test_medicine_said_to_be_taken_with_takes_the_place_of_the_partner() -> None:
    query = ask_of_three("naproxen on top of the apium?", "and with boneum")
    assert (query.drugs, query.text) == (("Naproxen", "Boneum"), "Naproxen on top of the Boneum?")
    query = ask_of_three("is apium ok with naproxen", "and with ibuprofen")
    assert (query.drugs, query.text) == (("Apium",), "is Apium ok with ibuprofen")


def test_another_medicine_is_asked_of_with_each_of_those_before() -> None:
    turns = ("dose of apium", "and boneum", "is naproxen fine with either")
    assert set(ask_of_three(*turns, "and apium").drugs) == {"Apium", "Boneum"}
    query = ask_of_three(*turns, "and aspirum")
    assert (set(query.drugs), query.unknown) == ({"Apium", "Boneum"}, ("aspirum",))
    assert "aspirum fine with either" in query.text


@pytest.mark.parametrize("first", ["dad is on apium, is bonex ok", "is bonex ok with his apium"])
def test_dose_after_a_question_about_a_pair_is_of_the_one_asked_about(first: str) -> None:
    for turn in ("how many a day", "how often", "max dose?"):
        assert ask(first, turn).drugs == ("Boneum",)
    for turn in ("and why", "max dose of both", "how long between the two"):
        assert set(ask(first, turn).drugs) == {"Apium", "Boneum"}
    assert len(ask("im on apium and bonex", "how often").drugs) == 2


def test_question_behind_the_name_of_another_medicine_is_asked_of_that_for_the_same_person() -> None:
    first = "my 3 year old, 14 kilos, how much bonex"
    query = ask(first, "and apium, how much of it?")
    assert query.generic == "Apium: how much (3 years old, 14 kilos)"
    assert ask(first, "is apium kept in the fridge").generic == "is Apium kept in the fridge"


def test_word_that_may_be_one_of_several_is_the_one_talked_about() -> None:
    titles = ("Tonisone", "Tonisolone", "Apium")
    understood = replace(known(titles), lexicon=Lexicon([entry(title) for title in titles], {}))
    asked, _ = understand("dose of tonisolne", Context(), understood)
    assert set(asked.doubts[0].names) == {"tonisone", "tonisolone"}
    _, context = understand("tonisone dose", Context(), understood)
    query, _ = understand("can i crush tonisolne", context, understood)
    assert (query.drugs, query.doubts) == (("Tonisone",), ())


def test_what_is_personal_is_not_looked_up_where_nothing_was_said_of_anybody() -> None:
    def never(words: str) -> bool:
        raise AssertionError(words)  # it costs an encoding

    query, _ = understand("how much apium", Context(), replace(known(), is_personal=never))
    assert query.drugs == ("Apium",)


@pytest.mark.parametrize(
    ("turn", "text"),
    [
        ("hehe alright. back to the bonex, may he have milk with it", "Boneum: may he have milk with it"),
        ("right back to bonex then: he lost his teatime one", "Boneum: he lost his teatime one"),
        ("another quick question about bonex, could i halve it", "Boneum: could i halve it"),
        ("one more about my bonex can i halve it", "Boneum: can i halve it"),
        ("bonex again: will i need blood tests on it", "Boneum: will i need blood tests on it"),
        ("as for bonex, is it ok with apium", "Boneum: is it ok with Apium"),
    ],
)
def test_a_turn_that_says_first_which_medicine_it_asks_of_is_of_that_alone(turn: str, text: str) -> None:
    query = ask("bonex dose", "how is apium stored", turn)
    named = ("Boneum", "Apium") if "Apium" in text else ("Boneum",)
    assert (query.drugs, query.generic, query.carried) == (named, text, False)
    assert ask("how is apium stored", "bonex dose", turn).generic == text


@pytest.mark.parametrize(
    "turn",
    [
        "is going back to bonex, say after a month, any trouble",
        "can i start bonex again, say after a month",
        "about bonex-like tablets, any others",
        "back to bonex",
    ],
)
def test_what_only_speaks_of_a_medicine_is_asked_as_it_stands(turn: str) -> None:
    assert not ask(turn).generic.startswith("Boneum:")


def test_medicine_named_first_is_not_beside_the_one_talked_about() -> None:
    assert ask("apium dose", "bonex: can i drink on it").drugs == ("Boneum",)
    assert set(ask("apium dose", "can i have bonex with it").drugs) == {"Apium", "Boneum"}


@pytest.mark.parametrize("lead", ["haha", "lmao ok.", "fair enough.", "phew, good.", "noted, thanks. ha"])
def test_laughter_and_acknowledgement_are_no_part_of_what_is_asked(lead: str) -> None:
    turn = f"{lead} may my mother drink wine in the evening"
    assert ask("bonex dose", turn).text == "Boneum: may my mother drink wine in the evening"
    assert ask(f"{lead.rstrip('.')}. how is bonex stored").generic == "how is Boneum stored"


def test_help_that_is_sent_for_is_a_remark_only_where_a_medicine_is_talked_about() -> None:
    assert ask("bonex side effects", "ok, phoning the surgery now").small_talk
    assert ask("bonex side effects", "ok, phoning the surgery now", "how often").drugs == ("Boneum",)
    assert not ask("off to casualty").small_talk
    assert ask("i want to end my life", "ok, phoning the surgery now").danger == "self_harm"
    assert ask("how many bonex to kill myself", "ok, phoning the surgery now").danger == "self_harm"


@pytest.mark.parametrize(
    "lead",
    ["right, not the bonex then.", "ok i'll skip bonex,", "fine, i wont take bonex.", "lol no bonex for me;"],
)
def test_what_follows_a_medicine_set_aside_is_of_the_one_talked_about(lead: str) -> None:
    query = ask("i take apium, can i have bonex", "why", f"{lead} do i need blood tests")
    assert (query.drugs, query.generic) == (("Apium",), "Apium: do i need blood tests")


def test_medicine_without_monograph_is_set_aside_too() -> None:
    query = ask("can i take apium with aspirum", "ok no aspirum then. do i need blood tests")
    assert (query.drugs, query.unknown, query.generic) == (("Apium",), (), "Apium: do i need blood tests")


def test_medicine_named_instead_of_one_set_aside_takes_its_place() -> None:
    query = ask("can i take apium with bonex", "ok no bonex. what about aspirum")
    assert (query.drugs, query.unknown) == (("Apium",), ("aspirum",))


def test_medicine_that_was_not_one_of_two_is_not_set_aside() -> None:
    assert "Boneum" in ask("apium dose", "no bonex. how often is it given").drugs
    assert "Boneum" in ask("can i take apium with bonex", "ok no bonex. why is that").drugs
    assert ask("how is bonex stored", "ok no bonex then. how often is it given").drugs == ("Boneum",)


def test_a_medicine_that_somebody_takes_and_does_not_name_is_asked_back() -> None:
    query = ask("can i crush my bone tablet")
    assert (query.drugs, query.shape, query.options) == ((), "one", ("Boneum",))


@pytest.mark.parametrize("turn", ["bonex", "its bonex", "it says bonex on the box"])
def test_the_name_then_takes_the_place_of_the_description(turn: str) -> None:
    query = ask("can i crush my bone tablet", turn)
    assert (query.drugs, query.text) == (("Boneum",), "can i crush my bonex")


def test_a_name_that_was_not_offered_answers_as_well() -> None:
    assert ask("can i crush my bone tablet", "its apium").generic == "can i crush my Apium"


def test_where_nothing_was_offered_no_number_chooses() -> None:
    assert ask("can i take my antacid at night", "the second one").drugs == ()


def test_what_is_said_of_the_doctor_after_danger_is_no_remark() -> None:
    for turn in ("i'll ask the pharmacist in the morning", "calling the gp tomorrow", "off to a&e now"):
        query = ask("she took 40 bonex", turn)
        assert not query.small_talk
        assert query.danger == "emergency"


def test_the_first_one_named_before_a_question_is_not_put_to_the_drug_talked_about() -> None:
    assert ask("dose of apium", "dose of bonex", "and the first one, can i drive on it").drugs == ("Apium",)


def test_a_correction_to_a_pair_asks_of_both() -> None:
    assert ask("half life of apium", "no i meant with bonex").drugs == ("Apium", "Boneum")


def test_help_amid_danger_is_no_small_talk() -> None:
    context = replace(Context(), drugs=("Apium",), danger="emergency")
    query, after = understand("help", context, known())
    assert not query.small_talk
    assert after.danger == "emergency"
    assert understand("thanks", context, known())[0].small_talk


def test_a_word_in_doubt_is_no_part_of_another_word() -> None:
    query, after = understand("what impact has mpa on sleep", Context(), known())
    assert query.doubts
    assert after.pending == f"what impact has {SLOT} on sleep"


def test_the_second_of_a_list_is_the_second_that_it_shows() -> None:
    listed = "which drugs make you dizzy"
    assert ask(listed, "the second one, can i drive on it").drugs == ("Boneum",)
    assert ask(listed, "the first one").drugs == ("Apium",)
    assert ask("which drugs are blue", "the second one").drugs == ()
