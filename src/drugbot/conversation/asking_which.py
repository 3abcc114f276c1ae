"""Whether a turn asks which medicines there are: "which drugs cause …", "what do you have for a cough"."""

from __future__ import annotations

import re

from drugbot.conversation import shapes

_MEDICINES = (
    r"(?:drugs?|medicines?|medications?|meds?|pills?|tablets?|monographs?|products?|agents?|treatments?)"
)
_OF_THOSE = r"(?:(?:of|all|every|the|these|your|those|other|any|a)\s+)*"
_WHICH = re.compile(
    rf"\b(?:(?:which|what|list|any|name|all|every|show(?:\s+me)?)\s+{_OF_THOSE}{_MEDICINES}|which\s+of\s+(?:these|them|your|yours|the))\b",
    re.IGNORECASE,
)
# "Which ones", "any of these", "anything i cannot take with milk": of the collection where no medicine is talked about.
_LOOSELY = re.compile(
    r"\bwhich\s+(?:ones?|have|need|carry|cause|interact)\b|\bany\s+of\s+(?:these|those|them|your|yours)\b"
    r"|\bare\s+there\s+any\s+(?:that|which|i|he|she|we|you)\b"
    rf"|\b(?:is|are)\s+there\s+(?:(?:an?|any|some)\s+)?(?:{_MEDICINES}|anything|something)"
    r"|\bwhat\s+(?:have\s+you\s+got|(?:do|would)\s+(?:you|u)\s+have)\b"
    rf"|\b(?:do|have|would)\s+(?:you|u)\s+(?:have|got|know|stock)\s+(?:of\s+)?(?:anything|something|(?:any|some|an?)\s+{_MEDICINES})\b"
    r"|^\W*anything\s+(?:that|which|i|he|she|we|you|to|for|not)\b",
    re.IGNORECASE,
)
_REMEDY = re.compile(
    rf"\b(?:what(?:\s+(?:usually|best|really|else))?|(?:which|what)\s+{_OF_THOSE}{_MEDICINES}(?:\s+(?:can|could|might|would|will))?)\s+"
    r"(?:helps?|treats?|cures?|relieves?|eases?|works?)\b(?:\s+(?:for|with|against)\b)?"
    rf"|\b(?:which|what)\s+{_OF_THOSE}{_MEDICINES}\s+(?:is|are)\s+(?:(?:good|best|used|prescribed|meant)\s+)?(?:for|against|to\s+(?:treat|help|stop|ease|lower))\b"
    r"|\bwhat(?:['’]?s|\s+(?:is|are|can|could|should|do|to))?\s+(?:(?:i|we|you|my\s+\w+|he|she|people|someone)\s+)?"
    r"(?:good|best|used|given|taken?|prescribed|use|give)\s+(?:for|against|to\s+(?:treat|help|stop|ease|lower))\b"
    rf"|\b(?<!same\s)(?<!the\s)(?<!that\s)(?<!this\s)(?<!my\s)(?<!her\s)(?<!his\s)"
    rf"(?:anything|something|{_MEDICINES}|remedy)\s+(?:good\s+|to\s+take\s+)?(?:for|against)\s+(?=\w)(?!(?:me|my|it|him|her)\b)",
    re.IGNORECASE,
)
# "What have you got for a cough": a remedy is asked for, where no medicine is talked about.
_HAVE_FOR = re.compile(
    r"\bwhat\s+(?:have\s+you\s+got|(?:do|would)\s+(?:you|u)\s+have)\s+(?:(?:that\s+)?(?:helps?|works?|is\s+good)\s+)?(?:for|against|to\s+(?:get|treat|stop|help|ease))\b"
    rf"|\b(?:do|have|would)\s+(?:you|u)\s+(?:have|got|know|stock)\s+(?:of\s+)?(?:anything|something|(?:any|some|an?)\s+{_MEDICINES})\b(?:(?!\bit\b)[^.?!])*?\b(?:for|against|treats?|helps?)\b"
    rf"|\bis\s+there\s+(?:(?:an?|any|some)\s+)?(?:{_MEDICINES}|anything|something)\b(?:(?!\bit\b)[^.?!])*?\b(?:for|against|treats?|helps?)\b",
    re.IGNORECASE,
)
_IT = re.compile(r"\b(?:it|its|this)\b", re.IGNORECASE)
# "Which medicines should i avoid", in a talk about one, is asked of that one, but for "which of your medicines …".
_BESIDE = re.compile(
    r"\b(?:avoid\w*|interact\w*|clash\w*|mix\w*|combined?|(?:not|never|no|n['’]?t)\s+(?:\w+\s+){0,2}(?:take|taken|have|use|used)"
    r"|(?:stay|steer|keep)\s+(?:away|clear|off)|together|go\s+with|affect\w*)\b",
    re.IGNORECASE,
)
_YOURS = re.compile(
    r"\b(?:yours?|you\s+(?:cover|have|know|list|sell)|(?:this|the)\s+(?:list|collection))\b", re.IGNORECASE
)
# "Which drugs interact with NSAIDs", "which can i have, i am allergic to penicillins".
_PARTNER = re.compile(
    r"\b(?:with|to|beside|alongside|takes?|taking|on|and)\s+(?:(?:an?|my|his|her|the|other|any|some|all)\s+)*$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.?!])\s+")


def asks_which(question: str, *, is_talking: bool) -> bool:
    """Return whether a question that names no drug asks which ones, or what there is for a complaint.

    Args:
        question: the turn.
        is_talking: whether a medicine is talked about, which the turn may point at.
    """
    if not is_talking:
        return any(pattern.search(question) for pattern in (_WHICH, _REMEDY, _HAVE_FOR)) or _asks_loosely(
            question
        )
    return any(_asks_in(sentence) for sentence in _SENTENCE.split(question))


def _asks_loosely(question: str) -> bool:
    return _LOOSELY.search(question) is not None and _IT.search(question) is None


def _asks_in(sentence: str) -> bool:
    asks = _WHICH.search(sentence) or _REMEDY.search(sentence)
    if asks is None:
        return False
    if _BESIDE.search(sentence) and not _YOURS.search(sentence):
        return False
    # "which drugs that …", "which of these …" point at nothing.
    rest = re.sub(r"^\s*(?:that|which)\b", "", sentence[asks.end() :])
    return not shapes.points(sentence[: asks.start()] + rest)


def asks_of_yours(question: str) -> bool:
    """Return whether a question asks which there are, and says that it means those of this collection."""
    return asks_which(question, is_talking=False) and _YOURS.search(question) is not None


def is_partner(question: str, start: int) -> bool:
    """Return whether a class of medicines that stands at a place of a question is what others are taken with."""
    return asks_which(question, is_talking=False) and _PARTNER.search(question[:start]) is not None


def plain_remedy(question: str) -> str:
    """Return "what do you have for gout" as "medicine for gout", as monographs and the listing know it."""
    found = _HAVE_FOR.search(question)
    is_for = found is not None and found.group().casefold().endswith((" for", " against"))
    return f"medicine for{question[found.end() :]}" if found is not None and is_for else question


def asks_remedy(question: str) -> bool:
    """Return whether a question asks for a medicine for a complaint, as far as it asks which there are at all."""
    return (_REMEDY.search(question) or _HAVE_FOR.search(question)) is not None
