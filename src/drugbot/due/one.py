"""A matter of one drug, or of several that are meant without being asked about together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from drugbot.answering.combining import combined
from drugbot.answering.confidence import telling_words
from drugbot.answering.declining import Asked, off_topic
from drugbot.answering.reply import Reply
from drugbot.conversation.query import Query
from drugbot.conversation.shapes import points_back
from drugbot.corpus.classes import class_names, classes_of_name
from drugbot.corpus.names import spelled
from drugbot.corpus.sections import is_on_use
from drugbot.due.desk import Desk
from drugbot.due.everybody import DOSES, for_everybody, for_somebody, for_the_grown, for_the_measured
from drugbot.due.pooling import pooled
from drugbot.due.unspoken import is_unspoken
from drugbot.retrieval.forms import forms_beside
from drugbot.retrieval.hits import Hit
from drugbot.retrieval.subjects import BESIDE_THE_MONOGRAPH

# Similarity under which a follow-up is off topic: where it belongs to what was talked about, and where it does not,
# though a passage answers it.
_POINTING_FLOOR = 0.22
_CARRIED_FLOOR = 0.4
# Words with which an overdose may be meant.
_OVERDOSED = re.compile(
    r"overdos|\b(?:too\s+(?:many|much)|extra|swallow\w*|ate|eaten|accident\w*|poison\w*|took|taken|twice|got\s+(?:hold|into)|drank"
    r"|antidote|toxic\w*|doubl\w+|\d+\s+(?:pills|tablets|of))\b",
    re.IGNORECASE,
)
_NEAR = 5  # passages found, among which another leads
# What is done with a medicine and with nothing else: "should i switch to something else" is about it, unsaid.
_HANDLING = (
    "administration",
    "dependence",
    "dose",
    "max_dose",
    "missed_dose",
    "onset",
    "stopping",
    "switching",
)


def about_drugs(query: Query, asked: Asked, desk: Desk) -> Reply:
    """Return the reply to a question about drugs."""
    if len(query.products) == 1 and len(query.drugs) > 1:
        return _about_product(query, asked, desk)
    reply = _about(query, asked, desk)
    return off_topic(asked, desk.count) if is_off_topic(query, reply, desk) else reply


def _about(query: Query, asked: Asked, desk: Desk) -> Reply:
    others = _others(query, desk)
    found = desk.found(query.generic, query.drugs, brands=query.brands, mentioning=others)
    asked = replace(asked, subject=desk.subject(found), forms=_foreign_forms(query, desk))
    hits: Sequence[Hit] = pooled(found, query, desk)
    if "everybody" not in desk.off:
        hits = for_the_grown(found.query, hits)
        is_dose = asked.subject in DOSES
        hits = for_everybody(found.query, for_somebody(found.query, hits)) if is_dose else hits
        hits = _unless_overdosed(query.generic, for_the_measured(found.query, hits))
    # Learned on questions about one drug: of several, or of another medicine, it says nothing.
    confidence = None if others or len(query.drugs) > 1 else desk.confidence(found)
    if confidence is not None and "unspoken" not in desk.off and is_unspoken(found.query, hits):
        confidence = 0.0
    if confidence is not None and confidence < desk.policy.answer_threshold and query.classes:
        among = desk.found(query.generic, query.drugs, brands=query.brands, mentioning=_of_classes(query))
        if among.hits:  # "with azole antifungals": what names one of those
            hits, confidence = among.hits, None
    if query.alone:  # a drug's name alone: what it is used for, from the section on that
        hits, confidence = sorted(hits, key=lambda hit: not is_on_use(hit.passage)), None
    return desk.answered(asked, hits, confidence)


def _unless_overdosed(question: str, hits: Sequence[Hit]) -> Sequence[Hit]:
    """Return hits without what to do in an overdose in front, where nothing speaks of one: "is it dangerous?"."""
    if not hits or not _on_overdose(hits[0]) or _OVERDOSED.search(question):
        return hits
    best = next((hit for hit in hits[:_NEAR] if not _on_overdose(hit)), hits[0])
    return [best, *(hit for hit in hits if hit is not best)]


def _on_overdose(hit: Hit) -> bool:
    return hit.passage.section[0].casefold().startswith("overdos")


def _about_product(query: Query, asked: Asked, desk: Desk) -> Reply:
    """Return a reply for each ingredient of a product that has a monograph."""
    product = query.products[0]
    parts = []
    for drug in query.drugs:
        generic = query.generic.replace(" and ".join(product.titles), drug)
        own = replace(query, drugs=(drug,), generic=generic)
        parts.append(_about(own, replace(asked, drugs=(drug,), query=generic), desk))
    return combined(parts, asked.query, "list")


def _others(query: Query, desk: Desk) -> tuple[str, ...]:
    """Return the names under which a monograph may speak of the other medicines: their own, or a class of theirs."""
    if not query.others:
        return ()
    kinds = {kind for name in query.others for kind in classes_of_name(name)}
    names = (name for name, meant in class_names().items() if any(each.name in kinds for each in meant))
    own = {spelled(drug) for drug in query.drugs}
    alike = desk.also_called(query.others, query.drugs)
    return tuple(dict.fromkeys((*query.others, *alike, *(name for name in names if name not in own))))


def _foreign_forms(query: Query, desk: Desk) -> tuple[str, ...]:
    """Return the forms and salts that are asked about and that the monograph does not mention."""
    if len(query.drugs) != 1:
        return ()
    forms = forms_beside(query.question, query.mentions)
    return tuple(form for form in forms if desk.vocabulary(query.drugs[0]).lacks(spelled(form)))


def _of_classes(query: Query) -> tuple[str, ...]:
    """Return the names of the classes that a question names beside its drug, and of their members."""
    beside = [each for each in query.classes if not set(query.drugs) & set(each.titles)]
    names = (name for each in beside for name in (*each.names, *each.titles))
    return tuple(dict.fromkeys(names))


def is_off_topic(query: Query, reply: Reply, desk: Desk) -> bool:
    """Return whether a question that names no medicine itself has nothing to do with any."""
    if not (query.only or query.carried) or query.mentions:
        return False
    if query.is_of_talk and reply.kind == "abstention":
        return False
    similarity = desk.similarity(query.question)
    if query.carried and _belongs(query, desk):
        return reply.kind == "abstention" and similarity < _POINTING_FLOOR
    if reply.kind == "abstention":
        return similarity < desk.policy.topic_floor
    return query.carried and similarity < _CARRIED_FLOOR


def _belongs(query: Query, desk: Desk) -> bool:
    """Return whether a question points at what was talked about, or asks what no monograph tells ("the price").

    One with hardly a word of its own ("thx!! how much", "washout?") does.
    """
    is_tied = query.is_fragment or query.together or points_back(query.question)
    is_bare = len(telling_words(query.bare)) < 2
    return is_tied or is_bare or desk.sure_subject(query.question) in (*BESIDE_THE_MONOGRAPH, *_HANDLING)
