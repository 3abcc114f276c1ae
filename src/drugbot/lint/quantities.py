"""Numbers with units in a text: doses, intervals, durations, limits.

A `Quantity` has a dimension ("mass", "mass/kg", "interval", "time", …) and a range in the base unit of that
dimension, so that "0.5 g" and "500 mg", "twice a day" and "every 12 hours" are equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SCALES = {
    "mass": {"ng": 1e-6, "nanogram": 1e-6, "mcg": 1e-3, "µg": 1e-3, "μg": 1e-3, "ug": 1e-3, "microgram": 1e-3}
    | {"mg": 1.0, "milligram": 1.0, "g": 1e3, "gm": 1e3, "gram": 1e3},
    "units": {"iu": 1.0, "international unit": 1.0, "unit": 1.0, "units": 1.0, "million units": 1e6},
    "volume": {"ml": 1.0, "milliliter": 1.0, "millilitre": 1.0, "l": 1e3, "liter": 1e3, "litre": 1e3},
    "amount": {"mmol": 1.0, "meq": 1.0},
    "body mass": {"kg": 1.0, "kilogram": 1.0, "lb": 0.4536, "pound": 0.4536},
    "time": {"second": 1 / 3600, "minute": 1 / 60, "min": 1 / 60, "hour": 1.0, "hr": 1.0, "day": 24.0}
    | {"week": 168.0, "month": 730.5, "year": 8766.0},
    "percent": {"%": 1.0, "percent": 1.0},
    "temperature": {"°c": 1.0, "° c": 1.0, "ºc": 1.0},
    "fahrenheit": {"°f": 1.0, "° f": 1.0, "ºf": 1.0},
    "pressure": {"mmhg": 1.0, "mm hg": 1.0},
}
_UNITS = {unit: (dimension, scale) for dimension, units in _SCALES.items() for unit, scale in units.items()}
_PLURAL = (
    "unit",
    "gram",
    "liter",
    "litre",
    "second",
    "minute",
    "hour",
    "hr",
    "day",
    "week",
    "month",
    "year",
    "lb",
)
_SPELLED = "zero one two three four five six seven eight nine ten eleven twelve"
_WORDS = {word: number for number, word in enumerate(_SPELLED.split())}
_WORDS |= {"fourteen": 14, "thirty": 30, "a": 1, "an": 1}

_UNIT = "|".join(
    re.escape(unit) + ("s?" if unit.endswith(_PLURAL) else "")
    for unit in sorted(_UNITS, key=len, reverse=True)
)
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_SPOKEN = "|".join(word for word in _WORDS if len(word) > 2)
_NUMBER = rf"(?:{_DIGITS}|\b(?:{_SPOKEN})\b)"
_END = r"(?![\w²])"
_RANGE = r"\s*(?:to|-|–|—|or|and)\s*"
_PER = (
    r"(?:\s*(?:/|\bper\b|\bfor (?:each|every)\b)\s*(?:1\.73\s*)?"
    r"(?:kg|kilogram|m2|m²|m\^2|mL|dL|L|day|hour|hr|h|minute|min|dose|week|\d+\s*mL)\b²?)"
)
_QUANTITY = re.compile(
    rf"(?<![\w.,/-])(?P<low>{_NUMBER})(?:\s*-?(?P<low_unit>{_UNIT}){_END})?"
    rf"(?:{_RANGE}(?P<high>{_NUMBER}))?[\s-]*(?P<unit>{_UNIT}){_END}(?P<per>{_PER}*)",
    re.IGNORECASE,
)
_TIMES = {"once": 1, "twice": 2, "thrice": 3}
_PERIOD = {"day": 24.0, "daily": 24.0, "night": 24.0, "nightly": 24.0, "morning": 24.0, "evening": 24.0}
_PERIOD |= {"bedtime": 24.0, "week": 168.0, "weekly": 168.0, "month": 730.5, "monthly": 730.5, "year": 8766.0}
_PERIOD |= {"yearly": 8766.0, "24 hours": 24.0}
_OFTEN = re.compile(
    rf"\b(?P<times>once|twice|thrice|(?:{_SPOKEN}|\d+)(?:\s*(?:to|-|–|or)\s*(?:{_SPOKEN}|\d+))?\s+times)\s+"
    r"(?:(?:a|per|each|every|in|at|in a|in the)\s+)?"
    r"(?P<period>24 hours|daily|day|nightly|night|weekly|week|monthly|month|yearly|year|morning|evening"
    r"|bedtime)\b",
    re.IGNORECASE,
)
_PERIODS = r"(?P<unit>minute|hour|hr|day|week|month|year)s?"
_EVERY = re.compile(
    rf"\b(?:every|each)\s+(?P<low>{_NUMBER})?(?:{_RANGE}(?P<high>{_NUMBER}))?\s*"
    rf"{_PERIODS}\b(?!\s+(?:before|after))",
    re.IGNORECASE,
)
_APART = re.compile(
    rf"(?P<low>{_NUMBER})(?:{_RANGE}(?P<high>{_NUMBER}))?\s*{_PERIODS}\s+apart\b",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\bage[ds]?\b|\bolder\b|\byounger\b|\byears? old\b|-year-old|\bchild|\byears?\b", re.IGNORECASE
)
_OFTEN_WORDS = ("once", "twice", "thrice", "times")
_EVERY_WORDS = ("every", "each", "apart")
_SPOKEN_TIMES = re.compile(r"\d+|[a-z]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or a range with its unit.

    Attributes:
        dimension: what it measures; only quantities of one dimension can be compared.
        low: lower end in the base unit.
        high: upper end; equal to ``low`` for a single number.
        start: where it begins in the text.
        end: where it ends.
        said: as it is written.
        number: the number as it is written, without its unit.
    """

    dimension: str
    low: float
    high: float
    start: int
    end: int
    said: str
    number: str

    def overlaps(self, other: Quantity) -> bool:
        """Return whether the ranges meet; months and weeks are rounded, so a twelfth is no difference."""
        slack = 1.09 if self.dimension in ("time", "interval") else 1.001
        return self.low <= other.high * slack and other.low <= self.high * slack

    def ratio(self, other: Quantity) -> float:
        """Return how many times the larger quantity is the smaller; 0 where one of them is 0."""
        lows = sorted((self.low, other.low))
        highs = sorted((self.high, other.high))
        if not lows[0] or not highs[0]:
            return 0.0
        return lows[1] / lows[0] if abs(lows[1] / lows[0] - highs[1] / highs[0]) < 1e-6 else 0.0


