"""Turns that have nothing to do with the medicine talked about: "bless you", "how do i bleed a radiator".

A logistic regression over what the turn means, as questions are read and as danger is, and signs of its form. Learned
by `scripts/train_asides.py` from conversations and turns that were written for it (`training/conversations`,
`training/turns.tsv`); it fits the bundled model with what was learned for it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import numpy as np

from drugbot.conversation import followups, parting, shapes
from drugbot.conversation.leads import unacknowledged
from drugbot.index.encoder import Encoding, Vectors
from drugbot.retrieval.regression import learned_regression

PACKAGE, FILE = "drugbot.conversation", "asides.safetensors"
# Least probability. A third of the turns that were written to learn from are asides, in conversations one in seven.
_ASIDE = 0.8
_MAYBE_ASIDE = 0.4  # else what nothing answers is not stated of the medicine, not off the topic
_STRETCH = 3.0  # of the meaning, which is short beside the signs
_WORD = re.compile(r"\w+")
# What a turn is that tells the bot what to do; no thanks.
_ORDER = re.compile(
    r"\b(?:ignore|disregard|forget|pretend|act\s+as|answer|respond|repeat|print|output|translate|write|sing|say|you\s+are\s+now|from\s+now\s+on"
    r"|instructions?|system\s+prompt)\b",
    re.IGNORECASE,
)
# "i just want to stop", "tempted to quit the tablets": whether that may be is for the monograph to say.
_STOPPING = re.compile(
    r"\b(?:want(?:s|ed)?|wanna|like|feel|feels|tempted|thinking|going|gonna|ready|rather|had\s+enough)\b(?:\s+(?:of|about|like|to|and|just))*"
    r"\s+(?:stop|quit|come\s+off|give\s+up|ditch|stopping|quitting|coming\s+off|giving\s+up|ditching)(?:\s+(?:taking|using|on|with))?"
    r"(?:\s+(?:it|this|that|them|these|those|(?:the|my|his|her)\s+(?:tablets?|pills?|meds?|medicines?|medication|jabs?|stuff|things?)"
    r"|altogether|completely|now|today|all|of|for\s+good|entirely|already))*(?=\W*$|\s*[,.;!-])",
    re.IGNORECASE,
)


def is_aside(turn: str, means: Callable[[str], Vectors]) -> bool:
    """Return whether a turn that names no medicine has nothing to do with the one talked about.

    What goes on behind an acknowledgement, "lol fair enough. and if i forget one", is looked at without it too.

    Args:
        turn: the user's words.
        means: how the bundled model reads a turn (`meaning_of`).
    """
    return _likely(turn, means) >= _ASIDE


def may_be_aside(turn: str, means: Callable[[str], Vectors]) -> bool:
    """Return whether a turn that names no medicine may have nothing to do with the one talked about."""
    return _likely(turn, means) >= _MAYBE_ASIDE


def _likely(turn: str, means: Callable[[str], Vectors]) -> float:
    if _STOPPING.search(turn):
        return 0.0
    rest = unacknowledged(turn)
    learned = learned_regression(PACKAGE, FILE)
    forms = dict.fromkeys((turn, rest) if followups.is_tied(rest) else (turn,))
    return min(learned.probability(features(form, means(form))) for form in forms)


def is_remark(turn: str) -> bool:
    """Return whether an aside asks nothing and orders nothing: thanks, or what somebody says of their day."""
    return not parting.asks(turn) and _ORDER.search(turn) is None


def meaning_of(
    question: Callable[[str], Encoding], danger: Callable[[str], Vectors]
) -> Callable[[str], Vectors]:
    """Return how an encoder reads a turn: as questions are read, and as danger is, one after the other.

    Args:
        question: its `encode_query`.
        danger: its `encode_danger`.
    """
    return lambda turn: np.concatenate([question(turn).vector, danger(turn)])


def features(turn: str, meaning: Vectors) -> Vectors:
    """Return the features of a turn: signs of its form, and its meaning, shape (signs + 2 × dimension,)."""
    signs = (
        "?" in turn,
        math.log(1 + len(_WORD.findall(turn))),
        shapes.points_back(turn),
        shapes.adds_to(turn),
        followups.is_with_it(turn),
        followups.is_tied(turn),
        followups.is_fragment(turn),
        followups.is_condition(turn),
        followups.is_statement(turn),
        followups.tells_of_event(turn),
    )
    return np.concatenate([np.asarray(signs, np.float32), _STRETCH * meaning])
