"""How a medicine stands in the turn that names it: asked about, or taken beside another.

All that is told by plain words, given a question with a slot for each name of a medicine.
"""

from __future__ import annotations

import re

from drugbot.conversation.followups import SLOT, is_with_it
from drugbot.conversation.shapes import speaks_of_another

# "can he take bonex", "is bonex ok for her"
_TO_TAKE = re.compile(
    r"\W*(?:(?:and|so|but|ok(?:ay)?|also|then)\W+)*(?:(?:can|could|may|should|is\s+it\s+(?:ok(?:ay)?|safe|fine)\s+for)"
    r"\s+(?:he|she|they|him|her|them|i|we|me|us)\s+(?:(?:still|also|to|safely)\s+)*(?:take|have|use|get|try|be\s+given)"
    rf"\s+(?:some\s+)?{SLOT}(?:\s+for\s+\w+(?:\s+\w+)?)?|is\s+{SLOT}\s+(?:ok(?:ay)?|safe|fine|al+\s?right)"
    r"(?:\s+for\s+(?:him|her|me|us|them))?)\W*",
    re.IGNORECASE,
)
# "who should not take bonex", "what about bonex", "would bonex be simpler": that one is asked about.
_OF_ANOTHER = re.compile(
    rf"\b(?:what|how)\s+about\b|\bwould\b.*\bbe\b|^\W*(?:(?:and|so|but|ok(?:ay)?)\b\W*)*"
    rf"(?:who|whom|how|what|when|why|which|where|can|could|may|should|does|do|is|are)\b(?!.*\b(?:it|this|that|them)\b.*{SLOT}).*{SLOT}",
    re.IGNORECASE,
)
_OWN = r"(?:(?:an?|the|some|any|my|our|his|her|their)\s+)?"
_AND = r"\s*(?:,|/|&|\+|\band\b|\bor\b)\s*"
# "with bonex", "and with some bonex 40 mg then"
_WITH = re.compile(
    r"\W*(?:(?:and|or|but|also|so|then|even|ok(?:ay)?|what\s+about|how\s+about)\b\W*)*(?:with|alongside|beside)\s+"
    rf"{_OWN}{SLOT}(?:{_AND}{_OWN}{SLOT})*(?:\s+\d\S*(?:\s*(?:mg|mcg|g|ml|units?))?)?"
    r"(?:\W+(?:too|then|though|instead|ok(?:ay)?|fine|safe|as\s*well|on\s+board|tablets?|pills?|please))*\W*",
    re.IGNORECASE,
)
_CORRECTS = re.compile(r"^\W*(?:(?:no|nah|nope|sorry|wait|actually|oh|i\s+mean[t]?)\b\W*)+", re.IGNORECASE)
_BESIDE = r"(?:with|alongside|beside|as\s+well\s+as|on\s+top\s+of|on)"
# "is bonex ok with her apium", "on bonex, is apium safe", "do bonex and apium mix": it names both that it asks of.
_NO_POINTER = (
    rf"(?:(?!\b(?:it|this|that|these|those|them)\b)[^{SLOT}])*"  # "on bonex, can she have it with apium"
)
_PAIR = re.compile(
    rf"{SLOT}{_NO_POINTER}\b{_BESIDE}\s+{_OWN}{SLOT}"
    rf"|(?<!\bon\s)(?<!\btakes\s)(?<!\btaking\s){SLOT}[^{SLOT}]*\b{_BESIDE}\s+{_OWN}{SLOT}"
    rf"|{SLOT}{_AND}{_OWN}{SLOT}.*\b(?:together|each\s+other|one\s+another|combined?|mix)\b"
    rf"|\b{_BESIDE}\s+{_OWN}{SLOT}\W+(?:is|are|can|could|may|would|will|should)\b{_NO_POINTER}{SLOT}",
    re.IGNORECASE,
)
# "and bonex, how much of that": it is asked of bonex.
_FRONT = re.compile(
    rf"\W*(?:(?:and|so|but|ok(?:ay)?|then|what\s+about|how\s+about|as\s+for)\b\W*)*{_OWN}{SLOT}\s*[,;:.–-]+\s*",
    re.IGNORECASE,
)
_FRONTED = re.compile(
    _FRONT.pattern
    + rf"(?P<asks>(?:how|what)\b[^{SLOT}]*?)\s+of\s+(?:it|that|this|those|these|them)\b(?P<rest>[^{SLOT}]*)",
    re.IGNORECASE,
)
_PRONOUN = r"(?:it|this|that|these|those|them)"
_OK = r"(?:ok(?:ay)?|safe|fine|al+\s?right|allowed|bad|dangerous|risky|a\s+(?:problem|worry|risk)|an\s+issue)"
_TAKEN = r"\b(?:on|takes?|taking|has|have|had|gets?|got|uses?|using|given|prescribed|started|carr(?:y|ies|ying)|keeps?)"
# "he takes bonex, can he have them", "im on bonex, is that ok": who takes it already asks of what was talked about.
_IF_TAKEN = re.compile(
    rf"{_TAKEN}\s+(?:(?:that|this|those)\s+)?{_OWN}{SLOT}(?:\s+(?:spray|tablets?|pills?|patch(?:es)?|drops|inhaler|injections?|too|already|now|daily|as\s*well|every\s+\w+|for\s+\w+(?:\s+\w+)?))*"
    r"\s*[,.;:–-]*\s*(?:(?:and|so|but|then)\s+)?"
    r"(?:(?:can|could|may|should|would|might)\s+(?P<who>he|she|they|i|we)\s+(?:(?:still|also|safely|even|just)\s+)*"
    rf"(?:take|have|use|try|get|start|be\s+(?:given|on))\s+(?:{_PRONOUN}|one|some|any|mine)(?:\s+(?:too|still|safely|then|as\s*well|at\s+all))*"
    rf"|(?:is|are|would|will)\s+(?:{_PRONOUN}|they)\s+(?:be\s+)?(?:still\s+)?{_OK}(?:\s+(?:for|with)\s+(?P<whom>him|her|them|me|us|that))?"
    r"(?:\s+to\s+(?:take|have|use|try))?)\W*$",
    re.IGNORECASE,
)
_INSTEAD = re.compile(rf"{SLOT}[^{SLOT}]*\binstead\b|\binstead\s+of\s+(?:it|that|this)\b", re.IGNORECASE)
_OWNED = re.compile(rf"\b(?:my|his|her|their|our)\s+{SLOT}", re.IGNORECASE)
_ASKER = frozenset({"i", "we", "me", "us"})


