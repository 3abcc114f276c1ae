"""Lexical search: BM25 over character 4-grams.

Grams of characters rather than words, because they survive misspelling and inflection ("breastfeed",
"breast-feeding"); McNamee and Mayfield, "Character N-Gram Tokenization for European Language Text Retrieval",
Information Retrieval 7, 2004. The weights are Lucene's form of BM25 (Kamphuis et al., "Which BM25 Do You
Mean?", ECIR 2020), computed once for every gram of every text; bm25s, the oracle of the tests, does the same.

Counting is apart from weighing: the counts of a monograph depend on it alone and can be kept, the weights
depend on the whole collection and are made anew from the counts in a fraction of a second.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from drugbot.errors import DamagedIndexError

_N = 4
_K1, _B = 1.2, 0.75
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_FILES = ("grams", "starts", "texts", "weights", "size")


def grams(text: str) -> list[str]:
    """Return the character 4-grams of each word, word boundaries marked by a space."""
    found = []
    for word in _WORD.findall(text.casefold()):
        padded = f" {word} "
        found += [padded[i : i + _N] for i in range(max(1, len(padded) - _N + 1))]
    return found


def _numbered(found: Sequence[str]) -> NDArray[np.uint64]:
    """Return each gram as a number: four times 16 bits, one a character; rare characters beyond share one."""
    characters = np.asarray(found, f"<U{_N}").view(np.uint32).reshape(-1, _N).astype(np.uint64)
    shifts = np.arange(16 * (_N - 1), -1, -16, dtype=np.uint64)
    numbers: NDArray[np.uint64] = np.bitwise_or.reduce(np.minimum(characters, 0xFFFF) << shifts, axis=1)
    return numbers


@dataclass(frozen=True, slots=True)
class GramCounts:
    """How often which gram stands in which text: a sparse matrix, stored text by text.

    Attributes:
        grams: the distinct grams as numbers, ascending, shape (grams,), uint64.
        starts: where each text's entries begin, and the end, shape (texts + 1,), int64.
        columns: position in ``grams`` of each entry, shape (entries,), uint32.
        counts: how often, shape (entries,), uint32.
    """

    grams: NDArray[np.uint64]
    starts: NDArray[np.int64]
    columns: NDArray[np.uint32]
    counts: NDArray[np.uint32]

    @classmethod
    def of(cls, texts: Sequence[str]) -> GramCounts:
        """Count the grams of texts, in their order."""
        counted = [np.unique(_numbered(grams(text)), return_counts=True) for text in texts]
        sizes = [len(numbers) for numbers, _ in counted]
        entries = np.concatenate([numbers for numbers, _ in counted] or [np.empty(0, np.uint64)])
        known, columns = np.unique(entries, return_inverse=True)
        return cls(
            grams=known,
            starts=_ends(sizes),
            columns=columns.astype(np.uint32),
            counts=np.concatenate([counts for _, counts in counted] or [np.empty(0, np.int64)]).astype(
                np.uint32
            ),
        )

    @classmethod
    def joined(cls, parts: Sequence[GramCounts]) -> GramCounts:
        """Return the counts of all texts, those of the first part first; equal to counting them together."""
        known = np.unique(np.concatenate([part.grams for part in parts]))
        ends = _ends([len(part.columns) for part in parts])
        starts = [part.starts[:-1] + begin for part, begin in zip(parts, ends, strict=False)]
        columns = [np.searchsorted(known, part.grams).astype(np.uint32)[part.columns] for part in parts]
        return cls(
            grams=known,
            starts=np.concatenate([*starts, ends[-1:]]).astype(np.int64),
            columns=np.concatenate(columns),
            counts=np.concatenate([part.counts for part in parts]),
        )


class LexicalIndex:
    """BM25 over a fixed list of texts."""

    def __init__(
        self,
        known: NDArray[np.uint64],
        starts: NDArray[np.int64],
        texts: NDArray[np.uint32],
        weights: NDArray[np.float32],
        size: int,
    ) -> None:
        self._grams = known
        self._starts = starts  # where the entries of each gram begin
        self._texts = texts  # number of the text of each entry
        self._weights = weights  # and what the gram adds to its score
        self._size = size

    @classmethod
    def of(cls, counted: GramCounts) -> LexicalIndex:
        """Weigh the grams of at least one text; the order of the texts numbers them."""
        size = len(counted.starts) - 1
        texts = np.repeat(np.arange(size, dtype=np.uint32), np.diff(counted.starts))
        having = np.bincount(counted.columns, minlength=len(counted.grams))
        rarity = np.log1p((size - having + 0.5) / (having + 0.5))
        lengths = np.bincount(texts, weights=counted.counts, minlength=size)
        norms = _K1 * (1 - _B + _B * lengths / (lengths.mean() or 1.0))
        weights = rarity[counted.columns] * counted.counts / (counted.counts + norms[texts])
        # By gram, texts ascending: two stable passes over 16 bits each, which numpy does in linear time.
        low, high = counted.columns.astype(np.uint16), (counted.columns >> 16).astype(np.uint16)
        order = np.lexsort((low, high))
        return cls(counted.grams, _ends(having), texts[order], weights[order].astype(np.float32), size)

    def scores(self, text: str) -> NDArray[np.float32]:
        """Return the BM25 score of every indexed text for a question, shape (texts,)."""
        return self._scores(text, 0, self._size)

    def scores_of(self, text: str, texts: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return `scores(text)[texts]` for at least one text, quicker where the texts are near each other."""
        first = int(texts.min())
        return self._scores(text, first, int(texts.max()) + 1)[texts - first]

    def _scores(self, text: str, first: int, end: int) -> NDArray[np.float32]:
        """Return the scores of the texts from the first to before the end."""
        scores = np.zeros(end - first, np.float32)
        asked = _numbered(grams(text))
        columns = np.searchsorted(self._grams, asked)
        bounds = np.asarray([first, end], self._texts.dtype)
        for gram, column in zip(asked, columns, strict=True):
            if column < len(self._grams) and self._grams[column] == gram:
                begin = self._starts[column]
                having = self._texts[begin : self._starts[column + 1]]  # ascending
                low, high = np.searchsorted(having, bounds)
                # a text has one entry a gram
                scores[having[low:high] - bounds[0]] += self._weights[begin + low : begin + high]
        return scores

    def save(self, directory: Path) -> None:
        """Write the index as arrays."""
        directory.mkdir()
        size = np.asarray([self._size], np.int64)
        arrays: tuple[NDArray[Any], ...] = (self._grams, self._starts, self._texts, self._weights, size)
        for name, array in zip(_FILES, arrays, strict=True):
            np.save(directory / f"{name}.npy", array, allow_pickle=False)

    @classmethod
    def load(cls, directory: Path) -> LexicalIndex:
        """Read an index.

        Raises:
            DamagedIndexError: its files are not what `save` writes.
        """
        try:
            known, starts, texts, weights, size = (_array(directory, name) for name in _FILES)
            if len(starts) != len(known) + 1 or len(texts) != len(weights) or size.shape != (1,):
                raise ValueError("the arrays do not belong together")
        except (OSError, EOFError, ValueError) as error:
            raise DamagedIndexError(f"{directory}: not a lexical index; run `drugbot index`") from error
        return cls(known, starts, texts, weights, int(size[0]))


def _ends(sizes: ArrayLike) -> NDArray[np.int64]:
    """Return where runs of these sizes begin, one after the other, and where the last one ends."""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)])


def _array(directory: Path, name: str) -> NDArray[Any]:
    array: NDArray[Any] = np.load(directory / f"{name}.npy", allow_pickle=False)
    return array
