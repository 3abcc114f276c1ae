from __future__ import annotations

import pytest

from drugbot.answering.joints import counts, depends_on_last, is_dangling, populations, qualifies, wants_next


@pytest.mark.parametrize(
    "text",
    [
        "It is a pill.",
        "However, wait.",
        "- **Otherwise** it is safe.",
        "In these patients the dose is 5 mg.",
        "For this reason, wait.",
        "Therefore nobody should.",
        "Each of them is new.",
        "and so on.",
        "(See there.)",
    ],
)
def test_sentence_that_begins_with_a_reference_is_tied_to_the_one_before(text: str) -> None:
    assert is_dangling(text)


@pytest.mark.parametrize(
    "text",
    [
        "Take 5 mg.",
        "Each tablet holds 5 mg.",
        "Children taking this medicine rest.",
        "Italy is far.",
        "- **Butter:** no.",
    ],
)
def test_sentence_that_stands_by_itself_is_not_tied(text: str) -> None:
    assert not is_dangling(text)


def test_sentence_is_tied_to_a_line_that_is_a_heading_in_all_but_name() -> None:
    assert depends_on_last("**Adults**", "Take 5 mg.")
    assert not depends_on_last("Take 5 mg.", "Take water.")
    assert not depends_on_last("- Adults", "- Children")


@pytest.mark.parametrize(
    "text",
    [
        "If ill, stop.",
        "Do not chew.",
        "Contact a doctor.",
        "It should not be chewed.",
        "Except in children.",
        "of 5 mg.",
        "(Not at night.)",
    ],
)
def test_condition_or_negation_in_the_same_paragraph_limits_a_sentence(text: str) -> None:
    assert qualifies(text, together=True)


def test_in_another_paragraph_or_bullet_only_what_says_so_limits_what_stands_before() -> None:
    assert qualifies("However, wait.", together=False)
    assert not qualifies("- Do not chew.", together=False)
    assert not qualifies("If ill, stop.", together=False)


def test_line_with_a_colon_or_the_word_following_announces_the_next() -> None:
    assert wants_next("**As follows:**")
    assert wants_next("Do the following.")
    assert not wants_next("Take 5 mg.")


def test_lead_in_with_a_number_word_counts() -> None:
    assert counts("when at least two of these are met:")
    assert not counts("Adults take 2 mg:")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("can my daughter have it", {"children"}),
        ("**Renal impairment:** half", {"renal"}),
        ("older adults with a weak liver", {"elderly", "hepatic"}),
        ("while pregnant or nursing", {"pregnancy", "breastfeeding"}),
        ("adults", set()),
    ],
)
def test_populations_are_known_by_their_words(text: str, names: set[str]) -> None:
    assert populations(text) == names
