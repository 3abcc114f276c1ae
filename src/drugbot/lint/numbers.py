"""Which statements in numbers disagree.

Precision comes first, and rests on what was seen in real monographs. Where sections are said again (summary,
FAQ pairs), nearly every number stands in a section as well; one that stands in none is a slip, and is held
against the statement that is nearest in context. Numbers of two sections differ for reasons that the words
often do not show; these disagree only where their contexts are equal in every category.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from drugbot.lint.contexts import Context
from drugbot.lint.patterns import MEASURE
from drugbot.lint.statements import Statement

_NEAR_ENOUGH = 1.0  # for a dose: one that stands nowhere else is seldom right
_NEAR_IN_TIME = 2.0  # for times and the like, which measure many things
_SAME_WORDS = 0.6  # of the shorter of two statements in sections
_LEAST_WORDS = 3
_MOST = 500  # quantities of one kind; the largest of 300 labels has 250, and each is held against each
_RATES = ("volume/", "mass/", "percent")  # of little use between sections: figures of studies


@dataclass(frozen=True, slots=True)
class NumberDisagreement:
    """Two statements whose numbers disagree, and the rule that says how."""

    one: Statement
    other: Statement
    rule: str


def number_disagreements(statements: Sequence[Statement]) -> Iterator[NumberDisagreement]:
    """Yield the statements that disagree."""
    by_dimension: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        by_dimension[statement.quantity.dimension].append(statement)
    for group in by_dimension.values():
        if len(group) > _MOST:
            continue
        sections = [statement for statement in group if not statement.restates]
        for statement in group:
            against = _restated(statement, sections) if statement.restates else None
            if against is not None:
                yield NumberDisagreement(against, statement, _rule(against, statement))
        for one, other in _between_sections(sections):
            yield NumberDisagreement(one, other, _rule(one, other))


def _restated(statement: Statement, sections: Sequence[Statement]) -> Statement | None:
    """Return the nearest statement of a section, where no section has the number of a restatement."""
    if statement.quantity.dimension == "interval" and "step" in statement.context.qualifier:
        return None  # "raised every 4 weeks" is not how often it is taken
    alike = [other for other in sections if not _about_others(statement, other)]
    subject = {other.unit for other in alike if _same_subject(statement, other)}
    strong = [other for other in alike if other.unit in subject]
    for candidates in (alike, strong):
        ends = {statement.quantity.low, statement.quantity.high}
        lone = [end for end in ends if not any(_has(other, end) for other in candidates)]
        if lone:
            return _nearest(statement, [o for o in candidates if not any(_has(o, end) for end in lone)])
    return None


def _nearest(statement: Statement, candidates: Sequence[Statement]) -> Statement | None:
    near = [(_nearness(statement, other), other) for other in candidates]
    best, nearest = max(near, key=lambda pair: pair[0], default=(0.0, None))
    amount = statement.is_dose and statement.quantity.dimension != "interval"
    return nearest if best >= (_NEAR_ENOUGH if amount else _NEAR_IN_TIME) else None


def _same_subject(statement: Statement, other: Statement) -> bool:
    """Return whether two statements name the same brand or use and differ in nothing that the words tell."""
    one, two = statement.context, other.context
    return (
        statement.is_dose
        and not statement.is_one_of_several
        and bool(one.brands | one.uses)
        and one.brands == two.brands
        and (one.uses == two.uses or (bool(one.brands) and (one.uses <= two.uses or two.uses <= one.uses)))
        and one.qualifier == two.qualifier
        and one.population == two.population
        and one.severity == two.severity
        and one.limits == two.limits
        and one.others == two.others
        and one.phase == two.phase
        and one.form == two.form
    )


def _has(statement: Statement, number: float) -> bool:
    quantity = statement.quantity
    return replace(quantity, low=number, high=number).overlaps(quantity)


def _about_others(statement: Statement, other: Statement) -> bool:
    """Return whether two statements are about other brands, people or routes, or measure other things."""
    one, two = statement.context, other.context
    told = (
        (one.brands, two.brands),
        (one.route, two.route),
        (one.form, two.form),
        (one.limits, two.limits),
    )
    if any(mine and theirs and not mine & theirs for mine, theirs in told):
        return True
    if not one.measure & _MEASURED <= two.measure & _MEASURED:
        return True
    return statement.quantity.dimension != "age" and ("child" in one.population) != (
        "child" in two.population
    )


def _nearness(statement: Statement, other: Statement) -> float:
    """Return how near the contexts of two statements are; 0 where they are about different things."""
    one, two = statement.context, other.context
    if one.population != two.population and not one.population & two.population:
        return 0.0
    for mine, theirs in ((one.severity, two.severity), (one.others, two.others)):
        if mine and theirs and not mine & theirs:
            return 0.0
    if statement.quantity.dimension in ("time", "interval") and not _times_alike(one, two):
        return 0.0
    shared = one.words & two.words
    score = len(shared) + 2 * len(one.brands & two.brands) + len(one.uses & two.uses)
    score += 2 * len(one.qualifier & two.qualifier) + len(one.measure & two.measure)
    apart = len((one.qualifier ^ two.qualifier) & _APART)
    return score - apart - len(one.others ^ two.others) - len(one.population ^ two.population)


def _times_alike(one: Context, two: Context) -> bool:
    """Return whether two times measure the same: which ones do is seldom told by the words alone."""
    same = one.measure & _TIMES
    return same == two.measure & _TIMES and one.qualifier & _APART == two.qualifier & _APART


_MEASURED = frozenset({"half-life", "contraception", "peak"})
_TIMES = frozenset(MEASURE) - {"surroundings", "onset", "peak"}
_APART = frozenset({"maximum", "start", "step", "missed", "overdose", "study"})


def _between_sections(sections: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Yield statements of two sections that are about the same and give different numbers."""
    if len(sections) < 2 or sections[0].quantity.dimension.startswith(_RATES):
        return
    alone = [statement for statement in sections if _alone(statement, sections)]
    for one in alone:
        for other in sections:
            if (
                other.unit.section[:1] != one.unit.section[:1]
                and len(other.rough & one.rough) >= _LEAST_WORDS
                and not other.quantity.overlaps(one.quantity)
                and _same_context(one.context, other.context)
            ):
                yield one, other
                break


def _same_context(one: Context, other: Context) -> bool:
    shared = one.words & other.words
    shorter = min(len(one.words), len(other.words)) or 1
    return (
        len(shared) >= _LEAST_WORDS
        and len(shared) / shorter >= _SAME_WORDS
        and one.qualifier == other.qualifier
        and one.population == other.population
        and one.severity == other.severity
        and one.limits == other.limits
        and one.others == other.others
        and one.phase == other.phase
        and one.measure == other.measure
        and one.brands == other.brands
        and (one.route == other.route or not one.route or not other.route)
        and (one.form == other.form or not one.form or not other.form)
        and (one.uses <= other.uses or other.uses <= one.uses)
        and "study" not in one.qualifier
    )


def _alone(statement: Statement, group: Sequence[Statement]) -> bool:
    """Return whether no other unit of the monograph gives a number that meets this one."""
    return not any(
        other.unit is not statement.unit and other.quantity.overlaps(statement.quantity) for other in group
    )


def _rule(one: Statement, other: Statement) -> str:
    if not one.is_dose:
        return "number-differs"
    ratio = one.quantity.ratio(other.quantity)
    if one.quantity.number == other.quantity.number and ratio >= 1000:
        return "unit-slip"
    is_amount = one.quantity.dimension != "interval"
    return "dose-tenfold" if is_amount and round(ratio, 3) in (10, 100, 1000) else "dose-differs"
