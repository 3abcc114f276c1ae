"""A medicine named beside the one talked about, "metformin was added", and not in its place, "what about metformin".

For turns that plain words leave open (`pairs.adds`). A logistic regression over what the turn means, whichever
medicine it names, signs of its form, and whether the monograph of the drug talked about speaks of the other. Learned by
`scripts/train_seconds.py` from turns that were written for it (`training/seconds.tsv`) and from conversations; it fits
the bundled model with what was learned for it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import numpy as np

from drugbot.conversation import followups, shapes
from drugbot.conversation.matters import ANY_MEDICINE, named_in, replaced, squeezed
from drugbot.index.encoder import Vectors
from drugbot.retrieval.mentions import Mention
from drugbot.retrieval.regression import learned_regression

PACKAGE, FILE = "drugbot.conversation", "seconds.safetensors"
SURE = 0.8  # least probability: an answer about both where one was meant misleads less than the reverse
_STRETCH = 3.0  # of the meaning, which is short beside the signs
_WORD = re.compile(r"\w+")
_ASKS = re.compile(
    r"\W*(?:and|so|but|ok|also)?\s*(?:what|how|can|could|does|do|is|are|will|would|when|why|which|should|may)\b",
    re.IGNORECASE,
)


def is_second(
    question: str,
    mentions: tuple[Mention, ...],
    is_spoken_of: bool,
    means: Callable[[str], Vectors],
    least: float = SURE,
) -> bool:
    """Return whether the medicine that a turn names is meant beside the one talked about.

    Args:
        question: the user's words.
        mentions: what it names, at least one, none of them talked about.
        is_spoken_of: whether the monograph of the drug talked about names it, or a class of its.
        means: how the bundled model reads a turn (`asides.meaning_of`).
        least: probability from which it is.
    """
    found = features(question, mentions, is_spoken_of, means)
    return learned_regression(PACKAGE, FILE).probability(found) >= least


def features(
    question: str, mentions: tuple[Mention, ...], is_spoken_of: bool, means: Callable[[str], Vectors]
) -> Vectors:
    """Return the features of a turn: signs of its form, and its meaning, shape (signs + 2 × dimension,)."""
    bare = squeezed(replaced(question, mentions, lambda _: " "))
    signs = (
        is_spoken_of,
        not named_in(mentions),
        "?" in question,
        math.log(1 + len(_WORD.findall(bare))),
        _ASKS.match(question) is not None,
        mentions[0].start == 0,
        shapes.adds_other(question),
        shapes.points_back(question),
        shapes.compares(question),
        followups.is_tied(bare),
        followups.is_fragment(bare),
        followups.is_condition(bare),
        followups.is_statement(bare),
        followups.asks_the_same(bare),
    )
    meaning = means(replaced(question, mentions, lambda _: ANY_MEDICINE))
    return np.concatenate([np.asarray(signs, np.float32), _STRETCH * meaning])
