"""The ways in which a turn may be read: by itself, or behind the turns before it.

"How much gets to him" after "is apium ok when breastfeeding" asks of milk, "how is it stored" does not. The words do
not always tell; what the monograph says to each reading does (`drugbot.due.reaching`).
"""

from __future__ import annotations

from drugbot.conversation import followups
from drugbot.conversation.circumstances import is_of_another, without_people
from drugbot.conversation.query import Query, Reading
from drugbot.conversation.state import Context

FURTHEST = 2  # turns back


def readings(query: Query, context: Context) -> tuple[Reading, ...]:
    """Return the ways to read a turn that goes on about the one drug talked about; none for any other.

    First what plain words make of it, then the turn by itself, then with one turn before it, and with more. A turn
    about other people is put in front without these, and none before that; and none in front of a question in full that
    names its drug.
    """
    goes_on = len(query.drugs) == 1 and query.drugs == context.drugs and bool(context.thread)
    if not goes_on or query.shape != "one" or query.together or query.topic or query.alone:
        return ()
    is_new = followups.tidied(query.question)[1]  # "by the way, …"
    if is_new or (query.mentions and not leans(query)):
        return ()
    before = _before(query, context)
    heads = [before[len(before) - back :] for back in range(len(before) + 1)]
    person = f" ({query.person})" if query.person else ""
    return (
        Reading(query.generic),
        *(Reading(of(query.drugs[0], (*head, query.said)) + person, head) for head in heads),
    )


def leans(query: Query) -> bool:
    """Return whether the words of a turn say that it is no question in full: a fragment, or tied to what was said."""
    bare = query.bare if query.mentions else query.said
    return followups.is_tied(bare) or followups.is_fragment(bare) or followups.points_at_matter(bare)


def of(drug: str, turns: tuple[str, ...]) -> str:
    """Return turns as one question about a drug."""
    words = ", ".join(turns)
    return words if drug.casefold() in words.casefold() else f"{drug}: {words}"


def _before(query: Query, context: Context) -> tuple[str, ...]:
    """Return the turns that may be put in front of this one, in order."""
    found: list[str] = []
    for earlier, _ in reversed(context.thread):
        if len(found) == FURTHEST:
            break
        is_other = is_of_another(query.said, earlier.said)
        words = without_people(earlier.said) if is_other else earlier.said
        if earlier.shape == "one" and any(map(str.isalnum, words)):
            found.insert(0, words.rstrip(" ?!."))
        if is_other:
            break
    return tuple(found)
