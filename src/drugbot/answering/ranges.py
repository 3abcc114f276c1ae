"""Whether a text is for the age, the weight or the kidney function that a question states.

"How much for my 4 year old" must not lead with the row of a table for 11 years. Ranges are told by plain patterns of
how monographs state them; no dose is reckoned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Literal

Kind = Literal["weight", "clearance", "age"]
_KINDS: tuple[Kind, ...] = ("weight", "clearance", "age")  # where a text states several, the first decides


@dataclass(frozen=True, slots=True)
class Range:
    """Whom a text is for, or whom a question asks about.

    Attributes:
        kind: what is measured.
        low: the least, in kilograms, mL/min or years.
        high: the most; equal to the least in a question.
    """

    kind: Kind
    low: float
    high: float


# How much of kilograms, mL/min or years a unit is, and of what kind.
_UNITS: tuple[tuple[re.Pattern[str], Kind, float], ...] = (
    (re.compile(r"kgs?|kilos?|kilograms?"), "weight", 1.0),
    (re.compile(r"lbs?|pounds?"), "weight", 0.4536),
    (re.compile(r"stone"), "weight", 6.35),
    (re.compile(r"ml/min"), "clearance", 1.0),
    (re.compile(r"years?|yrs?|y"), "age", 1.0),
    (re.compile(r"months?|mths?|mo|m"), "age", 1 / 12),
)
_N = r"\d{1,3}(?:\.\d+)?"
_U = r"years?|yrs?|months?|kgs?|kilograms?|lbs?|pounds?|ml/min(?:ute)?"
# "2 to 3 years", "24-35 lb", "6 months to 12 years", "between 30 and 45 mL/min"; "for 2 to 3 years" lasts.
_FROM_TO = re.compile(
    rf"(?<![\d.])(?P<low>{_N})\s*(?P<low_unit>{_U})?\s*(?:to|through|and|[-–—])\s*(?:(?:under|below|less\s+than|<)\s*)?"
    rf"(?P<high>{_N})\s*-?(?P<unit>{_U})\b",
    re.IGNORECASE,
)
_LASTS = re.compile(
    r"\b(?:for|after|every|within|over|next|last|past|first)\s+(?:(?:about|at\s+least|up\s+to)\s+)?$", re.I
)
_AT_MOST = re.compile(
    rf"(?:\b(?:under|below|less\s+than|younger\s+than|lighter\s+than|up\s+to)|[<≤])\s*(?P<high>{_N})\s*(?P<unit>{_U})\b",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    rf"(?:\b(?:over|above|more\s+than|greater\s+than|older\s+than|at\s+least|from)|[>≥])\s*(?P<low>{_N})\s*(?P<unit>{_U})\b"
    r"(?!\s*(?:to|through|[-–—])\s*\d)",
    re.IGNORECASE,
)
_OR_MORE = re.compile(
    rf"(?<![\d.])(?P<low>{_N})\s*(?P<unit>{_U})(?:/1\.73\s*m.?)?(?:\s+(?:of\s+age|old))?\s*(?:and|or)\s+(?:older|over|above|more|heavier|up|greater)\b",
    re.IGNORECASE,
)
_OR_LESS = re.compile(
    rf"(?<![\d.])(?P<high>{_N})\s*(?P<unit>{_U})(?:/1\.73\s*m.?)?(?:\s+(?:of\s+age|old))?\s*(?:and|or)\s+(?:younger|under|below|less|lighter)\b",
    re.IGNORECASE,
)
# A cell of a table that is no more than "11 years"; "a 30 pound child".
_ALONE = re.compile(
    rf"\|\s*(?P<cell>{_N})\s*(?P<cell_unit>{_U})\s*(?=\|)"
    rf"|(?<![\d.])(?P<low>{_N})[\s-]*(?P<unit>{_U})[\s-]*(?:old\b|child\b|boy\b|girl\b|baby\b|toddler\b)",
    re.IGNORECASE,
)
_ASKED = re.compile(
    rf"(?<![\d.])(?P<age>{_N})[\s-]*(?P<age_unit>years?|yrs?|y|months?|mths?|mo|m)[\s/-]*(?:olds?|o)\b"
    rf"|\b(?:he|she|aged?|son|daughter)(?:['’]?s|\s+is)?\s+(?P<is>\d{{1,2}})\b(?!\s*(?:[.,]\d|mg|mcg|ml|kg|lbs?|stone|%|times|days?|weeks?|months?|hours?))"
    rf"|(?<![\d./<>≤≥])(?<![<>≤≥]\s)(?P<weight>{_N})\s*(?P<weight_unit>kgs?|kilos?|kilograms?|lbs?|pounds?|stone)\b"
    rf"|\b(?:crcl|egfr|gfr|clearance)\W*(?:(?:of|is|was|at|about)\s+)*(?P<clearance>\d{{1,3}})\b(?!\s*[-–]\s*\d)",
    re.IGNORECASE,
)


def asked(question: str) -> tuple[Range, ...]:
    """Return the age, the weight and the kidney function that a question states."""
    return tuple(_asked(question))


def is_for(text: str, people: Sequence[Range]) -> bool | None:
    """Return whether a text is for the people asked about; None where it does not say.

    Args:
        text: of a monograph.
        people: what a question states.
    """
    deciding = _deciding(text, people)
    return None if deciding is None else bool(_holding(*deciding))


def closeness(text: str, people: Sequence[Range]) -> float:
    """Return how narrow the narrowest range of a text is that the people asked about are in; infinite without one.

    "4 to 5 years" says more of a child of 4 than "under 12 years".
    """
    deciding = _deciding(text, people)
    return min((each.high - each.low for each in _holding(*deciding)), default=inf) if deciding else inf


def _deciding(text: str, people: Sequence[Range]) -> tuple[list[Range], list[Range]] | None:
    """Return what is asked, and what a text states, of the first kind that both have."""
    stated = tuple(_stated(text)) if people else ()
    for kind in _KINDS:
        points = [each for each in people if each.kind == kind]
        ranges = [each for each in stated if each.kind == kind]
        if points and ranges:
            return points, ranges
    return None


def _holding(points: Sequence[Range], ranges: Sequence[Range]) -> list[Range]:
    return [each for each in ranges if any(each.low <= point.low <= each.high for point in points)]


def _asked(question: str) -> Iterator[Range]:
    for found in _ASKED.finditer(question):
        if found["clearance"]:
            yield _range(found["clearance"], found["clearance"], "ml/min")
        elif found["weight"]:
            yield _range(found["weight"], found["weight"], found["weight_unit"])
        else:
            age = found["age"] or found["is"]
            yield _range(age, age, found["age_unit"] or "years")


def _stated(text: str) -> Iterator[Range]:
    for found in _FROM_TO.finditer(text):
        if not _LASTS.search(text[: found.start()]):
            low = _range(found["low"], found["low"], found["low_unit"] or found["unit"])
            yield Range(low.kind, low.low, _top(found["high"], found["unit"]))
    for found in _AT_MOST.finditer(text):
        yield _range("0", found["high"], found["unit"])
    for found in _OR_LESS.finditer(text):
        yield Range(_range("0", "0", found["unit"]).kind, 0, _top(found["high"], found["unit"]))
    for pattern in (_AT_LEAST, _OR_MORE):
        for found in pattern.finditer(text):
            low = _range(found["low"], found["low"], found["unit"])
            yield Range(low.kind, low.low, inf)
    for found in _ALONE.finditer(text):
        number, unit = found["cell"] or found["low"], found["cell_unit"] or found["unit"]
        yield Range(_range(number, number, unit).kind, _range(number, number, unit).low, _top(number, unit))


def _top(number: str, unit: str) -> float:
    """Return the end of a range that names its last number: "4 to 5 years" is up to the sixth birthday."""
    return _range(number, str(float(number) + 0.99), unit).high


def _range(low: str, high: str, unit: str) -> Range:
    name = unit.casefold().removesuffix("ute")
    kind, factor = next((kind, factor) for pattern, kind, factor in _UNITS if pattern.fullmatch(name))
    return Range(kind, float(low) * factor, float(high) * factor)
