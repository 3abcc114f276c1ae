"""What rules about several monographs need to know of each: small enough to hold for thousands of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from drugbot.corpus.monograph import Monograph, Section
from drugbot.corpus.names import spelled
from drugbot.lint.places import section_line, section_units

_INTERACTIONS = re.compile(r"interactions?\b", re.IGNORECASE)
_NAMING = re.compile(r"interactions?\b|combinations?\b", re.IGNORECASE)
_NAMES = re.compile(r"names?\b|synonyms", re.IGNORECASE)
# What says that two drugs do not act on each other is no interaction.
_NO_EFFECT = re.compile(
    r"\b(?:no|not|neither|without|unlikely|lack)\b[^.;]{0,60}?"
    r"\b(?:effects?|affect\w*|interact\w*|alter\w*|change\w*|influence\w*|impact|significant\w*|relevant"
    r"|meaningful|expected|observed|adjustment\w*|differen\w+)\b"
    r"|\b(?:unaffected|unchanged|instead of|rather than|little (?:or no )?(?:effect|influence|change))\b"
    r"|\b(?:adjustments?|changes?) (?:is|are|was|were) not\b"
    r"|\bnot been (?:conducted|studied|performed|evaluated)\b"
    r"|\b(?:can|may) be (?:safely )?(?:co-?administered|taken together)\b",
    re.IGNORECASE,
)
# Words by which one monograph may name the other's drug without its name.
_CLASS = re.compile(
    r"\b(nsaid|ssri|snri|maoi|mao inhibitor|opioid|benzodiazepine|diuretic|statin|anticoagulant|antiplatelet"
    r"|corticosteroid|beta[- ]blocker|ace inhibitor|angiotensin receptor blocker|calcium channel blocker"
    r"|nitrate|antidepressant|antipsychotic|antihistamine|antifungal|sulfonylurea|macrolide|fluoroquinolone"
    r"|proton pump inhibitor|sglt2 inhibitor|pde5 inhibitor|triptan|barbiturate|muscle relaxant)s?\b",
    re.IGNORECASE,
)
_IS_A = re.compile(r"\b(?:is|are) (?:an?|the) [^.;]{0,120}", re.IGNORECASE)
_WORD = re.compile(r"(?<![\w'’-])[A-Za-z]{6,}(?![\w'’-])")
_MARKED = re.compile(r"(?<![\w®™])([A-Z][\w-]{3,})\s?[®™]")
_BRACKETED = re.compile(
    r"\b([a-z]{5,}) \(((?:[A-Z][a-z]{3,}(?: [A-Z]{2})?)(?:(?:, | or | and )[A-Z][a-z]{3,})*)\)"
)
_PARTS = re.compile(r", | or | and ")


@dataclass(frozen=True, slots=True)
class Statement:
    """A unit of an interaction section: its line and its words as `spelled`."""

    line: int
    words: str


@dataclass(frozen=True, slots=True)
class Named:
    """A word in a section about other medicines.

    Attributes:
        line: where it stands.
        said: as it is written.
        brand: True where it is marked as a brand, or stands in brackets after another medicine's name.
        after: that other name, in lower case; empty where it is marked.
    """

    line: int
    said: str
    brand: bool
    after: str = ""


@dataclass(frozen=True, slots=True)
class Digest:
    """One monograph, as the others see it.

    Attributes:
        file: where it stands.
        title: generic name.
        names: its other names.
        names_line: where it states them.
        words: the whole text, as `spelled`, with a space at both ends.
        vocabulary: its words, each once.
        classes: classes of medicines that it says its drug belongs to, as `spelled`.
        interactions: the units of its interaction sections that name an effect.
        named: words in sections about other medicines that may be names.
        off: rules that its comments switch off.
    """

    file: str
    title: str
    names: tuple[str, ...]
    names_line: int
    words: str
    vocabulary: frozenset[str]
    classes: frozenset[str]
    interactions: tuple[Statement, ...]
    named: tuple[Named, ...]
    off: frozenset[str]


def digest_of(monograph: Monograph, off: frozenset[str]) -> Digest:
    """Return what other monographs' rules need to know of one."""
    stating = [s for s in monograph.sections if s.path and _NAMES.search(s.path[-1])]
    naming = [s for s in monograph.sections if any(_NAMING.search(part) for part in s.path)]
    interacting = [s for s in naming if any(_INTERACTIONS.search(part) for part in s.path)]
    words = spelled(monograph.text.text)
    return Digest(
        file=monograph.file,
        title=monograph.title,
        names=monograph.names,
        names_line=section_line(monograph, stating[0]) if stating else 1,
        words=f" {words} ",
        vocabulary=frozenset(words.split()),
        classes=frozenset(_classes(monograph)),
        interactions=tuple(s for section in interacting for s in _statements(monograph, section)),
        named=tuple(n for section in naming for n in _named(monograph, section)),
        off=off,
    )


def _classes(monograph: Monograph) -> Iterator[str]:
    """Yield the classes in sentences such as "Ibuprofen is an NSAID"."""
    for section in monograph.sections:
        body = monograph.text.text[section.span.start : section.span.end]
        for said in _IS_A.finditer(body):
            before = body[max(0, said.start() - len(monograph.title) - 1) : said.start()]
            if monograph.title.casefold() in before.casefold():
                yield from (spelled(name) for name in _CLASS.findall(said.group()))


def _statements(monograph: Monograph, section: Section) -> Iterator[Statement]:
    for unit in section_units(monograph, section):
        if not _NO_EFFECT.search(unit.words):
            yield Statement(monograph.text.line(unit.span.start), spelled(unit.words))


def _named(monograph: Monograph, section: Section) -> Iterator[Named]:
    text, start, end = monograph.text.text, section.span.start, section.span.end
    for match in _MARKED.finditer(text, start, end):
        yield Named(monograph.text.line(match.start()), match.group(1), brand=True)
    for match in _BRACKETED.finditer(text, start, end):
        for part in _PARTS.split(match.group(2)):
            yield Named(monograph.text.line(match.start()), part, brand=True, after=match.group(1))
    seen = set()
    for match in _WORD.finditer(text, start, end):
        if match.group() not in seen:
            seen.add(match.group())
            yield Named(monograph.text.line(match.start()), match.group(), brand=False)
