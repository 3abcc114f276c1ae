"""Which of the medicines talked about a turn means that names none: the last, both of two, one of them, or an earlier.

"How often are bloods checked" after "can i take warfarin with ibuprofen" asks of warfarin, "back to his hip" of what
was taken for that. What was in focus at each turn is kept (Grosz and Sidner, "Attention, Intentions, and the Structure
of Discourse", 1986); each focus that may be meant is a candidate, and so are the medicines in it. A conditional logit
(McFadden 1974) weighs how near and of what kind a candidate is, the form of the turn, whether the words describe its
medicines, what the turn means, and what their monographs say to it. Learned by `scripts/train_focus.py` from
conversations; it fits the bundled model.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np

from drugbot.conversation import followups, shapes
from drugbot.conversation.matters import NOTHING, named_in
from drugbot.conversation.people import taken
from drugbot.conversation.query import Query
from drugbot.conversation.state import THREAD, Context, Knowledge
from drugbot.index.encoder import Vectors
from drugbot.retrieval.regression import learned_regression

PACKAGE, FILE = "drugbot.conversation", "focus.safetensors"
Drugs = tuple[str, ...]  # titles, in alphabetical order

# By so much a part of what is talked about must be likelier than what plain words take; anything earlier, where words
# say that another is meant than the last; and where they do not.
_GAIN_OF_PART, _GAIN_OF_RETURN, _GAIN_OF_EARLIER = 0.1, 0.3, 0.6
_MOST = 4  # medicines, and focuses, that are candidates
_FAR = 9  # turns back; what is not among the turns kept is as far
_INJECTED = re.compile(r"\b(?:jabs?|shots?|inject\w*|needles?|pen)\b", re.IGNORECASE)
_RETURNS = re.compile(
    r"\b(?:other|first|old|former|original|back|again|new|second|latter|last|earlier|before)\b", re.IGNORECASE
)
_SEVERAL = re.compile(r"\b(?:they|them|both|either|together|each)\b", re.IGNORECASE)
_SWALLOWED = re.compile(r"\b(?:tablets?|pills?|capsules?|tabs?)\b", re.IGNORECASE)


def _has(pattern: str) -> Callable[[str], bool]:
    found = re.compile(pattern, re.IGNORECASE)
    return lambda turn: found.search(turn) is not None


_FORMS: tuple[Callable[[str], float], ...] = (
    followups.is_tied,
    followups.is_fragment,
    followups.is_condition,
    followups.is_statement,
    followups.points_at_matter,
    followups.is_with_it,
    followups.tells_of_event,
    followups.is_bare,
    followups.asks_why,
    shapes.points_back,
    shapes.means_both,
    shapes.compares,
    shapes.asks_between,
    _has(r"\?"),
    _has(r"\b(?:they|them|both|either|two|together|each|any of)\b"),
    _has(r"\b(?:it|that|this)\b"),
    _has(r"\b(?:other|first|old|former|original|back to|again)\b"),
    _has(r"\b(?:new|second|latter|last)\b"),
    _has(r"\b(?:he|him|his)\b"),
    _has(r"\b(?:she|her|hers)\b"),
    _has(r"\b(?:i|my|me|mine|i'?m|ive)\b"),
    lambda turn: math.log1p(len(turn.split())),
)


def meant(question: str, query: Query, context: Context, known: Knowledge) -> Drugs:
    """Return the medicines that a turn means which names none; those of its query where that is not in doubt.

    Args:
        question: the user's words.
        query: what plain words take it to ask.
        context: of the turns before it.
        known: what it is understood with.
    """
    if known.bears_on is None or known.meaning_of is None or not is_open(query, context):
        return query.drugs
    found = candidates(query, context)
    scores = features(question, query, context, known) @ learned_regression(PACKAGE, FILE).weights
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    best = int(shares.argmax())
    gain = float(shares[best] - shares[0])
    return found[best] if _is_enough(gain, found[best], question, context, known) else query.drugs


def _is_enough(gain: float, focus: Drugs, question: str, context: Context, known: Knowledge) -> bool:
    """Return whether a focus is by so much likelier than that of plain words that it is taken.

    "How should it be stored" is of the last medicine even where only the monograph of another says it.
    """
    if set(focus) < set(context.drugs):
        return gain > _GAIN_OF_PART and not _SEVERAL.search(question)
    own, _ = taken(question, context.takers)
    describes = any(pattern.search(question) for pattern in (_RETURNS, _INJECTED, _SWALLOWED))
    is_several = len(focus) > 1 and _SEVERAL.search(question) is not None
    if describes or is_several or known.lexicon.classes(question) or own - set(context.drugs):
        return gain > _GAIN_OF_RETURN
    # What may be asked of any medicine ("can i stop suddenly") is of the last, though an earlier one's monograph tells.
    is_general = shapes.points_back(question) or known.stands_alone(question)
    return gain > _GAIN_OF_EARLIER and not is_general


def turned_to(drugs: Drugs, context: Context) -> Context:
    """Return a context as if the medicines that a turn means were those talked about last.

    What was asked of one of two and the other together is asked of neither alone.
    """
    same = [each for each in context.trail if set(each.drugs) == set(drugs)]
    is_part = set(drugs) < set(context.drugs)
    matter = context.matter.of_one() if is_part else replace(context.matter.of_another(), added=())
    return replace(
        context,
        drugs=same[-1].drugs if same else drugs,
        brands=same[-1].brands if same else context.brands if is_part else (),
        matter=NOTHING if matter.partners and len(drugs) == 1 else matter,
        thread=tuple((each.query, 0) for each in same)[-THREAD:],
    )


def is_open(query: Query, context: Context) -> bool:
    """Return whether a turn may mean another of the medicines talked about than plain words take.

    Not where it names one, or describes it ("the second one", "that sugar tablet").
    """
    asks_else = query.shape not in ("one", "compare") or query.topic or query.options
    several = {drug for focus in context.trail for drug in focus.drugs}
    may_be = bool(query.drugs and context.drugs and len(several) > 1)
    return may_be and not (query.mentions or asks_else or context.pending)


def candidates(query: Query, context: Context) -> tuple[Drugs, ...]:
    """Return what a turn may mean: first what plain words take, then what is talked about, and what was before."""
    drugs, before = by_nearness(context), [titles_sorted(each.drugs) for each in reversed(context.trail)]
    pair = [titles_sorted(drugs[:2])] if len(drugs) > 1 else []
    several = [each for each in dict.fromkeys(before) if set(each) <= set(drugs)]
    found = (titles_sorted(query.drugs), titles_sorted(context.drugs), *((drug,) for drug in drugs))
    return tuple(dict.fromkeys((*found, *several[:_MOST], *pair)))


def features(question: str, query: Query, context: Context, known: Knowledge) -> Vectors:
    """Return the features of each candidate, shape (candidates, features)."""
    found = candidates(query, context)
    drugs = sorted({drug for focus in found for drug in focus})
    seen = _Seen(question, drugs, context, known)
    assert known.meaning_of is not None
    forms = np.asarray([float(form(question)) for form in _FORMS])
    meaning = known.meaning_of(question)
    rows = np.asarray([_row(focus, found[0], query, context, seen, forms) for focus in found], np.float32)
    kinds = np.asarray([_kinds(focus, context) for focus in found], np.float32)
    beside = np.einsum("ck,d->ckd", kinds, meaning).reshape(len(found), -1)
    return np.concatenate([rows, beside], axis=1)


def _row(
    focus: Drugs, plain: Drugs, query: Query, context: Context, seen: _Seen, forms: Vectors
) -> list[float]:
    kinds = _kinds(focus, context)
    is_plain = float(focus == plain)
    last = context.thread[-1][0] if context.thread else None
    talk = (
        float(last is not None and last.shape == "compare"),
        float(last is not None and last.together),
        float(last is not None and last.carried),
        float(query.is_fragment),
    )
    sides = (kinds[1] * float(context.drugs[0] in focus), kinds[1] * float(context.drugs[-1] in focus))
    return [
        is_plain,
        *kinds,
        *sides,
        *_nearness(focus, context),
        kinds[0] * float(len(context.drugs) > 1),
        *(kind * sign for kind in kinds for sign in talk),
        *(float(bool(titles & set(focus))) for titles in seen.taken),
        *seen.signs(focus),
        *(kind * sign for kind in (*kinds, *sides, is_plain) for sign in forms),
    ]


def _kinds(focus: Drugs, context: Context) -> tuple[float, ...]:
    """Return whether a focus is what is talked about, a part of that, one of earlier, several but not the first."""
    is_last, is_part = focus == titles_sorted(context.drugs), set(focus) < set(context.drugs)
    is_earlier = not (is_last or is_part)
    is_one = len(focus) == 1
    return (
        float(is_last),
        float(is_part),
        float(is_earlier and is_one),
        float(not is_last and not is_one),
    )


def _nearness(focus: Drugs, context: Context) -> tuple[float, ...]:
    back = [titles_sorted(each.drugs) for each in reversed(context.trail)]
    named = [named_in(each.query.mentions) for each in reversed(context.trail)]
    since = [_first(drug in each for each in back) for drug in focus]
    named_since = {drug: _first(drug in titles for titles in named) for each in back for drug in each}
    latest = min(named_since, key=named_since.__getitem__)
    drugs = by_nearness(context)
    return (
        float(len(focus)),
        float(len(focus) > 2),
        1 / (1 + _first(each == focus for each in back)),
        1 / (1 + min(since)),
        1 / (1 + max(since)),
        float(latest in focus),
        float(focus == (latest,)),
        float(len(back) > 1 and focus == back[1]),
        float(context.earlier[:1] != () and context.earlier[0] in focus),
        float(drugs.index(focus[0]) if len(focus) == 1 and focus[0] in drugs else 0),
    )


class _Seen:
    """What monographs say to a turn, who takes their medicines, and how its words describe them.

    Attributes:
        taken: what those take of whom it speaks, and what others take.
    """

    def __init__(self, question: str, drugs: Sequence[str], context: Context, known: Knowledge) -> None:
        assert known.bears_on is not None
        self.taken = taken(question, context.takers)
        self._drugs = list(drugs)
        self._says = known.bears_on(question, drugs)
        classes = {title for each in known.lexicon.classes(question) for title in each.titles}
        self._describes = np.stack([_described(question, drug, drug in classes, known) for drug in drugs])

    def signs(self, focus: Drugs) -> list[float]:
        """Return what speaks for a focus, alone and beside what speaks for the other medicines."""
        own = [self._drugs.index(drug) for drug in focus]
        table = self._says
        mean, most = table[own].mean(axis=0), _most_of_others(table, own)
        found = [*mean, *(mean - most), *(table[own].min(axis=0) - table.max(axis=0))]
        found += (float(len(focus) == 1) * (mean - most)).tolist()
        mean = self._describes[own].mean(axis=0)
        return [*found, *mean, *(mean - _most_of_others(self._describes, own))]


def _most_of_others(table: Vectors, own: Sequence[int]) -> Vectors:
    rest: Vectors = np.delete(table, own, axis=0)
    most: Vectors = rest.max(axis=0) if len(rest) else table[list(own)].mean(axis=0)
    return most


def _described(question: str, drug: str, is_of_class: bool, known: Knowledge) -> Vectors:
    """Return whether a turn names a class that a drug is of, and speaks of what is injected or swallowed as it is."""
    is_injected = known.is_injected(drug)
    jab, pill = _INJECTED.search(question) is not None, _SWALLOWED.search(question) is not None
    signs = (
        is_of_class,
        is_injected and jab,
        jab and not is_injected,
        is_injected and pill,
        pill and not is_injected,
    )
    return np.asarray(signs, np.float32)


def by_nearness(context: Context) -> list[str]:
    """Return the medicines that the last turns were about, the nearest first."""
    drugs = dict.fromkeys(drug for each in reversed(context.trail) for drug in each.drugs)
    return list(drugs)[:_MOST]


def _first(hold: Iterable[bool]) -> int:
    return next((at for at, holds in enumerate(hold) if holds), _FAR)


def titles_sorted(drugs: Sequence[str]) -> Drugs:
    """Return titles in alphabetical order, as groups of medicines are compared."""
    return tuple(sorted(drugs))
