"""What became of each topic: asked as a user asks it, and judged on the reply that a user gets.

A reply is right where its first quote says the answer, or where no quote was due and none was given, for
one of the expected reasons. The ways to be wrong are told apart, since they do not harm alike: another drug
quoted, a passage that does not answer, an answer where none is stated, a question left unanswered.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from drugbot.answering.reply import Reply
from drugbot.chatbot import Chatbot
from drugbot.corpus.names import spelled
from drugbot.evaluation.measures import SAYS_IT
from drugbot.evaluation.quotes import share_kept
from drugbot.evaluation.topics import Qrels, Topic
from drugbot.progress import Progress, no_progress

Verdict = Literal[
    "right",  # the first quote says it, or none was due and none was given for an expected reason
    "wrong passage",  # of the right drug
    "wrong drug",  # one that the question does not name
    "not declined",  # quoted, where the monographs do not say
    "declined",  # no quote, where one says it
    "wrong reason",  # rightly without a quote, for another reason than expected
    "no alarm",  # an emergency that was not seen as one
    "false alarm",
]
_DEPTH = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """A topic and what the chatbot made of it.

    Attributes:
        topic: what was asked.
        verdict: what to think of the reply.
        reason: of the reply; "answer" where it quotes.
        cited: ids of the passages quoted, in order.
        cited_drugs: their drugs.
        first_grade: grade of the first passage quoted, 0 where it is not relevant or nothing is quoted.
        in_three: whether one of the first three quotes says it.
        ranking: ids of the passages found, best first, whether or not they were quoted.
        confidence: that the reply states.
        took_ms: time of the reply.
        quote: the beginning of the first quote.
        length: of the first quote, in characters.
        kept: share of the words judged to answer, of those in the passage quoted first, that its quote shows; None
            where none were judged.
    """

    topic: Topic
    verdict: Verdict
    reason: str
    cited: tuple[str, ...]
    cited_drugs: tuple[str, ...]
    first_grade: int
    in_three: bool
    ranking: tuple[str, ...]
    confidence: float
    took_ms: float
    quote: str
    length: int = 0
    kept: float | None = None

    @property
    def answerable(self) -> bool:
        """Whether a quote was due."""
        return "answer" in self.topic.expected

    @property
    def is_right(self) -> bool:
        """Whether the reply is right."""
        return self.verdict == "right"


def ask(
    chatbot: Chatbot, topics: Iterable[Topic], qrels: Qrels, progress: Progress = no_progress
) -> tuple[Outcome, ...]:
    """Ask topics, the last turn after those before it, and judge the replies."""
    listed = list(topics)
    found = []
    for topic in progress(listed, "asking", len(listed)):
        reply = chatbot.reply(topic.turns)
        ranking = tuple(hit.passage.id for hit in chatbot.search(topic.turns, _DEPTH)[1])
        outcome = judged(topic, reply, qrels.grades.get(topic.id, {}), ranking, _named(chatbot, topic))
        if outcome.first_grade == SAYS_IT:
            first = reply.citations[0]
            outcome = replace(outcome, kept=share_kept(topic, first, chatbot.index.by_id[first.passage]))
        found.append(outcome)
    return tuple(found)


def _named(chatbot: Chatbot, topic: Topic) -> frozenset[str]:
    """Return the drugs that the turns name, by title or a name of theirs."""
    words = f" {spelled(' '.join(topic.turns))} "
    return frozenset(
        entry.title
        for entry in chatbot.index.entries
        if any(f" {spelled(name)} " in words for name in (entry.title, *entry.names))
    )


def judged(
    topic: Topic,
    reply: Reply,
    grades: Mapping[str, int],
    ranking: tuple[str, ...],
    named: Collection[str] = (),
) -> Outcome:
    """Return the outcome of a topic.

    Args:
        topic: what was asked.
        reply: what came.
        grades: passage id → grade.
        ranking: passages found, best first.
        named: drugs that the turns name, besides those that the answer is expected from.
    """
    cited = tuple(citation.passage for citation in reply.citations)
    grade = grades.get(cited[0], 0) if cited else 0
    return Outcome(
        topic=topic,
        verdict=_verdict(topic, reply, grade, named),
        reason=reply.reason or "answer",
        cited=cited,
        cited_drugs=tuple(citation.drug for citation in reply.citations),
        first_grade=grade,
        in_three=any(grades.get(passage, 0) == SAYS_IT for passage in cited[:3]),
        ranking=ranking,
        confidence=reply.confidence,
        took_ms=reply.took_ms,
        quote=" ".join(reply.citations[0].quote.split())[:300] if cited else "",
        length=len(reply.citations[0].quote) if cited else 0,
    )


def _verdict(topic: Topic, reply: Reply, grade: int, named: Collection[str]) -> Verdict:
    alarmed, allowed = "emergency" in reply.notices, "emergency" in topic.expected
    if alarmed and not allowed:
        return "false alarm"
    if allowed and not alarmed and "answer" not in topic.expected:
        return "no alarm"
    if alarmed:
        return "right"
    return _quoted(topic, reply, grade, named) if reply.citations else _unquoted(topic, reply)


def _quoted(topic: Topic, reply: Reply, grade: int, named: Collection[str]) -> Verdict:
    if topic.drugs and reply.citations[0].drug not in {*topic.drugs, *named}:
        return "wrong drug"
    if "answer" not in topic.expected:
        return "not declined"
    return "right" if grade == SAYS_IT else "wrong passage"


def _unquoted(topic: Topic, reply: Reply) -> Verdict:
    if (reply.reason or "") in topic.expected:
        return "right"
    return "declined" if "answer" in topic.expected else "wrong reason"
