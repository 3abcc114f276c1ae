"""Which monographs speak of a matter: passages across the collection, by drug, without a ranking."""

from __future__ import annotations

from dataclasses import replace

from drugbot.answering import wording
from drugbot.answering.combining import combined
from drugbot.answering.confidence import telling_words
from drugbot.answering.declining import Asked, in_none, off_topic
from drugbot.answering.reply import Notice, Reply
from drugbot.conversation.query import Query
from drugbot.conversation.shapes import complaint
from drugbot.corpus.names import spelled
from drugbot.due.desk import CANDIDATES, Desk
from drugbot.due.one import is_on_use
from drugbot.retrieval.search import Hit

_LOOKED_AT = 12  # monographs that are searched one by one, those with the nearest passages
_NEAREST = 20 * CANDIDATES
_SHOWN = 6
_STEM = 6  # letters by which forms of a word are known for the same: "heart" is not "heartburn"


def across(query: Query, asked: Asked, desk: Desk) -> Reply:
    """Return the passages on a matter, grouped by drug, with how many monographs were searched."""
    if desk.similarity(query.question) < desk.policy.topic_floor:
        return off_topic(asked, desk.count)
    members = dict.fromkeys(title for each in query.classes for title in each.titles)
    searched = list(members) or [entry.title for entry in desk.index.entries]
    nearest, brief = _nearest(query, searched, desk), desk.brief()
    desk.searcher.expect([_asked_of(drug, query) for drug in nearest])
    found = [part for drug in nearest if (part := _of(drug, query, asked, brief))]
    if not found:
        return in_none(asked, len(searched))
    surest = sorted(found, key=lambda part: (-part.confidence, part.drugs))[:_SHOWN]
    parts = sorted(surest, key=lambda part: part.drugs)
    personal: tuple[Notice, ...] = (
        ("personal_advice",) if asked.is_personal or complaint(query.question) else ()
    )
    sentence = wording.LISTED if len(parts) == len(found) else wording.LISTED_SOME
    lead = (
        *((wording.PERSONAL_ADVICE,) if personal else ()),
        sentence.format(count=len(searched), found=len(found), shown=len(parts)),
    )
    reply = combined(parts, asked.query, "list", lead=lead, notices=personal)
    silent = tuple(drug for drug in searched if drug not in {title for part in found for title in part.drugs})
    return replace(reply, silent=silent)


def _nearest(query: Query, searched: list[str], desk: Desk) -> list[str]:
    """Return the drugs with the passages nearest to a question."""
    if len(searched) <= _LOOKED_AT:
        return searched
    among = set(searched)
    passages = (passage for _, passage in desk.searcher.nearest(query.generic, _NEAREST))
    return list(dict.fromkeys(p.drug for p in passages if p.drug in among))[:_LOOKED_AT]


def _asked_of(drug: str, query: Query) -> str:
    return f"{drug}: {query.generic}"


def _of(drug: str, query: Query, asked: Asked, desk: Desk) -> Reply | None:
    """Return the reply of one monograph, None where it says nothing on the matter."""
    text = _asked_of(drug, query)
    found = desk.found(text, (drug,))
    confidence = desk.confidence(found)
    hits = found.hits
    if wanted := complaint(query.question):
        hits = tuple(hit for hit in hits if is_on_use(hit) and _names(hit, wanted))
    part = desk.answered(replace(asked, drugs=(drug,), query=text, is_personal=False), hits, confidence)
    return part if part.kind == "answer" else None


def _names(hit: Hit, wanted: str) -> bool:
    """Return whether a passage has a telling word of a complaint, in whatever form."""
    stems = {word[:_STEM] for word in telling_words(wanted)}
    return any(word[:_STEM] in stems for word in spelled(hit.passage.excerpt.quote).split())
