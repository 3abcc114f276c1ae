"""A medicine named beside the one talked about, "metformin was added", and not in its place, "what about metformin".

A logistic regression over what the turn means, whichever medicine it names, signs of its form, what plain words make
of it (`pairs.is_said`), and whether the monograph of either speaks of the other. Learned by
`scripts/train_seconds.py` from turns that were written for it (`training/seconds.tsv`) and from conversations; it fits
the bundled model with what was learned for it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from drugbot.conversation import followups, likening, shapes, standing
from drugbot.conversation.matters import ANY_MEDICINE, named_in, replaced, squeezed, with_slots
from drugbot.index.encoder import Vectors
from drugbot.retrieval.mentions import Mention
from drugbot.retrieval.regression import learned_regression

PACKAGE, FILE = "drugbot.conversation", "seconds.safetensors"
# Least probability; and where none that is named has a monograph, unless the turn tells of it and the other's speaks
# of it: "lexapro for teens" after citalopram is asked of lexapro, "he's allergic to penicillin" of what he takes.
_SURE, _SURE_OF_UNKNOWN = 0.6, 0.75
_STRETCH = 3.0  # of the meaning, which is short beside the signs
_WORD = re.compile(r"\w+")
_ASKS = re.compile(
    r"\W*(?:and|so|but|ok|also)?\s*(?:what|how|can|could|does|do|is|are|will|would|when|why|which|should|may)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Talk:
    """What a turn that names a medicine comes after.

    Attributes:
        is_said: whether plain words say that the medicine is taken beside the one talked about, or likened to it.
        is_spoken_of: whether the monograph of either of the two names the other, or a class of its.
        is_of_one: whether one drug is talked about.
        has_partner: whether a medicine was named before that is taken beside it.
        is_compared: whether drugs were compared.
        is_back: whether the medicine was talked about before.
    """

    is_said: bool
    is_spoken_of: bool
    is_of_one: bool
    has_partner: bool
    is_compared: bool
    is_back: bool


def is_second(
    question: str, mentions: tuple[Mention, ...], talk: Talk, means: Callable[[str], Vectors]
) -> bool:
    """Return whether the medicine that a turn names is meant beside the one talked about.

    Args:
        question: the user's words.
        mentions: what it names, at least one, not all of them talked about.
        talk: what it comes after.
        means: how the bundled model reads a turn (`asides.meaning_of`).
    """
    found = features(question, mentions, talk, means)
    is_told = talk.is_spoken_of and _tells(question, mentions)
    least = _SURE if named_in(mentions) or is_told else _SURE_OF_UNKNOWN
    return learned_regression(PACKAGE, FILE).probability(found) >= least


def _tells(question: str, mentions: tuple[Mention, ...]) -> bool:
    """Return whether a turn tells of a medicine, and neither asks nor begins with it."""
    return "?" not in question and _ASKS.match(question) is None and mentions[0].start > 0


def features(
    question: str, mentions: tuple[Mention, ...], talk: Talk, means: Callable[[str], Vectors]
) -> Vectors:
    """Return the features of a turn: signs of its form, and its meaning, shape (signs + 2 × dimension,)."""
    bare = squeezed(replaced(question, mentions, lambda _: " "))
    gapped = with_slots(question, mentions)
    signs = (
        *(talk.is_said, talk.is_spoken_of, talk.is_of_one, talk.has_partner, talk.is_compared),
        *(talk.is_back, talk.is_back and talk.is_of_one),
        not named_in(mentions),
        len(named_in(mentions)),
        "?" in question,
        math.log(1 + len(_WORD.findall(bare))),
        _ASKS.match(question) is not None,
        mentions[0].start == 0,
        shapes.adds_other(question),
        shapes.adds_to(question),
        shapes.points_back(question),
        shapes.compares(question),
        shapes.speaks_of_another(question),
        likening.ranks(gapped),
        standing.asks_to_take(gapped),
        standing.is_with(gapped),
        standing.asks_of_another(gapped),
        followups.tells_of_event(bare),
        followups.is_with_it(question),
        followups.is_tied(bare),
        followups.is_fragment(bare),
        followups.is_condition(bare),
        followups.is_statement(bare),
        followups.asks_the_same(bare),
    )
    meaning = means(replaced(question, mentions, lambda _: ANY_MEDICINE))
    return np.concatenate([np.asarray(signs, np.float32), _STRETCH * meaning])
