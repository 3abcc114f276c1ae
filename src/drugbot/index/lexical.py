"""Lexical search: BM25 over character 4-grams, by bm25s (Lù, arXiv:2407.03618).

Grams of characters rather than words, because they survive misspelling and inflection ("breastfeed",
"breast-feeding"); McNamee and Mayfield, "Character N-Gram Tokenization for European Language Text Retrieval",
Information Retrieval 7, 2004.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from drugbot.errors import DamagedIndexError

_N = 4
_NO_GRAM = ""  # stands for a text without words; no question has it
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")


def grams(text: str) -> list[str]:
    """Return the character 4-grams of each word, word boundaries marked by a space."""
    found = []
    for word in _WORD.findall(text.casefold()):
        padded = f" {word} "
        found += [padded[i : i + _N] for i in range(max(1, len(padded) - _N + 1))]
    return found


class LexicalIndex:
    """BM25 over a fixed list of texts."""

    def __init__(self, scorer: bm25s.BM25) -> None:
        self._scorer = scorer
        self._vocabulary = scorer.vocab_dict

    @classmethod
    def of(cls, texts: Sequence[str]) -> LexicalIndex:
        """Index texts, at least one; their order numbers them."""
        documents = [grams(text) or [_NO_GRAM] for text in texts]
        # Numbered here, because bm25s would number a set, and each process orders a set in its own way.
        known = sorted({gram for document in documents for gram in document})
        vocabulary = {gram: number for number, gram in enumerate(known)}
        scorer = bm25s.BM25(k1=1.2, b=0.75)
        ids = [[vocabulary[gram] for gram in document] for document in documents]
        scorer.index((ids, vocabulary), show_progress=False, create_empty_token=False)
        return cls(scorer)

    def scores(self, text: str) -> NDArray[np.float32]:
        """Return the BM25 score of every indexed text for a question, shape (texts,)."""
        known = [gram for gram in grams(text) if gram in self._vocabulary]
        if not known:
            return np.zeros(int(self._scorer.scores["num_docs"]), np.float32)
        return np.asarray(self._scorer.get_scores(known), np.float32)

    def save(self, directory: Path) -> None:
        """Write the index as arrays and JSON."""
        self._scorer.save(str(directory), show_progress=False)

    @classmethod
    def load(cls, directory: Path) -> LexicalIndex:
        """Read an index.

        Raises:
            DamagedIndexError: its files are not what `save` writes.
        """
        try:
            return cls(bm25s.BM25.load(str(directory), show_progress=False, allow_pickle=False))
        except (OSError, EOFError, ValueError, KeyError) as error:
            raise DamagedIndexError(f"{directory}: not a lexical index; run `drugbot index`") from error
