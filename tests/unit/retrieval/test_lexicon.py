from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugbot.corpus.names import spelled
from drugbot.retrieval.lexicon import Lexicon
from drugbot.retrieval.medicines import known_medicines
from tests.unit.index.making import entry

ENTRIES = [
    entry("Boneum", "Bonex", "Bonex XR", "Joint-Aid"),
    entry("Apium", "St. Mark's Root"),
    entry("Zinc Oxide"),
]
MEDICINES = {
    "aspirum": "acidum",
    "boneum apium": "boneum; apium",
    "trias": "boneum; apium; ferrum",
    "duo": "boneum; apium",
    "bonefix": "boneum",
    "zinc": "zinc",
}


@pytest.fixture
def lexicon() -> Lexicon:
    return Lexicon(ENTRIES, MEDICINES)


def named(lexicon: Lexicon, text: str) -> list[tuple[str, tuple[str, ...], str]]:
    return [(mention.said, mention.titles, mention.how) for mention in lexicon.mentions(text)]


@pytest.mark.parametrize(
    ("text", "said", "how"),
    [
        ("what is boneum for", "boneum", "title"),
        ("BONEUM?", "BONEUM", "title"),
        ("Bonex", "Bonex", "name"),
        ("Is Bonex® safe", "Bonex", "name"),
        ("Bonex™, how?", "Bonex", "name"),
        ("(bonex)", "bonex", "name"),
        ("**Bonex**", "Bonex", "name"),
        ("joint aid", "joint aid", "name"),
        ("joint-aid", "joint-aid", "name"),
        ("JOINT‑AID", "JOINT‑AID", "name"),
        ("two Boneums a day", "Boneums", "title"),
        ("Bonex's dose", "Bonex", "name"),
        ("Bonex’s dose", "Bonex", "name"),
        ("the boneums' doses", "boneums", "title"),
        ("bonefix", "bonefix", "name"),
    ],
)
def test_name_is_found_in_any_spelling(lexicon: Lexicon, text: str, said: str, how: str) -> None:
    assert named(lexicon, text) == [(said, ("Boneum",), how)]


@pytest.mark.parametrize("text", ["St. Mark's Root", "ST MARK’S ROOT", "St Mark's root tea"])
def test_name_with_an_apostrophe_is_found(lexicon: Lexicon, text: str) -> None:
    assert [titles for _, titles, _ in named(lexicon, text)] == [("Apium",)]


@pytest.mark.parametrize(
    "text", ["", "???", "what is it for", "bonexa", "unboneum", "bone um", "bon ex", "s"]
)
def test_other_words_name_nothing(lexicon: Lexicon, text: str) -> None:
    assert named(lexicon, text) == []


def test_longest_name_is_taken(lexicon: Lexicon) -> None:
    assert named(lexicon, "Bonex XR or Bonex") == [
        ("Bonex XR", ("Boneum",), "name"),
        ("Bonex", ("Boneum",), "name"),
    ]
    assert named(lexicon, "zinc oxide") == [("zinc oxide", ("Zinc Oxide",), "title")]
    assert named(lexicon, "zinc") == [("zinc", (), "unknown")]


def test_mentions_are_in_the_order_of_the_text_with_their_places(lexicon: Lexicon) -> None:
    text = "Can I take Bonex with aspirum and apium?"
    mentions = lexicon.mentions(text)
    assert [mention.said for mention in mentions] == ["Bonex", "aspirum", "apium"]
    assert [text[mention.start : mention.end] for mention in mentions] == ["Bonex", "aspirum", "apium"]


@pytest.mark.parametrize("text", ["aspirum", "Aspirums", "Aspirum®'s"])
def test_medicine_without_a_monograph_is_known_to_be_one(lexicon: Lexicon, text: str) -> None:
    assert [(titles, how) for _, titles, how in named(lexicon, text)] == [((), "unknown")]


def test_product_means_the_monographs_of_its_ingredients_and_says_which_have_none(lexicon: Lexicon) -> None:
    assert named(lexicon, "duo") == [("duo", ("Boneum", "Apium"), "name")]
    (mention,) = lexicon.mentions("trias")
    assert (bool(mention.titles), mention.is_product) == (True, True)
    assert bool(mention.ingredients)
    assert not set(mention.ingredients) & {"boneum", "apium"}


