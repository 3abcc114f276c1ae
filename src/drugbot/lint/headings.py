"""Findings about sections: missing, empty, in other words, out of order, at another level, twice."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from drugbot.corpus.faqs import is_faq_section
from drugbot.corpus.monograph import Monograph, Section
from drugbot.lint.finding import Finding
from drugbot.lint.places import heading_of, section_line
from drugbot.lint.rules import finding

SEPARATOR = " › "
# Headings that mean one of the pattern, as other collections of monographs word them.
_VARIANTS = {
    "Usage": ("uses", "use", "indications", "indication", "indications and usage", "indications and uses"),
    "Alternate Names": ("alternative names", "brand names", "trade names", "other names", "synonyms"),
    "How It Works": ("mechanism of action", "how does it work", "pharmacology", "clinical pharmacology"),
    "Dosage": ("dosing", "dose", "doses", "dosages", "dosage and administration"),
    "Side Effects": ("adverse reactions", "adverse effects", "undesirable effects", "adverse drug reactions"),
    "Contraindications": (
        "contra indications",
        "contraindication",
        "contra indication",
        "when not to use it",
    ),
    "Drug Interactions": ("interactions", "interaction", "drug interaction", "interactions with other drugs"),
    "Pregnancy and Breastfeeding": (
        "pregnancy and lactation",
        "pregnancy breastfeeding",
        "breastfeeding and pregnancy",
        "pregnancy",
        "use in pregnancy",
        "pregnancy lactation",
        "pregnancy and nursing",
    ),
    "Drug Profile Summary": ("summary", "profile summary", "drug summary", "drug profile"),
    "Popular Combinations": ("combinations", "common combinations", "combination products"),
    "Precautions": (
        "warnings and precautions",
        "precautions and warnings",
        "warnings",
        "warnings precautions",
    ),
    "Adults": ("adult", "adult dosage", "adult dose", "in adults", "dosage in adults", "adult patients"),
    "Children": ("child", "pediatric", "paediatric", "pediatrics", "pediatric dosage", "pediatric patients"),
    "Special Cases": (
        "special populations",
        "special patient groups",
        "special patients",
        "specific populations",
    ),
}


def section_findings(monograph: Monograph, pattern: Sequence[str]) -> Iterator[Finding]:
    """Yield what is wrong with the sections of a monograph.

    Args:
        monograph: what to look at.
        pattern: the headings wanted, in order.
    """
    yield from _missing(monograph, pattern)
    yield from _empty(monograph)
    yield from _out_of_order(monograph, pattern)
    yield from _levels(monograph, pattern)
    yield from _doubled(monograph)


def _missing(monograph: Monograph, pattern: Sequence[str]) -> Iterator[Finding]:
    missing = [wanted for wanted in pattern if not any(_is(s.path, wanted) for s in monograph.sections)]
    for wanted in missing:
        outer, _, inner = wanted.partition(SEPARATOR)
        if inner and outer in missing:
            continue  # it is missing together with the section it belongs to
        variant = _variant(monograph, wanted)
        if variant is None:
            yield finding("missing-section", monograph.file, 1, f"there is no section '{wanted}'")
        else:
            what = f"the heading '{variant.path[-1]}' stands for '{inner or outer}'"
            yield finding("heading-variant", monograph.file, section_line(monograph, variant), what)


def _is(path: Sequence[str], wanted: str) -> bool:
    """Return whether a section is one of the pattern or stands below it."""
    outer, _, inner = wanted.partition(SEPARATOR)
    return bool(path) and path[0] == outer and (not inner or inner in path[1:])


def _variant(monograph: Monograph, wanted: str) -> Section | None:
    outer, _, inner = wanted.partition(SEPARATOR)
    meant = {*_VARIANTS.get(inner or outer, ()), _folded(inner or outer)}
    for section in monograph.sections:
        if (
            inner
            and len(section.path) > 1
            and section.path[0] == outer
            and _folded(section.path[-1]) in meant
        ):
            return section
        if not inner and len(section.path) == 1 and _folded(section.path[0]) in meant:
            return section
    return None


def _folded(heading: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", heading.casefold().replace("&", " and ")))


def _empty(monograph: Monograph) -> Iterator[Finding]:
    filled = {s.path[:depth] for s in monograph.sections if s.blocks for depth in range(len(s.path))}
    for section in monograph.sections:
        if section.path and not section.blocks and section.path not in filled and not is_faq_section(section):
            what = f"nothing stands below the heading '{SEPARATOR.join(section.path)}'"
            yield finding("empty-section", monograph.file, section_line(monograph, section), what)


def _out_of_order(monograph: Monograph, pattern: Sequence[str]) -> Iterator[Finding]:
    order = {wanted: number for number, wanted in enumerate(p for p in pattern if SEPARATOR not in p)}
    tops = [s for s in monograph.sections if len(s.path) == 1 and s.path[0] in order]
    ranks = [order[section.path[0]] for section in tops]
    kept = _longest_rising(ranks)
    for position, section in enumerate(tops):
        if position not in kept:
            before = [wanted for wanted, rank in order.items() if rank < ranks[position]]
            place = f"after '{before[-1]}'" if before else "first"
            what = f"the section '{section.path[0]}' is out of order; in the pattern it comes {place}"
            yield finding("heading-order", monograph.file, section_line(monograph, section), what)


def _longest_rising(ranks: Sequence[int]) -> frozenset[int]:
    """Return the positions of a longest run of ranks that rise: the sections that need not be moved."""
    ends: list[int] = []  # smallest last rank of a run of each length
    last: list[int] = []  # its position
    before: list[int] = []
    for position, rank in enumerate(ranks):
        length = bisect_left(ends, rank)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [rank]
        last[length : length + 1] = [position]
    kept = set()
    position = last[-1] if last else -1
    while position >= 0:
        kept.add(position)
        position = before[position]
    return frozenset(kept)


def _levels(monograph: Monograph, pattern: Sequence[str]) -> Iterator[Finding]:
    tops = {wanted for wanted in pattern if SEPARATOR not in wanted}
    above: list[int] = []
    for section in monograph.sections:
        place = heading_of(monograph, section)
        if place is None:
            continue
        name = section.path[-1]
        above = [level for level in above if level < place.level]
        if name in tops and len(section.path) == 1 and place.level != 2:
            what = f"the heading '{name}' has level {place.level}; in the pattern it has level 2"
            yield finding("heading-level", monograph.file, place.line, what)
        elif above and place.level > above[-1] + 1:
            what = f"the heading '{name}' skips a level: {above[-1]}, then {place.level}"
            yield finding("heading-level", monograph.file, place.line, what)
        above.append(place.level)


def _doubled(monograph: Monograph) -> Iterator[Finding]:
    seen: dict[tuple[str, ...], int] = {}
    for section in monograph.sections:
        path = tuple(_folded(part) for part in section.path)
        if not path:
            continue
        line = section_line(monograph, section)
        if path in seen:
            what = f"the heading '{SEPARATOR.join(section.path)}' stands on line {seen[path]} already"
            yield finding("heading-twice", monograph.file, line, what)
        seen.setdefault(path, line)
