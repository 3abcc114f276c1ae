"""Whether a message speaks of an emergency, or of self-harm.

Two multinomial logistic regressions, one over words and pairs of words (tf-idf), one over the vector of the message by
the encoder with weights of its own for this (`drugbot.index.tuning`), whose log probabilities are averaged. Learned
from some 20,000 messages, most of them written for it (`scripts/train_emergencies.py` says which). They err
on the side of the alarm: a notice too many costs a moment, one too few may cost a life.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Literal

import numpy as np
from safetensors.numpy import load

from drugbot.index.encoder import Vectors
from drugbot.retrieval.medicines import known_medicines

Danger = Literal["emergency", "self_harm"]

_WORDS_FILE = "emergencies.tsv"
_MEANING_FILE = "emergencies.safetensors"
_MEDICINE = "medicine"
# So likely harmless by the words that the vector, which takes milliseconds, is not looked at. By words learned without
# them the least likely of 120 development dangers was harmless with 0.85.
_HARMLESS = 0.98
_OF_WORDS = 0.6  # share of the words in the average
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
# What people want to give up, or do not want, and no life with it: however often "give up" and "don't want to" go with
# despair, these objects do not. They are read as the one that the screen has learned best, or as stopping them.
_HABIT = (
    r"(?:smok\w+|cig\w*|fags?|tobacco|nicotine|vap\w+|snus|drink(?:ing)?|booze|alcohol|wine|beer|weed|sugar|coffee|caffeine"
    r"|chocolate|bread|meat|dairy|driving|running)"
)
_TABLETS = (
    r"(?:tablets?|pills?|meds?|medicines?|medications?|capsules?|injections?|jabs?|shots?|drops|insulin)"
)
_WISHES = (
    (
        re.compile(
            rf"\b(?:giv\w+\s+up|pack\w*\s+(?:in|up)|kick\w*|quit\w*|stop\w*)\s+(?:(?:on|the|my|his|her|all)\s+)*{_HABIT}\b",
            re.IGNORECASE,
        ),
        "give up smoking",
    ),
    (
        re.compile(
            r"\b(?:do(?:es)?|did)\s*(?:n['’]?t|not)\s+want\s+(?:to\s+(?:take|have|use|swallow|be\s+on|go\s+on|keep\s+taking)\s+)?"
            rf"(?=(?:any\s+(?:more\s+)?|all\s+)?(?:(?:of\s+)?(?:the|my|his|her|their|your|these|those)\s+)?(?:\w+\s+)?{_TABLETS}\b)",
            re.IGNORECASE,
        ),
        "stops ",
    ),
    (
        re.compile(
            r"\b(?:do(?:es)?|did)\s*(?:n['’]?t|not)\s+want\s+to\s+(?:take|have|use|swallow|keep\s+taking)\s+(?=(?:it|them|these|those)\b)",
            re.IGNORECASE,
        ),
        "stops taking ",
    ),
)
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


def neutral(message: str) -> str:
    """Return a message in lower case with one word for all medicines: what its vector is made of."""
    return _WORD.sub(lambda m: _MEDICINE if m.group() in known_medicines() else m.group(), message.casefold())


def _plainly(message: str) -> str:
    """Return a message with what somebody wants to give up, or does not want to take, said in the plainest way."""
    for wish, plain in _WISHES:
        message = wish.sub(plain, message)
    return message


@dataclass(frozen=True, eq=False)
class Meaning:
    """The regression over vectors of messages by the bundled encoder.

    Attributes:
        weights: shape (dimension, 3), for none, emergency, self-harm.
        bias: shape (3,).
    """

    weights: Vectors
    bias: Vectors

    def logits(self, vector: Vectors) -> tuple[float, ...]:
        """Return the log probabilities of each class, up to a constant."""
        return tuple((vector @ self.weights + self.bias).tolist())


@dataclass(frozen=True)
class Screen:
    """The regression over words, with that over vectors.

    Attributes:
        bias: constants of none, emergency, self-harm.
        weights: term → its rarity (inverse document frequency) and its weight for each class.
        meaning: the other regression.
    """

    bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]
    meaning: Meaning

    def danger(
        self, message: str, threshold: float, vector_of: Callable[[str], Vectors] | None = None
    ) -> Danger | None:
        """Return the danger that a message speaks of, None where that is less likely than a threshold.

        Args:
            message: the user's words.
            threshold: probability of an emergency and of self-harm together.
            vector_of: how the bundled encoder reads a message for danger; without it the words decide alone.
        """
        none, *dangers = self.probabilities(_plainly(message), vector_of)
        if 1 - none < threshold:
            return None
        return _CLASSES[dangers.index(max(dangers))]

    def probabilities(
        self, message: str, vector_of: Callable[[str], Vectors] | None = None
    ) -> tuple[float, ...]:
        """Return how likely a message is harmless, an emergency, about self-harm."""
        by_words = _log_shares(self._logits(message))
        if vector_of is None or math.exp(by_words[0]) > _HARMLESS:
            return tuple(map(math.exp, by_words))
        by_meaning = _log_shares(self.meaning.logits(vector_of(neutral(message))))
        both = [
            _OF_WORDS * first + (1 - _OF_WORDS) * second
            for first, second in zip(by_words, by_meaning, strict=True)
        ]
        return tuple(map(math.exp, _log_shares(both)))

    def _logits(self, message: str) -> list[float]:
        known = {term: count for term, count in Counter(terms(message)).items() if term in self.weights}
        values = {term: (1 + math.log(count)) * self.weights[term][0] for term, count in known.items()}
        length = math.sqrt(sum(value * value for value in values.values())) or 1.0
        logits = list(self.bias)
        for term, value in values.items():
            for number, weight in enumerate(self.weights[term][1:]):
                logits[number] += weight * value / length
        return logits


def _log_shares(logits: Sequence[float]) -> tuple[float, ...]:
    most = max(logits)
    total = most + math.log(sum(math.exp(logit - most) for logit in logits))
    return tuple(logit - total for logit in logits)


@cache
def learned_screen() -> Screen:
    """Return the screen that comes with the package."""
    lines = (files(__package__) / _WORDS_FILE).read_text(encoding="utf-8").splitlines()[1:]
    rows = {term: tuple(map(float, values)) for term, *values in (line.split("\t") for line in lines)}
    arrays = load((files(__package__) / _MEANING_FILE).read_bytes())
    meaning = Meaning(arrays["weights"].astype(np.float32), arrays["bias"].astype(np.float32))
    return Screen(rows.pop("")[1:], rows, meaning)
