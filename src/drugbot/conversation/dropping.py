"""A medicine that a turn sets aside before it asks: "ok, no bonex then. can i …" is of the other of two."""

from __future__ import annotations

import re
from dataclasses import replace

from drugbot.conversation import followups, shapes
from drugbot.conversation.leads import unacknowledged
from drugbot.conversation.matters import title_of
from drugbot.conversation.state import Context
from drugbot.retrieval.mentions import Mention

# "ok, no bonex then. can i …": what stands before the name that is set aside, and behind it.
_NO = re.compile(
    r"(?:(?:so|then|well|i['’]?ll|i\s+will|just|we['’]?ll)\b[\s,]*)*"
    r"(?:no(?:\s+more)?|not|skip|leave(?:\s+out)?|drop|forget(?:\s+about)?|(?:i\s+)?(?:won['’]?t|will\s+not)\s+(?:take|have|use|give))"
    r"\s+(?:(?:the|any|my|his|her)\s+)?",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"(?:\s+(?:then|out|alone|at\s+all|for\s+(?:me|him|her|us|them)))*\s*[.,;:!-]+\s+(?=\w)", re.IGNORECASE
)


def set_aside(
    question: str, mentions: tuple[Mention, ...], context: Context
) -> tuple[str, tuple[Mention, ...], tuple[str, ...]] | None:
    """Return what a turn asks once it has set aside one of two medicines talked about, its names, and what is left.

    "Ok, no bonex then. can i …" after "i take apium, can i have bonex" is of apium. None for any other turn, such as
    one that corrects, or asks on about the two.
    """
    if not mentions:
        return None
    first, *others = mentions
    then = _THEN.match(question, first.end)
    kept = tuple(drug for drug in context.drugs if drug not in first.titles)
    partners = {title_of(mention) for mention in context.matter.partners}
    is_of_two = bool(kept) and (len(kept) < len(context.drugs) or title_of(first) in partners)
    if then is None or not is_of_two or not _NO.fullmatch(unacknowledged(question[: first.start])):
        return None
    rest = question[then.end() :]
    is_of_both = followups.points_at_matter(rest) or shapes.asks_between(rest) or shapes.means_both(rest)
    if is_of_both or followups.begins_as_correction(rest):
        return None
    moved = (replace(each, start=each.start - then.end(), end=each.end - then.end()) for each in others)
    return rest, tuple(moved), kept
