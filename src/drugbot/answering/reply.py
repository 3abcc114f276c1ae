"""What the user gets: an answer, a clarification or an abstention.

A reply can be traced by type alone: Reply → Citation → passage → section → monograph → file and range.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from drugbot.corpus.passage import Excerpt

Kind = Literal["answer", "clarification", "abstention"]
Reason = Literal[
    "unknown_drug",
    "not_stated",
    "off_topic",
    "low_evidence",
    "emergency",
    "language",
    "empty_question",
    "which_drug",
    "did_you_mean",
    "which_topic",
    "help",
]
Notice = Literal[
    "emergency", "personal_advice", "banned", "stale", "disagrees", "boxed_warning", "part_of_product"
]

Layout = Literal["", "sequence", "table", "list"]


@dataclass(frozen=True, slots=True)
class Citation:
    """Exact words of a monograph with all that says where they stand.

    Attributes:
        passage: id of the passage.
        drug: title of the monograph.
        section: heading path.
        quote: the words.
        context: the line that leads into them or the header of their table, where it stands apart.
        file: POSIX path relative to the corpus folder.
        start: first code point in the file.
        end: one past the last.
        last_modified: day of the monograph's last change (ISO 8601), None where not stated.
        revision: hash of the file.
        score: similarity to the question, higher is better.
    """

    passage: str
    drug: str
    section: tuple[str, ...]
    quote: str
    context: tuple[Excerpt, ...]
    file: str
    start: int
    end: int
    last_modified: str | None
    revision: str
    score: float


@dataclass(frozen=True, slots=True)
class Understood:
    """How a name was understood.

    Attributes:
        said: the user's words; empty where the turn names no medicine.
        meant: title of the monograph.
        how: "title", "name" (a brand or alternate name), "spelling" (a misspelt name), "context" (from an
            earlier turn) or "only" (the collection holds no other).
    """

    said: str
    meant: str
    how: Literal["title", "name", "spelling", "context", "only"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A reply to one turn; the fields are those of the JSON contract in docs/design.md.

    Raises:
        ValueError: an answer (other than help) without citation, or a citation in anything else; a reason
            that does not belong to the kind.
    """

    kind: Kind
    reason: Reason | None = None
    notices: tuple[Notice, ...] = ()
    drugs: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    understood: tuple[Understood, ...] = ()
    query: str = ""
    text: str = ""
    citations: tuple[Citation, ...] = ()
    offered: tuple[Citation, ...] = ()
    options: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    parts: tuple[Reply, ...] = ()
    layout: Layout = ""
    confidence: float = 0.0
    took_ms: float = 0.0

    def __post_init__(self) -> None:
        if bool(self.citations) != (self.kind == "answer" and self.reason != "help"):
            raise ValueError(f"{self.kind} ({self.reason}) with {len(self.citations)} citations")
        if self.reason not in _REASONS[self.kind]:
            raise ValueError(f"{self.kind} cannot have the reason {self.reason}")

    def record(self) -> dict[str, Any]:
        """Return the reply as JSON values."""
        return asdict(self, dict_factory=_json_object)


def _json_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in pairs}


_REASONS: Mapping[Kind, frozenset[Reason | None]] = {
    "answer": frozenset({None, "help"}),
    "clarification": frozenset({"which_drug", "did_you_mean", "which_topic"}),
    "abstention": frozenset(
        {"unknown_drug", "not_stated", "off_topic", "low_evidence", "emergency", "language", "empty_question"}
    ),
}
