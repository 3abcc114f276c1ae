"""The ways in which a turn may be read: by itself, or behind the turns before it.

"How much gets to him" after "is apium ok when breastfeeding" asks of milk, "how is it stored" does not. The words do
not always tell; what the monograph says to each reading does (`drugbot.due.reaching`).
"""

from __future__ import annotations

from drugbot.conversation import followups
from drugbot.conversation.circumstances import is_of_another, without_people
from drugbot.conversation.query import Query, Reading
from drugbot.conversation.state import Context
from drugbot.corpus.names import spelled

FURTHEST = 2  # turns back
# Readings that differ in these alone are one.
_TIES = frozenset({"and", "but", "or", "so", "also", "then", "what", "how", "about", "if", "of", "same"})


def readings(query: Query, context: Context) -> tuple[Reading, ...]:
    """Return the ways to read a turn that goes on about the one drug talked about; none for any other.

    First what plain words make of it, then the turn by itself, then with one turn before it, and with more. A turn
    about other people is put in front without these, and so is what was said before it; and nothing in front of a
    question in full that names its drug.
    """
    goes_on = len(query.drugs) == 1 and query.drugs == context.drugs and bool(context.thread)
    if not goes_on or query.shape != "one" or query.together or query.topic or query.alone:
        return ()
    is_new = followups.tidied(query.question)[1]  # "by the way, …"
    if is_new or (query.mentions and not leans(query)):
        return ()
    before, own = _before(query, context), followups.tidied(query.said)[0]
    heads = [before[len(before) - back :] for back in range(len(before) + 1)]
    person = f" ({query.person})" if query.person else ""
    found = [Reading(of(query.drugs[0], (*head, own)) + person, head) for head in heads]
    is_other = any(is_of_another(query.said, _words(earlier)) for earlier, _ in context.thread[-FURTHEST:])
    text = found[-1].text if is_other else query.generic  # plain words keep the people of the turn before
    plain = _substance(text)
    return (Reading(text), *(each for each in found if not each.head or _substance(each.text) != plain))


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
    is_other = False
    for earlier, _ in reversed(context.thread):
        is_other = is_other or is_of_another(query.said, _words(earlier))
        words = without_people(_words(earlier)) if is_other else _words(earlier)
        if earlier.shape == "one" and not (is_other and followups.is_bare(words)) and len(found) < FURTHEST:
            found.insert(0, words.rstrip(" ?!."))
    return tuple(found)


def _words(earlier: Query) -> str:
    """Return what was said; where that was hardly more than a name, "sorry, i meant bonex", what was made of it."""
    said = followups.tidied(earlier.said)[0]
    rest = said
    for title in earlier.drugs:
        rest = rest.replace(title, " ")
    return earlier.generic if followups.is_bare(rest) else said


def _substance(text: str) -> frozenset[str]:
    return frozenset(spelled(text).split()) - _TIES
