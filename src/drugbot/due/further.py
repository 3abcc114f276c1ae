"""What else a monograph says on a matter: further passages, none twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from drugbot.answering.declining import Asked, nothing_further
from drugbot.answering.reply import Reply
from drugbot.conversation.query import Query
from drugbot.due.desk import Desk
from drugbot.retrieval.hits import Hit

_AT_ONCE = 3
_WITHIN = 0.35  # a further passage is at most so much less similar than the nearest


def further(query: Query, asked: Asked, desk: Desk, due: Callable[[Query], Reply]) -> Reply:
    """Return further passages on the last matter, leaving out whatever was quoted of these drugs before.

    Args:
        query: asks for more.
        asked: what was asked.
        desk: to search with.
        due: what replied to the earlier queries.
    """
    seen: set[str] = set()
    for earlier, times in query.before:
        seen.update(citation.passage for citation in due(earlier).citations)
        rest = _rest(earlier, seen, desk)
        seen.update(hit.passage.id for hit in rest[: _AT_ONCE * times])
    rest = _rest(query.before[-1][0], seen, desk)[:_AT_ONCE]
    if not rest:
        return nothing_further(asked)
    return desk.answered(replace(asked, unknown=()), rest)


def _rest(query: Query, seen: set[str], desk: Desk) -> list[Hit]:
    hits = desk.found(query.generic, query.drugs, brands=query.brands).hits
    floor = max((hit.similarity for hit in hits), default=0.0) - _WITHIN
    return [hit for hit in hits if hit.passage.id not in seen and hit.similarity >= floor]
