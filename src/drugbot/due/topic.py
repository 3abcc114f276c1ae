"""A medicine without a matter: which of its monograph's topics is meant, and what that says once it is chosen."""

from __future__ import annotations

import re
from dataclasses import replace

from drugbot.answering import wording
from drugbot.answering.declining import Asked, which_topic
from drugbot.answering.reply import Reply
from drugbot.conversation.query import Query
from drugbot.due.desk import CANDIDATES, Desk
from drugbot.index.contents import Index

_MOST = 6
# What people ask of most, in this order; other headings follow as the monograph has them.
_ASKED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"uses?\b|usage|indications?", r"dos(?:age|e|ing)", r"side effects?|adverse", r"(?:drug )?interactions?",
        r"warnings?|precautions", r"pregnancy", r"contraindications?", r"overdos", r"storage", r"boxed warning",
    )
)  # fmt: skip


def topics_of(drug: str, index: Index) -> tuple[str, ...]:
    """Return the headings of a monograph to choose from, at most six, those that people ask of most first."""
    passages = (index.passages[number] for number in index.by_drug.get(drug, ()))
    headings = dict.fromkeys(p.section[0] for p in passages if p.question is None and p.section)
    return tuple(sorted(headings, key=_place)[:_MOST])


def topic_asked(query: Query, asked: Asked, desk: Desk) -> Reply:
    """Return the question back for the topic."""
    return which_topic(asked, topics_of(query.drugs[0], desk.index))


def on_topic(query: Query, asked: Asked, desk: Desk) -> Reply:
    """Return what the section that was chosen says, its passages in the order of the search."""
    hits = desk.searcher.search(query.generic, query.drugs, CANDIDATES * 10, brands=query.brands).hits
    return desk.answered(asked, [hit for hit in hits if hit.passage.section[:1] == (query.topic,)])


def with_topics(reply: Reply, desk: Desk) -> Reply:
    """Put the topics of a drug that are not quoted yet to the reply on what it is used for."""
    if reply.kind != "answer" or len(reply.drugs) != 1:
        return reply
    (drug,) = reply.drugs
    quoted = {citation.section[0] for citation in reply.citations if citation.section}
    rest = (topic for topic in topics_of(drug, desk.index) if topic not in quoted)
    return replace(reply, suggestions=tuple(wording.TOPIC.format(drug=drug, topic=topic) for topic in rest))


def _place(heading: str) -> int:
    return next((at for at, pattern in enumerate(_ASKED) if pattern.match(heading)), len(_ASKED))
