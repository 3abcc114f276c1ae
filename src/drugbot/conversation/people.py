"""Who takes which medicine, as the user's words say: "my son's one" and "hers" stand for a drug talked about."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SELF = "self"
_MOST = 12
_WORDS = {
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
}
_PERSON_OF = {word: person for person, words in _WORDS.items() for word in words}
_PERSON = re.compile(rf"\b({'|'.join(_PERSON_OF)})s?\b", re.IGNORECASE)
_ME = re.compile(r"\b(?:i|i['’]?m|ive|i['’]ve|my|me)\b", re.IGNORECASE)
_SHE = frozenset({"daughter", "mother", "wife", "grandmother", "sister"})
_HE = frozenset({"son", "father", "husband", "grandfather", "brother"})
_OWN = r"(?:one|ones|tablets?|pills?|meds?|medicines?|medication|drug)\b"
_OF_PERSON = re.compile(
    rf"\b(?:(?:my|our|the|his|her)\s+)?(?P<person>{'|'.join(_PERSON_OF)})(?:['’]s|s['’]?|['’])\s+{_OWN}"
    rf"|\b(?P<hers>hers|her\s+{_OWN})|\b(?P<his>his\s+{_OWN})|\b(?P<mine>mine\b|my\s+{_OWN})",
    re.IGNORECASE,
)

Takers = tuple[tuple[str, str], ...]  # person and title, the last said last


def noted(takers: Takers, question: str, drugs: Sequence[str]) -> Takers:
    """Return who takes what after a turn that is about one drug and speaks of a person."""
    if len(drugs) != 1:
        return takers
    found = _PERSON.search(question)
    person = _PERSON_OF[found[1].casefold()] if found else _SELF if _ME.search(question) else ""
    if not person:
        return takers
    return (*(taker for taker in takers if taker[0] != person), (person, drugs[0]))[-_MOST:]


def resolved(question: str, takers: Takers) -> tuple[str, str]:
    """Return a question with "my son's one", "hers" replaced by the drug, and the words replaced."""
    found = _OF_PERSON.search(question)
    if found is None:
        return question, ""
    if found["person"]:
        meant = {_PERSON_OF[found["person"].casefold()]}
    else:
        meant = set(_SHE if found["hers"] else _HE if found["his"] else {_SELF})
    titles = [title for person, title in takers if person in meant]
    if not titles:
        return question, ""
    return f"{question[: found.start()]}{titles[-1]}{question[found.end() :]}", found.group()
