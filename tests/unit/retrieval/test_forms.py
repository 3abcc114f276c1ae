from __future__ import annotations

import pytest

from drugbot.retrieval.forms import forms_beside
from drugbot.retrieval.lexicon import Lexicon
from tests.unit.index.making import entry

LEXICON = Lexicon([entry("Boneum")])


@pytest.mark.parametrize(
    ("question", "forms"),
    [
        ("boneum gel dose", ("gel",)),
        ("is topical boneum safe", ("topical",)),
        ("boneum tartrate 50 mg", ("tartrate",)),
        ("boneum with a nitrate", ()),
        ("boneum and my eye drops", ()),
        ("boneum dose", ()),
    ],
)
def test_form_is_seen_only_beside_the_name(question: str, forms: tuple[str, ...]) -> None:
    assert forms_beside(question, LEXICON.mentions(question)) == forms
