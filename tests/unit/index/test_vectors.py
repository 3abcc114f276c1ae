from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugbot.errors import DamagedIndexError
from drugbot.index.encoder import Vectors
from drugbot.index.vectors import FaissIndex


def unit_vectors(seed: int, rows: int, dimension: int) -> Vectors:
    vectors = np.random.default_rng(seed).normal(size=(rows, dimension)).astype(np.float32)
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


@given(
    seed=st.integers(0, 10_000),
    rows=st.integers(1, 60),
    dimension=st.integers(2, 24),
    count=st.integers(0, 80),
    data=st.data(),
)
def test_search_finds_what_comparing_every_vector_finds(
    seed: int, rows: int, dimension: int, count: int, data: st.DataObject
) -> None:
    vectors = unit_vectors(seed, rows, dimension)
    query = unit_vectors(seed + 1, 1, dimension)[0]
    among = data.draw(
        st.none() | st.lists(st.integers(0, rows - 1), max_size=40)
    )  # with repeats, in any order

    chosen = None if among is None else np.asarray(among, np.int64)
    found, scores = FaissIndex.of(vectors).search(query, count, chosen)

    allowed = sorted(set(range(rows) if among is None else among))
    exact = vectors[allowed] @ query if allowed else np.empty(0, np.float32)
    expected = np.sort(exact)[::-1][:count]
    np.testing.assert_allclose(scores, expected, rtol=1e-4, atol=1e-5)
    assert set(found.tolist()) <= set(allowed)
    assert len(set(found.tolist())) == len(found)
    np.testing.assert_allclose(scores, [vectors[row] @ query for row in found], rtol=1e-4, atol=1e-5)


def test_search_among_no_rows_finds_nothing() -> None:
    found, scores = FaissIndex.of(unit_vectors(0, 3, 4)).search(
        np.ones(4, np.float32), 5, np.empty(0, np.int64)
    )
    assert (len(found), len(scores)) == (0, 0)


def test_index_without_vectors_finds_nothing() -> None:
    found, _ = FaissIndex.of(np.zeros((0, 4), np.float32)).search(np.ones(4, np.float32), 5)
    assert len(found) == 0


def test_saved_index_is_loaded_unchanged(tmp_path: Path) -> None:
    vectors = unit_vectors(3, 20, 8)
    FaissIndex.of(vectors).save(tmp_path / "v.faiss")
    loaded = FaissIndex.load(tmp_path / "v.faiss")
    assert (len(loaded), loaded.dimension) == (20, 8)
    for row, vector in enumerate(vectors):
        assert loaded.search(vector, 1)[0].tolist() == [row]


@pytest.mark.parametrize("data", [b"", b"IxFI", b"not an index at all" * 10])
def test_file_that_is_no_index_is_refused_with_the_remedy(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "v.faiss"
    path.write_bytes(data)
    with pytest.raises(DamagedIndexError, match="drugbot index"):
        FaissIndex.load(path)


def test_index_of_another_kind_is_refused(tmp_path: Path) -> None:
    faiss.write_index(faiss.IndexFlatL2(4), str(tmp_path / "v.faiss"))
    with pytest.raises(DamagedIndexError, match="inner product"):
        FaissIndex.load(tmp_path / "v.faiss")
