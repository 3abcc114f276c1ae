from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarking.judging import Judged, Question, Source, judged, plain, says

TEXT = """---
title: Examplol
description: For pain.
faqs:
  - q: What is it for?
    a: >-
      It is for pain,
      and for nothing else.
---
Before any heading.

## **Usage:**

Examplol treats pain.

### Adults

Adults take *one* tablet
twice daily.

## Side Effects

- Nausea
- None known.
"""
SOURCES = {"examplol.md": Source(TEXT), "other.md": Source("---\ntitle: Other\n---\n## Usage\n\nOther.\n")}


def test_plain_keeps_the_words_only() -> None:
    assert plain("- **One** tablet,\n  twice_daily") == " one tablet twice daily "
    assert plain("…").strip() == ""


@pytest.mark.parametrize(
    ("passage", "quote", "expected"),
    [
        ("Adults take one tablet twice daily.", "adults take **one** tablet", True),
        ("It is for pain.", "pain", True),
        ("It is painful.", "pain", False),  # words, not letters
        ("take one tablet", "Adults take one tablet twice daily", True),  # half of the words
        ("one tablet", "Adults take one tablet twice daily", False),  # a third
        ("tablet twice daily with food", "take one tablet twice daily", False),  # overlaps only
        ("", "pain", False),
        ("pain", "", False),
    ],
)
def test_passage_says_it_when_it_holds_the_quote_or_half_of_it(
    passage: str, quote: str, expected: bool
) -> None:
    assert says(plain(passage), plain(quote)) is expected


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        ("Examplol treats pain.", ("usage",)),
        ("Adults take one tablet twice daily.", ("usage",)),  # under a smaller heading, without markup
        ("## **Usage:**\n\nExamplol treats pain.", ("usage",)),
        ("It is for pain, and for nothing else.", ("faqs",)),  # folded YAML
        ("twice daily. Side Effects Nausea", ("usage", "side effects")),
        ("title: Examplol description: For pain. faqs:", ("", "faqs")),
        ("Before any heading.", ("",)),
        ("None known.", ("side effects",)),
        ("This stands nowhere.", ()),
        ("…", ()),
    ],
)
def test_headings_of_a_passage_are_those_it_lies_under(passage: str, expected: tuple[str, ...]) -> None:
    assert SOURCES["examplol.md"].headings(passage) == expected


def test_passage_that_was_altered_at_its_end_is_found_by_its_first_words() -> None:
    altered = "Examplol treats pain. Adults Adults take one tablet twice daily. Side Effects | a table |"
    assert SOURCES["examplol.md"].headings(altered) == ("usage", "side effects")


@given(st.lists(st.text(alphabet="aßİ1 .#\n-", min_size=1), min_size=1, max_size=5))
def test_a_whole_file_lies_under_all_its_headings(bodies: list[str]) -> None:
    text = "".join(f"## Heading {number}\n{body.replace('#', '')}\n" for number, body in enumerate(bodies))
    assert Source(text).headings(text) == tuple(f"heading {number}" for number in range(len(bodies)))


def question(**changes: Any) -> Question:
    values: dict[str, Any] = {
        "id": "q",
        "turns": ("how many",),
        "text": "how many",
        "files": frozenset({"examplol.md"}),
        "headings": frozenset({("examplol.md", "usage")}),
        "quotes": (("examplol.md", plain("Adults take one tablet twice daily.")),),
    }
    return Question(**{**values, **changes})


def found(file: str, text: str) -> dict[str, object]:
    return {"file": file, "text": text, "score": 1.0}


def test_first_passage_decides_and_three_are_looked_at() -> None:
    hits = [found("examplol.md", "Examplol treats pain."), found("examplol.md", "one tablet twice daily")]
    answer = judged(question(), hits, SOURCES)
    assert (answer.drug, answer.section, answer.first, answer.in_three) == (True, True, False, True)
    assert answer.words == 3
    assert judged(question(), [*hits[:1], *hits[:1], *hits[:1], hits[1]], SOURCES).in_three is False


def test_same_words_in_the_file_of_another_drug_are_wrong() -> None:
    answer = judged(question(), [found("other.md", "Adults take one tablet twice daily.")], SOURCES)
    assert (answer.drug, answer.section, answer.first) == (False, False, False)


def test_nothing_found_is_nothing_right() -> None:
    answer = judged(question(), [], SOURCES)
    assert (answer.drug, answer.section, answer.first, answer.in_three, answer.words) == (False,) * 4 + (0,)


def test_question_without_headings_is_judged_by_drug_alone() -> None:
    only_drug = question(quotes=(), headings=frozenset())
    assert judged(only_drug, [found("examplol.md", "Nausea")], SOURCES).section is None
    assert judged(only_drug, [], SOURCES) == Judged(False, None, None, None, 0)


def test_question_without_quotes_is_judged_by_drug_and_section_alone() -> None:
    answer = judged(question(quotes=()), [found("examplol.md", "Nausea")], SOURCES)
    assert (answer.drug, answer.section, answer.first, answer.in_three) == (True, False, None, None)
