from __future__ import annotations

import re

from drugbot.web.glossary import meanings
from tests.conftest import ROOT

FILE = ROOT / "src" / "drugbot" / "web" / "glossary.tsv"


def test_spellings_are_words_as_the_page_looks_for_them() -> None:
    assert len(set(meanings().values())) >= 80
    for spelling in meanings():
        assert re.fullmatch(r"[a-z]+(?:[ -][a-z]+)*", spelling)


def test_meanings_are_one_short_sentence_each() -> None:
    for spelling, meaning in meanings().items():
        assert re.fullmatch(r"[A-Z][^.]*\.", meaning), spelling
        assert len(meaning) <= 100, spelling


def test_file_says_that_it_is_no_part_of_a_monograph() -> None:
    head = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    assert "No part of any monograph" in "".join(head)
    assert meanings()["renal"] == "Of the kidneys."
