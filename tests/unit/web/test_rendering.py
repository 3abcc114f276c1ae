from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugbot.answering.reply import Citation, Reply
from drugbot.answering.wording import EMERGENCY, EXAMPLE
from drugbot.corpus.passage import Excerpt
from drugbot.web.page import is_loopback
from drugbot.web.rendering import example_questions, question_html, reply_html
from tests.unit.index.making import entry, index_of, passage

INDEX = index_of(
    [entry("Boneum"), entry("Apium", is_banned=True, modified=None)], [passage(1, "Boneum", "x")]
)
# What a reply or a question may be made of; nothing that loads, links or runs.
ALLOWED = {
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
ALLOWED |= {"table", "thead", "tbody", "tr", "th", "td", "hr", "h1", "h2", "h3", "h4", "h5", "h6"}
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


def citation(quote: str, drug: str = "Boneum", *, context: tuple[Excerpt, ...] = ()) -> Citation:
    return Citation(
        passage="1",
        drug=drug,
        section=("Dosage", "Adults <b>"),
        quote=quote,
        context=context,
        file="boneum.md",
        start=0,
        end=len(quote),
        last_modified="2026-11-01",
        revision="r",
        score=0.9,
    )


def answer(*citations: Citation, notices: tuple[str, ...] = ()) -> Reply:
    return Reply(kind="answer", citations=citations, notices=notices)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_quote_or_a_question_acts(text: str) -> None:
    for html in (reply_html(answer(citation(text)), INDEX), question_html(text)):
        found = parsed(html)
        assert set(found.tags) <= ALLOWED
        assert found.attributes <= {"class", "role", "start"}


@given(st.text(alphabet=st.sampled_from(list("<>&\"'*_`[]()!#-|\n abc:/x"))))
def test_no_text_makes_a_tag_or_a_blank_line(text: str) -> None:
    for html in (reply_html(answer(citation(text)), INDEX), question_html(text)):
        found = parsed(html)
        assert set(found.tags) <= ALLOWED
        assert found.attributes <= {"class", "role", "start"}
        assert not re.search(r"\n\s*\n", html)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_a_question_is_shown_as_typed(question: str) -> None:
    shown = parsed(question_html(question)).text.replace("\xa0", "")
    assert shown == "".join(question.splitlines()).replace("\xa0", "")


def test_bullets_and_tables_of_a_quote_are_shown_as_such_below_what_leads_into_them() -> None:
    header = Excerpt("| Age | Dose |\n| --- | --- |", 0, 28)
    html = reply_html(answer(citation("| 2 | 5 mg |", context=(header,))), INDEX)
    assert parsed(html).tags.count("td") == 2
    assert parsed(html).tags.count("th") == 2
    lead = Excerpt("**The dose is:**", 0, 16)
    html = reply_html(answer(citation("3. 5 mg\n4. 6 mg", context=(lead,))), INDEX)
    assert parsed(html).tags.count("li") == 2
    assert '<ol start="3">' in html


def test_first_quote_stands_open_and_the_others_are_folded_away() -> None:
    html = reply_html(answer(citation("first"), citation("second"), citation("third")), INDEX)
    before, folded = html.split("<details")
    assert "first" in before
    assert "second" in folded
    assert "third" in folded
    assert "(2)" in folded


def test_notices_of_a_banned_and_undated_monograph_lead_the_reply() -> None:
    html = reply_html(answer(citation("text", "Apium"), notices=("banned", "stale")), INDEX)
    assert html.index("marked as banned") < html.index("does not say when") < html.index("<blockquote>")
    assert html.count('role="alert"') == 2


def test_emergency_is_an_alert() -> None:
    reply = Reply(kind="abstention", reason="emergency", notices=("emergency",), text=EMERGENCY)
    html = reply_html(reply, INDEX)
    assert 'role="alert"' in html
    assert "112" in html


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
