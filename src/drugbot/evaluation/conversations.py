"""Conversations: whether each turn is understood as a person who rewrote it understands it.

Two sets are measured. Written conversations state for every turn the drugs, the kind of reply and the section that are
due, and a rewrite by a person that stands alone. A turn that needs others is held against it twice: what is asked must
be the same (`senses`) and, which is more, what is replied. Follow-up topics of the gold set are asked
in four ways: without the turns before, put behind the last of them, as they are, and as the person's rewrite.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from drugbot.answering.reply import Reply
from drugbot.chatbot import Chatbot
from drugbot.errors import TopicsError
from drugbot.evaluation.evaluating import Gold
from drugbot.evaluation.senses import sense
from drugbot.evaluation.topics import Topic
from drugbot.evaluation.verdicts import ask

FILES = (
    "conversations.yaml",
    "conversations-second.yaml",
    "conversations-third.yaml",
    "conversations-fourth.yaml",
)
WAYS = ("without the turns before", "behind the last turn", "as it is", "as a person rewrote it")


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn of a written conversation, with what is due.

    Attributes:
        say: the user's words.
        standalone: a person's rewrite that needs no turn before.
        self_contained: whether the turn needs none itself.
        drugs: titles that are meant.
        open: whether the turn asks which drugs there are, so that `drugs` says nothing.
        kinds: of reply that are right.
        sections: heading paths, or beginnings of some, of which the first quote should be; empty where any may.
    """

    say: str
    standalone: str
    self_contained: bool
    drugs: tuple[str, ...]
    open: bool
    kinds: tuple[str, ...]
    sections: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """How many turns of a file of conversations were right.

    Attributes:
        file: their file.
        conversations: how many.
        turns: in all of them.
        drugs: turns of which the drugs are right.
        kinds: turns of which the kind of reply is right.
        quotes, quotes_due: first quotes from a section that is right, of those that answer where a section is stated.
        understood: turns that need others and ask what the person's rewrite asks: the same drugs, and the same topic.
        resolved, follow_ups: turns that need others and get what the person's rewrite gets: the same drugs, and one
            quotes (or offers as nearest) what the other leads with.
        changed, self_contained: turns that need no other, and do not get what they get alone.
    """

    file: str
    conversations: int
    turns: int
    drugs: int
    kinds: int
    quotes: int
    quotes_due: int
    understood: int
    resolved: int
    follow_ups: int
    changed: int
    self_contained: int


@dataclass(frozen=True, slots=True)
class ConversationReport:
    """The figures.

    Attributes:
        files: of each file of conversations.
        ways: part of the gold set → way of asking → share of right replies.
        topics: part of the gold set → how many follow-up topics.
    """

    files: tuple[Figures, ...]
    ways: dict[str, dict[str, float]]
    topics: dict[str, int]

    def record(self) -> dict[str, Any]:
        """Return the report as JSON values."""
        return asdict(self)

    def text(self) -> str:
        """Return the report for a terminal."""
        lines = []
        for each in self.files:
            lines += [
                f"{each.file}: {each.conversations} conversations, {each.turns} turns",
                f"  drugs right        {each.drugs} of {each.turns}",
                f"  kind of reply      {each.kinds} of {each.turns}",
                f"  first section      {each.quotes} of {each.quotes_due}",
                f"  asks a person's    {each.understood} of {each.follow_ups} follow-ups",
                f"  gets a person's    {each.resolved} of {each.follow_ups} follow-ups",
                f"  changed by context {each.changed} of {each.self_contained} that stand alone",
            ]
        for part, shares in self.ways.items():
            lines.append(f"follow-up topics, {part} ({self.topics[part]}), right replies")
            lines += [f"  {way:26} {share:.3f}" for way, share in shares.items()]
        return "\n".join(lines)


def load_conversations(path: Path) -> tuple[tuple[Turn, ...], ...]:
    """Read a file of conversations.

    Raises:
        TopicsError: it is not in the format.
    """
    try:
        loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
        return tuple(tuple(_turn(turn) for turn in conversation["turns"]) for conversation in loaded)
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise TopicsError(f"{path}: is no file of conversations ({error}); see docs/evaluation.md") from error


