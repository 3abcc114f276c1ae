from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugbot.answering.helplines import Helplines
from drugbot.answering.reply import Reply, Understood
from drugbot.answering.wording import BANNED, DISCLAIMER, EXAMPLE
from drugbot.chatbot import Chatbot
from drugbot.corpus.passage import Excerpt
from drugbot.web.citations import copy_text
from drugbot.web.languages import LANGUAGES
from drugbot.web.rendering import Extras, example_questions, reply_html, spoken
from drugbot.web.serving import is_loopback
from drugbot.web.strings import Strings
from tests.conftest import HELPLINES
from tests.unit.index.making import entry, index_of, passage
from tests.unit.web.making import INDEX, answer, carried, citation

STRINGS = Strings()

# What a reply or a question may be made of; nothing that loads, links or runs.
ALLOWED = {
    "article",
    "section",
    "button",
    "span",
    "div",
    "p",
    "br",
    "strong",
    "em",
    "blockquote",
    "details",
    "summary",
    "ul",
    "ol",
    "li",
    "code",
    "pre",
}
ALLOWED |= {"caption", "table", "thead", "tbody", "tr", "th", "td", "hr", "h1", "h2", "h3", "h4", "h5", "h6"}
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[link](javascript:alert(1))",
    "![image](http://example.com/x.png)",
    "<http://example.com>",
    "[a]: http://example.com\n\n[a]",
    "&lt;script&gt; &#60;b&#62;",
    "text\n\n\n<div>\n\nmore",
    "```\ncode\n\n<b>\n```",
    '</blockquote></div><p onclick="x">',
]


