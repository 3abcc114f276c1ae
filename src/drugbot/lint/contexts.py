"""In which context a piece of text speaks: what must be equal before two statements can disagree.

A context is a set of tags by category, each found by the words that stand for it. Categories are strict: a
statement about children says nothing against one about adults. The words decide, not knowledge of medicine.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from drugbot.lint.medicines import known_medicines
from drugbot.lint.patterns import (
    CLASSES,
    FORM,
    MEASURE,
    PHASE,
    POPULATION,
    QUALIFIER,
    ROUTE,
    SEVERITY,
    STOPWORDS,
    tags,
)
from drugbot.lint.quantities import Quantity, quantities

_NORMAL = re.compile(r"\bnormal (?:kidney|renal|liver|hepatic)\w*(?: function)?", re.IGNORECASE)
_WORD = re.compile(r"[a-z][a-z’'-]+")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one monograph that have a meaning of their own.

    Attributes:
        own: words of the drug's title and names.
        stems: the same, as `content_words` gives them.
        names: brand names, in lower case.
        uses: words of the Usage section, by which indications are told apart.
    """

    own: frozenset[str]
    stems: frozenset[str]
    names: tuple[str, ...]
    uses: frozenset[str]


@dataclass(frozen=True, slots=True)
class Context:
    """What a statement is about, as tags by category.

    Attributes:
        qualifier: which dose it is: the first, the highest, one that was missed.
        population: for whom, where it is not for every adult.
        severity: of a disease of kidneys or liver.
        limits: ages, weights and kidney figures.
        others: other medicines, and classes of them.
        phase: when in the course of the treatment.
        route: how it is taken.
        form: in which form.
        measure: what is measured.
        brands: names of the drug.
        uses: words of the drug's uses.
        words: all words that carry meaning.
    """

    qualifier: frozenset[str]
    population: frozenset[str]
    severity: frozenset[str]
    limits: frozenset[str]
    others: frozenset[str]
    phase: frozenset[str]
    route: frozenset[str]
    form: frozenset[str]
    measure: frozenset[str]
    brands: frozenset[str]
    uses: frozenset[str]
    words: frozenset[str]


def context_of(clause: str, around: str, label: str, quantity: Quantity, vocabulary: Vocabulary) -> Context:
    """Return the context of a clause.

    Args:
        clause: the words that state something.
        around: headings, lead-in and label.
        label: the bold beginning of the unit.
        quantity: what is stated.
        vocabulary: of the monograph.
    """
    both = _NORMAL.sub(" ", f"{around} . {clause}")
    words = content_words(both)
    folded = both.casefold()
    return Context(
        qualifier=tags(QUALIFIER, f"{label} . {clause}"),
        population=tags(POPULATION, both),
        severity=tags(SEVERITY, both),
        limits=_limits(both, quantity),
        others=other_medicines(f"{label} . {clause}", vocabulary.own),
        phase=phases(clause),
        route=tags(ROUTE, both),
        form=tags(FORM, both),
        measure=tags(MEASURE, both),
        brands=frozenset(n for n in vocabulary.names if re.search(rf"(?<!\w){re.escape(n)}(?!\w)", folded)),
        uses=words & vocabulary.uses,
        words=words - vocabulary.stems,
    )


def _limits(text: str, quantity: Quantity) -> frozenset[str]:
    return frozenset(
        f"{one.dimension} {one.low:g}-{one.high:g}"
        for one in quantities(text)
        if one.dimension != quantity.dimension and one.dimension in ("volume/min", "body mass", "age")
    )


def phases(text: str) -> frozenset[str]:
    """Return the words that say when, in the course of a treatment, something holds."""
    return frozenset(" ".join(match.casefold().split()) for match in PHASE.findall(text))


def content_words(text: str) -> frozenset[str]:
    """Return the words of a text that carry meaning, cut to their beginnings."""
    return frozenset(stem(w) for w in _WORD.findall(text.casefold()) if w not in STOPWORDS and len(w) > 2)


def stem(word: str) -> str:
    """Return the beginning of a word, by which its forms are equal."""
    word = word.replace("’", "'").removesuffix("'s").strip("'-")
    for ending in (
        "ations",
        "ation",
        "ingly",
        "ings",
        "ing",
        "ness",
        "ments",
        "ment",
        "ies",
        "es",
        "ed",
        "s",
        "ly",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)[:7]
    return word[:7]


def other_medicines(text: str, own: Collection[str]) -> frozenset[str]:
    """Return the medicines, and the classes of medicines, that a text names besides the drug itself."""
    known = known_medicines()
    named = {w for w in _WORD.findall(text.casefold()) if w in known and w not in own}
    return frozenset(named | {match.casefold() for match in CLASSES.findall(text)})
