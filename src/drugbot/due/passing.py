"""A drug that is only said to be taken, before a question about another."""

from __future__ import annotations

import re
from dataclasses import replace

from drugbot.answering.combining import combined
from drugbot.answering.declining import Asked
from drugbot.answering.reply import Reply
from drugbot.conversation.query import Query
from drugbot.due.desk import Desk
from drugbot.due.one import about_drugs
from drugbot.due.together import between
from drugbot.retrieval.subjects import learned_subjects

_TAKES = re.compile(
    r"\W*(?:(?:hi|hello)\W+)?(?:i|we|s?he|my\s+\w+)(?:['’]?\s?m|['’]?\s?s)?\s+(?:(?:also|already|currently|am|is|are|been|have|has)\s+)*"
    r"(?:takes?|taking|on|us(?:e|es|ing)|prescribed)\s+(?:\w+\s+){0,2}",
    re.IGNORECASE,
)
_NEXT = re.compile(r"[^,.;:!?]{0,30}?(?:[,.;:!]|\s+and\s+(?=want|need|would|what|how|when|where))\s*")
_BOTH = re.compile(
    r"\b(?:it|this|that|them|with|together|both|also|too|still|as\s+well|same\s+time|between)\b",
    re.IGNORECASE,
)
_SURE = 0.5  # how sure the subject of the question must be
# What is asked of one drug whatever else is taken; all else may be about the two.
_OF_ONE = frozenset(
    {
        "missed_dose",
        "storage",
        "appearance",
        "names",
        "forms",
        "frequency",
        "administration",
        "mechanism",
        "onset",
        "use",
    }
    | {
        "common_side_effects",
        "serious_side_effects",
        "price",
        "manufacturer",
        "availability",
        "dose",
        "children",
    }
)


def in_passing(query: Query, asked: Asked, desk: Desk) -> Reply | None:
    """Return the answer about the drug that is asked about, then what is said of both.

    None where the question may be about both: "I take metformin, can I take warfarin".
    """
    if len(query.mentions) != 2 or len(query.drugs) != 2 or query.carried:
        return None
    taken, meant = query.mentions
    after = _NEXT.match(query.question, taken.end)
    if not after or after.end() > meant.start or not _TAKES.fullmatch(query.question[: taken.start]):
        return None
    question = query.question[after.end() :]
    if _BOTH.search(question) or len(meant.titles) != 1 or meant.is_product:
        return None
    text = f"{question[: meant.start - after.end()]}{meant.titles[0]}{question[meant.end - after.end() :]}"
    own = replace(
        query,
        question=question,
        text=question,
        generic=text,
        drugs=meant.titles,
        mentions=(meant,),
        brands=(),
    )
    if not _is_of_one(own, desk):
        return None
    understood = tuple(item for item in asked.understood if item.meant in meant.titles)
    reply = about_drugs(own, replace(asked, query=question, drugs=meant.titles, understood=understood), desk)
    return (
        combined((reply, between(query, asked, desk)), asked.query, "sequence")
        if reply.kind == "answer"
        else None
    )


def _is_of_one(query: Query, desk: Desk) -> bool:
    evidence = desk.found(query.generic, query.drugs).evidence
    if evidence is None:
        return False
    best = int(evidence.subjects.argmax())
    return bool(evidence.subjects[best] >= _SURE) and learned_subjects().names[best] in _OF_ONE
