from __future__ import annotations

import pytest

from drugbot.corpus.comments import lint_comments
from drugbot.corpus.reading import read_monograph
from drugbot.errors import MonographError
from tests.unit.corpus.making import read, read_text, source

COMMENT = "<!-- drugbot-lint: off rule-one, rule-two -- why -->"
BODY = (
    f"## Usage\n\n- Eases itching.\n{COMMENT}\n- Eases hives.\n\n{COMMENT}\n\n"
    f"## FAQs\n\n### Why?\n\nSo.\n{COMMENT}\n"
)


def test_comments_are_found_in_body_and_front_matter_alone() -> None:
    text = source(f"# drugbot-lint: off heading\n{COMMENT}\n", front="# drugbot-lint: off rule-three\n")
    assert [comment.rules for comment in lint_comments(text)] == [("rule-three",), ("rule-one", "rule-two")]
    assert [text[c.start : c.end] for c in lint_comments(text)] == [
        "# drugbot-lint: off rule-three\n",
        f"{COMMENT}\n",
    ]


@pytest.mark.parametrize("words", ["off", "on rule", "of rule", ""])
def test_comment_that_cannot_be_understood_names_no_rule(words: str) -> None:
    (comment,) = lint_comments(source(f"<!-- drugbot-lint: {words} -->\n"))
    assert comment.rules == ()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_comment_is_never_part_of_the_text_and_is_no_repair(end: str) -> None:
    monograph = read_text(source(BODY).replace("\n", end))
    assert "drugbot-lint" not in monograph.text.text
    assert [pair.answer for pair in monograph.faqs] == ["So."]
    assert {repair.rule for repair in monograph.repairs} <= {"line-end"}
    assert [len(section.blocks) for section in monograph.sections] == [1]


def test_comment_inside_a_scalar_is_no_part_of_the_answer() -> None:
    front = "faqs:\n  - q: Why?\n    a: >-\n      So\n      # drugbot-lint: off rule\n      it is.\n"
    assert read(front=front).faqs[0].answer == "So it is."


def test_other_comments_stay() -> None:
    monograph = read("## Usage\n\nText <!-- drugbot-lint: off rule --> here.\n\n<!-- a note -->\n")
    assert "drugbot-lint" in monograph.text.text
    assert "a note" in monograph.text.text


def test_places_are_those_of_the_file_as_it_is() -> None:
    text = source(BODY)
    monograph = read_text(text)
    place = monograph.text.text.index("- Eases hives.")
    assert monograph.text.line(place) == 8
    assert text[slice(*monograph.text.original(place, place + 14))] == "- Eases hives."


def test_error_names_the_line_of_the_file() -> None:
    text = source(front="# drugbot-lint: off rule\nis_banned: perhaps\n")
    with pytest.raises(MonographError) as error:
        read_monograph(text.encode(), "x.md")
    assert error.value.line == 4