def asks_to_take(question: str) -> bool:
    """Return whether a turn asks no more than whether somebody may take the medicine that it names.

    Args:
        question: with a slot for each name of a medicine.
    """
    return _TO_TAKE.fullmatch(question) is not None


def asks_of_another(question: str) -> bool:
    """Return whether a turn asks of the medicine that it names: "who should not take bonex".

    Args:
        question: with a slot for each name of a medicine.
    """
    return _OF_ANOTHER.search(question) is not None


def is_instead(question: str) -> bool:
    """Return whether a turn says that a medicine takes the place of another: "and if i used bonex instead".

    Args:
        question: with a slot for each name of a medicine.
    """
    return _INSTEAD.search(question) is not None


def is_owned(question: str) -> bool:
    """Return whether a turn names somebody's medicine: "what about his bonex".

    Args:
        question: with a slot for each name of a medicine.
    """
    return _OWNED.search(question) is not None


def is_with(question: str) -> bool:
    """Return whether a turn is no more than the medicine that another is taken with: "and with bonex?".

    Args:
        question: with a slot for each name of a medicine.
    """
    return _WITH.fullmatch(question) is not None


def is_with_after_all(question: str) -> bool:
    """Return whether a turn corrects what is asked to a pair: "no, i meant with bonex".

    Args:
        question: with a slot for each name of a medicine.
    """
    return is_with(_CORRECTS.sub("", question)) and _CORRECTS.match(question) is not None


def names_pair(question: str) -> bool:
    """Return whether a turn names both of two medicines taken together itself: "would bonex go with the apium".

    Args:
        question: with a slot for each name of a medicine.
    """
    return _PAIR.search(question) is not None and not is_with_it(question)


def asks_if_taken(question: str) -> bool:
    """Return whether a turn asks of what was talked about for one who takes the medicine that it names.

    Of another person's medicine the asker asks that: "my sister takes bonex, can i have it".

    Args:
        question: with a slot for each name of a medicine.
    """
    found = _IF_TAKEN.search(question)
    if found is None:
        return False
    who = (found["who"] or found["whom"] or "").casefold()
    return not speaks_of_another(question) or bool(who and who not in _ASKER)


def is_fronted(question: str) -> bool:
    """Return whether a medicine stands before what is asked of it: "and bonex, can i drive on it".

    Args:
        question: with a slot for each name of a medicine.
    """
    return _FRONT.match(question) is not None


def without_front(question: str) -> str:
    """Return a question whose medicine stands before it ("and bonex, how much of that") as one of it; else "".

    Args:
        question: with a slot for each name of a medicine.
    """
    found = _FRONTED.fullmatch(question)
    return f"{SLOT}: {found['asks']}{found['rest']}".rstrip(" ?!.") if found else ""
