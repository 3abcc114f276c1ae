from __future__ import annotations

import numpy as np
import pytest

from training.noise import misspelt

RANDOM = np.random.default_rng(0)


@pytest.mark.parametrize("seed", range(20))
def test_one_word_or_two_are_misspelt_and_the_drug_never(seed: int) -> None:
    question = "Metformin: does metformin cause stomach trouble in elderly patients?"
    random = np.random.default_rng(seed)
    slipped = misspelt(question, "Metformin", random).split()
    changed = [pair for pair in zip(question.split(), slipped, strict=True) if pair[0] != pair[1]]
    assert len(changed) <= 2
    assert not any("etformin" in word for word, _ in changed)
    assert all(abs(len(word) - len(other)) <= 1 for word, other in changed)


def test_slips_are_made() -> None:
    question = "Metformin: stomach trouble"
    assert len({misspelt(question, "Metformin", np.random.default_rng(seed)) for seed in range(20)}) > 10


def test_short_words_are_left() -> None:
    assert misspelt("can i take it", "Metformin", RANDOM) == "can i take it"
