"""Slips of the finger, so that what is learned from clean questions serves misspelt ones as well."""

from __future__ import annotations

import re
import string

import numpy as np

_LEAST = 5  # letters of a word that a slip is made in


def misspelt(question: str, drug: str, random: np.random.Generator) -> str:
    """Return a question with one word or two misspelt, the drug's title left as it is.

    A letter is left out, doubled, put for another, or changes places with the next.
    """
    pieces = re.split(rf"({re.escape(drug)}|\W+)", question, flags=re.IGNORECASE)
    words = [at for at, piece in enumerate(pieces) if _can_slip(piece, drug)]
    chosen = random.permutation(words)[: 1 + (random.random() < 1 / 3)]
    for at in chosen.tolist():
        pieces[at] = _slipped(pieces[at], random)
    return "".join(pieces)


def _can_slip(piece: str, drug: str) -> bool:
    return len(piece) >= _LEAST and piece.isalpha() and piece.casefold() != drug.casefold()


def _slipped(word: str, random: np.random.Generator) -> str:
    at = int(random.integers(1, len(word) - 1))
    before, letter, after = word[:at], word[at], word[at + 1 :]
    other = string.ascii_lowercase[int(random.integers(26))]
    ways = (
        before + after,
        before + 2 * letter + after,
        before + after[0] + letter + after[1:],
        before + other + after,
    )
    return ways[int(random.integers(len(ways)))]
