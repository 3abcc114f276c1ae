"""Which medicine a misspelt word may stand for.

A name is taken for the word only where no other known medicine is comparably near, with or without a monograph:
"predisone" must not become prednisolone because prednisone has none. Nearness is the number of wrong letters
(optimal string alignment), less where both sound alike (Metaphone), more where the first letter differs. A rival
that hardly anybody uses counts only where it is as near; names known to be confused count from further away.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jellyfish import metaphone
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

SHORTEST = 5  # shorter words have names near them by chance
_SOUND, _FIRST_LETTER = 0.5, 0.5
_RIVAL_WITHIN = 1.0  # more wrong letters than the nearest has
_LOOKALIKE_WITHIN = 1.5
_ASKED_SHARE = 3  # a word of which one letter in so many is wrong may still be asked about
_MOST_OPTIONS = 3
_POOL = 25
_COMMON = 2.4  # frequency from which a word of English is no misspelt medicine


@dataclass(frozen=True, slots=True)
class Misspelling:
    """A word that may stand for a medicine.

    Attributes:
        names: that it may stand for, nearest first, in the form of `spelled`.
        is_certain: whether the first is so much nearer than all others that it may be taken.
    """

    names: tuple[str, ...]
    is_certain: bool


class Speller:
    """Finds the known names near to a word."""

    def __init__(self, names: Mapping[str, str], in_collection: Collection[str]) -> None:
        """Take the names.

        Args:
            names: name → what it means, the same for names of the same substance.
            in_collection: names that people will use here, whatever their frequency elsewhere.
        """
        self._meaning = {name: meaning for name, meaning in names.items() if " " not in name}
        self._wholes = {name: meaning for name, meaning in names.items() if " " in name}
        self._names = [name for name in self._meaning if len(name) >= SHORTEST - 1]
        self._used = frozenset(in_collection) | _medicines_in_use()

    @property
    def used(self) -> frozenset[str]:
        """Names that people use, those of the collection among them."""
        return self._used

    def misspelling(self, word: str) -> Misspelling | None:
        """Return what a word may stand for, None where it is near to no name or is ordinary English.

        Args:
            word: in the form of `spelled`, not itself a name.
        """
        if len(word) < SHORTEST or not word.isalpha() or word in _english():
            return None
        allowed = _allowed(len(word))
        near = extract(
            word, self._names, scorer=OSA.distance, score_cutoff=int(allowed + _LOOKALIKE_WITHIN), limit=_POOL
        )
        costs = sorted((self._cost(word, name, int(distance)), name) for name, distance, _ in near)
        if not costs or costs[0][0] > allowed:
            return None
        (least, best), *_ = costs
        if best not in self._used:  # near to a name that hardly anybody uses: most likely no name at all
            return None
        rivals = [
            name
            for cost, name in costs[1:]
            if self._meaning[name] != self._meaning[best] and self._rivals(least, best, cost, name)
        ]
        same = [name for cost, name in costs if cost == least and name != best]
        options = tuple(dict.fromkeys((best, *same, *rivals)))[:_MOST_OPTIONS]
        return Misspelling(options, is_certain=not rivals)

    def whole(self, words: str, names: list[str], known: list[str]) -> str:
        """Return the one of some names of several words that words may be, "" where none is, or another is as near.

        Each word must be near to its like.

        Args:
            words: in the form of `spelled`, no name themselves.
            names: that they may be.
            known: all that are known, those among them.
        """
        allowed = _allowed(len(words))
        near = extract(words, names, scorer=OSA.distance, score_cutoff=int(allowed), limit=1)
        if not near or not _word_by_word(words, near[0][0]):
            return ""
        (best, least, _), *_ = near
        rivals = extract(words, known, scorer=OSA.distance, score_cutoff=int(least + _RIVAL_WITHIN))
        meant = self._meaning_of_whole(best)
        return best if all(self._meaning_of_whole(name) == meant for name, _, _ in rivals) else ""

    def _meaning_of_whole(self, name: str) -> str:
        return self._wholes.get(name, name)

    def further(self, word: str) -> tuple[str, ...]:
        """Return the names in use that a word may be asked about, though none may be taken for it.

        Those that begin with the word ("clarithro"), else the nearest of those that begin alike.
        """
        longer = sorted(name for name in self._used if name.startswith(word) and name in self._meaning)
        near = extract(
            word, self._names, scorer=OSA.distance, score_cutoff=len(word) // _ASKED_SHARE, limit=_POOL
        )
        alike = sorted((d, name) for name, d, _ in near if name in self._used and _begin_alike(word, name))
        names = longer or [name for d, name in alike if d == alike[0][0]]
        names.sort(key=lambda name: self._meaning[name] != name)  # the substance before its brands
        of_each = {self._meaning[name]: name for name in reversed(names)}
        return tuple(sorted(of_each.values(), key=names.index))[:_MOST_OPTIONS]

    def _rivals(self, least: float, best: str, cost: float, name: str) -> bool:
        if name in _lookalikes().get(best, frozenset()):
            return cost <= least + _LOOKALIKE_WITHIN
        if name in self._used or best not in self._used:
            return cost <= least + _RIVAL_WITHIN - (0.01 if name not in self._used else 0)
        return cost <= least

    def _cost(self, word: str, name: str, distance: int) -> float:
        sounds_alike = metaphone(word) == metaphone(name)
        return distance - _SOUND * sounds_alike + _FIRST_LETTER * (word[0] != name[0])


def is_english(word: str) -> bool:
    """Return whether a word that looks like a medicine's name is one of ordinary English."""
    return word in _english()


def _word_by_word(words: str, name: str) -> bool:
    pairs = list(zip(words.split(), name.split(), strict=False))
    return words.count(" ") == name.count(" ") and all(
        OSA.distance(word, like) <= (_allowed(len(like)) if len(like) >= SHORTEST else 0)
        for word, like in pairs
    )


def _begin_alike(word: str, name: str) -> bool:
    return metaphone(word)[:1] == metaphone(name)[:1]


def _allowed(length: int) -> float:
    """Return how many letters of a word may be wrong."""
    return 1.0 if length < 7 else 2.0 if length < 11 else 3.0


@cache
def _lines() -> tuple[tuple[str, str, float], ...]:
    rows = (files(__package__) / "spelling.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return tuple(
        (word, kind, float(frequency)) for word, kind, frequency in (row.split("\t") for row in rows)
    )


@cache
def _english() -> frozenset[str]:
    return frozenset(word for word, kind, frequency in _lines() if kind == "english" and frequency >= _COMMON)


@cache
def _medicines_in_use() -> frozenset[str]:
    return frozenset(word for word, kind, _ in _lines() if kind == "medicine")


@cache
def _lookalikes() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in (files(__package__) / "lookalikes.txt").read_text(encoding="utf-8").splitlines():
        names = set() if line.startswith("#") else set(line.split())
        for name in names:
            found.setdefault(name, set()).update(names - {name})
    return {name: frozenset(others) for name, others in found.items()}
