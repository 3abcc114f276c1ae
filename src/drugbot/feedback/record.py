"""What is kept of one reader's opinion."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal, get_args

from drugbot.answering.reply import Reply
from drugbot.corpus.names import spelled
from drugbot.feedback.masking import Vocabulary, mask
from drugbot.index.contents import Index
from drugbot.retrieval.medicines import known_medicines

Verdict = Literal["up", "down"]
Reason = Literal["", "wrong_drug", "does_not_answer", "out_of_date", "other"]
REASONS: tuple[Reason, ...] = get_args(Reason)


@dataclass(frozen=True, slots=True)
class Cited:
    """A quote of the reply that the opinion is about."""

    passage: str
    drug: str
    section: tuple[str, ...]
    quote: str
    revision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """One opinion; everything that a person typed is masked.

    Attributes:
        day: when, no finer than the day.
        verdict: "up" or "down".
        reason: what is wrong, for "down".
        note: in the reader's words.
        turns: the conversation up to the reply.
        kind: of the reply.
        reply_reason: why there was no answer.
        drugs: the monographs that the question was taken to be about.
        cited: the quotes that were shown.
        index: the generation of the index that answered.
    """

    day: date
    verdict: Verdict
    reason: Reason = ""
    note: str = ""
    turns: tuple[str, ...]
    kind: str
    reply_reason: str | None = None
    drugs: tuple[str, ...] = ()
    cited: tuple[Cited, ...] = ()
    index: str

    def record(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {**asdict(self), "day": self.day.isoformat()}

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Feedback:
        """Return what a record says."""
        cited = tuple(Cited(**{**one, "section": tuple(one["section"])}) for one in record["cited"])
        lists = {name: tuple(record[name]) for name in ("turns", "drugs")}
        return cls(**{**record, **lists, "day": date.fromisoformat(record["day"]), "cited": cited})


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a reader thinks of a reply, as it was sent.

    Attributes:
        turns: the conversation up to the reply.
        verdict: "up" or "down".
        reason: what is wrong, for "down".
        note: in the reader's words.
    """

    turns: tuple[str, ...]
    verdict: Verdict
    reason: Reason = ""
    note: str = ""


def feedback_on(
    opinion: Opinion, reply: Reply, index: Index, vocabulary: Vocabulary, today: date
) -> Feedback:
    """Return what is to be kept of an opinion on a reply, with the words of the reader masked."""
    return Feedback(
        day=today,
        verdict=opinion.verdict,
        reason=opinion.reason if opinion.verdict == "down" else "",
        note=mask(opinion.note, vocabulary),
        turns=tuple(mask(turn, vocabulary) for turn in opinion.turns),
        kind=reply.kind,
        reply_reason=reply.reason,
        drugs=reply.drugs,
        cited=tuple(
            Cited(one.passage, one.drug, one.section, one.quote, one.revision) for one in reply.citations
        ),
        index=index.manifest.generation,
    )


def vocabulary_of(index: Index) -> Vocabulary:
    """Return the words of the monographs, and those of the names of medicines."""
    texts = (" ".join((*p.section, p.excerpt.quote)) for p in index.passages)
    words = {word for text in texts for word in re.findall(r"[^\W\d_]+", text.lower())}
    named = (name for entry in index.entries for name in (entry.title, *entry.names))
    # Not the words of longer names: "St. John's wort" must not keep a John from being masked.
    medicines = {name for name in (*known_medicines(), *map(spelled, named)) if " " not in name}
    return Vocabulary(medicines, words)
