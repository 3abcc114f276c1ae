"""Clinical shorthand, written out."""

from __future__ import annotations

import pytest

from drugbot.corpus.names import spelled
from drugbot.retrieval.abbreviations import Abbreviations
from drugbot.retrieval.medicines import known_medicines
from drugbot.retrieval.shorthand import _table as table
from drugbot.retrieval.shorthand import written_out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Apium: BBW?", "Apium: boxed warning?"),
        ("apium CIs", "apium contraindications"),
        ("apium CI's (VTE hx)", "apium contraindications (venous blood clots history)"),
        ("72yo w/ CKD4, q8h?", "72 years old with chronic kidney disease stage 4, every 8 hours?"),
        ("apium w/food, bid", "apium with food, twice a day"),
        ("post-MI DVT dose", "post-heart attack deep vein thrombosis dose"),
        ("apium 5 mg BD, T1/2?", "apium 5 mg twice a day, half-life?"),
        ("apium in CKD 5 mg", "apium in chronic kidney disease 5 mg"),
        ("apium w/out food, in HD", "apium without food, in hemodialysis"),
        ("PsA or RA", "psoriatic arthritis or rheumatoid arthritis"),
    ],
)
def test_shorthand_is_written_out(text: str, words: str) -> None:
    assert written_out(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "apium for BD, HD apium, PT and INR",  # may be two things
        "schedule IV, NYHA class IV",
        "13-cis-retinoic acid, LP(a), EES",
        "a mi casa",
        "my ra has a cap on it",
        "IM PREGNANT AND SE BB",  # shouted: no initials
        "IM PREGNANT CAN I TAKE Apium",
        "what is apium used for?",
        "1/2 a tablet and/or 3/4",
        "apium OD",  # once a day, or too much
        "iva and pots",  # within a word
        "",
    ],
)
def test_other_words_stay(text: str) -> None:
    assert written_out(text) == text


def test_no_shorthand_is_a_medicine() -> None:
    shorts = [spelled(short) for found in table() for short in found]
    known = known_medicines()
    assert len(shorts) > 200
    assert not [short for short in shorts if short in known or Abbreviations(()).initials(short)]


def test_what_is_written_out_holds_no_shorthand() -> None:
    words = [words for found in table() for words in found.values() if "(" not in words]
    assert [text for text in words if written_out(text) != text] == []
