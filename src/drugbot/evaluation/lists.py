"""Questions over the whole collection: whether the drugs that a reply shows are such as is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

from drugbot.chatbot import Chatbot
from drugbot.due.collection import SHOWN
from drugbot.errors import TopicsError

FILE = "lists.yaml"


@dataclass(frozen=True, slots=True)
class ListQuestion:
    """A question over a collection.

    Attributes:
        id: of it.
        question: as it is asked.
        such: titles of all monographs that say of their drug what is asked for.
        unsure: titles of which careful readers would differ; they count neither way.
    """

    id: str
    question: str
    such: frozenset[str]
    unsure: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lists:
    """A file of them.

    Attributes:
        monographs: titles that they are about; empty for those of the corpus.
        questions: the questions.
    """

    monographs: tuple[str, ...]
    questions: tuple[ListQuestion, ...]


@dataclass(frozen=True, slots=True)
class ListReport:
    """The figures.

    Attributes:
        questions: for which some drug is such.
        answered: of these, those that are answered.
        shown, right: drugs that are quoted for them, without those in doubt, and those that are such.
        share: which share is quoted of the drugs that are such, or of as many as a reply shows; a mean.
        empty, declined: questions for which none is such, and those of them that are not answered.
    """

    questions: int
    answered: int
    shown: int
    right: int
    share: float
    empty: int
    declined: int

    def record(self) -> dict[str, Any]:
        """Return the report as JSON values."""
        return asdict(self)

    def text(self) -> str:
        """Return the report for a terminal."""
        precision = self.right / max(self.shown, 1)
        return "\n".join(
            (
                f"questions over the collection: {self.questions}, answered {self.answered}",
                f"  drugs quoted that are such    {self.right} of {self.shown} ({precision:.3f})",
                f"  of those to quote, quoted     {self.share:.3f}",
                f"  none is such, and declined    {self.declined} of {self.empty}",
            )
        )


def load_lists(path: Path) -> Lists:
    """Read a file of questions over a collection.

    Raises:
        TopicsError: it is not in the format.
    """
    try:
        loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
        questions = tuple(
            ListQuestion(
                str(each["id"]),
                str(each["question"]),
                frozenset(_titles(each["such"])),
                frozenset(_titles(each.get("unsure", []))),
            )
            for each in loaded["questions"]
        )
        return Lists(tuple(loaded["monographs"]), questions)
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise TopicsError(f"{path}: is no file of lists ({error}); see docs/evaluation.md") from error


def _titles(value: Any) -> list[str]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is no list of titles")
    return [str(title) for title in value]


def evaluate_lists(chatbot: Chatbot, questions: Sequence[ListQuestion]) -> ListReport:
    """Ask questions over the collection and hold what is quoted against the drugs that are such."""
    answered = shown = right = declined = 0
    shares = []
    for asked in questions:
        reply = chatbot.reply([asked.question])
        cited = {citation.drug for citation in reply.citations}
        if not asked.such:
            declined += reply.kind != "answer"
            continue
        answered += reply.kind == "answer"
        shown, right = shown + len(cited - asked.unsure), right + len(cited & asked.such)
        shares.append(len(cited & asked.such) / min(len(asked.such), SHOWN))
    share = sum(shares) / max(len(shares), 1)
    return ListReport(len(shares), answered, shown, right, share, len(questions) - len(shares), declined)
