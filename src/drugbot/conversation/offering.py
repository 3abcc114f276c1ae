"""What else a turn may have meant, as questions that are one press away (`Reply.others`)."""

from __future__ import annotations

from drugbot.conversation.focus import Drugs, by_nearness, titles_sorted
from drugbot.conversation.matters import title_of
from drugbot.conversation.query import Query
from drugbot.conversation.state import Context, Knowledge

_MOST = 3


def others(query: Query, context: Context) -> tuple[str, ...]:
    """Return the question of a turn that names no medicine, of the others talked about that it may have meant.

    Args:
        query: what it was taken to ask.
        context: after it.
    """
    if query.mentions or query.doubts or query.shape != "one" or not (query.carried and query.drugs):
        return ()
    # Of two each alone first; then what was in focus before, the nearest first, and each medicine in it.
    alone = [(drug,) for drug in (*query.drugs, *by_nearness(context))]
    own = len(query.drugs) if len(query.drugs) > 1 else 0
    before = [each.drugs for each in reversed(context.trail)]
    found = dict.fromkeys(map(titles_sorted, (*alone[:own], *before, *alone)))
    left = [drugs for drugs in found if drugs != titles_sorted(query.drugs) and not _is_ambiguous(drugs)]
    if query.is_fragment and not context.matter.partners:
        return tuple(context.matter.of_another().filled(drugs) for drugs in left[:_MOST])
    return tuple(f"{' and '.join(drugs)}: {query.question}" for drugs in left[:_MOST])


def pairs_with(query: Query, context: Context, known: Knowledge) -> tuple[str, ...]:
    """Return the questions what the monographs talked about say of a medicine that has none and that a turn names.

    "And clarithromycin?" may ask the same of clarithromycin, of which nothing could be said, or what it does to the
    medicine talked about, whose monograph may name it.

    Args:
        query: what the turn was taken to ask.
        context: before it.
        known: what it was understood with.
    """
    unknown = [mention for mention in query.mentions if not mention.titles]
    if query.drugs or query.doubts or len(unknown) != 1:
        return ()
    talked = by_nearness(context)
    speaking = [drug for drug in talked if known.speaks_of((drug,), unknown)]
    return tuple(f"{title_of(unknown[0])} with {drug}" for drug in speaking[:_MOST])


def _is_ambiguous(drugs: Drugs) -> bool:
    """Return whether the titles of several drugs could not be told apart where they are joined."""
    return len(drugs) > 1 and any(" and " in title for title in drugs)
