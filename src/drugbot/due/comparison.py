"""Drugs compared: the same matter of each, side by side, without a verdict."""

from __future__ import annotations

from dataclasses import replace

from drugbot.answering import wording
from drugbot.answering.choosing import product_texts
from drugbot.answering.combining import combined
from drugbot.answering.declining import Asked
from drugbot.answering.reply import Notice, Reply
from drugbot.answering.text import notice_texts, understood_texts
from drugbot.conversation.query import Query
from drugbot.conversation.shapes import compared_matter
from drugbot.due.desk import Desk
from drugbot.due.one import about_drugs

_CAUTION = 0.5  # words that compare ("taken less often") make every passage look less fitting
_NEAREST = 5  # passages among which one of the same section is looked for
_OVERALL = "What is {drug} used for?"  # where a comparison does not say what of


def compared(query: Query, asked: Asked, desk: Desk) -> Reply:
    """Return the reply that puts the same matter of each drug side by side."""
    matter = compared_matter(query.bare)
    desk.searcher.expect([_asked_of(drug, matter) for drug in query.drugs])
    parts = [_of(drug, matter, query, asked, desk.brief(_CAUTION)) for drug in query.drugs]
    parts.sort(key=lambda part: -part.confidence)  # the surest passage leads, as in every reply
    parts = [parts[0], *(_aligned(part, parts[0], desk.brief()) for part in parts[1:])]
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
    return replace(reply, understood=asked.understood, drugs=asked.drugs)


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
