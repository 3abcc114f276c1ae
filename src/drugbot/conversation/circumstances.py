"""What was said of the person who is to take a medicine, and bears on the dose: an age, a weight, a state.

"mum is 82 and on eliquis" and, two turns later, "how much can she have": the dose of an adult would be the wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from drugbot.conversation.people import HE, PERSON, PERSON_OF, SELF, SHE, WORDS

_MOST_SAID = 3
_OLD = " old"
# Of whom something is said that bears on a dose: "mum is 82", "nan 86", "hes 6 and 20kg", "my 14 month old".
_CHILD = r"baby|newborn|infant|toddler"
_YOUNG = r"months?|mths?|weeks?|wks?"
_IS = r"(?:['’]?s)?(?:\s+is)?[\s,(]+"
_AGE = re.compile(
    rf"\b(?P<old>\d{{1,3}})[\s-]*(?P<unit>years?|yrs?|y|months?|mths?|m|weeks?|wks?)?[\s-]*(?:old\b|/?o\b)"
    rf"|\b(?:he|she|{'|'.join(PERSON_OF)}|pt|patient|{_CHILD}){_IS}(?P<is>\d{{1,3}})\b"
    rf"(?!\s*(?:[.,]\d|mg|mcg|g|kg|kilos?|kgs|lbs?|stone|tablets?|pills?|times|%|hours?|days?|{_YOUNG}))"
    rf"|\b(?:he|she|{'|'.join((*WORDS['son'], *WORDS['daughter']))}|{_CHILD}){_IS}"
    rf"(?P<weeks>\d{{1,2}})\s*(?P<since>{_YOUNG})\b"
    r"(?!\s+(?:\w+\s+)?(?:pregnant|gone|along|post|into|on|since|after|late|overdue))"  # those are no age
    rf"|\b(?P<months>\d{{1,2}})\s+(?P<young>{_YOUNG})(?=\s+\d)",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\b(?<!not\s)(?<!n.t\s)(?P<state>(?:\d+\s+weeks\s+)?pregnant|breast-?feeding|(?:bad|weak|poor|failing|one)\s+(?:kidneys?|liver)"
    r"|(?:kidney|renal|liver)\s+(?:disease|failure|problems?|trouble|impairment)|on\s+dialysis|\d+\s*(?:kg|kgs|kilos?))\b",
    re.IGNORECASE,
)
_UNITS = {"m": "months", "w": "weeks"}
_HE_SHE = re.compile(r"\b(?P<he>he|him|his|hes)\b|\b(?P<she>she|her|shes)\b", re.IGNORECASE)
_I = re.compile(r"\b(?:i|im|ive|me)\b", re.IGNORECASE)
_I_AM = re.compile(r"\b(?:i\W?m|i\s+am|i\W?ve|i\s+have|i\s+got)\b", re.IGNORECASE)

Person = tuple[str, tuple[str, ...]]  # who, "" where it is not said, and what was said that bears on a dose
NOBODY: Person = ("", ())


def described(person: Person, question: str) -> Person:
    """Return the person last spoken of, after a turn; what is said of one person is put to what was said before."""
    said, who = _said_of(question), _who(question)
    if who == SELF and not _I_AM.search(question):
        who = ""  # "should i give my 3 year old …"
    if not said or (not who and not _AGE.search(question)):
        return person
    is_one = person[1] and _is_same(person[0], who) and not (_ages(said) and _ages(person[1]))
    both = (*person[1], *said) if is_one else said  # another age is another person's
    if is_one and (not who or person[0] in WORDS):
        who = person[0]
    return (who, tuple(dict.fromkeys(both))[-_MOST_SAID:])


def carried(person: Person, question: str, known: str, *, names_drug: bool, goes_on: bool) -> str:
    """Return what was said of the person that a question points at, empty where it points at none.

    Args:
        person: last spoken of.
        question: the user's words.
        known: what is asked with the turns before, which may say it already.
        names_drug: True where the question names a medicine; "I" then points at nothing said before.
        goes_on: True where it speaks of nobody and goes on with a question about that person: "and how often?".
    """
    if not person[1] or speaks_of_age(question):
        return ""
    who = _who(question)
    points = _HE_SHE.search(question) or who in WORDS or (who == SELF and not names_drug)
    if not (points and _is_same(person[0], who)) and not (goes_on and not who):
        return ""
    return ", ".join(each for each in person[1] if each.split()[0] not in known)


def speaks_of_age(question: str) -> bool:
    """Return whether a question says itself what bears on a dose: an age, a weight, a state."""
    return bool(_said_of(question))


def _said_of(question: str) -> tuple[str, ...]:
    """Return what is said that bears on a dose: an age, a weight, a state."""
    ages = [_age(found) for found in _AGE.finditer(question)][:1]
    return (*ages, *(found["state"] for found in _STATE.finditer(question)))


def _ages(said: Sequence[str]) -> list[str]:
    return [each for each in said if each.endswith(_OLD)]


def _age(found: re.Match[str]) -> str:
    number = found["old"] or found["is"] or found["weeks"] or found["months"]
    unit = _UNITS.get((found["unit"] or found["since"] or found["young"] or "y")[0].casefold(), "years")
    return f"{number} {unit}{_OLD}"


def _who(question: str) -> str:
    """Return of whom a question speaks: a person, "he" or "she", the asker; empty where that is not said."""
    named = PERSON.search(question)
    if named:
        return PERSON_OF[named[1].casefold()]
    pronoun = _HE_SHE.search(question)
    if pronoun:
        return "he" if pronoun["he"] else "she"
    return SELF if _I.search(question) else ""


def _is_same(one: str, other: str) -> bool:
    """Return whether two may be the same person, as far as it is said who they are."""
    if not one or one == other:
        return other != SELF or one == SELF
    if SELF in (one, other):
        return False
    kinds = [(who in HE or who == "he", who in SHE or who == "she") for who in (one, other)]
    return kinds[0] == kinds[1] and bool({one, other} & {"he", "she", ""})
