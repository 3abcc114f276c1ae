"""Names of medicines as those write them who write them all day: "NTG", "HCTZ", "apix", "clarithro".

Initials stand in a table (`abbreviations.tsv`: usual ones, among them those that the Institute for Safe Medication
Practices lists as prone to error; which is why what is taken for one is always said aloud). A longer word stands for
the one substance in use whose name begins with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from drugbot.corpus.names import spelled
from drugbot.retrieval.unheard import is_in_use

_SHORTEST = 4  # letters of a clipped name
_LEAST_CLIPPED = 2  # letters that are missing


class Abbreviations:
    """The short forms of names."""

    def __init__(self, substances: Iterable[str]) -> None:
        """Gather the beginnings of names.

        Args:
            substances: names in use that are no brands, in the form of `spelled`.
        """
        self._clipped: defaultdict[str, set[str]] = defaultdict(set)
        for name in substances:
            for length in range(_SHORTEST, len(name) - _LEAST_CLIPPED + 1):
                self._clipped[name[:length]].add(name)

    def initials(self, word: str) -> tuple[str, ...]:
        """Return what initials may stand for, the likeliest first; empty where a word is none that are known."""
        return _table().get(spelled(word), ())

    def clipped(self, word: str) -> str:
        """Return the substance that a word is the beginning of, empty where there is not one alone.

        Args:
            word: as it stands in the text; in capitals it is initials.
        """
        key = spelled(word)
        found = self._clipped.get(key, set())
        if word.isupper() or len(found) != 1 or is_in_use(key):
            return ""
        return next(iter(found))


@cache
def _table() -> dict[str, tuple[str, ...]]:
    lines = (files(__package__) / "abbreviations.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = (line.split("\t") for line in lines)
    return {short: tuple(names.split("; ")) for short, names in rows}