def test_combination_named_by_its_ingredients_is_a_product_too() -> None:
    lexicon = Lexicon([entry("Boneum")], {"boneum apium": "boneum; apium"})
    (mention,) = lexicon.mentions("boneum/apium tablets")
    assert (mention.said, mention.titles, mention.ingredients) == ("boneum/apium", ("Boneum",), ("apium",))


def test_monograph_of_a_combination_is_meant_by_any_name_of_it() -> None:
    lexicon = Lexicon([entry("Boneum and Apium")], {"co bonium": "apium; boneum"})
    assert named(lexicon, "co-bonium") == [("co-bonium", ("Boneum and Apium",), "name")]


@pytest.mark.parametrize("said", ["apium boneum", "Apium/Boneum", "apium-boneum", "Apium and Boneum"])
def test_product_is_known_by_its_ingredients_however_they_are_joined(said: str) -> None:
    lexicon = Lexicon([entry("Apium"), entry("Apium and Boneum")], MEDICINES)
    assert named(lexicon, f"how is {said} stored") == [(said, ("Apium and Boneum",), "title")]
    assert named(lexicon, "how is apium stored") == [("apium", ("Apium",), "title")]


def test_product_named_beside_the_drug_that_it_holds_is_another_medicine() -> None:
    lexicon = Lexicon([entry("Boneum")], {"duo": "boneum; ferrum"})
    both = lexicon.mentions("boneum with duo")
    assert [(m.titles, m.how, m.ingredients) for m in both] == [
        (("Boneum",), "title", ()),
        ((), "unknown", ("ferrum",)),
    ]


def test_class_is_found_with_the_drugs_whose_monographs_state_it() -> None:
    lexicon = Lexicon([entry("Boneum", classes=("NSAID",)), entry("Apium")])
    (found,) = lexicon.classes("may I take NSAIDs?")
    assert (found.said, found.titles) == ("NSAIDs", ("Boneum",))


def test_name_that_two_monographs_state_means_both() -> None:
    lexicon = Lexicon([entry("Boneum", "Flex"), entry("Apium", "FLEX")])
    assert named(lexicon, "flex") == [("flex", ("Boneum", "Apium"), "name")]


def test_title_is_meant_rather_than_another_monographs_alternate_name() -> None:
    lexicon = Lexicon([entry("Boneum", "Apium"), entry("Apium")])
    assert named(lexicon, "apium") == [("apium", ("Apium",), "title")]


def test_monograph_under_another_generic_name_is_found_by_its_ingredient() -> None:
    medicines = {"paracetamol": "acetaminophen", "acetaminophen": "acetaminophen", "headex": "acetaminophen"}
    lexicon = Lexicon([entry("Paracetamol")], medicines)
    assert named(lexicon, "headex") == [("headex", ("Paracetamol",), "name")]
    assert named(lexicon, "acetaminophen") == [("acetaminophen", ("Paracetamol",), "name")]


def test_lexicon_without_names_finds_nothing() -> None:
    assert Lexicon([]).mentions("boneum") == ()


@given(st.text(max_size=60))
def test_mentions_never_overlap_and_are_words_of_the_text(text: str) -> None:
    mentions = Lexicon(ENTRIES, MEDICINES).mentions(text)
    assert all(text[mention.start : mention.end] == mention.said != "" for mention in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))


@given(
    st.lists(st.sampled_from(["Boneum", "bonex xr", "is", "aspirum", "the dose of", "?", "duo"]), max_size=6)
)
def test_every_name_said_is_found(words: list[str]) -> None:
    found = [spelled(mention.said) for mention in Lexicon(ENTRIES, MEDICINES).mentions(" . ".join(words))]
    names = {"boneum", "bonex xr", "aspirum", "duo"}
    assert found == [spelled(word) for word in words if spelled(word) in names]


def test_file_of_medicines_is_in_the_form_that_names_are_compared_in() -> None:
    medicines = known_medicines()
    assert all(name == spelled(name) != "" for name in medicines)
    assert all(part == spelled(part) != "" for parts in medicines.values() for part in parts.split("; "))


