"""Drugs taken together: what the monograph of each says of the others, by name or by class."""

from __future__ import annotations

from collections.abc import Sequence

from drugbot.answering.declining import Asked, not_stated
from drugbot.answering.reply import Reply
from drugbot.conversation.query import Query
from drugbot.corpus.classes import classes, classes_of_name
from drugbot.due.desk import Desk
from drugbot.index.contents import Entry
from drugbot.retrieval.hits import Hit


def between(query: Query, asked: Asked, desk: Desk) -> Reply:
    """Return the reply about drugs taken together; each monograph that says nothing of the others is named."""
    hits: list[Hit] = []
    for drug in query.drugs:
        others = [desk.index.by_title[title] for title in _beside(drug, query)]
        hits += _of(drug, others, query, desk)
    if not hits:
        return not_stated(asked)
    hits.sort(key=lambda hit: (-hit.similarity, hit.passage.id))
    return desk.answered(asked, hits)


def _beside(drug: str, query: Query) -> list[str]:
    """Return the others that matter with a drug: all, but of those talked about only what the turn names beside them.

    "He is on bonex too, does that matter with either" asks nothing of what the two do to each other.
    """
    named = {title for mention in query.mentions for title in mention.titles}
    is_added = query.carried and bool(named) and drug not in named
    return [title for title in query.drugs if title != drug and (not is_added or title in named)]


def _of(drug: str, others: Sequence[Entry], query: Query, desk: Desk) -> Sequence[Hit]:
    """Return what one monograph says of other drugs: by name, else by a class that their monographs state."""
    names = [name for other in others for name in (other.title, *other.names)]
    names += desk.also_called(names, (drug,))
    by_name = desk.found(query.generic, (drug,), brands=query.brands, mentioning=names).hits
    if by_name:
        return by_name
    # What a monograph says of its drug's own class it may say of its drug.
    own = {*desk.index.by_title[drug].classes, *classes_of_name(drug)}
    stated = {kind for other in others for kind in other.classes} - own
    kinds = [name for each in classes() if each.name in stated for name in each.names]
    return desk.found(query.generic, (drug,), brands=query.brands, mentioning=kinds).hits if kinds else ()
