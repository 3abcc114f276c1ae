from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from drugbot.answering.reply import Citation, Understood
from drugbot.answering.text import (
    answer_text,
    escaped,
    harmless,
    listed,
    month_age,
    notice_texts,
    plain_text,
    source_line,
)
from drugbot.corpus.passage import Excerpt
from tests.unit.index.making import entry

# Renders raw HTML, links, images and autolinks wherever the text lets it: what a careless page would do.
CARELESS = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
ACTIVE = {"a", "img", "script", "b", "h1", "iframe", "svg", "input", "style", "form", "code", "pre"}
BARE_LINK = re.compile(r"(?i)(?:https?|ftp)://|www\.|[\w.+-]+@[\w-]+\.\w")

ATTACKS = [
    "<script>alert(1)</script>",
    "<b>bold</b> <img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "![pixel](https://evil.example/p.png)",
    "<https://evil.example>",
    "see https://evil.example/x or HTTP://EVIL.example",
    "see www.evil.example or WWW.EVIL.example",
    "write to someone@evil.example",
    "[a]: https://evil.example\n\n[a]",
    "`code`",
    "&lt;b&gt;",
    "a\n\n<iframe src=x>",
    "<!-- hidden -->",
    "\\<b>x</b>",
    "\\[x](javascript:y)",
    "| a | b |\n|---|---|\n| <svg onload=x> | [y](z) |",
]


def tags(markdown: str) -> set[str]:
    return set(re.findall(r"<(\w+)", CARELESS.render(markdown)))


def seen(markdown: str) -> str:
    """Return the characters that a reader sees."""
    return unescape(re.sub(r"<[^>]*>", "", CARELESS.render(markdown))).strip()


def bare_links(markdown: str) -> list[str]:
    """Return what an autolinking renderer would link: it looks at the source, outside of escapes."""
    return BARE_LINK.findall(markdown)


def citation(
    quote: str, *, section: tuple[str, ...] = ("Dosage",), context: tuple[str, ...] = ()
) -> Citation:
    return Citation(
        passage="0a",
        drug="Boneum",
        section=section,
        quote=quote,
        context=tuple(Excerpt(text, 0, len(text)) for text in context),
        file="boneum.md",
        start=0,
        end=len(quote),
        last_modified="2026-01-02",
        revision="ff",
        score=0.5,
    )


@pytest.mark.parametrize("attack", ATTACKS)
def test_markup_in_a_quote_is_shown_and_not_acted_on(attack: str) -> None:
    text = answer_text([], [], [], (citation(attack),))
    assert tags(text) & ACTIVE == set()
    assert bare_links(text) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_markup_in_a_heading_or_a_lead_in_is_shown_and_not_acted_on(attack: str) -> None:
    text = answer_text([], [], [], (citation("60 mg", section=("Dosage", attack), context=(attack,)),))
    assert tags(text) & ACTIVE == set()
    assert bare_links(text) == []


@pytest.mark.parametrize("attack", [attack for attack in ATTACKS if "\n" not in attack])
def test_markup_in_a_name_is_shown_as_it_was_typed(attack: str) -> None:
    for text in (
        answer_text([Understood(attack, "Boneum", "name")], [attack], [], (citation("60 mg"),)),
        plain_text("Which medicine?", [attack]),
    ):
        assert tags(text) & ACTIVE == set()
        assert bare_links(text) == []
        assert attack in seen(text)


@given(st.text(st.characters(exclude_categories=["C", "Z"]), max_size=30))
def test_escaped_words_are_seen_as_they_are(words: str) -> None:
    assert seen(f"x{escaped(words)}x") == f"x{words}x"


@given(st.text(alphabet="<>[]()!`&;:/@w.x\\#*_ \n", max_size=40))
def test_harmless_markdown_makes_no_tag_link_or_image(markdown: str) -> None:
    assert tags(harmless(markdown)) & {"a", "img"} == set()
    assert "<x" not in CARELESS.render(harmless(markdown))
    assert bare_links(harmless(markdown)) == []


@pytest.mark.parametrize("quote", [r"\[sic\]", r"\<18 years", r"a\\[b]", r"\`x\`"])
def test_no_entity_of_ours_is_seen_by_the_reader(quote: str) -> None:
    assert seen(harmless(quote)) == quote


@given(st.text(alphabet="abc<>[]`@ 2.5*|-\\\n", min_size=1, max_size=60))
def test_every_quote_is_in_the_text(quote: str) -> None:
    text = answer_text([], [], [], (citation("60 mg"), citation(quote)))
    unquoted = unescape("\n".join(re.sub("^> ?", "", line) for line in text.splitlines()))
    assert " ".join(quote.split()) in " ".join(unquoted.split())


@pytest.mark.parametrize(
    "quote", ["- **Adults:** 60 mg\n- Children: *none*", "| a | b |\n|---|---|\n| 1 | 2 |"]
)
def test_emphasis_lists_and_tables_of_a_quote_are_kept(quote: str) -> None:
    rendered = CARELESS.render(answer_text([], [], [], (citation(quote),)))
    assert ("<li><strong>Adults:</strong> 60 mg</li>" in rendered) or ("<td>2</td>" in rendered)


def test_row_stands_under_the_header_of_its_table() -> None:
    text = answer_text([], [], [], (citation("| Adults | 60 mg |", context=("| Who | Dose |\n|---|---|",)),))
    assert "<td>60 mg</td>" in CARELESS.render(text)


@pytest.mark.parametrize("item", ["- 60 mg", "2. 60 mg"])
def test_item_under_its_lead_in_is_a_list_of_its_own(item: str) -> None:
    text = answer_text([], [], [], (citation(item, context=("For adults:",)),))
    assert "<p>For adults:</p>" in CARELESS.render(text)
    assert "<li>60 mg</li>" in CARELESS.render(text)


def test_no_line_of_a_quote_leaves_the_quotation() -> None:
    text = answer_text([], [], [], (citation("One.\n\n\nTwo.\x0bThree.\N{LINE SEPARATOR}Four."),))
    block = CARELESS.render(text).split("<blockquote>")[1].split("</blockquote>")[0]
    assert all(word in block for word in ("One.", "Two.", "Three.", "Four."))


def test_answer_says_how_it_understood_the_question_and_where_the_quote_stands() -> None:
    text = answer_text(
        [Understood("bonex", "Boneum", "name")], ["aspirum"], ["**Careful.**"], (citation("60 mg"),)
    )
    said = seen(text)
    order = ["Careful.", "“bonex” stands in the monograph Boneum.", "aspirum", "Boneum › Dosage", "60 mg",
             "boneum.md, last modified 2026-01-02", "not medical advice"]  # fmt: skip
    places = [said.index(words) for words in order]
    assert places == sorted(places)


def test_title_that_was_named_is_not_explained() -> None:
    text = answer_text([Understood("boneum", "Boneum", "title")], [], [], (citation("60 mg"),))
    assert "stands in" not in text


@pytest.mark.parametrize(("how", "words"), [("context", "as before"), ("only", "only monograph")])
def test_drug_that_was_not_named_is_said_aloud(how: str, words: str) -> None:
    text = answer_text([Understood("", "Boneum", how)], [], [], (citation("60 mg"),))  # type: ignore[arg-type]
    assert words in text


def test_notices_name_the_drugs_that_they_are_about() -> None:
    entries = [
        entry("Apium", is_banned=True),
        entry("Boneum", modified=date(2020, 3, 4)),
        entry("Zincum", modified=None),
    ]
    banned, *stale = notice_texts(["banned", "stale"], entries, [])
    assert "Apium is marked as banned" in banned
    assert any("Boneum" in text and "2020-03-04" in text for text in stale)
    assert any("Zincum" in text and "does not say when" in text for text in stale)


@pytest.mark.parametrize(
    ("names", "words"),
    [(["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C"), (["*a*"], r"\*a\*")],
)
def test_names_are_listed_as_words(names: list[str], words: str) -> None:
    assert listed(names) == words


def test_source_without_a_date_says_so() -> None:
    assert source_line("a/b.md", None) == "a/b.md, date of last change not stated"


@pytest.mark.parametrize(
    ("day", "today", "months"),
    [
        (date(2024, 11, 23), date(2026, 11, 23), 24),
        (date(2024, 11, 24), date(2026, 11, 23), 23),
        (date(2026, 11, 1), date(2026, 11, 30), 0),
        (date(2024, 2, 29), date(2025, 2, 28), 11),
        (date(2026, 12, 1), date(2026, 11, 30), -1),
    ],
)
def test_age_is_counted_in_whole_months(day: date, today: date, months: int) -> None:
    assert month_age(day, today) == months