@pytest.mark.parametrize(
    "name", ["warfarin", "aspirin", "metformin", "amoxicillin", "lisinopril", "coumadin"]
)
def test_common_medicines_are_known_without_a_monograph(name: str) -> None:
    mentions = Lexicon([entry("Boneum")], known_medicines()).mentions(f"can I take {name} with it")
    assert [(mention.said, mention.how) for mention in mentions] == [(name, "unknown")]


def test_medicine_without_a_monograph_carries_the_substances_it_may_be_spoken_of_by() -> None:
    lexicon = Lexicon([entry("Boneum")], {"coumadin": "warfarin", "duo": "warfarin; zinc"})
    assert [m.ingredients for m in lexicon.mentions("boneum with coumadin or duo")] == [
        (),
        ("warfarin",),
        ("warfarin", "zinc"),
    ]


NEAR = Lexicon([entry("Prednisolone"), entry("Boneum", "Bonex"), entry("Hydroxyzine")], known_medicines())


@pytest.mark.parametrize(
    ("question", "said", "titles", "meant"),
    [
        ("dose of Bonexx?", "Bonexx", ("Boneum",), "bonex"),
        ("boenum for children", "boenum", ("Boneum",), "boneum"),
        ("hydroxizine at night", "hydroxizine", ("Hydroxyzine",), "hydroxyzine"),
        ("amoxicilin dose", "amoxicilin", (), "amoxicillin"),  # of which there is no monograph
        ("predisone dose", "predisone", (), "prednisone"),  # and not prednisolone, which has one
        ("metropolol with food", "metropolol", (), "metoprolol"),
    ],
)
def test_misspelt_name_is_corrected_where_no_other_is_comparably_near(
    question: str, said: str, titles: tuple[str, ...], meant: str
) -> None:
    (mention,), doubts = NEAR.read(question, ())
    assert (mention.said, mention.titles, mention.meant, doubts) == (said, titles, meant, ())


@pytest.mark.parametrize(
    ("question", "names"),
    [("celebrx with food", {"celebrex", "cerebyx"}), ("prednisolne or prednisne", set())],
)
def test_word_between_names_that_are_confused_is_left_in_doubt(question: str, names: set[str]) -> None:
    _, doubts = NEAR.read(question, ())
    assert names <= {name for doubt in doubts for name in doubt.names}


@pytest.mark.parametrize(
    "question", ['"metropolol" with food', "is “metropolol” safe?", 'the "celebrx"', 'two: "bonexx"']
)
def test_word_in_quotation_marks_is_no_misspelling_but_a_medicine_without_a_monograph(question: str) -> None:
    (mention,), doubts = NEAR.read(question, ())
    assert (mention.titles, mention.how, mention.meant, doubts) == ((), "unknown", "", ())


@pytest.mark.parametrize("question", ['"metropolol with food"', "'metropolol'", 'metropolol "with food"'])
def test_quotation_marks_around_more_than_the_word_leave_it_a_misspelling(question: str) -> None:
    assert [mention.meant for mention in NEAR.read(question, ())[0]] == ["metoprolol"]


@pytest.mark.parametrize("question", ['a "natural" thing', 'my "boneless" one', 'the "Boneum" dose'])
def test_known_word_in_quotation_marks_is_what_it_is_without(question: str) -> None:
    assert NEAR.read(question, ("boneless",)) == (NEAR.mentions(question), ())


@pytest.mark.parametrize("question", ["what is tezomazumab for", "is brenoxetine a stimulant"])
def test_word_with_the_stem_of_a_medicine_is_taken_for_one(question: str) -> None:
    (mention,), _ = NEAR.read(question, ())
    assert (mention.titles, mention.how) == ((), "unknown")


@pytest.mark.parametrize(
    "question",
    [
        "boneum dose",
        "what is the dose",
        "bone",
        "a5b5c5d5",
        "",
        "boneless chicken",
        "the strip of an allergist",
    ],
)
def test_names_ordinary_and_distant_words_are_no_misspellings(question: str) -> None:
    mentions, doubts = NEAR.read(question, ("boneless",))
    assert mentions == NEAR.mentions(question)
    assert doubts == ()


def test_names_match_however_their_accents_are_written() -> None:
    lexicon = Lexicon([entry("Cafe\u0301mab")])
    assert [mention.titles for mention in lexicon.mentions("caf\u00e9mab dose")] == [("Cafe\u0301mab",)]


