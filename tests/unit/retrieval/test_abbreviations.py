from __future__ import annotations

import pytest

from drugbot.corpus.names import spelled
from drugbot.retrieval.abbreviations import Abbreviations
from drugbot.retrieval.abbreviations import _table as table
from drugbot.retrieval.medicines import known_medicines

SHORT = Abbreviations(("apixaban", "levodopa", "levothyroxine", "carbamazepine", "prednisone"))


def test_beginning_of_one_substance_stands_for_it() -> None:
    assert SHORT.clipped("apix") == "apixaban"
    assert SHORT.clipped("Carbamaz") == "carbamazepine"


@pytest.mark.parametrize(
    "word",
    ["levo", "api", "apixaba", "APIX", "carb", "xyz"],
    ids=["of two", "three letters", "a letter missing", "initials", "English", "of none"],
)
def test_other_words_stand_for_no_substance(word: str) -> None:
    assert SHORT.clipped(word) == ""


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("NTG", ("nitroglycerin",)),
        ("ntg", ("nitroglycerin",)),
        ("nitro", ("nitroglycerin",)),
        ("pred", ("prednisone", "prednisolone")),
        ("INR", ()),
        ("mph", ()),
    ],
)
def test_initials_stand_for_what_the_table_says(word: str, names: tuple[str, ...]) -> None:
    assert SHORT.initials(word) == names


def test_table_is_in_order_and_names_known_medicines() -> None:
    assert list(table()) == sorted(table())
    for short, names in table().items():
        assert short == spelled(short)
        assert short not in known_medicines()
        assert set(names) <= set(known_medicines())
