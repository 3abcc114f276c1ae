"""Turns that name a medicine without saying what is asked of it, and the topic that is then chosen.

"I have a question about Prolia" asks nothing yet; "how much Prolia" does, however short it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from drugbot.conversation import references
from drugbot.corpus.names import spelled

# "what can you tell me about", "do you have anything on": openings that ask for whatever there is.
_OPENING = re.compile(
    r"^\W*(?:(?:hi|hello|hey|ok(?:ay)?|so|please)\b\W*)*(?:(?:can|could|would|will)\s+(?:you|i|we)|do\s+you(?:\s+(?:have|know))?"
    r"|what\s+(?:can|could|do|would)\s+you|what\s+is\s+there|is\s+there|have\s+you)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^\W*(?:(?:and|so|ok(?:ay)?|but)\b\W*)*(?:what|how)\s+about\b", re.IGNORECASE)
_ASKING = frozenset(
    """
    ask asking discuss details detail explain facts find help info information know learn look looking overview query
    question questions queries read say show summary talk tell topic topics understand
    """.split()
)
_WHATEVER = frozenset("about anything everything on regarding something".split())
_IDLE = _WHATEVER | frozenset(
    """
    a all an and any but concerning d else from general hello hey hi i just little ll lot me more my now of ok okay or
    our please quick related so some stuff thanks that the thing things this today us ve your
    drug drugs leaflet med medication medications medicine medicines meds monograph pill pills tablet tablets
    """.split()
)
# What says nothing only beside a word that asks, or beside somebody who takes the medicine.
_BESIDE = frozenset(
    "for get give got have is it let like need take to wanna want wanted we with would you".split()
)
_WHO = frozenset(
    "dad daughter doc doctor father gp he her him husband i m me mom mother mum my she son we wife".split()
)
_TAKES = frozenset(
    """
    am are been being by doctors gave given getting has he her him his mom new prescribed prescription put recently she
    started starting take takes taking tomorrow use uses using was were
    """.split()
)
_PILL = re.compile(r"\b(?:and|with|on|affects?)\s+(?:the|my)\s+pill\b", re.IGNORECASE)  # a contraceptive
_WORDS = re.compile(r"[^\W_]+")
_POLITE = re.compile(
    r"^(?:(?:yes|yeah|ok(?:ay)?|um+|well|i\s+(?:mean|meant|want|need|would\s+like)|i['’]?d\s+like|tell\s+me|just|about|the|its|what\s+about"
    r"|how\s+about|more|on|info(?:rmation)?)\b\W*)+|\W+(?:please|pls|thanks?|section|part|info(?:rmation)?)\W*$",
    re.IGNORECASE,
)


def is_without_topic(bare: str) -> bool:
    """Return whether a turn says nothing of what it asks of the medicine that it names.

    Args:
        bare: the turn without the names of medicines.
    """
    if _PILL.search(bare):
        return False
    rest = _OPENING.sub("", _ABOUT.sub("about", bare))
    words = _words(rest)
    if words & _ASKING or (rest == bare and words & _WHO and words & _TAKES):
        return words <= _IDLE | _ASKING | _BESIDE | _WHO | _TAKES
    return bool(words & _WHATEVER if rest != bare else words) and words <= _IDLE


def asks_for_anything(bare: str) -> bool:
    """Return whether a turn without topic says itself that it asks: it takes over no matter of the turn before."""
    return is_without_topic(bare) and bool(_words(bare) & _ASKING)


def chosen(turn: str, topics: Sequence[str]) -> str:
    """Return the topic that a turn chooses, by its name or its number; empty where it chooses none."""
    by_number = references.choice(turn, topics) if len(topics) > 1 else None
    return by_number or named(turn, topics)


def named(turn: str, topics: Sequence[str]) -> str:
    """Return the topic that a turn names, and nothing else; empty where it names none."""
    said = turn
    while (rest := _POLITE.sub("", said)) != said:
        said = rest
    keys = {spelled(word) for word in (turn, said)}
    return next((topic for topic in topics if keys & _spellings(topic)), "")


def _words(text: str) -> set[str]:
    return set(_WORDS.findall(text.casefold()))


def _spellings(topic: str) -> set[str]:
    """Return the ways in which people write a heading: "side effects", "side effect", "sideeffects"."""
    whole = spelled(topic)
    forms = {whole, whole.removesuffix("s"), f"{whole}s"}
    return forms | {form.replace(" ", "") for form in forms}
