"""What a batch is learned on."""

from __future__ import annotations

import numpy as np
import pytest

from tests.unit.index.making import passage
from training.examples import SAYS_IT, Document, Example
from training.tuning import hardest

DIMENSION, PASSAGES, QUESTIONS = 8, 60, 16


def unit(rows: int, seed: int) -> np.ndarray:
    found = np.random.default_rng(seed).normal(size=(rows, DIMENSION)).astype(np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def example(vector: np.ndarray, says_it: list[int]) -> Example:
    grades = np.zeros(PASSAGES, np.int64)
    grades[says_it] = SAYS_IT
    return Example("a", "Apium", "dose", "lay", grades, vector, np.empty((0, 0)), np.empty((0, 2), np.int64))


@pytest.fixture
def documents() -> list[Document]:
    vectors = unit(PASSAGES, 0)
    return [
        Document(passage(i, "Apium", "x"), ("x",), vectors[i : i + 1], np.empty((0, 0), np.float32))
        for i in range(PASSAGES)
    ]


def test_every_question_that_is_answered_keeps_a_passage_that_says_so(documents: list[Document]) -> None:
    asked = unit(QUESTIONS, 1)
    batch = [example(asked[i], list(range(i, PASSAGES, QUESTIONS))) for i in range(QUESTIONS)]
    kept = hardest(batch, documents)
    assert len(kept) < PASSAGES
    assert all((each.grades[kept] == SAYS_IT).any() for each in batch)


def test_the_nearest_are_kept_for_what_nothing_answers(documents: list[Document]) -> None:
    (asked,) = unit(1, 2)
    kept = hardest([example(asked, [])], documents)
    near = np.asarray([float(document.vectors[0] @ asked) for document in documents])
    assert near[kept].min() > np.delete(near, kept).max()
