"""Which monographs speak of a matter: passages across the collection, by drug, without a ranking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from drugbot.answering import wording
from drugbot.answering.combining import combined
from drugbot.answering.confidence import telling_words
from drugbot.answering.declining import Asked, in_none, off_topic
from drugbot.answering.reply import Notice, Reply
from drugbot.conversation.query import Query
from drugbot.conversation.shapes import complaint
from drugbot.corpus.names import spelled
from drugbot.corpus.passage import Passage
from drugbot.due.desk import CANDIDATES, Desk, is_on_use

_LOOKED_AT = 12  # monographs that are searched one by one, those with the nearest passages
_NEAREST = 20 * CANDIDATES
_SHOWN = 6
_STEM = 6  # letters by which forms of a word are known for the same: "heart" is not "heartburn"


def across(query: Query, asked: Asked, desk: Desk) -> Reply:
    """Return the passages on a matter, grouped by drug, with how many monographs were searched."""
    members = dict.fromkeys(title for each in query.classes for title in each.titles)
    searched = list(members) or [entry.title for entry in desk.index.entries]
    near = desk.searcher.nearest(query.generic, _NEAREST)
    wanted, brief = complaint(query.question), desk.brief()
    nearest = [drug for drug in _nearest(near, searched) if not wanted or _is_for(drug, wanted, desk)]
    is_far = desk.similarity(query.question) < desk.policy.topic_floor
    if is_far and not (wanted and nearest):  # a complaint that a monograph names is none of other matters
        return off_topic(asked, desk.count)
    desk.searcher.expect([_asked_of(drug, query) for drug in nearest])
    found = [part for drug in nearest if (part := _of(drug, wanted, query, asked, brief))]
    if not found:
        return in_none(asked, len(searched))
    surest = sorted(found, key=lambda part: (-part.confidence, part.drugs))[:_SHOWN]
    parts = sorted(surest, key=lambda part: part.drugs)
    personal: tuple[Notice, ...] = ("personal_advice",) if asked.is_personal or wanted else ()
    sentence = wording.LISTED if len(parts) == len(found) else wording.LISTED_SOME
    lead = (
        *((wording.PERSONAL_ADVICE,) if personal else ()),
        sentence.format(count=len(searched), found=len(found), shown=len(parts)),
    )
    reply = combined(parts, asked.query, "list", lead=lead, notices=personal)
    silent = tuple(drug for drug in searched if drug not in {title for part in found for title in part.drugs})
    return replace(reply, silent=silent)


def _nearest(near: Sequence[tuple[float, Passage]], searched: list[str]) -> list[str]:
    """Return the drugs of the nearest passages, or all where there are few."""
    if len(searched) <= _LOOKED_AT:
        return searched
    among = set(searched)
    return list(dict.fromkeys(p.drug for _, p in near if p.drug in among))[:_LOOKED_AT]


def _is_for(drug: str, wanted: str, desk: Desk) -> bool:
    """Return whether a monograph names a complaint where it says what for: else it has nothing to quote."""
    passages = (desk.index.passages[number] for number in desk.index.by_drug[drug])
    return any(is_on_use(passage) and _names(passage, wanted) for passage in passages)


def _asked_of(drug: str, query: Query) -> str:
    return f"{drug}: {query.generic}"


def _of(drug: str, wanted: str, query: Query, asked: Asked, desk: Desk) -> Reply | None:
    """Return the reply of one monograph, None where it says nothing on the matter."""
    text = _asked_of(drug, query)
    found = desk.found(text, (drug,))
    confidence = desk.confidence(found)
    hits = found.hits
    if wanted:
        hits = tuple(hit for hit in hits if is_on_use(hit.passage) and _names(hit.passage, wanted))
    part = desk.answered(replace(asked, drugs=(drug,), query=text, is_personal=False), hits, confidence)
    return part if part.kind == "answer" else None


def _names(passage: Passage, wanted: str) -> bool:
    """Return whether a passage has a telling word of a complaint, in whatever form."""
    stems = {word[:_STEM] for word in telling_words(wanted)}
    return any(word[:_STEM] in stems for word in spelled(passage.excerpt.quote).split())