def test_a_title_in_short_means_its_monograph() -> None:
    found = Lexicon(
        [entry("Tonium Eye Drops"), entry("Ferrum (Fex)")], {"tonium": "tonium", "tonix": "tonium"}
    )
    assert named(found, "tonium dose") == [("tonium", ("Tonium Eye Drops",), "name")]
    assert named(found, "fex and ferrum") == [
        ("fex", ("Ferrum (Fex)",), "name"),
        ("ferrum", ("Ferrum (Fex)",), "name"),
    ]
    assert named(found, "tonix") == [("tonix", (), "unknown")]  # a brand of another form, maybe


def test_a_title_in_short_is_not_another_title_nor_english() -> None:
    titles = ("Tonium Cream", "Tonium", "Water Injection", "Ferrum (Low Dose)")
    found = Lexicon([entry(title) for title in titles], {})
    assert named(found, "a low dose") == []
    assert named(found, "tonium") == [("tonium", ("Tonium",), "title")]
    assert named(found, "with water") == []


def test_monographs_share_a_title_in_short() -> None:
    found = Lexicon([entry("Tonium Cream"), entry("Tonium Tablets")], {})
    assert named(found, "tonium") == [("tonium", ("Tonium Cream", "Tonium Tablets"), "name")]
    assert named(found, "tonium tablets") == [("tonium tablets", ("Tonium Tablets",), "title")]


WHOLE = "borium mononitrate"


@pytest.mark.parametrize("said", ["borium monnonitrate", "Boreum Mononitrat", "BORIUM MONONITRAET"])
def test_a_misspelt_name_of_several_words_is_one(said: str) -> None:
    lexicon = Lexicon([entry("Borium Mononitrate")], {"borium": "borium"})
    mentions, doubts = lexicon.read(f"can i use {said} daily", frozenset())
    assert [(each.said, each.titles, each.meant) for each in mentions] == [
        (said, ("Borium Mononitrate",), WHOLE)
    ]
    assert doubts == ()


@pytest.mark.parametrize("said", ["borium dinitrate", "borium dinitrat", "borium moninitrade"])
def test_another_medicine_of_several_words_is_no_misspelt_one(said: str) -> None:
    others = {name: name for name in ("borium", "borium dinitrate", "borium moninitrate")}
    mentions, _ = Lexicon([entry("Borium Mononitrate")], others).read(f"{said} daily", frozenset())
    assert [each.titles for each in mentions] == [()]


def test_a_product_of_several_is_not_a_name_of_one() -> None:
    lexicon = Lexicon([entry("Boneum", "Duo", "Bonex")], {"duo": "boneum; apium", "boneum": "boneum"})
    (duo,) = lexicon.mentions("dose of duo")
    assert (duo.is_product, duo.ingredients) == (True, ("apium",))
    (bonex,) = lexicon.mentions("dose of bonex")
    assert (bonex.is_product, bonex.titles) == (False, ("Boneum",))


def test_names_of_a_title_that_is_not_known_whole_stay() -> None:
    medicines = {"duo": "boneum; apium", "boneum": "boneum", "apium": "apium"}
    lexicon = Lexicon([entry("Boneum/Apium", "Duo"), entry("Ferrum Carbonate", "Ferrum")], medicines)
    assert named(lexicon, "duo and ferrum") == [
        ("duo", ("Boneum/Apium",), "name"),
        ("ferrum", ("Ferrum Carbonate",), "name"),
    ]


@pytest.mark.parametrize("said", ["apium ferrum", "apium/ferrum", "Apium-Ferrum", "ferrum + apium"])
def test_a_product_named_by_its_ingredients_is_one_medicine(said: str) -> None:
    lexicon = Lexicon([entry("Apium"), entry("Apium and Ferrum")], {"ferrum": "ferrum"})
    mentions, doubts = lexicon.read(f"dose of {said} please", ())
    assert [(mention.said, mention.titles) for mention in mentions] == [(said, ("Apium and Ferrum",))]
    assert doubts == ()


def test_two_medicines_that_are_no_product_stay_two() -> None:
    lexicon = Lexicon([entry("Apium"), entry("Boneum"), entry("Apium and Ferrum")], {"ferrum": "ferrum"})
    for text in ("apium boneum", "apium with ferrum"):
        assert len(lexicon.read(text, ())[0]) == 2
