from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugbot.corpus.markdown import parse_blocks, plain, sentences
from drugbot.corpus.monograph import Block, Monograph, Unit
from tests.unit.corpus.making import read, repairs

WORDS = st.sampled_from(
    [
        "Take",
        "2.5",
        "mg",
        "e.g.",
        "approx.",
        "3",
        "no.",
        "(see)",
        "**bold**",
        "-",
        "x-y",
        "1.",
        "don’t",
        "≥18",
        "Dr.",
        "i.e.,",
        "U.S.",
        "?!",
        "…",
        "|",
    ]
)
PROSE = st.lists(WORDS, max_size=25).map(" ".join) | st.text("ab A.!?\"')(1\n\t—’…*。\u00a0", max_size=50)


def paths(monograph: Monograph) -> list[tuple[str, ...]]:
    return [section.path for section in monograph.sections if section.blocks]


def blocks(text: str) -> tuple[Block, ...]:
    return parse_blocks(text, 0, len(text))


def texts(text: str, units: tuple[Unit, ...]) -> list[str]:
    return [text[unit.span.start : unit.span.end] for unit in units]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "## A\n\nx\n\n### B\n\nx\n\n#### C\n\nx\n\n### D\n\nx\n\n## E\n\nx\n",
            ["A", "A B", "A B C", "A D", "E"],
        ),
        ("## A\n\nx\n\n#### C\n\nx\n\n### B\n\nx\n", ["A", "A C", "A B"]),
        ("#### C\n\nx\n\n## A\n\nx\n", ["C", "A"]),
        ("A\n===\n\nx\n\nB\n---\n\nx\n", ["A", "A B"]),
        ("# Fenolamine\n\nx\n\n## A\n\nx\n", ["", "A"]),
        ("# FENOLAMINE\n\n## A\n\n### B\n\nx\n", ["A B"]),
        ("x\n\n## A\n\nx\n", ["", "A"]),
        ("## A ##\n\nx\n", ["A"]),
        ("##\n\nx\n\n## A\n\n###\n\nx\n", ["", "A"]),
        ("## A\n\n```\n## not a heading\n```\n\n> ## nor this\n", ["A"]),
    ],
)
def test_heading_paths(body: str, expected: list[str]) -> None:
    assert paths(read(body)) == [tuple(path.split()) for path in expected]


@pytest.mark.parametrize(
    "heading",
    ["**Special Cases**", "**Special Cases:**", "Special Cases:", "*Special* Cases", "Special  Cases :"],
)
def test_markup_and_colons_of_a_heading_are_taken_off_and_listed(heading: str) -> None:
    found = read(f"## Usage\n\nx\n\n## {heading}\n\nx\n")
    assert paths(found) == [("Usage",), ("Special Cases",)]
    assert repairs(found) == [("heading-markup", 8)]


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("1. Usage", "Usage"),
        ("2) Dosage", "Dosage"),
        ("**1. Usage:**", "Usage"),
        ("**1.** Usage", "Usage"),
        ("1. **Usage**", "Usage"),
        ("1\\. Usage", "Usage"),
        ("(12) Usage", "Usage"),
        ("1.) Usage", "Usage"),
        ("1: Usage", "Usage"),
        ("2.1. Adults", "Adults"),
        ("1. Boxed Warning", "Boxed Warning"),
        ("1.Usage", "Usage"),
        ("3. (S)-warfarin", "(S)-warfarin"),
    ],
)
def test_numbering_of_a_heading_is_taken_off_and_listed(heading: str, name: str) -> None:
    body = f"## {heading}\n\n2.1 x\n\n### 1. Adults\n\n3. y\n"
    found = read(body)
    assert paths(found) == [(name,), (name, "Adults")]
    assert repairs(found) == [("heading-markup", 4), ("heading-markup", 8)]
    first, second = (section.span for section in found.sections)
    assert found.text.source[slice(*found.text.original(first.start, first.end))] == "2.1 x"
    assert found.text.source[slice(*found.text.original(second.start, second.end))] == "3. y"


@pytest.mark.parametrize(
    "heading",
    [
        "5-HT3 antagonists",
        "24-hour dosing",
        "2023 update",
        "2023. Update",
        "2.5 mg tablets",
        "2.1 Adults",
        "1. 5 mg tablets",
        "0.9% sodium chloride",
        "3 months before pregnancy",
        "1st dose",
        "1:10 dilution",
        "2.h",
        "12",
        "1.",
        "Stage 1. Usage",
    ],
)
def test_number_that_is_no_numbering_stays(heading: str) -> None:
    found = read(f"## {heading}\n\nx\n")
    assert paths(found) == [(heading,)]
    assert repairs(found) == []


