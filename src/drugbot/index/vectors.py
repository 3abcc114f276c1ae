"""Exact search by inner product; the only home of faiss."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import faiss
import numpy as np
from numpy.typing import NDArray

from drugbot.errors import DamagedIndexError
from drugbot.index.encoder import Vectors

Rows = NDArray[np.int64]


class VectorIndex(Protocol):
    """Finds the vectors nearest to a vector."""

    def search(self, query: Vectors, count: int, among: Rows | None = None) -> tuple[Rows, Vectors]:
        """Return rows and similarities of the nearest vectors, best first.

        Args:
            query: a unit vector, shape (dimension,).
            count: how many at most.
            among: the rows to look at; all where None.
        """
        ...

    def rows(self, rows: Rows) -> Vectors:
        """Return the vectors of rows, shape (rows, dimension)."""
        ...


class FaissIndex:
    """A flat faiss index: every vector is compared, so the result is exact."""

    def __init__(self, index: faiss.IndexFlatIP) -> None:
        self._index = index

    @classmethod
    def of(cls, vectors: Vectors) -> FaissIndex:
        """Return an index over unit vectors, shape (rows, dimension)."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, np.float32))
        return cls(index)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Length of the vectors."""
        return int(self._index.d)

    def search(self, query: Vectors, count: int, among: Rows | None = None) -> tuple[Rows, Vectors]:
        """See `VectorIndex`."""
        if among is not None:
            among = np.unique(among)  # for a row that comes twice, faiss would return one that does not exist
        count = min(count, len(self) if among is None else len(among))
        if count <= 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        parameters = None
        if among is not None:
            parameters = faiss.SearchParameters(  # type: ignore[call-arg]
                sel=faiss.IDSelectorBatch(among.astype(np.int64))
            )
        scores, rows = self._index.search(query[np.newaxis, :].astype(np.float32), count, params=parameters)
        return rows[0].astype(np.int64), scores[0]

    def rows(self, rows: Rows) -> Vectors:
        """Return the vectors of rows, shape (rows, dimension)."""
        found: Vectors = self._index.reconstruct_batch(rows.astype(np.int64))
        return found

    def save(self, path: Path) -> None:
        """Write the index in faiss's own format."""
        faiss.write_index(self._index, str(path))

    @classmethod
    def load(cls, path: Path) -> FaissIndex:
        """Read an index.

        Raises:
            DamagedIndexError: the file is not a flat inner product index.
        """
        try:
            index = faiss.read_index(str(path))
        except RuntimeError as error:
            raise DamagedIndexError(f"{path}: not a faiss index; run `drugbot index`") from error
        if not isinstance(index, faiss.IndexFlatIP):
            raise DamagedIndexError(f"{path}: not a flat inner product index; run `drugbot index`")
        return cls(index)
