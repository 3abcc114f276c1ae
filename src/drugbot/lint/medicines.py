"""Names of medicines that are known beyond the corpus.

The data file belongs to `drugbot.retrieval`, which stands above this package; it is read here as plain data.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


@cache
def known_medicines() -> Mapping[str, tuple[str, ...]]:
    """Return names of medicines with their ingredients, all as `spelled` gives them."""
    path = files("drugbot") / "retrieval" / "medicines.tsv"
    rows = (line.split("\t", 1) for line in path.read_text(encoding="utf-8").splitlines()[1:])
    return MappingProxyType({name: tuple(ingredients.split("; ")) for name, ingredients in rows})


def one_letter_away(word: str, names: Mapping[str, object]) -> str | None:
    """Return a name that differs from a word by one letter left out, added, changed or swapped."""
    pairs = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    variants = (
        *(a + b[1:] for a, b in pairs if b),
        *(a + b[1] + b[0] + b[2:] for a, b in pairs if len(b) > 1),
        *(a + letter + b[1:] for a, b in pairs if b for letter in _ALPHABET),
        *(a + letter + b for a, b in pairs for letter in _ALPHABET),
    )
    return next((variant for variant in variants if variant != word and variant in names), None)