def test_numbered_title_is_dropped_from_the_paths() -> None:
    assert paths(read("# 1. Fenolamine\n\n## 2. Usage\n\nx\n")) == [("Usage",)]


def test_a_heading_that_is_fine_is_not_listed() -> None:
    assert repairs(read("## Use in COPD: adults (≥18 years)\n\nx\n")) == []


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("**a** *b*", "a b"),
        ("[a](http://x) b", "a b"),
        ("`a` &amp; b", "a & b"),
        ("5\\*", "5*"),
        ("a\nb", "a b"),
    ],
)
def test_plain_text_of_a_line(markdown: str, words: str) -> None:
    assert plain(markdown) == words


def test_each_kind_of_block_is_known() -> None:
    text = (
        "Prose one. Prose two.\n\n- a\n- b\n\n1. c\n2. d\n\n| h | i |\n|---|---|\n| j | k |\n\n"
        "```\ncode\n```\n\n> quote\n\n---\n"
    )
    found = blocks(text)
    assert [(block.kind, texts(text, block.units)) for block in found] == [
        ("paragraph", ["Prose one.", "Prose two."]),
        ("list", ["- a", "- b"]),
        ("list", ["1. c", "2. d"]),
        ("table", ["| j | k |"]),
        ("other", ["```\ncode\n```"]),
        ("other", ["> quote"]),
    ]
    header = found[3].header
    assert header is not None
    assert text[header.start : header.end] == "| h | i |\n|---|---|"


def test_a_nested_list_is_one_unit_that_knows_its_parts() -> None:
    text = "- one:\n  - two\n  - three:\n    - four\n- five\n"
    (block,) = blocks(text)
    first, last = block.units
    assert text[first.span.start : first.span.end] == "- one:\n  - two\n  - three:\n    - four"
    assert text[first.head.start : first.head.end] == "- one:"
    assert texts(text, first.children) == ["- two", "- three:\n    - four"]
    assert texts(text, first.children[1].children) == ["- four"]
    assert last.children == ()


@pytest.mark.parametrize(
    "item",
    ["- one\n  - two\n\n  after\n", "- one\n  - two\n\n  between\n\n  - three\n", "- - two\n  - three\n"],
)
def test_an_item_with_text_around_its_nested_lists_stays_whole(item: str) -> None:
    (block,) = blocks(item)
    (unit,) = block.units
    assert unit.children == ()
    assert item[unit.span.start : unit.span.end] == item.strip()


def test_a_table_without_rows_is_one_unit() -> None:
    text = "| a | b |\n|---|---|\n"
    (block,) = blocks(text)
    assert texts(text, block.units) == [text.strip()]


@pytest.mark.parametrize("lead", ["Adults:", "**Adults:**", "For adults. Take as follows:"])
def test_a_paragraph_that_ends_with_a_colon_leads_into_what_follows(lead: str) -> None:
    assert [block.leads_in for block in blocks(f"{lead}\n\n- a\n\nEnd:\n")] == [True, False, False]


def test_a_list_may_follow_its_lead_in_without_a_blank_line() -> None:
    assert [(block.kind, block.leads_in) for block in blocks("Adults:\n- a\n- b\n")] == [
        ("paragraph", True),
        ("list", False),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Take 2.5 mg daily.|Then stop.",
        "Use e.g. water.|Shake it.",
        "It lasts approx. 3 hours.|Then it ends.",
        "Is it safe?|Yes!|It is.",
        "Ask Dr. Smith.|He knows.",
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str) -> None:
    joined = text.replace("|", " ")
    assert [joined[s.start : s.end] for s in sentences(joined, 0, len(joined))] == text.split("|")


@given(PROSE, PROSE, PROSE)
def test_sentences_cover_the_range_and_nothing_else(before: str, text: str, after: str) -> None:
    whole = before + text + after
    end = len(before) + len(text)
    at = len(before)
    for span in sentences(whole, at, end):
        assert whole[at : span.start].strip() == ""
        assert whole[span.start : span.end].strip() == whole[span.start : span.end] != ""
        at = span.end
    assert at <= end
    assert whole[at:end].strip() == ""


@pytest.mark.parametrize("heading", ["**Usage:", "** Usage **", "Usage:**", "*Usage*:**", "__Usage__:"])
def test_emphasis_that_does_not_pair_is_no_part_of_a_heading(heading: str) -> None:
    assert read(f"## {heading}\n\nText.\n").sections[0].path == ("Usage",)