class Tags(HTMLParser):
    """Gathers the tags and the text of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def parsed(html: str) -> Tags:
    tags = Tags()
    tags.feed(html)
    return tags


def emergency_html(helplines: Helplines) -> str:
    text = helplines.in_emergency
    return reply_html(
        Reply(kind="abstention", reason="emergency", notices=("emergency",), text=text), INDEX, STRINGS
    )


ATTRIBUTES = {"class", "lang", "role", "scope", "tabindex", "start", "type", "aria-label", "aria-hidden"}
ATTRIBUTES |= {
    f"data-{name}" for name in ("ask", "copy", "open", "passage", "start", "end", "undo", "said", "order")
}


def everything(text: str) -> Reply:
    """A reply in which a text stands in every place that a text can stand in."""
    cited = citation(text, context=(Excerpt(text, 0, 1),), section=(text,), file=text, revision=text)
    part = answer(cited, query=text, understood=(Understood(text, text, "context"),), unknown=(text,))
    return answer(cited, parts=(part, part), query=text, notices=("stale",))


def asked_back(text: str) -> Reply:
    return Reply(
        kind="abstention", reason="low_evidence", text=text, options=(text,), offered=(citation(text),)
    )


def check_harmless(html: str) -> None:
    found = parsed(html)
    assert set(found.tags) <= ALLOWED
    assert found.attributes <= ATTRIBUTES


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_reply_acts(text: str) -> None:
    for reply in (answer(citation(text)), everything(text), asked_back(text)):
        check_harmless(reply_html(reply, INDEX, STRINGS, Extras((text,), text)))


@given(st.text(alphabet=st.sampled_from(list("<>&\"'*_`[]()!#-|\n abc:/x"))))
def test_no_text_makes_a_tag_or_an_attribute(text: str) -> None:
    for reply in (everything(text), asked_back(text)):
        check_harmless(reply_html(reply, INDEX, STRINGS, Extras((text,), text)))


def test_bullets_and_tables_of_a_quote_are_shown_as_such_below_what_leads_into_them() -> None:
    header = Excerpt("| Age | Dose |\n| --- | --- |", 0, 28)
    html = reply_html(answer(citation("| 2 | 5 mg |", context=(header,))), INDEX, STRINGS)
    assert parsed(html).tags.count("td") == 2
    assert parsed(html).tags.count("th") == 2
    lead = Excerpt("**The dose is:**", 0, 16)
    html = reply_html(answer(citation("3. 5 mg\n4. 6 mg", context=(lead,))), INDEX, STRINGS)
    assert parsed(html).tags.count("li") == 2
    assert '<ol start="3">' in html


def test_first_quote_stands_open_and_the_others_are_folded_away() -> None:
    html = reply_html(answer(citation("first"), citation("second"), citation("third")), INDEX, STRINGS)
    before, folded = html.split("<details")
    assert "first" in before
    assert "second" in folded
    assert "third" in folded
    assert "(2)" in folded


def test_notices_of_a_banned_and_undated_monograph_lead_the_reply() -> None:
    html = reply_html(answer(citation("text", "Apium"), notices=("banned", "stale")), INDEX, STRINGS)
    assert html.index("marked as banned") < html.index("does not say when") < html.index("<blockquote")
    assert '<strong class="drugbot-notice-word">Banned</strong>' in html
    assert html.count('role="note"') == 2


def test_emergency_is_an_alert() -> None:
    html = emergency_html(HELPLINES)
    assert 'role="alert"' in html
    assert "112" in html


def test_numbers_that_are_set_are_shown_and_markup_in_them_does_nothing() -> None:
    text = "<img src=x onerror=alert(1)> **144** [x](javascript:alert(1)) *31# & (911)"
    html = emergency_html(Helplines(text, text, text))
    assert parsed(html).tags == parsed(emergency_html(HELPLINES)).tags
    assert parsed(html).text.count(text) == 2


def test_examples_are_the_first_question_of_each_drug_or_what_it_is_for() -> None:
    asked = [("B", "b1?"), ("B", "b2?"), ("C", "c1?")]
    assert example_questions(asked, ["A", "B", "C"], 2) == [EXAMPLE.format(drug="A"), "b1?"]


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("localhost", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.0.2.1", False),
        ("example.com", False),
    ],
)
def test_only_loopback_is_taken_for_this_machine(host: str, expected: bool) -> None:
    assert is_loopback(host) == expected


def test_notices_are_told_by_a_word_and_the_gravest_comes_first() -> None:
    notices = ("stale", "personal_advice", "part_of_product", "boxed_warning", "banned", "emergency")
    reply = answer(citation("text"), notices=notices, text="**Call 112.**\n\nmore")
    html = reply_html(reply, INDEX, STRINGS, Extras(changed="It has changed."))
    words = re.findall(r'notice-word">([^<]+)<', html)
    assert words == [
        "Emergency",
        "Banned",
        "Boxed warning",
        "Ask someone who knows you",
        "May be out of date",
        "One part of a product",
        "Changed since",
    ]
    assert html.index("Call 112.") < html.index("<blockquote")
    assert f'data-open="Boneum" data-passage="{2:016x}"' in html


def test_choices_of_a_clarification_are_buttons_and_not_listed_once_more() -> None:
    reply = Reply(
        kind="clarification",
        reason="which_drug",
        options=("Boneum", "Apium*"),
        text="Which medicine?\n- Boneum\n- Apium\\*",
    )
    html = reply_html(reply, INDEX, STRINGS)
    assert re.findall(r'data-ask="([^"]+)"', html) == ["Boneum", "Apium*"]
    assert "<li>" not in html


def test_a_carried_drug_can_be_undone_and_a_brand_that_was_named_cannot() -> None:
    assert 'data-undo="context"' in reply_html(answer(citation("x"), understood=(carried(),)), INDEX, STRINGS)
    named = answer(citation("x"), understood=(Understood("Bonix", "Boneum", "name"),))
    assert "data-undo" not in reply_html(named, INDEX, STRINGS)


@pytest.mark.parametrize(
    ("language", "alone", "both"),
    [
        ("en", "Ask again without Boneum", "Ask again without Boneum and Apium*"),
        ("es", "Preguntar sin Boneum", "Preguntar sin Boneum y Apium*"),
    ],
)
def test_the_button_that_undoes_names_every_drug_that_it_asks_without(
    language: str, alone: str, both: str
) -> None:
    strings = LANGUAGES[language]
    pattern = re.compile(r'data-undo="context">([^<]*)<')
    one = answer(citation("x"), understood=(carried(), carried()))
    assert pattern.findall(reply_html(one, INDEX, strings)) == [alone]
    two = answer(citation("x"), understood=(carried(), carried("Apium*")))
    assert pattern.findall(reply_html(two, INDEX, strings)) == [both]


def test_what_else_was_talked_about_is_one_press_away() -> None:
    reply = answer(citation("x"), understood=(carried(),), others=("Apium*: can it be crushed",))
    html = reply_html(reply, INDEX, STRINGS)
    assert "If another was meant:" in html
    assert 'data-ask="Apium*: can it be crushed"' in html
    assert "drugbot-others" not in reply_html(answer(citation("x")), INDEX, STRINGS)


def test_a_corrected_name_is_said_and_can_be_taken_as_it_stands() -> None:
    corrected = answer(citation("x"), understood=(Understood("bonum", "Boneum", "spelling"),))
    html = reply_html(corrected, INDEX, STRINGS)
    assert "as Boneum, and answer about that" in html
    assert 'data-undo="spelling" data-said="bonum">Take “bonum” as it stands<' in html


def test_silence_is_stated_of_each_of_two_drugs_and_not_one_by_one_of_a_whole_collection() -> None:
    two = answer(citation("x"), silent=("Apium",))
    assert "I found nothing on this in the monograph of Apium" in reply_html(two, INDEX, STRINGS)
    many = answer(citation("x"), silent=("Apium",), layout="list", parts=(answer(citation("x")),))
    assert "I found nothing on this" not in reply_html(many, INDEX, STRINGS)


def test_offered_section_is_folded_and_said_to_be_only_the_nearest() -> None:
    reply = Reply(kind="abstention", reason="not_stated", text="Nothing.", offered=(citation("near"),))
    before, folded = reply_html(reply, INDEX, STRINGS).split("<details")
    assert "Nothing." in before
    assert "near" not in before
    assert "nearest section" in folded


def test_table_shows_its_notices_once_and_a_column_for_each_drug() -> None:
    first = answer(citation("one"), drugs=("Boneum",), query="Boneum: dose", notices=("stale",))
    second = answer(citation("two"), drugs=("Apium",), query="Apium: dose", notices=("stale",))
    reply = answer(
        citation("one"),
        citation("two"),
        parts=(first, second),
        layout="table",
        notices=("stale",),
        text="| a | b |",
    )
    html = reply_html(reply, INDEX, STRINGS)
    assert html.count("drugbot-stale") == 1
    assert re.findall(r'<th scope="col" role="columnheader" lang="en">([^<]+)<', html) == ["Boneum", "Apium"]
    assert [(">one<" in cell, ">two<" in cell) for cell in html.split('<td role="cell">')[1:]] == [
        (True, False),
        (False, True),
    ]
    assert '<caption class="drugbot-unseen">Comparison: Boneum, Apium</caption>' in html
    assert "| a | b |" not in html


def test_notices_of_drugs_compared_are_said_once_with_the_way_to_each_boxed_warning(chatbot: Chatbot) -> None:
    reply = chatbot.reply(["compare apixaban and warfarin: dose in kidney impairment"])
    html = reply_html(reply, chatbot.index, STRINGS)
    assert "boxed_warning" in reply.notices
    for drug in ("Apixaban", "Warfarin"):
        assert html.count(f"{drug} has a boxed warning") == 1
        assert f">Show the boxed warning: {drug}<" in html


def test_parts_stand_under_their_own_questions() -> None:
    first, second = answer(citation("one"), query="A dose"), answer(citation("two"), query="B dose")
    html = reply_html(answer(citation("one"), citation("two"), parts=(first, second)), INDEX, STRINGS)
    assert [html.index(text) for text in ("A dose", "one", "B dose", "two")] == sorted(
        html.index(text) for text in ("A dose", "one", "B dose", "two")
    )
    assert html.count("<blockquote") == 2


def test_what_a_reply_says_besides_its_quotes_is_shown_once(chatbot: Chatbot) -> None:
    first = answer(citation("one"), query="A", text="**Boneum › Dosage**\n\n> one\n\n(boneum.md)")
    text = f"Searched 40 monographs.\n\n**A**\n\n{first.text}\n\n{DISCLAIMER}"
    reply = answer(citation("one"), parts=(first,), text=text, notices=("stale", "personal_advice"))
    html = reply_html(reply, INDEX, STRINGS)
    assert html.count("Searched 40 monographs.") == 1
    assert html.count("boneum.md") == html.count("boneum.md, last modified")
    assert "Ask someone who knows you" in html
    real = chatbot.reply(["can i take eliquis with ibuprofen"])
    assert "drugbot-text" not in reply_html(real, chatbot.index, STRINGS)


def test_a_copied_quote_is_exact_and_names_its_place_file_date_and_revision() -> None:
    text = copy_text(citation("a  *b*\n- c"))
    assert text.startswith("a  *b*\n- c\n\n— Boneum › Dosage")
    assert "boneum.md, last modified 2026-11-01, revision r" in text


def test_what_is_announced_begins_with_the_notices_and_has_the_quote() -> None:
    said = spoken(answer(citation("5 mg"), notices=("banned",)), STRINGS)
    assert said.words == "Banned."
    assert said.quote.startswith("Boneum")
    assert said.quote.endswith("5 mg")


def test_banned_drug_of_which_nothing_is_quoted_is_said_to_be_banned_once() -> None:
    index = index_of([entry("Boneum", is_banned=True)], [passage(1, "Boneum", "x")])
    said = f"**{BANNED.format(drug='Boneum')}**"
    reply = Reply(
        kind="abstention",
        reason="not_stated",
        notices=("banned",),
        drugs=("Boneum",),
        text=f"{said}\n\nNothing was found.",
        offered=(citation("x"),),
    )
    html = reply_html(reply, index, STRINGS)
    assert html.count(BANNED.format(drug="Boneum")) == 1
    assert "Nothing was found." in html
