"""What the units of a monograph state in numbers, each with the context that it holds in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest

from drugbot.corpus.monograph import Monograph
from drugbot.lint.contexts import Context, Vocabulary, content_words, context_of
from drugbot.lint.places import Unit, section_units
from drugbot.lint.quantities import Quantity, quantities

SUMMARY = "Drug Profile Summary"
DOSES = ("mass", "units", "volume", "amount", "interval")
LONGEST = 600  # characters; a longer sentence is a table without its lines, and has no context
_CLAUSE = re.compile(
    r";\s+|(?<=[.!?])\s+(?=[A-Z*“(])|,\s+(?:and|but|or|while|whereas|then|plus|so|followed)\s+|\s+[–—]\s+"
)
_LABEL = re.compile(r"^[-*+\s]*\*\*(.+?)\*\*|^[-*+\s]*([A-Z][^:.;|]{2,60}):\s|^\|\s*([^|]+?)\s*\|")
_LONG_WORD = re.compile(r"[a-z]{4,}")
_NUMBERS = re.compile(
    r"\d|\b(?:once|twice|every|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Statement:
    """A quantity that a clause states.

    Attributes:
        unit: where it stands.
        clause: the words around it.
        quantity: the number with its unit.
        vocabulary: the words of the monograph that have a meaning of their own.
    """

    unit: Unit
    clause: str
    quantity: Quantity
    vocabulary: Vocabulary = field(repr=False)

    @cached_property
    def context(self) -> Context:
        """What the statement is about, as far as the words tell."""
        label = label_of(self.unit)
        # The outermost heading ("How It Works") says where a statement stands rather than what it is about.
        path = () if self.restates else self.unit.section[1:]
        around = " . ".join((*path, self.unit.lead, label))
        return context_of(self.clause, around, label, self.quantity, self.vocabulary)

    @cached_property
    def rough(self) -> frozenset[str]:
        """The longer words around the quantity: a quick test before contexts are compared."""
        return frozenset(_LONG_WORD.findall(f"{label_of(self.unit)} {self.clause}".casefold()))

    @property
    def is_one_of_several(self) -> bool:
        """Whether its clause gives another quantity of the kind, which the words may belong to."""
        return sum(one.dimension == self.quantity.dimension for one in quantities(self.clause)) > 1

    @property
    def restates(self) -> bool:
        """Whether it stands where the sections are said again: in the summary or in an FAQ pair."""
        return self.unit.faq is not None or self.unit.section[:1] == (SUMMARY,)

    @property
    def is_dose(self) -> bool:
        """Whether the quantity may be a dose or how often it is taken."""
        return self.quantity.dimension.partition("/")[0] in DOSES


def vocabulary_of(monograph: Monograph) -> Vocabulary:
    """Return the words of a monograph that name the drug, its brands and its uses."""
    text = " ".join(
        unit.words
        for section in monograph.sections
        if section.path and section.path[0] == "Usage"
        for unit in section_units(monograph, section)
    )
    own = frozenset(w.casefold() for n in (monograph.title, *monograph.names) for w in n.split())
    stems = content_words(" ".join(own))
    return Vocabulary(
        own=own,
        stems=stems,
        names=tuple(name.casefold() for name in monograph.names),
        uses=content_words(text) - stems,
    )


def statements_of(units: Iterable[Unit], vocabulary: Vocabulary) -> tuple[Statement, ...]:
    """Return everything that the units of a monograph state in numbers with units of measure."""
    return tuple(statement for unit in units for statement in _statements(unit, vocabulary))


def _statements(unit: Unit, vocabulary: Vocabulary) -> Iterator[Statement]:
    if len(unit.words) > LONGEST or not _NUMBERS.search(unit.words):
        return
    for clause in clauses(unit):
        for quantity in quantities(clause):
            yield Statement(unit, clause, quantity, vocabulary)


def clauses(unit: Unit) -> list[str]:
    """Return the parts of a unit that each state something of their own; a cell with its column's header."""
    parts = [unit.words]
    if unit.words.startswith("|"):
        cells = zip_longest(_cells(unit.header), _cells(unit.words), fillvalue="")
        parts = [f"{header}: {cell}" for header, cell in cells]
    return [clause for part in parts for clause in _CLAUSE.split(part) if clause.strip(" :")]


def _cells(row: str) -> list[str]:
    """Return the cells of a row, or of a header with its line of dashes."""
    return [
        cell.strip() for cell in re.split(r"(?<!\\)\|", row.split("| |", maxsplit=1)[0].strip().strip("|"))
    ]


def label_of(unit: Unit) -> str:
    """Return the words in bold, the words before a colon or the first cell that a unit begins with."""
    match = _LABEL.match(unit.words)
    return next(group for group in match.groups() if group) if match else ""
