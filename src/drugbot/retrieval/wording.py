"""A question in the words that it is searched with: plain, shorthand written out, then misspelt words put right."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from drugbot.retrieval.respelling import Respeller
from drugbot.retrieval.shorthand import written_out

WORDING = ("plain", "shorthand", "respelling")  # what can be switched off
# "What is the dose of losartan" was declined for 8 of 40 monographs, "dose of losartan" and "what is the usual dose
# of …" for none: questions that a monograph does not answer often begin so.
_PLAIN_DOSE = re.compile(
    r"^\W*what(?:['’]?s|\s+is|\s+are)\s+the\s+(?=(?:doses?|dosages?)\s+of\b)", re.IGNORECASE
)
_REMEMBERED = 64  # one turn asks for the same text several times


class Wording:
    """Puts questions in the words that they are searched with."""

    def __init__(self, ordinary: Iterable[str], without: Collection[str] = ()) -> None:
        """Take what the monographs say.

        Args:
            ordinary: their words, in the form of `spelled`.
            without: which of `WORDING` are switched off, to see what they are worth.
        """
        self._respeller = Respeller(ordinary)
        self._without = frozenset(without)
        self.of = lru_cache(_REMEMBERED)(self._of)

    def _of(self, text: str) -> str:
        words = text if "plain" in self._without else _PLAIN_DOSE.sub("", text)
        words = words if "shorthand" in self._without else written_out(words)
        return words if "respelling" in self._without else self._respeller.respelled(words)

    def forget(self) -> None:
        """Forget what was asked."""
        self.of.cache_clear()
