from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from drugbot.chatbot import Chatbot
from drugbot.errors import TopicsError
from drugbot.evaluation.lists import ListQuestion, evaluate_lists, load_lists


def asked(name: str, such: set[str], unsure: set[str] = frozenset()) -> ListQuestion:  # type: ignore[assignment]
    return ListQuestion(name, name, frozenset(such), frozenset(unsure))


def replying(quoted: dict[str, tuple[str, ...]]) -> Chatbot:
    def reply(turns: list[str]) -> Any:
        drugs = quoted[turns[0]]
        citations = tuple(SimpleNamespace(drug=drug) for drug in drugs)
        return SimpleNamespace(kind="answer" if drugs else "abstention", citations=citations)

    return cast(Chatbot, SimpleNamespace(reply=reply))


def test_what_is_quoted_is_held_against_what_is_such() -> None:
    questions = [
        asked("two right, one wrong, one in doubt", {"A", "B", "C"}, {"E"}),
        asked("not answered", {"A"}),
        asked("more than are shown", set("ABCDEFGH")),
        asked("none, declined", set()),
        asked("none, answered", set()),
    ]
    chatbot = replying(
        {
            questions[0].id: ("A", "B", "D", "E"),
            questions[1].id: (),
            questions[2].id: tuple("ABCDEF"),
            questions[3].id: (),
            questions[4].id: ("A",),
        }
    )
    report = evaluate_lists(chatbot, questions)
    assert (report.questions, report.answered, report.shown, report.right) == (3, 2, 9, 8)
    assert report.share == pytest.approx((2 / 3 + 0 + 1) / 3)
    assert (report.empty, report.declined) == (2, 1)
    assert "8 of 9 (0.889)" in report.text()


@pytest.mark.parametrize("text", ["", "[]", "monographs: []", "monographs: []\nquestions: [{id: a}]", "{"])
def test_a_file_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "lists.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(TopicsError, match=r"lists\.yaml"):
        load_lists(tmp_path / "lists.yaml")
