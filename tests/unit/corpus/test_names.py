from __future__ import annotations

import pytest

from drugbot.corpus.names import short_titles
from tests.unit.corpus.making import read

TITLE = "Denosumab"


def names(body: str) -> tuple[str, ...]:
    return read(body, title=TITLE).names


@pytest.mark.parametrize(
    "listing",
    [
        "Denosumab is sold as **Prolia®** (60 mg) and **Xgeva®** (120 mg).",
        "It comes as Prolia® and Xgeva®.",
        "* Prolia®\n* Xgeva®",
        "- Prolia (60 mg, for bones)\n- Xgeva",
        "1. Prolia\n2. Xgeva",
        "Brand names: Prolia, Xgeva",
        "**Brand names:** Prolia, Xgeva. Do not take Evista for either.",
        "**Brand Names**\n\n- Prolia\n- Xgeva",
        "Denosumab is marketed under the brand names Prolia (60 mg) and Xgeva (120 mg).",
        "Denosumab is marketed under the brand names Prolia (60 mg)\nand Xgeva (120 mg).",
        "Known as Prolia and Xgeva.",
        "Denosumab is available as Prolia in the US and as Xgeva in Japan.",
        "- **US:** Prolia\n- **Japan:** Xgeva",
        "Prolia, Xgeva",
        "Sold as **[Prolia](https://example.org)** and **Xgeva**.",
    ],
)
def test_names_section_states_the_names(listing: str) -> None:
    assert names(f"## **Alternate Names**\n\n{listing}\n") == ("Prolia", "Xgeva")


@pytest.mark.parametrize(
    "heading",
    [
        "Brand Names",
        "Trade names",
        "Synonyms",
        "Also known as",
        "Other Names",
        "Names",
        "3. Brands",
        "What names does it have?",
    ],
)
def test_names_section_is_known_by_its_heading(heading: str) -> None:
    assert names(f"## {heading}\n\n- Prolia\n") == ("Prolia",)


@pytest.mark.parametrize(
    "prose",
    [
        "Denosumab is marketed under the brand names Prolia (60 mg) and Xgeva.",
        "Denosumab is marketed under the brand names Prolia\n(60 mg) and Xgeva (120 mg).",
        "Denosumab, an antibody, is sold under the trade names **Prolia®** and **Xgeva®**, among others.",
        "It is injected. Denosumab is marketed under the brand names Prolia for bones and Xgeva for tumors.",
        "The drug denosumab is available under the brand names Prolia and Xgeva in the United States.",
    ],
)
def test_names_are_taken_from_prose_about_the_drug(prose: str) -> None:
    assert names(f"## Usage\n\n{prose}\n") == ("Prolia", "Xgeva")


@pytest.mark.parametrize(
    "prose",
    [
        "Denosumab was compared with Evista® in one trial.",
        "Unlike denosumab, raloxifene is marketed under the brand name Evista.",
        "Denosumab may follow raloxifene, which is marketed under the brand name Evista.",
        "Denosumab is injected, while raloxifene is sold under the brand name Evista.",
        "Do not give denosumab with raloxifene. Raloxifene is sold under the brand name Evista®.",
        "Raloxifene is marketed under the brand name Evista.",
    ],
)
def test_a_brand_of_another_drug_is_never_a_name(prose: str) -> None:
    assert names(f"## Drug Interactions\n\n{prose}\n") == ()


def test_neither_the_title_nor_a_label_nor_nothing_is_a_name() -> None:
    assert names("## Alternate Names\n\n**Brand names:**\n\n- None\n- Denosumab\n- DENOSUMAB\n") == ()


def test_a_label_that_is_no_country_does_not_make_a_name() -> None:
    assert names("## Alternate Names\n\n- Prolia\n- **See also:** Raloxifene\n") == ("Prolia",)


def test_each_name_stands_once_as_first_written() -> None:
    body = (
        "## Usage\n\nDenosumab is sold under the brand name Prolia.\n\n## Brand Names\n\n- PROLIA®\n- Xgeva\n"
    )
    assert names(body) == ("Prolia", "Xgeva")


def test_a_name_of_several_words_stays_whole() -> None:
    body = (
        "## Brand Names\n\nSold as **Motrin IB®**, **Children's Advil** and **Amlodipine and Valsartan**.\n"
    )
    assert names(body) == ("Motrin IB", "Children's Advil", "Amlodipine and Valsartan")


def test_names_are_mended_before_they_are_read() -> None:
    assert names("## Alternate Names\n\nSold as **Prolia速** (60 mg).\n") == ("Prolia",)


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Boneum Eye Drops", ("Boneum",)),
        ("Boneum (Bonex)", ("Boneum", "Bonex")),
        ("Boneum (Oral)", ("Boneum",)),
        ("Boneum (patches, gum and lozenges)", ("Boneum",)),
        ("Boneum Oral Tablets (Bonex, Bonecan)", ("Boneum Oral Tablets", "Boneum", "Bonex", "Bonecan")),
        ("Bonetin Alfa", ("Bonetin",)),
        ("Boneum", ()),
        ("Boneum and Apium", ()),
        ("Oral Contraceptives", ()),
        ("Drops", ()),
    ],
)
def test_a_title_is_called_in_short_without_its_form(title: str, short: tuple[str, ...]) -> None:
    assert short_titles(title) == short


def test_a_product_with_another_drug_is_not_a_name_of_this_one() -> None:
    listing = "- Prolia®: injection\n- Duofix®: fixed mixture with raloxifene\n- With calcium: Calcifix®"
    assert names(f"## Brands\n\n{listing}\n") == ("Prolia",)


def test_a_country_is_no_name() -> None:
    assert names("## Names\n\n- Prolia in the United Kingdom, Ireland and Germany\n") == ("Prolia",)