def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of a text in order."""
    # Most texts name no interval; a look for the words is quicker than the patterns.
    folded = text.casefold()
    intervals = [*_often(text)] if any(word in folded for word in _OFTEN_WORDS) else []
    intervals += _every(text) if any(word in folded for word in _EVERY_WORDS) else ()
    taken = [(one.start, one.end) for one in intervals]
    found = [one for one in _measured(text) if not any(start <= one.start < end for start, end in taken)]
    return tuple(sorted([*intervals, *found], key=lambda one: one.start))


def _measured(text: str) -> Iterator[Quantity]:
    for match in _QUANTITY.finditer(text):
        dimension, scale = _unit(match["unit"])
        low_dimension, low_scale = _unit(match["low_unit"]) if match["low_unit"] else (dimension, scale)
        if low_dimension != dimension or (match["low_unit"] and not match["high"]):
            continue
        low, high = _number(match["low"]) * low_scale, _number(match["high"] or match["low"]) * scale
        rated = _with_rate(_or_age(dimension, match), match["per"])
        # "5 or 2.5 mg" is no range, and what runs backwards is a slip in one of its ends
        for ends in ((low, high),) if low <= high else ((low, low), (high, high)):
            yield _quantity(match, rated, ends)


def _quantity(match: re.Match[str], dimension: str, ends: tuple[float, float]) -> Quantity:
    number = re.sub(r"\s+", "", match["low"] + (f"-{match['high']}" if match["high"] else "")).casefold()
    return Quantity(dimension, *ends, match.start(), match.end(), " ".join(match.group().split()), number)


def _or_age(dimension: str, match: re.Match[str]) -> str:
    """Tell ages from other times."""
    around = match.string[max(0, match.start() - 25) : match.end() + 16]
    return "age" if dimension == "time" and _AGE.search(around) else dimension


def _unit(said: str) -> tuple[str, float]:
    unit = said.casefold()
    return _UNITS.get(unit) or _UNITS[unit.removesuffix("s")]


def _with_rate(dimension: str, per: str) -> str:
    parts = re.split(
        r"/|\bper\b|\bfor (?:each|every)\b",
        per.replace("kilogram", "kg").casefold().replace("²", "2").replace("^", ""),
    )
    rates = ["".join(part.split()).removeprefix("1.73") for part in parts if part.strip()]
    # A daily total is told from a single dose by the words around it; "/1.73 m²" is part of every eGFR.
    kept = [
        rate for rate in rates if rate not in ("day", "dose") and not (dimension == "volume" and rate == "m2")
    ]
    return "/".join([dimension, *kept])


def _number(said: str) -> float:
    word = said.casefold()
    return float(_WORDS[word]) if word in _WORDS else float(said.replace(",", ""))


def _often(text: str) -> Iterator[Quantity]:
    for match in _OFTEN.finditer(text):
        times = match["times"].casefold()
        counts = [_TIMES[times]] if times in _TIMES else _counts(times)
        if not counts or not min(counts):
            continue
        period = _PERIOD[match["period"].casefold()]
        yield _interval(match, period / max(counts), period / min(counts))


def _counts(times: str) -> list[float]:
    found = _SPOKEN_TIMES.findall(times.removesuffix("times"))
    return [_number(word) for word in found if word.isdigit() or word in _WORDS]


def _every(text: str) -> Iterator[Quantity]:
    for match in (*_EVERY.finditer(text), *_APART.finditer(text)):
        scale = _UNITS[match["unit"].casefold()][1]
        low = _number(match["low"] or "one")
        high = _number(match["high"]) if match["high"] else low
        if low and low <= high:
            yield _interval(match, low * scale, high * scale)


def _interval(match: re.Match[str], low: float, high: float) -> Quantity:
    said = " ".join(match.group().split())
    return Quantity("interval", low, high, match.start(), match.end(), said, said.casefold())
