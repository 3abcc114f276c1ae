"""The ways in which a turn may be read: by itself, or behind the turns before it.

"How much gets to him" after "is apium ok when breastfeeding" asks of milk, "how is it stored" does not. The words do
not always tell; what the monograph says to each reading does (`drugbot.due.reaching`).
"""

from __future__ import annotations

import re

from drugbot.conversation.query import Query, Reading
from drugbot.conversation.state import Context

FURTHEST = 2  # turns back
_ADDED = re.compile(r" \([^()]+\)$")


def readings(query: Query, context: Context) -> tuple[Reading, ...]:
    """Return the ways to read a turn that goes on about the one drug talked about; none for any other.

    First what plain words make of it, then the turn by itself, then with one turn before it, and with more.
    """
    goes_on = len(query.drugs) == 1 and query.drugs == context.drugs and bool(context.thread)
    if not goes_on or query.shape != "one" or query.together or query.topic or query.alone:
        return ()
    before = tuple(earlier.said.rstrip(" ?!.") for earlier, _ in context.thread if earlier.shape == "one")
    person = _of_person(query)
    heads = [before[len(before) - back :] for back in range(min(FURTHEST, len(before)) + 1)]
    return (
        Reading(query.generic),
        *(Reading(_of(query.drugs[0], ", ".join((*head, query.said))) + person, head) for head in heads),
    )


def _of_person(query: Query) -> str:
    """Return what plain words add of the person who is spoken of: " (82 years old)"."""
    added = _ADDED.search(query.generic)
    return added.group() if added and not query.said.endswith(added.group()) else ""


def _of(drug: str, words: str) -> str:
    return words if drug.casefold() in words.casefold() else f"{drug}: {words}"
