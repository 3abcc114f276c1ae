from __future__ import annotations

import numpy as np

from drugbot.conversation.seconds import FILE, PACKAGE, features
from drugbot.index.encoder import Vectors
from drugbot.retrieval.mentions import Mention
from drugbot.retrieval.regression import learned_regression

SIGNS, DIMENSION = 14, 384
ASPIRUM = Mention("aspirum", (), "unknown", 3, 10)


def read(turn: str) -> Vectors:
    """Return a reading in which only the words of a turn matter, whichever medicine it names."""
    assert "aspirum" not in turn
    return np.full(2 * DIMENSION, 0.5, np.float32)


def test_features_are_signs_and_the_meaning_without_the_name() -> None:
    found = features("on aspirum too", (ASPIRUM,), True, read)
    assert found.shape == (SIGNS + 2 * DIMENSION,)
    assert found[:3].tolist() == [1, 1, 0]  # spoken of, without a monograph, asks nothing
    assert set(found[SIGNS:].tolist()) == {1.5}


def test_learned_regression_fits_them() -> None:
    assert learned_regression(PACKAGE, FILE).weights.shape == (SIGNS + 2 * DIMENSION,)


def test_a_monograph_that_speaks_of_the_medicine_makes_it_likelier() -> None:
    spoken, unspoken = (features("on aspirum too", (ASPIRUM,), known, read) for known in (True, False))
    learned = learned_regression(PACKAGE, FILE)
    assert learned.probability(spoken) > learned.probability(unspoken)