def _turn(record: dict[str, Any]) -> Turn:
    sections = record.get("section") or []
    paths = sections if sections and isinstance(sections[0], list) else [sections] if sections else []
    kinds = record["kind"] if isinstance(record["kind"], list) else [record["kind"]]
    return Turn(
        say=str(record["say"]),
        standalone=str(record["standalone"]),
        self_contained=bool(record["self_contained"]),
        drugs=tuple(record["drugs"]),
        open=bool(record.get("open", False)),
        kinds=tuple(kinds),
        sections=tuple(tuple(path) for path in paths),
    )


def evaluate_conversations(chatbot: Chatbot, folder: Path, gold: Gold | None) -> ConversationReport:
    """Hold the conversations of an evaluation folder, and ask the follow-up topics of the gold set in four ways."""
    files = [folder / name for name in FILES if (folder / name).exists()]
    ways, topics = {}, {}
    for part in ("dev", "test") if gold else ():
        found = [t for t in gold.topics if t.kind == "follow-up" and _part(t, gold) == part] if gold else []
        topics[part] = len(found)
        ways[part] = (
            {way: _right(chatbot, [_asked(t, way) for t in found], gold) for way in WAYS} if gold else {}
        )
    return ConversationReport(tuple(_figures(chatbot, path) for path in files), ways, topics)


def _part(topic: Topic, gold: Gold) -> str:
    return gold.parts.get(topic.id.split("/", 1)[0], "dev")


def _asked(topic: Topic, way: str) -> Topic:
    *before, last = topic.turns
    turns = {
        WAYS[0]: (last,),
        WAYS[1]: (f"{before[-1]} {last}",),
        WAYS[2]: topic.turns,
        WAYS[3]: (topic.standalone or last,),
    }
    return replace(topic, turns=turns[way])


def _right(chatbot: Chatbot, topics: Sequence[Topic], gold: Gold) -> float:
    outcomes = ask(chatbot, topics, gold.qrels)
    return sum(outcome.is_right for outcome in outcomes) / len(outcomes) if outcomes else float("nan")


def _figures(chatbot: Chatbot, path: Path) -> Figures:
    conversations = load_conversations(path)
    held = [
        (turn, reply, chatbot.reply([turn.say if turn.self_contained else turn.standalone]))
        for turns in conversations
        for turn, reply in zip(turns, chatbot.replies([turn.say for turn in turns]), strict=True)
    ]
    quoted = [(turn, reply) for turn, reply, _ in held if turn.sections and reply.citations]
    follow_ups = [(reply, alone) for turn, reply, alone in held if not turn.self_contained]
    contained = [(reply, alone) for turn, reply, alone in held if turn.self_contained]
    return Figures(
        file=path.name,
        conversations=len(conversations),
        turns=len(held),
        drugs=sum(turn.open or set(reply.drugs) == set(turn.drugs) for turn, reply, _ in held),
        kinds=sum(reply.kind in turn.kinds for turn, reply, _ in held),
        quotes=sum(_is_from(reply, turn.sections) for turn, reply in quoted),
        quotes_due=len(quoted),
        understood=sum(_asks_the_same(chatbot, turns) for turns in conversations),
        resolved=sum(_agree(reply, alone) for reply, alone in follow_ups),
        follow_ups=len(follow_ups),
        changed=sum(not _agree(reply, alone) for reply, alone in contained),
        self_contained=len(contained),
    )


def _asks_the_same(chatbot: Chatbot, turns: Sequence[Turn]) -> int:
    """Return how many turns that need others ask what the person's rewrite asks."""
    says = [turn.say for turn in turns]
    return sum(
        sense(chatbot, says[: at + 1]).is_as(sense(chatbot, [turn.standalone]))
        for at, turn in enumerate(turns)
        if not turn.self_contained
    )


def _agree(one: Reply, other: Reply) -> bool:
    """Return whether two replies are about the same drugs, and one quotes, or offers, what the other leads with."""
    if set(one.drugs) != set(other.drugs):
        return False
    first, second = (reply.citations or reply.offered for reply in (one, other))
    if not first or not second:
        return (one.kind, one.reason) == (other.kind, other.reason)
    leads = first[0].passage, second[0].passage
    return leads[0] in {c.passage for c in second} or leads[1] in {c.passage for c in first}


def _is_from(reply: Reply, sections: Sequence[Sequence[str]]) -> bool:
    first = reply.citations[0].section
    return first[0] == "FAQs" or any(tuple(first[: len(path)]) == tuple(path) for path in sections)
