from __future__ import annotations

from drugbot.answering.helplines import Helplines
from tests.conftest import HELPLINES


def test_notices_name_a_few_countries_unless_set() -> None:
    assert HELPLINES.in_emergency == (
        "**If this is happening now, call your local emergency number at once "
        "(112 in Europe, 911 in the US and Canada, 999 in the UK, 000 in Australia), or a poison centre "
        "(1-800-222-1222 in the US, 13 11 26 in Australia).** "
        "Do not wait for symptoms, and keep the package at hand."
    )
    assert HELPLINES.in_self_harm == (
        "**If someone is in danger now, call your local emergency number "
        "(112 in Europe, 911 in the US and Canada, 999 in the UK, 000 in Australia).** "
        "If you think about harming yourself, you can talk to someone at any hour: 988 in the US and Canada, "
        "116 123 in the UK and Ireland, 13 11 14 in Australia; elsewhere your emergency number can put you "
        "through."
    )


def test_each_number_stands_where_it_is_due() -> None:
    helplines = Helplines("144", "145", "143")
    assert [number in helplines.in_emergency for number in ("144", "145", "143")] == [True, True, False]
    assert [number in helplines.in_self_harm for number in ("144", "145", "143")] == [True, False, True]


def test_signs_of_markup_are_escaped_and_braces_fill_nothing() -> None:
    text = Helplines("**x** {poison} <b>", "145", "143").in_emergency
    assert r"\*\*x\*\* \{poison\} \<b\>" in text
