"""Where passages of one monograph disagree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from drugbot.corpus.monograph import FaqPair, Monograph, Span
from drugbot.lint.numbers import number_disagreements
from drugbot.lint.places import Unit, units_of
from drugbot.lint.statements import SUMMARY, statements_of, vocabulary_of
from drugbot.lint.verdicts import Verdict, verdict_disagreements


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two statements.

    Attributes:
        span: its range in the repaired text; of an FAQ answer in the front matter, the whole scalar.
        words: the sentence, item or row, on one line.
        section: its heading path; empty for an FAQ pair.
        faq: the FAQ pair that it stands in.
    """

    span: Span
    words: str
    section: tuple[str, ...]
    faq: FaqPair | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two statements of one monograph that cannot both hold, as far as their words tell.

    Attributes:
        kind: the rule that found them ("dose-differs", "verdict-differs", …).
        first: the statement that the other is held against: that of a section rather than the summary's, the
            summary's rather than an FAQ's, else the earlier one.
        second: the other.
        differs: what differs, in a few words.
    """

    kind: str
    first: Side
    second: Side
    differs: str


def disagreements(monograph: Monograph) -> tuple[Disagreement, ...]:
    """Return the statements of a monograph that disagree, in the order of their places.

    Args:
        monograph: sections and FAQ pairs are compared with each other and with themselves.
    """
    found: dict[tuple[Span, Span, str], Disagreement] = {}
    for disagreement in _found(monograph):
        key = (disagreement.first.span, disagreement.second.span, disagreement.kind)
        found.setdefault(key, disagreement)
    return tuple(sorted(found.values(), key=_place))


def _place(disagreement: Disagreement) -> tuple[int, int, str]:
    return disagreement.second.span.start, disagreement.first.span.start, disagreement.kind


def _found(monograph: Monograph) -> Iterator[Disagreement]:
    units, vocabulary = tuple(units_of(monograph)), vocabulary_of(monograph)
    for found in number_disagreements(statements_of(units, vocabulary)):
        sides = sorted((found.one, found.other), key=lambda statement: _rank(statement.unit))
        first, second = (_side(statement.unit) for statement in sides)
        differs = " against ".join(statement.quantity.said for statement in reversed(sides))
        yield Disagreement(found.rule, first, second, differs)
    for one, other in verdict_disagreements(units, vocabulary):
        verdicts = sorted((one, other), key=lambda verdict: _rank(verdict.unit))
        first, second = (_side(verdict.unit) for verdict in verdicts)
        yield Disagreement(
            one.rule, first, second, f"{one.subject}: {_said(verdicts[1])} against {_said(verdicts[0])}"
        )


def _said(verdict: Verdict) -> str:
    if verdict.rule == "verdict-differs":
        return "allowed" if verdict.says else "forbidden"
    return "another dose" if verdict.says else "no other dose"


def _rank(unit: Unit) -> tuple[bool, bool, int]:
    return unit.faq is not None, unit.section[:1] == (SUMMARY,), unit.span.start


def _side(unit: Unit) -> Side:
    return Side(unit.span, unit.words, unit.section, unit.faq)
