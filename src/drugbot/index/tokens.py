"""Late interaction: every token of a question against every token of a passage.

After ColBERT (Khattab and Zaharia, SIGIR 2020): a passage is as good as the mean, over the tokens of the
question, of the most similar token in it. Computed for the passages of the drugs that are meant only, exactly;
the token vectors lie on disk and are read as they are needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from drugbot.errors import DamagedIndexError
from drugbot.index.encoder import Tokens, Vectors
from drugbot.index.projection import as_vectors
from drugbot.index.vectors import Rows

_VECTORS, _STARTS = "tokens.npy", "token_starts.npy"


class TokenIndex:
    """The token vectors of passages."""

    def __init__(self, vectors: Tokens, starts: Rows) -> None:
        """Put an index together.

        Args:
            vectors: of all passages one after the other, shape (tokens, dimension).
            starts: where each passage's begin, and the end, shape (passages + 1,).
        """
        self._vectors = vectors
        self._starts = starts

    @classmethod
    def of(cls, tokens: Sequence[Tokens]) -> TokenIndex:
        """Return an index over passages, given the token vectors of each."""
        starts = np.cumsum([0, *(len(rows) for rows in tokens)], dtype=np.int64)
        return cls(np.concatenate(tokens) if len(tokens) else np.empty((0, 0), np.int8), starts)

    def __len__(self) -> int:
        return len(self._starts) - 1

    @property
    def dimension(self) -> int:
        """Length of the token vectors; 0 where the encoder makes none."""
        return int(self._vectors.shape[1])

    def rows(self, passage: int) -> Vectors:
        """Return the token vectors of a passage, shape (tokens, dimension)."""
        return as_vectors(self._vectors[int(self._starts[passage]) : int(self._starts[passage + 1])])

    def nearest(self, query: Vectors, passages: Rows) -> Vectors:
        """Return the similarity of each token of a question to the nearest token of each passage.

        Args:
            query: token vectors of the question, shape (tokens, dimension).
            passages: numbers of passages.

        Returns:
            Shape (passages, tokens); -1 for a passage without tokens.
        """
        found = np.full((len(passages), len(query)), -1, np.float32)
        if not len(query) or not len(passages):
            return found
        starts, ends = self._starts[passages], self._starts[passages + 1]
        sizes = ends - starts
        filled = np.flatnonzero(sizes)
        if not len(filled):
            return found
        similarities = as_vectors(self._rows(starts, ends)) @ query.T
        begins = np.concatenate([[0], np.cumsum(sizes[filled])[:-1]])
        found[filled] = np.maximum.reduceat(similarities, begins, axis=0)
        return found

    def _rows(self, starts: Rows, ends: Rows) -> Tokens:
        """Return the vectors of passages, at least one; those that lie one after the other are read at once."""
        apart = np.flatnonzero(ends[:-1] != starts[1:]) + 1
        firsts, lasts = np.concatenate([[0], apart]), np.concatenate([apart, [len(starts)]]) - 1
        runs = [self._vectors[starts[a] : ends[b]] for a, b in zip(firsts, lasts, strict=True)]
        rows: Tokens = np.concatenate(runs)
        return rows

    def save(self, directory: Path) -> None:
        """Write the index as two arrays."""
        np.save(directory / _VECTORS, self._vectors, allow_pickle=False)
        np.save(directory / _STARTS, self._starts, allow_pickle=False)

    @classmethod
    def load(cls, directory: Path) -> TokenIndex:
        """Open an index; the vectors are read from disk as they are needed.

        Raises:
            DamagedIndexError: its files are not what `save` writes.
        """
        try:
            starts = np.load(directory / _STARTS, allow_pickle=False)
            vectors = np.load(directory / _VECTORS, mmap_mode="r", allow_pickle=False)
            if vectors.ndim != 2 or vectors.dtype != np.int8 or not len(starts) or starts[-1] != len(vectors):
                raise ValueError("the arrays do not belong together")
        except (OSError, EOFError, ValueError) as error:
            raise DamagedIndexError(f"{directory}: not an index of tokens; run `drugbot index`") from error
        return cls(vectors, starts)
