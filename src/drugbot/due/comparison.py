"""Drugs compared: the same matter of each, side by side, without a verdict."""

from __future__ import annotations

from dataclasses import replace

from drugbot.answering import wording
from drugbot.answering.choosing import product_texts
from drugbot.answering.combining import combined
from drugbot.answering.declining import Asked, off_topic
from drugbot.answering.reply import Notice, Reply
from drugbot.answering.text import notice_texts, understood_texts
from drugbot.conversation.query import Query
from drugbot.conversation.shapes import compared_matter
from drugbot.due.desk import Desk
from drugbot.due.one import about_drugs, is_off_topic

_CAUTION = 0.5  # words that compare ("taken less often") make every passage look less fitting
# Subjects of one medicine, whatever else is taken: "alcohol with both", "the storage of both".
_OF_ONE = frozenset(
    {
        "alcohol",
        "appearance",
        "driving",
        "fertility",
        "manufacturer",
        "mechanism",
        "missed_dose",
        "names",
        "overdose",
    }
    | {"price", "storage", "vaccines", "availability", "food_interactions", "pharmacokinetics", "onset"}
)
_NEAREST = 5  # passages among which one of the same section is looked for
_OVERALL = "What is {drug} used for?"  # where a comparison does not say what of


def compared(query: Query, asked: Asked, desk: Desk) -> Reply:
    """Return the reply that puts the same matter of each drug side by side, or that it is off topic."""
    matter = compared_matter(query.bare)
    desk.searcher.expect([_asked_of(drug, matter) for drug in query.drugs])
    parts = [_of(drug, matter, query, asked, desk.brief(_CAUTION)) for drug in query.drugs]
    parts.sort(key=lambda part: -part.confidence)  # the surest passage leads, as in every reply
    aligned = (_aligned(part, parts[0], desk.brief()) for part in parts[1:])
    parts = [parts[0], *(_unless_silent(part, parts[0], matter, asked, desk.brief()) for part in aligned)]
    citations = [citation for part in parts for citation in part.citations]
    entries = [desk.index.by_title[drug] for drug in dict.fromkeys(citation.drug for citation in citations)]
    own: tuple[Notice, ...] = ("part_of_product",) if asked.product else ()
    notices = dict.fromkeys(notice for part in parts for notice in part.notices)
    lead = (
        *product_texts(asked.product),
        *notice_texts(notices, entries, citations),
        *understood_texts(asked.understood, asked.unknown),
        wording.COMPARED,
    )
    reply = combined(parts, asked.query, "table", lead=lead, notices=own)
    reply = replace(reply, understood=asked.understood, drugs=asked.drugs)
    return off_topic(asked, desk.count) if is_off_topic(query, reply, desk) else reply


def is_of_one(query: Query, desk: Desk) -> bool:
    """Return whether what is asked of several drugs is told of each alone, and not what one does to the other."""
    return desk.sure_subject(query.bare) in _OF_ONE


def _asked_of(drug: str, matter: str) -> str:
    return f"{drug}: {matter}" if matter else _OVERALL.format(drug=drug)


def _of(drug: str, matter: str, query: Query, asked: Asked, desk: Desk) -> Reply:
    """Return what one monograph says on the matter; where there is none, what the drug is used for."""
    text = _asked_of(drug, matter)
    asked = replace(asked, query=text, drugs=(drug,), understood=(), unknown=(), product=None)
    own = replace(query, text=text, generic=text, drugs=(drug,), alone=not matter, mentions=())
    reply = about_drugs(own, asked, desk)
    if not reply.drugs:  # off topic is of no drug, but this side says nothing of it
        return replace(reply, drugs=(drug,))
    return reply


def _unless_silent(part: Reply, leading: Reply, matter: str, asked: Asked, desk: Desk) -> Reply:
    """Return a part, or that nothing was found where it is of another section than the leading one and hardly likely.

    The storage of one medicine beside how another works compares nothing.
    """
    if not part.citations or not leading.citations or leading.confidence < desk.policy.answer_threshold:
        return part
    is_alike = part.citations[0].section[0] == leading.citations[0].section[0]
    is_unlikely = part.confidence < desk.policy.answer_threshold
    told = desk.sure_subject(matter)  # where words that compare are left, little is sure
    if is_alike or not is_unlikely or not told:
        return part
    hits = desk.found(part.query, part.drugs).hits
    of_one = replace(asked, query=part.query, drugs=part.drugs, understood=(), unknown=(), product=None)
    return desk.answered(of_one, hits, 0.0)


def _aligned(part: Reply, leading: Reply, desk: Desk) -> Reply:
    """Return a part with the passage of the section that the leading part quotes, if it is among the nearest."""
    if not part.citations or not leading.citations:
        return part
    section = leading.citations[0].section
    if part.citations[0].section == section:
        return part
    hits = desk.found(part.query, part.drugs).hits[:_NEAREST]
    same = [hit for hit in hits if hit.passage.section == section]
    if not same:
        return part
    reply = desk.answered(Asked(part.query, part.drugs, part.unknown, part.understood), same)
    return replace(reply, notices=part.notices, confidence=part.confidence) if reply.citations else part
