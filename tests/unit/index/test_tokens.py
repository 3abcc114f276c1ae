from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugbot.errors import DamagedIndexError
from drugbot.index.projection import as_vectors
from drugbot.index.tokens import TokenIndex

DIMENSION = 4
rows = st.lists(st.lists(st.integers(-127, 127), min_size=DIMENSION, max_size=DIMENSION), max_size=5)


def tokens(values: list[list[int]]) -> np.ndarray:
    return np.asarray(values, np.int8).reshape(-1, DIMENSION)


@given(st.lists(rows, min_size=1, max_size=6), rows, st.data())
def test_nearest_is_what_comparing_every_token_with_every_other_gives(
    passages: list[list[list[int]]], asked: list[list[int]], data: st.DataObject
) -> None:
    made = [tokens(values) for values in passages]
    query = as_vectors(tokens(asked))
    numbers = np.asarray(data.draw(st.lists(st.sampled_from(range(len(passages))))), np.int64)
    found = TokenIndex.of(made).nearest(query, numbers)
    for place, number in enumerate(numbers):
        for column, token in enumerate(query):
            expected = max((float(as_vectors(row[None])[0] @ token) for row in made[number]), default=-1.0)
            assert found[place, column] == pytest.approx(expected, abs=1e-5)


def test_what_is_saved_is_loaded_unchanged(tmp_path: Path) -> None:
    index = TokenIndex.of([tokens([[1, 2, 3, 4]]), tokens([]), tokens([[5, 6, 7, 8], [9, 1, 2, 3]])])
    index.save(tmp_path)
    again = TokenIndex.load(tmp_path)
    query = as_vectors(tokens([[1, 1, 1, 1]]))
    np.testing.assert_array_equal(again.nearest(query, np.arange(3)), index.nearest(query, np.arange(3)))
    assert (len(again), again.dimension) == (3, DIMENSION)


@pytest.mark.parametrize("file", ["tokens.npy", "token_starts.npy"])
def test_files_that_do_not_belong_together_are_refused(tmp_path: Path, file: str) -> None:
    TokenIndex.of([tokens([[1, 2, 3, 4]])]).save(tmp_path)
    np.save(tmp_path / file, np.zeros((7, 3), np.float32))
    with pytest.raises(DamagedIndexError, match="drugbot index"):
        TokenIndex.load(tmp_path)
