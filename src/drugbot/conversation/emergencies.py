"""Whether a message speaks of an emergency, or of self-harm.

A multinomial logistic regression over words and pairs of words (tf-idf), learned from some 4,700 messages that were
written for it (`training/emergencies.tsv`, `scripts/train_emergencies.py`). It errs on the side of the alarm: a
notice too many costs a moment, one too few may cost a life.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Literal

from drugbot.retrieval.medicines import known_medicines

Danger = Literal["emergency", "self_harm"]

_FILE = "emergencies.tsv"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_CLASSES: tuple[Danger, Danger] = ("emergency", "self_harm")


def terms(message: str) -> list[str]:
    """Return the words of a message and their pairs, in lower case.

    Numbers are one sign and so are medicines: which medicine it is must not raise an alarm, since people ask
    ordinary questions about fentanyl, nor keep one from being raised.
    """
    words = [_sign(word) for word in _WORD.findall(message.casefold().replace("’", "'"))]
    return [*words, *(f"{first} {second}" for first, second in pairwise(words))]


def _sign(word: str) -> str:
    if word.isdigit():
        return "0"
    return "§" if word in known_medicines() else word


@dataclass(frozen=True)
class Screen:
    """The regression.

    Attributes:
        bias: constants of none, emergency, self-harm.
        weights: term → its rarity (inverse document frequency) and its weight for each class.
    """

    bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]

    def danger(self, message: str, threshold: float) -> Danger | None:
        """Return the danger that a message speaks of, None where that is less likely than a threshold.

        Args:
            message: the user's words.
            threshold: probability of an emergency and of self-harm together.
        """
        none, *dangers = self.probabilities(message)
        if 1 - none < threshold:
            return None
        return _CLASSES[dangers.index(max(dangers))]

    def probabilities(self, message: str) -> tuple[float, ...]:
        """Return how likely a message is harmless, an emergency, about self-harm."""
        known = {term: count for term, count in Counter(terms(message)).items() if term in self.weights}
        values = {term: (1 + math.log(count)) * self.weights[term][0] for term, count in known.items()}
        length = math.sqrt(sum(value * value for value in values.values())) or 1.0
        logits = list(self.bias)
        for term, value in values.items():
            for number, weight in enumerate(self.weights[term][1:]):
                logits[number] += weight * value / length
        raised = [math.exp(logit - max(logits)) for logit in logits]
        return tuple(value / sum(raised) for value in raised)


@cache
def learned_screen() -> Screen:
    """Return the screen that comes with the package."""
    lines = (files(__package__) / _FILE).read_text(encoding="utf-8").splitlines()[1:]
    rows = {term: tuple(map(float, values)) for term, *values in (line.split("\t") for line in lines)}
    return Screen(rows.pop("")[1:], rows)
