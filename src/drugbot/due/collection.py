"""Which monographs speak of a matter: passages across the collection, by drug, without a ranking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from drugbot.answering import wording
from drugbot.answering.combining import combined
from drugbot.answering.declining import Asked, in_none, off_topic
from drugbot.answering.reply import Notice, Reply
from drugbot.conversation.asking_which import asks_remedy, is_partner, plain_remedy
from drugbot.conversation.query import Query
from drugbot.corpus.passage import Passage
from drugbot.due.desk import Desk
from drugbot.due.listing import Listed, is_contrary, listed, near, nearest

SHOWN = 6  # drugs that a reply quotes
# How likely one drug at least, and each that is shown, must be such as is asked for; one at least where the question is
# far from all that the collection says.
_SOME, _EACH, _FAR = 0.5, 0.4, 0.65
_FEW = 12  # drugs of a class of which all passages are looked at


def across(query: Query, asked: Asked, desk: Desk) -> Reply:
    """Return the passages on a matter, grouped by drug, with how many monographs were searched."""
    members = _members(query)
    searched = members if members else tuple(entry.title for entry in desk.index.entries)
    if members == ():  # of what is no such medicine nothing is told
        return in_none(asked, len(searched))
    found = _found(query, desk)
    if not found:
        return off_topic(asked, desk.count) if _is_far(query, desk) else in_none(asked, len(searched))
    brief = desk.brief()
    parts = sorted((_of(each, query, asked, brief) for each in found[:SHOWN]), key=lambda part: part.drugs)
    is_personal = asked.is_personal or asks_remedy(query.generic)
    personal: tuple[Notice, ...] = ("personal_advice",) if is_personal else ()
    sentence = wording.LISTED if len(parts) == len(found) else wording.LISTED_SOME
    lead = (
        *((wording.PERSONAL_ADVICE,) if personal else ()),
        sentence.format(count=len(searched), found=len(found), shown=len(parts)),
    )
    reply = combined(parts, asked.query, "list", lead=lead, notices=personal)
    told = {each.hit.passage.drug for each in found}
    return replace(reply, silent=tuple(drug for drug in searched if drug not in told))


def titles_shown(query: Query, desk: Desk) -> tuple[str, ...]:
    """Return the drugs that the reply to such a question quotes, in its order: what "the second one" is of."""
    return tuple(sorted(each.hit.passage.drug for each in _found(query, desk)[:SHOWN]))


def _members(query: Query) -> tuple[str, ...] | None:
    """Return the drugs of the classes that are asked about, None where none is."""
    classes = [each for each in query.classes if not is_partner(query.question, each.start)]
    members = tuple(dict.fromkeys(title for each in classes for title in each.titles))
    return members if classes else None


def _is_far(query: Query, desk: Desk) -> bool:
    return desk.similarity(query.question) < desk.policy.topic_floor


def _found(query: Query, desk: Desk) -> list[Listed]:
    """Return the drugs that are such as a question asks for, likeliest first."""
    members = _members(query)
    if members == () or not desk.knows_words(query.generic):
        return []
    least = _FAR if _is_far(query, desk) and not asks_remedy(query.generic) else _SOME
    return _such(plain_remedy(query.generic), members or (), desk, least=least)


def looked_at(question: str, members: Sequence[str], desk: Desk) -> tuple[Passage, ...]:
    """Return the passages that may tell which drugs are such: the nearest, and all of the drugs of a small class."""
    if members and len(members) <= _FEW:
        numbers = [number for title in members for number in desk.index.by_drug[title]]
        return tuple(desk.index.passages[number] for number in numbers)
    return tuple(passage for passage in near(question, desk) if not members or passage.drug in members)


def _such(question: str, members: Sequence[str], desk: Desk, *, least: float) -> list[Listed]:
    """Return the drugs that are such, likeliest first; none where not even one surely enough is.

    Where nothing was learned for the encoder, those are told by how near their best passage is.
    """
    passages = looked_at(question, members, desk)
    if not desk.searcher.is_learned or "listing" in desk.off:
        return [
            each
            for each in nearest(question, passages, desk)
            if each.probability >= desk.policy.evidence_floor
        ]
    found = [each for each in listed(question, passages, desk) if not is_contrary(question, each.hit.passage)]
    is_some = bool(found) and found[0].probability >= max(least, desk.policy.answer_threshold)
    each_at_least = max(_EACH, desk.policy.answer_threshold)
    return [each for each in found if each.probability >= each_at_least] if is_some else []


def _of(each: Listed, query: Query, asked: Asked, desk: Desk) -> Reply:
    """Return the reply of one monograph."""
    drug = each.hit.passage.drug
    text = f"{drug}: {query.generic}"
    of_one = replace(asked, drugs=(drug,), query=text, is_personal=False)
    return desk.answered(of_one, (each.hit,), each.probability if desk.searcher.is_learned else None)
