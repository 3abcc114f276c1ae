"""What was said of the person who is to take a medicine, and bears on the dose: an age, a weight, a state.

"mum is 82 and on eliquis" and, two turns later, "how much can she have": the dose of an adult would be the wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from drugbot.conversation.people import HE, PERSON, PERSON_OF, SELF, SHE, WORDS

_MOST_SAID = 3
# "gained 3 kg", "her prescription is 3 months old", "20 old tablets": no weight or age of anybody.
_CHANGED = re.compile(
    r"\b(?:gain\w*|los[est]\w*|put(?:ting)?\s+on|dropp\w*|shed|up|down)\s+(?:(?:about|around|nearly|over|some|a)\s+)*$",
    re.IGNORECASE,
)
_THING = (
    r"(?:tablets?|pills?|capsules?|prescriptions?|scripts?|box(?:es)?|bottles?|packs?|packets?|pens?|meds?|medicines?"
    r"|stock)"
)
_OF_THING = re.compile(rf"\b{_THING}(?:['’]?s|\s+(?:is|are|was|were))\s+(?:\w+\s+)?$", re.IGNORECASE)
_THING_NEXT = re.compile(rf"\s+{_THING}\b", re.IGNORECASE)
_OLD = " old"
_CHILDREN = ("son", "daughter", "niece", "nephew")
# Of whom something is said that bears on a dose: "mum is 82", "nan 86", "hes 6 and 20kg", "my 3 yr olds cough".
_CHILD = r"baby|newborn|infant|toddler"
_YOUNG = r"months?|mths?|weeks?|wks?"
_IS = r"(?:['’]?s)?(?:\s+is)?[\s,(]+"
_AGE = re.compile(
    rf"\b(?P<old>\d{{1,3}})[\s-]*(?P<unit>years?|yrs?|y|months?|mths?|m|weeks?|wks?)?[\s-]*(?:olds?\b|(?<=[ymk])/?o\b|(?<=y)/?os\b)"
    rf"|\b(?:he|she|{'|'.join(PERSON_OF)}|pt|patient|{_CHILD}){_IS}(?P<is>\d{{1,3}})\b"
    rf"(?!\s*(?:[.,]\d|mg|mcg|g|kg|kilos?|kgs|lbs?|stone|tablets?|pills?|times|%|hours?|days?|{_YOUNG}))"
    rf"|\b(?:he|she|{'|'.join(word for child in _CHILDREN for word in WORDS[child])}|{_CHILD}){_IS}"
    rf"(?P<weeks>\d{{1,2}})\s*(?P<since>{_YOUNG})\b"
    r"(?!\s+(?:\w+\s+)?(?:pregnant|gone|along|post|into|on|since|after|late|overdue))"  # those are no age
    rf"|\b(?P<months>\d{{1,2}})\s+(?P<young>{_YOUNG})(?=\s+\d)",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\b(?<!not\s)(?<!n.t\s)(?P<state>(?:\d+\s+weeks\s+)?pregnant|breast-?feeding|(?:bad|weak|poor|failing|one)\s+(?:kidneys?|liver)"
    r"|(?:kidney|renal|liver)\s+(?:disease|failure|problems?|trouble|impairment)|on\s+dialysis|\d+\s*(?:kg|kgs|kilos?|lbs?|pounds|stone))\b",
    re.IGNORECASE,
)
# Kinds of people whom a question may be about.
_KIND = re.compile(
    r"\b(?:adults?|grown[- ]?ups?|child(?:ren)?|kids?|toddlers?|bab(?:y|ies)|infants?|newborns?|elderly|seniors?"
    r"|pensioners?|wom[ae]n|m[ae]n|teen(?:age(?:r|d)?)?s?|healthy|(?:year|yr|month)s?[- ]?olds?)\b",
    re.IGNORECASE,
)
# States that were said or asked of somebody, whatever the words.
_CONDITION = re.compile(
    r"\b(?:pregnan\w*|breast\W?feed\w*|nursing|kidneys?|renal|liver|hepatic|cirrho\w*|dialysis|eGFR|CrCl|heart\s+failure)\b",
    re.IGNORECASE,
)
_LEADING = r"(?:\b(?:for|in|with|while|when|during|if|by|of|to)\s+)?(?:\b(?:an?|my|our|his|her|the|all)\s+)?"
_WHO_IS = re.compile(
    r"\bwho(?:['’]?s|\s+is)\s+(?:only\s+)?\d+\b|\b(?:over|under|above)\s+\d+\b", re.IGNORECASE
)
_WEIGHT = re.compile(rf"{_LEADING}\b\d+\s*(?:kgs?|kilos?|lbs?|pounds?|stone)\b", re.IGNORECASE)
_AGE_OF = re.compile(rf"{_LEADING}(?:{_AGE.pattern})(?:['’]s)?", re.IGNORECASE)
_STATE_OF = re.compile(rf"{_LEADING}(?:{_STATE.pattern}|{_CONDITION.pattern})", re.IGNORECASE)
_KIND_OF = re.compile(rf"{_LEADING}{_KIND.pattern}", re.IGNORECASE)
_PERSON_OF = re.compile(rf"{_LEADING}{PERSON.pattern}(?:['’]?s)?", re.IGNORECASE)
# "my dad says it upsets the stomach" is not of the father.
_REPORTS = re.compile(
    rf"{PERSON.pattern}\W+(?:(?:already|also|just|has|had)\s+)?(?:says?|said|thinks?|thought|told|asks?|asked|wants?|gave|gives|reckons)\b",
    re.IGNORECASE,
)
_LEFT_OVER = re.compile(r"^[\s,;:]+|(?:\s*[,;:])+(?=\s*[,;:])")
_OF_CHILD = re.compile(
    r"\b(?:child(?:ren)?|kids?|toddlers?|bab(?:y|ies)|infants?|newborns?)\b", re.IGNORECASE
)
_OF_BABY = re.compile(r"\b(?:bab(?:y|ies)|infants?|newborns?)\b", re.IGNORECASE)
_NURSING = re.compile(r"\b(?:pregnan\w*|breast\W?feed\w*|nursing|milk)\b", re.IGNORECASE)
_ADULT = 16  # years
# "normally", "with good kidneys", "not pregnant"
_NOT_SO = re.compile(
    r"\b(?:normal|usual|standard|regular)\s+(?:adult\s+)?dos\w+|\b(?:most|other|younger|normal)\s+(?:people|patients|persons?)"
    r"|\b(?:otherwise|normally)\b|\b(?:normal|healthy|good|fine)\s+(?:kidneys?|liver)"
    r"|\b(?:kidneys?|liver)\s+(?:is|are)\s+(?:fine|ok(?:ay)?|normal|good|healthy)\b"
    r"|\b(?:not|n['’]t|no|without)\s+(?:\w+\s+)?(?:pregnan\w*|breast\W?feed\w*|elderly|on\s+dialysis)\b",
    re.IGNORECASE,
)
_FOR_ME = re.compile(
    r"\b(?:(?:for|and|about)\s+(?:me|myself)|mine|i\W?m|i\s+am|(?:can|could|may|should|do)\s+i\s+(?:take|have|use|get))\b",
    re.IGNORECASE,
)
_UNITS = {"m": "months", "w": "weeks"}
_HE_SHE = re.compile(r"\b(?P<he>he|him|his|hes)\b|\b(?P<she>she|her|shes)\b", re.IGNORECASE)
_I = re.compile(r"\b(?:i|im|ive|me)\b", re.IGNORECASE)
_I_AM = re.compile(r"\b(?:i\W?m|i\s+am|i\W?ve|i\s+have|i\s+got)\b", re.IGNORECASE)

Person = tuple[str, tuple[str, ...]]  # who, "" where it is not said, and what was said that bears on a dose
People = tuple[Person, ...]  # the one last spoken of last
NOBODY: Person = ("", ())
_MOST_PEOPLE = 4


def spoken_of(people: People, question: str) -> People:
    """Return the people spoken of after a turn, with what was said of each."""
    before = pointed_at(people, question)
    now = described(before, question)
    is_of_nobody = now == before and _who(question) in ("", SELF)
    if now == NOBODY or is_of_nobody or (not now[1] and _REPORTS.search(question)):
        return people
    is_same = set(before[1]) <= set(now[1]) and _is_same(before[0], now[0])
    others = (each for each in people if not (each == before and is_same) and each[0] != (now[0] or None))
    return (*others, now)[-_MOST_PEOPLE:]


def pointed_at(people: People, question: str) -> Person:
    """Return the person that a question may speak of: the relative that it names, or the last one that fits.

    "Does he need to taper" after "is that a problem for my husband" is not of the son whose age was told before.
    """
    who, last = _who(question), people[-1] if people else NOBODY
    own = [each for each in people if each[0] == who]
    if who in WORDS and not own:
        may_be = last[0] not in WORDS and _is_same(last[0], who) and _fits(last, who)
        return last if may_be and last[1] else (who, ())
    if who in ("he", "she"):
        return next((each for each in reversed(people) if _is_same(each[0], who)), NOBODY)
    return own[-1] if own and who else last


def described(person: Person, question: str) -> Person:
    """Return the person last spoken of, after a turn; what is said of one person is put to what was said before."""
    said, who = _said_of(question), _who(question)
    if who == SELF and not _I_AM.search(question):
        who = ""  # "should i give my 3 year old …"
    is_of_other = who not in ("", "he", "she", *_CHILDREN) and not _is_own_age(question, who)
    if any(map(_is_young, _ages(said))) and is_of_other:
        # "my wife asks if our 3 year old …", "im breastfeeding and my baby is 3 months old"
        is_open = who == SELF or who in HE & SHE
        said, who = tuple(_ages(said)), "" if is_open else "he" if who in SHE else "she"
    if not said or (not who and not _ages(said)):
        return person
    is_one = _is_same(person[0], who) and not (_ages(said) and _ages(person[1]))
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
    who = _who(question)
    if not person[1] or speaks_of_age(question) or _KIND.search(question) or not _fits(person, who):
        return ""
    points = _HE_SHE.search(question) or who in WORDS or (who == SELF and not names_drug)
    if not (points and _is_same(person[0], who)) and not (goes_on and not who):
        return ""
    is_adult = any(not _is_young(age) for age in _ages(person[1]))  # whose weight tells of no dose
    told = (each for each in person[1] if not (is_adult and _WEIGHT.fullmatch(each)))
    return ", ".join(each for each in told if each not in _said_of(known))


def of_charge(person: Person, question: str, known: str) -> str:
    """Return what was said of a child where a turn goes on about another medicine: "if i used bonex instead".

    Args:
        person: last spoken of.
        question: the user's words, which speak of the asker at most: "i" give it.
        known: what is asked, which may say it already.
    """
    who = _who(question)
    is_of_other = speaks_of_age(question) or _KIND.search(question) or _FOR_ME.search(question)
    is_child = any(map(_is_young, _ages(person[1])))
    if not is_child or is_of_other or not (who in ("", SELF) or _is_same(person[0], who)):
        return ""
    return ", ".join(each for each in person[1] if each not in _said_of(known))


def _is_own_age(question: str, who: str) -> bool:
    """Return whether the age in a question is that of the person whom it names: "my cousin is 6"."""
    words = "|".join(WORDS.get(who, ()))
    return bool(words) and re.search(rf"\b(?:{words}){_IS}\d", question, re.IGNORECASE) is not None


def _fits(person: Person, who: str) -> bool:
    """Return whether an age that was said may be that of a relative who is named."""
    ages = _ages(person[1])
    if who not in WORDS or person[0] == who or not ages:
        return True
    return _is_young(ages[0]) == (who in _CHILDREN)


def is_of_another(question: str, before: str) -> bool:
    """Return whether a question speaks of other people than one before it that says of whom, or in what state.

    "And for an adult", "for me" after "how much can my 3 year old have": the child is not meant any more.
    """
    own, named = PERSON.search(question), PERSON.search(before)
    if own and named:
        return _who(question) != _who(before)
    said, said_before = _said_of(question), _said_of(before)
    if _OF_BABY.search(question) and _NURSING.search(before) and not said:
        return False  # "does it harm the baby" after "is it ok in pregnancy"
    is_of_people = bool(said_before or _KIND.search(before) or named)
    is_charge = named or any(map(_is_young, _ages(said_before))) or _OF_CHILD.search(before)
    if _FOR_ME.search(question) and not _HE_SHE.search(question) and is_of_people:
        return bool(is_charge) or not _I.search(before)
    who = _who(question)
    if named and who in ("he", "she") and not _is_same(_who(before), who):
        return True
    is_other_age = bool(_ages(said) and _ages(said_before))
    is_more = (_is_same(_who(before), who) if who else is_of_people) and not is_other_age
    is_kind = _KIND.search(question) and not (said and not is_other_age and _OF_CHILD.search(before))
    is_told = own or (said and not is_more) or is_kind or _NOT_SO.search(question)
    return (is_of_people or _CONDITION.search(before) is not None) and bool(is_told)


def _is_young(age: str) -> bool:
    return "year" not in age or int(age.split(maxsplit=1)[0]) < _ADULT


def without_people(before: str) -> str:
    """Return a question without the people that it is about, their ages and states."""
    rest = before
    for pattern in (_WHO_IS, _AGE_OF, _WEIGHT, _STATE_OF, _KIND_OF, _PERSON_OF):
        rest = pattern.sub(" ", rest)
    return _LEFT_OVER.sub("", " ".join(rest.split()))


def speaks_of_age(question: str) -> bool:
    """Return whether a question says itself what bears on a dose: an age, a weight, a state."""
    return bool(_said_of(question))


def _said_of(question: str) -> tuple[str, ...]:
    """Return what is said that bears on a dose: an age, a weight, a state."""
    ages = [_age(found) for found in _AGE.finditer(question) if not _is_of_thing(found)][:1]
    states = (found for found in _STATE.finditer(question) if not _CHANGED.search(question[: found.start()]))
    return (*ages, *(found["state"] for found in states))


def _is_of_thing(age: re.Match[str]) -> bool:
    text = age.string
    return bool(_OF_THING.search(text[: age.start()]) or _THING_NEXT.match(text, age.end()))


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
    return any(map(all, zip(*kinds, strict=True))) and bool({one, other} & {"he", "she", ""})
