"""Ordinary words of a question, misspelt, as they are meant: "cofee", "livver", "kidnies", "swalow".

For searching only; which medicine a misspelt name stands for is told elsewhere (`spelling.py`), and aloud. A word
that is no English and stands in no monograph is taken for the nearest one that is or does: by wrong letters (optimal
string alignment), less where both sound alike (Metaphone) and for a word of the monographs, more for one that is rarely
used. Where none is near it stays, so that nothing is read into a word that nobody here knows.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from jellyfish import metaphone
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from drugbot.corpus.names import spelled
from drugbot.retrieval.medicines import known_medicines
from drugbot.retrieval.unheard import is_in_use, is_term, words_in_use

_COMMON = 30_000  # of the words in order of frequency: what a word may be taken for
_FREQUENT = 1_000  # the rank from which a word is rare
_MOST_FREQUENT = 250  # the rank below which no word is likelier
_RARITY = 0.5  # wrong letters that a word ten times as rare counts as
_SAID = 0.5  # wrong letters that a word of the monographs is spared
_SOUND, _FIRST_LETTER = 0.5, 0.5  # wrong letters, as in `spelling.py`
_SHORT = 5  # letters below which a word must sound like the one that it is taken for
_POOL = 50
# What turns what follows into another thing.
_PREFIXES = ("hyper", "hypo", "inter", "intra", "anti", "pharmacok")
_ROUTES = ("inject", "sublingual")  # "injest" is not "inject"
_SPARED = 1.0  # wrong letters at most, beyond those allowed, that likelihood makes up for
_WORD = re.compile(r"(?<![\w'’-])[A-Za-z]?[a-z]{3,}(?![\w'’-])")


class Respeller:
    """Finds the ordinary word that a misspelt one stands for."""

    def __init__(self, ordinary: Iterable[str]) -> None:
        """Take what the monographs say.

        Args:
            ordinary: their words, in the form of `spelled`.
        """
        self._ordinary = frozenset(ordinary)

    def respelled(self, text: str) -> str:
        """Return a text with the words that are meant for those that are misspelt."""
        return _WORD.sub(lambda match: self._meant(match[0]), text)

    def _meant(self, word: str) -> str:
        key = spelled(word)
        if key in self._ordinary or is_in_use(key) or is_term(key) or key in known_medicines():
            return word
        rank = self._by_sound[metaphone(key)[:1]]
        allowed = _allowed(len(key))
        near = extract(
            key, rank.keys(), scorer=OSA.distance, score_cutoff=int(allowed + _SPARED), limit=_POOL
        )
        costs = [
            (self._cost(key, other, int(wrong), rank[other]), other)
            for other, wrong, _ in near
            if _may_be(key, other)
        ]
        least, best = min(costs, default=(math.inf, word))
        return best if least <= allowed else word

    def _cost(self, word: str, other: str, wrong: int, rank: int) -> float:
        likely = _SOUND * (metaphone(word) == metaphone(other)) + _SAID * (other in self._ordinary)
        unlikely = _FIRST_LETTER * (word[0] != other[0]) + _RARITY * math.log10(
            max(rank, _MOST_FREQUENT) / _FREQUENT
        )
        return wrong - likely + unlikely

    @cached_property
    def _by_sound(self) -> defaultdict[str, dict[str, int]]:
        """Ordinary words by how they begin to sound, each with its rank in order of frequency."""
        found: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for rank, word in enumerate(words_in_use()[:_COMMON]):
            found[metaphone(word)[:1]][word] = rank
        for word in filter(str.isalpha, self._ordinary):
            ranks = found[metaphone(word)[:1]]
            ranks[word] = min(ranks.get(word, _FREQUENT), _FREQUENT)
        return found


def _may_be(word: str, other: str) -> bool:
    """Return whether a word may be meant by another at all: by no medicine, by no opposite and by no other route."""
    sounds_alike = len(word) >= _SHORT or metaphone(word) == metaphone(other)
    is_kin = all(word.startswith(prefix) == other.startswith(prefix) for prefix in _PREFIXES)
    return sounds_alike and is_kin and other not in known_medicines() and not other.startswith(_ROUTES)


def _allowed(length: int) -> float:
    """Return how many letters of a word may be wrong."""
    return 1.0 if length < _SHORT else 1.5 if length < 7 else 2.0 if length < 10 else 2.5
