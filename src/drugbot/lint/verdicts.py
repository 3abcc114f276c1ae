"""Which statements forbid what others allow, or ask for another dose where others ask for none.

A verdict has a subject (pregnancy, another medicine, kidney disease) and says yes or no. A sentence that
names a condition ("unless", "only if", "with caution", "in the first trimester") gives no verdict here: two
verdicts under different conditions may both hold, and whether the conditions are the same is seldom told by
the words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from drugbot.lint.contexts import Vocabulary, content_words, other_medicines
from drugbot.lint.patterns import (
    ALLOWS,
    ASKS_FOR_LEAVE,
    BECAUSE,
    CHANGE,
    CONDITION,
    CONTRAINDICATIONS,
    FORBIDS,
    FORM,
    NO_CHANGE,
    NO_MEDICINES,
    POPULATION,
    ROUTE,
    SEVERITY,
    WHEN_IT_IS_THE_SUBJECT,
    YES_OR_NO,
    tags,
)
from drugbot.lint.places import Unit
from drugbot.lint.quantities import quantities
from drugbot.lint.statements import label_of

_LEAVE_WORDS = (
    "contraindicated",
    " not ",
    "never",
    "avoided",
    "safe",
    "compatible",
    "acceptable",
    "may ",
    "can ",
)
_CHANGE_WORDS = (" dos", "reduc", "adjust")
_PEOPLE = frozenset({"pregnancy", "breastfeeding"})
_GROUPS = ("renal", "hepatic", "elderly")
_MOST = 300  # verdicts on one subject; each is held against each
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A sentence that says yes or no.

    Attributes:
        unit: where it stands.
        rule: the rule that a disagreement breaks.
        subject: what it is about: a group of people, another medicine.
        says: True where it allows, or asks for another dose.
        words: the sentence.
        brands: names of the drug.
        apart: what must be equal before two verdicts can disagree.
        loosely: what must be equal unless one side says nothing.
        uses: words of the drug's uses.
    """

    unit: Unit
    rule: str
    subject: str
    says: bool
    words: str
    brands: frozenset[str]
    apart: frozenset[str]
    loosely: tuple[frozenset[str], ...]
    uses: frozenset[str]


def verdict_disagreements(units: Sequence[Unit], vocabulary: Vocabulary) -> Iterator[tuple[Verdict, Verdict]]:
    """Yield the pairs of verdicts of a monograph that disagree."""
    by_subject: dict[tuple[str, str], list[Verdict]] = defaultdict(list)
    for unit in units:
        for verdict in _verdicts(unit, vocabulary):
            by_subject[verdict.rule, verdict.subject].append(verdict)
    for group in by_subject.values():
        yield from (pair for pair in combinations(group[:_MOST], 2) if _disagree(*pair))


def _disagree(one: Verdict, other: Verdict) -> bool:
    return (
        one.says != other.says
        and one.unit is not other.unit
        and (one.unit.faq or other.unit.faq or one.unit.section != other.unit.section)
        and one.apart == other.apart
        and all(a == b or not a or not b for a, b in zip(one.loosely, other.loosely, strict=True))
        and (one.brands == other.brands or not one.brands or not other.brands)
        and (one.uses <= other.uses or other.uses <= one.uses)
    )


def _verdicts(unit: Unit, vocabulary: Vocabulary) -> Iterator[Verdict]:
    for sentence in _SENTENCE.split(unit.words):
        folded = sentence.casefold()  # most sentences are done with after this quick test
        if unit.faq or _is_listed(unit) or any(word in folded for word in _LEAVE_WORDS):
            yield from _leave(unit, sentence, vocabulary)
        if any(word in folded for word in _CHANGE_WORDS):
            yield from _change(unit, sentence, vocabulary)


def _leave(unit: Unit, sentence: str, vocabulary: Vocabulary) -> Iterator[Verdict]:
    """Yield what a sentence forbids or allows."""
    plain = BECAUSE.sub("", WHEN_IT_IS_THE_SUBJECT.sub(" in pregnancy or breastfeeding ", sentence))
    forbids, allows = bool(FORBIDS.search(plain)), bool(ALLOWS.search(FORBIDS.sub(" ", plain)))
    answer = YES_OR_NO.match(sentence)
    if answer and unit.faq and unit.words.startswith(sentence) and ASKS_FOR_LEAVE.match(unit.faq.question):
        yes = answer["said"].casefold() == "yes"
        forbids, allows = forbids or not yes, allows or yes
    listed = not forbids and not allows and _is_listed(unit)
    if (forbids == allows and not listed) or CONDITION.search(plain):
        return
    for subject in sorted(_subjects(unit, sentence, vocabulary)):
        if listed and subject not in _PEOPLE:
            continue  # an allergy to another medicine is no verdict about taking it
        yield _verdict(unit, "verdict-differs", subject, allows, sentence, vocabulary)


def _is_listed(unit: Unit) -> bool:
    """Return whether a unit is an item of a list of contraindications, or a label with such a list."""
    headings = (*unit.section[:1], label_of(unit).rstrip(": "))
    return any(CONTRAINDICATIONS.match(heading) for heading in headings)


def _subjects(unit: Unit, sentence: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Return whom or what a sentence is about: by its words, else its label or question, else its heading."""
    heading = unit.section[-1] if len(unit.section) > 1 else ""
    for text in (sentence, unit.faq.question if unit.faq else label_of(unit), heading):
        people = tags(POPULATION, text) & _PEOPLE
        medicines = other_medicines(text, vocabulary.own) - NO_MEDICINES
        if people or medicines:
            # Of several medicines, some may be meant by "instead of" and the like.
            return people if people else medicines if len(medicines) == 1 else frozenset()
    return frozenset()


def _change(unit: Unit, sentence: str, vocabulary: Vocabulary) -> Iterator[Verdict]:
    """Yield for whom a sentence asks for another dose, or says that none is needed."""
    none = bool(NO_CHANGE.search(sentence))
    change = bool(CHANGE.search(NO_CHANGE.sub(" ", sentence)))
    if (
        none == change
        or other_medicines(sentence, vocabulary.own)
        or re.search(r"\b(?:may|might|unless|except)\b", sentence)
    ):
        return
    heading = unit.section[-1] if len(unit.section) > 1 else ""
    for text in (f"{label_of(unit)} {sentence}", unit.faq.question if unit.faq else "", heading):
        groups = tags(POPULATION, text)
        if groups:
            for group in sorted(groups & {*_GROUPS}):
                yield _verdict(unit, "adjustment-differs", group, change, sentence, vocabulary)
            return


def _verdict(
    unit: Unit, rule: str, subject: str, says: bool, sentence: str, vocabulary: Vocabulary
) -> Verdict:
    text = f"{label_of(unit)} . {sentence}"
    if unit.faq:
        text = f"{unit.faq.question} . {text}"
    groups = tags(POPULATION, text) - {*_PEOPLE, *_GROUPS}
    if subject in _PEOPLE:
        groups -= {"child"}  # the baby
    numbers = {f"{one.dimension} {one.low:g}-{one.high:g}" for one in quantities(text)}
    folded = text.casefold()
    return Verdict(
        unit=unit,
        rule=rule,
        subject=subject,
        says=says,
        words=sentence,
        brands=frozenset(n for n in vocabulary.names if re.search(rf"(?<!\w){re.escape(n)}(?!\w)", folded)),
        apart=tags(SEVERITY, text) | groups | numbers,
        loosely=(tags(ROUTE, text), tags(FORM, text)),
        uses=content_words(text) & vocabulary.uses,
    )
