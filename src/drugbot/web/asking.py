"""A question of the page: which turns it makes, and the reply with all that the page shows of it.

The page keeps the turns; the server keeps nothing. A drug chosen in the page scopes a question through the
turns alone: its name is put before the question as a turn of its own, unless the question names a medicine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from drugbot.answering.reply import Citation, Reply
from drugbot.answering.text import escaped
from drugbot.chatbot import Chatbot
from drugbot.index.contents import Index
from drugbot.web.framing import framed_markdown, names_in
from drugbot.web.rendering import Extras, Spoken, reply_html, spoken
from drugbot.web.strings import Strings
from drugbot.web.suggesting import next_questions


@dataclass(frozen=True, slots=True)
class Linked:
    """What a link to an answer says was quoted.

    Attributes:
        passage: id of the first passage.
        revision: of its monograph.
    """

    passage: str
    revision: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A reply as the page shows it.

    Attributes:
        turns: what was added to the turns.
        reply: the reply itself.
        html: for the eye.
        spoken: for a screen reader.
        markdown: to be kept.
    """

    turns: tuple[str, ...]
    reply: Reply
    html: str
    spoken: Spoken
    markdown: str

    def record(self) -> dict[str, Any]:
        """Return what the script in the page needs."""
        first = self.reply.citations[0] if self.reply.citations else None
        return {
            "turns": list(self.turns),
            "html": self.html,
            "spoken": asdict(self.spoken),
            "urgent": "emergency" in self.reply.notices,
            "kind": self.reply.kind,
            "markdown": self.markdown,
            "quoted": {"passage": first.passage, "revision": first.revision} if first else None,
        }


def ask(
    chatbot: Chatbot,
    earlier: Sequence[str],
    question: str,
    strings: Strings,
    *,
    scope: str | None = None,
    linked: Linked | None = None,
) -> Shown:
    """Answer a question of the page.

    Args:
        chatbot: who answers.
        earlier: the turns before it.
        question: as typed.
        strings: the page's words.
        scope: title of the drug that the chat is restricted to.
        linked: what the link that asks it says was quoted.
    """
    added = turns_for(chatbot, question, scope)
    turns = (*earlier, *added)
    reply = chatbot.reply(turns)
    changed = changed_text(linked, reply.citations, chatbot.index, strings) if linked else ""

    def answers(drug: str, candidate: str) -> bool:
        return is_answered(chatbot, drug, candidate)

    extras = Extras(next_questions(reply, turns, chatbot.index, answers), changed)
    html = reply_html(reply, chatbot.index, strings, extras)
    markdown = framed_markdown(reply.text, strings, names_in(reply))
    return Shown(added, reply, html, spoken(reply, strings), markdown)


@lru_cache(maxsize=10_000)
def is_answered(chatbot: Chatbot, drug: str, question: str) -> bool:
    """Return whether a question, asked about a drug, is answered from that drug's monograph first."""
    reply = chatbot.reply((drug, question))
    return bool(reply.citations) and reply.citations[0].drug == drug


def turns_for(chatbot: Chatbot, question: str, scope: str | None) -> tuple[str, ...]:
    """Return the turns that a question makes: with a scope, its drug first, unless it names a medicine."""
    if scope is None or chatbot.search([question], 1)[0].mentions:
        return (question,)
    return (scope, question)


def changed_text(linked: Linked, citations: Sequence[Citation], index: Index, strings: Strings) -> str:
    """Return what to say where the monograph is not the one any more that a link quoted; else nothing."""
    quoted = index.by_id.get(linked.passage)
    drug = quoted.drug if quoted else (citations[0].drug if citations else "")
    now = index.by_title[drug].revision if drug in index.by_title else ""
    if not now:
        return strings.changed_lost.format(passage=escaped(linked.passage), revision=escaped(linked.revision))
    if now == linked.revision:
        return ""
    said = strings.changed.format(
        drug=escaped(drug),
        passage=escaped(linked.passage),
        revision=escaped(linked.revision),
        now=now,
    )
    return f"{said} {strings.changed_kept if quoted else strings.changed_gone}"
