"""A medicine likened to the one talked about: "is bonex any safer", "is that the same as bonex"; and by what.

All that is told by plain words, given a question with a slot for each name of a medicine.
"""

from __future__ import annotations

import re

from drugbot.conversation.followups import SLOT
from drugbot.conversation.shapes import compared_matter

_RANKED_FOR = re.compile(r"\b(?:on|for)\s+(?:the|my|his|her|your)\s+\w+", re.IGNORECASE)
_RANK = r"better|worse|kinder|gentler|safer|milder|easier|stronger|weaker|simpler|riskier"
# "is bonex any safer", "would bonex be kinder on the stomach", "does bonex work better": than the one talked about.
_RANKS = re.compile(
    r"\W*(?:(?:and|but|so|ok(?:ay)?|well|then)\b\W*)*"
    rf"(?:(?:is|are|would|will|might|could)\s+(?:the\s+)?{SLOT}(?:\s+(?:be|get\s+on|fare|do))?|does\s+{SLOT}(?:\s+(?:work|do|fare))?)"
    r"\s+(?:(?:any|much|a\s+bit|a\s+lot|a\s+little|then)\s+)?"
    rf"(?:{_RANK})"
    r"(?:\s+(?:on|for)\s+(?:the|my|his|her|your)\s+\w+)?(?:\s+(?:then|there|instead|though|too))?\W*",
    re.IGNORECASE,
)
_NAME = rf"(?:(?:the|my|his|her|our)\s+)*{SLOT}"
# What stands for the medicine talked about.
_IT = r"(?:it|this|that|these|those|they|them|mine|hers|his)(?:\s+(?:one|stuff|drug|medicine|med|tablet|pill)s?)?"
_DEGREE = (
    rf"(?:(?:more|less|fewer)(?:\s+[\w-]+){{1,3}}|as(?:\s+[\w-]+){{1,3}}|(?:{_RANK}|(?!other|rather|after|over|ever|never)\w{{3,}}er)"
    r"(?:\s+[\w-]+){0,4})"
)
_ENDS = r"(?=\W*$|\s*[,;?!.]|\s+(?:for|in|on|at|or|with|when|if|then|though|too|instead)\b)"
_VERB = r"(?:is|are|isn['’]?t|was|does|do|would|will|might|could|can)"
# "is bonex less sleepy than that", "does it work better than bonex"; "bonex more often than that" is of an amount.
_THAN = re.compile(
    rf"(?:^|[,;.?!])\W*(?:(?:and|but|so|or|ok(?:ay)?|well)\b\W*)*(?:{_VERB}\s+)?{_NAME}\s+(?:[\w-]+\s+){{0,4}}?{_DEGREE}\s+(?:than|as)\s+{_IT}{_ENDS}"
    rf"|\b{_VERB}\s+{_IT}\s+(?:[\w-]+\s+){{0,4}}?{_DEGREE}\s+(?:than|as)\s+{_NAME}",
    re.IGNORECASE,
)
_POINTER = re.compile(rf"(?:\b(?:than|as)\s+)?\b{_IT}\b", re.IGNORECASE)
_OF_A_TIME = r"(?!\s+(?:times?|days?|nights?|mornings?|evenings?|weeks?|hours?))"
# "is that the same as bonex", "bonex is the same thing"; "is it the same with bonex" asks the matter before of it.
_SAME = re.compile(
    rf"\b{_IT}(?:['’]?s)?\s+(?:[\w-]+\s+){{0,4}}?same{_OF_A_TIME}(?:\s+[\w-]+)?\s+as\s+{_NAME}"
    rf"|^\W*(?:(?:and|but|so|ok(?:ay)?)\b\W*)*(?:the\s+)?same{_OF_A_TIME}(?:\s+[\w-]+)?\s+as\s+{_NAME}\W*$"
    rf"|\b(?:is|are|isn['’]?t)\s+{_NAME}\s+(?:[\w-]+\s+){{0,3}}?same(?:\s+(?:thing|stuff|drug|medicine|med|tablet|pill)\b|{_OF_A_TIME}(?:\s+[\w-]+)?\s+as\s+{_IT})"
    rf"|{_NAME}\s+(?:is\s+)?(?:just\s+)?the\s+same\s+(?:thing|stuff|drug|medicine)\b",
    re.IGNORECASE,
)
_DIFFERS = re.compile(
    rf"\b{_IT}\s+(?:[\w-]+\s+){{0,3}}?differ(?:s|ent)?\s+(?:from|to|than)\s+{_NAME}"
    rf"|\b{_NAME}\s+(?:[\w-]+\s+){{0,3}}?differ(?:s|ent)?\s+(?:from|to|than)\s+{_IT}"
    rf"|\bdifferences?\s+(?:between|with|from|to)\s+(?:{_IT}\s+(?:and|&|or)\s+)?{_NAME}",
    re.IGNORECASE,
)
# Words that do not say by what medicines are likened.
_SAYS_NOTHING = frozenset(
    """
    is are be isn t was does do would will might could can it this that these those they them mine any much a bit
    lot little far as than more same thing stuff drug medicine what whats s just between with from to really
    actually less the my his her work works get on fare our and but so or ok okay well good
    """.split()
) | frozenset(_RANK.split("|"))


def ranks(question: str) -> bool:
    """Return whether a turn only likens the medicine that it names to the one talked about: "is bonex any safer".

    Args:
        question: with a slot for each name of a medicine.
    """
    return _RANKS.fullmatch(question) is not None


def likens(question: str) -> bool:
    """Return whether a turn likens the medicine that it names to what it points at: "is bonex less sleepy than that".

    Args:
        question: with a slot for each name of a medicine.
    """
    return any(pattern.search(question) for pattern in (_THAN, _SAME, _DIFFERS))


def likened_by(question: str) -> str:
    """Return by what medicines are likened, as far as a turn says: "for the kidneys", "less sleepy"; may be empty.

    Args:
        question: with a slot for each name of a medicine, likening them (`ranks`, `likens`).
    """
    found = _RANKED_FOR.search(question)
    if found or ranks(question):
        return found.group() if found else ""
    said = " ".join(_POINTER.sub(" ", question).replace(SLOT, " ").split())
    rest = compared_matter(said)
    return rest if set(re.findall(r"\w+", rest.casefold())) - _SAYS_NOTHING else ""
