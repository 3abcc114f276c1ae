"""Who takes which medicine, as the user's words say: "my son's one" and "hers" stand for a drug talked about."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from drugbot.conversation.followups import is_with_it

SELF = "self"
_MOST = 12
WORDS = {
    "son": ("son", "boy", "lad"),
    "daughter": ("daughter", "girl", "lass"),
    "mother": ("mother", "mum", "mom", "mam"),
    "father": ("father", "dad"),
    "husband": ("husband", "hubby", "boyfriend", "fella"),
    "wife": ("wife", "girlfriend", "missus"),
    "grandmother": ("grandmother", "grandma", "gran", "nan"),
    "grandfather": ("grandfather", "grandad", "grandpa"),
    "sister": ("sister",),
    "brother": ("brother",),
    "aunt": ("aunt", "auntie", "aunty"),
    "uncle": ("uncle",),
    "niece": ("niece",),
    "nephew": ("nephew",),
    "cousin": ("cousin",),
    "friend": ("friend",),
    "neighbour": ("neighbour", "neighbor"),
    "flatmate": ("flatmate", "roommate", "housemate"),
    "colleague": ("colleague", "coworker", "workmate"),
    "partner": ("partner",),
}
PERSON_OF = {word: person for person, words in WORDS.items() for word in words}
PERSON = re.compile(rf"\b({'|'.join(PERSON_OF)})s?\b", re.IGNORECASE)
_ME = re.compile(r"\b(?:i|i['’]?m|ive|i['’]ve|my|me)\b", re.IGNORECASE)
_HE = re.compile(r"\b(?:he|him|his|hes)\b", re.IGNORECASE)
_SHE = re.compile(r"\b(?:she|her|hers|shes)\b", re.IGNORECASE)
_EITHER = frozenset({"cousin", "friend", "neighbour", "flatmate", "colleague", "partner"})
SHE = frozenset({"daughter", "mother", "wife", "grandmother", "sister", "aunt", "niece"}) | _EITHER
HE = frozenset({"son", "father", "husband", "grandfather", "brother", "uncle", "nephew"}) | _EITHER
_OWN = (
    r"(?:one|ones|tablets?|pills?|meds?|medicines?|medication|drug)\b"
    r"(?!\s+(?:tests?|box(?:es)?|charts?|allerg\w+|history|list)\b)"  # "will it show on his drug test"
)
_OF_PERSON = re.compile(
    rf"\b(?:(?:my|our|the|his|her)\s+)?(?P<person>{'|'.join(PERSON_OF)})(?:['’]s|s['’]?|['’])\s+{_OWN}"
    rf"|\b(?P<hers>hers\b|her\s+{_OWN})|\b(?P<his>his\s+{_OWN})|\b(?P<mine>mine\b|my\s+{_OWN})",
    re.IGNORECASE,
)
# "the tablets he was on", "what they want nan on"
_TAKEN = re.compile(
    rf"\b(?:(?:the|that|those)\s+{_OWN}\s+(?:that\s+)?|what(?:ever)?\s+)(?:(?:they|we)\s+(?:want|wanted|put|have|had|got)\s+)?"
    rf"(?:my\s+|our\s+)?(?P<who>{'|'.join(PERSON_OF)}|he|she|him|her|i|me)(?:['’]?s|\s+is|\s+was|['’]?m|\s+am)?\s+(?:on|taking|takes|took)\b",
    re.IGNORECASE,
)
# "an aunt of mine": that is somebody. "The dose of mine" is of a medicine.
_SOMEBODY = re.compile(
    rf"\b(?:{'|'.join(PERSON_OF)}|mate|pal|buddy|co-worker|boss|relative|relation|patient|client|student|pupil|child|kid|lady|woman|man|bloke|chap"
    r"|guy|resident)(?:s|ren)?"
    r"\s+of\s+$",
    re.IGNORECASE,
)
# "will it stop my pill working": what stops it is the medicine, and the pill another.
_PILL = re.compile(r"(?:my|her)\s+pill", re.IGNORECASE)
_SUBJECT = re.compile(
    r"\b(?:(?:it|this)|(?:is|are|was|will|does|do|did|can|could|would|might|may|should|has)\s+(?:that|they|these|those))\b"
    r"(?:(?!\b(?:if|when|while|after|before|because|i|he|she|we)\b|\bto\s+\w)[^.?!])*$",  # "is it ok to halve my pill"
    re.IGNORECASE,
)
_OWNED = re.compile(
    rf"\b(?P<who>(?:{'|'.join(PERSON_OF)})(?=['’]?s\b)|his|her|my)(?:['’]?s)?\s+\w+", re.IGNORECASE
)

Takers = tuple[tuple[str, str], ...]  # person and title, the last said last


def noted(takers: Takers, question: str, drugs: Sequence[str]) -> Takers:
    """Return who takes what after a turn that is about one drug and speaks of a person."""
    if len(drugs) != 1:
        return takers
    found = PERSON.search(question)
    person = PERSON_OF[found[1].casefold()] if found else SELF if _ME.search(question) else ""
    if not person:
        return takers
    return (*(taker for taker in takers if taker[0] != person), (person, drugs[0]))[-_MOST:]


def resolved(question: str, takers: Takers) -> tuple[str, str]:
    """Return a question with "my son's one", "hers" replaced by the drug, and the words replaced."""
    found = next((each for each in _OF_PERSON.finditer(question) if _is_medicine(each, question)), None)
    if found:
        kind = "her" if found["hers"] else "his" if found["his"] else "my"
        titles = _taken_by(found["person"] or kind, takers)
    else:
        found = _TAKEN.search(question)
        titles = _taken_by(found["who"], takers) if found else []
    if found is None or not titles:
        return question, ""
    return f"{question[: found.start()]}{titles[-1]}{question[found.end() :]}", found.group()


def _is_medicine(found: re.Match[str], question: str) -> bool:
    """Return whether "mine", "my pill" in a question is the medicine talked about."""
    before = question[: found.start()]
    if _PILL.fullmatch(found.group()):
        return not (_SUBJECT.search(before) or is_with_it(question[found.end() :]))
    return _SOMEBODY.search(before) is None


def owned(question: str, takers: Takers) -> list[str]:
    """Return what the person takes of whose medicine a question speaks: "his water tablet"."""
    found = _OWNED.search(question)
    return _taken_by(found["who"], takers) if found else []


def taken(question: str, takers: Takers) -> tuple[set[str], set[str]]:
    """Return what those take of whom a question speaks, and what others take, as far as it was said."""
    named = {PERSON_OF[word.casefold()] for word in PERSON.findall(question)}
    he, she = (pattern.search(question) for pattern in (_HE, _SHE))
    meant = named or (set(HE) if he else set()) | (set(SHE) if she else set())
    meant = meant or ({SELF} if _ME.search(question) else set())
    own = set(_of(meant, takers))
    return own, {title for person, title in takers if meant and title not in own}


def _taken_by(word: str, takers: Takers) -> list[str]:
    """Return what a person takes that a word stands for: "gran", "him", "my"."""
    said = word.casefold()
    if said in PERSON_OF:
        meant = {PERSON_OF[said]}
    else:
        meant = set(SHE if said in ("she", "her") else HE if said in ("he", "him", "his") else {SELF})
    return _of(meant, takers)


def _of(people: Collection[str], takers: Takers) -> list[str]:
    """Return what people take; of several that a word may mean, those whom it surely may: a husband before a friend."""
    found = [taker for taker in takers if taker[0] in people]
    known = [taker for taker in found if taker[0] not in _EITHER]
    return [title for _, title in known or found]
