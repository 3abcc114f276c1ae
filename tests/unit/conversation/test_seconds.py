from __future__ import annotations

from dataclasses import replace

import numpy as np

from drugbot.conversation.seconds import FILE, PACKAGE, Talk, features
from drugbot.index.encoder import Vectors
from drugbot.retrieval.mentions import Mention
from drugbot.retrieval.regression import learned_regression

SIGNS, DIMENSION = 29, 384
ASPIRUM = Mention("aspirum", (), "unknown", 3, 10)
TALK = Talk(False, True, True, False, False, False)


def read(turn: str) -> Vectors:
    """Return a reading in which only the words of a turn matter, whichever medicine it names."""
    assert "aspirum" not in turn
    return np.full(2 * DIMENSION, 0.5, np.float32)


def test_features_are_signs_and_the_meaning_without_the_name() -> None:
    found = features("on aspirum too", (ASPIRUM,), TALK, read)
    assert found.shape == (SIGNS + 2 * DIMENSION,)
    assert found[:3].tolist() == [0, 1, 1]  # plain words do not say it, spoken of, one drug talked about
    assert set(found[SIGNS:].tolist()) == {1.5}


def test_learned_regression_fits_them() -> None:
    assert learned_regression(PACKAGE, FILE).weights.shape == (SIGNS + 2 * DIMENSION,)


def test_a_monograph_that_speaks_of_the_medicine_makes_it_likelier() -> None:
    spoken, unspoken = (
        features("on aspirum too", (ASPIRUM,), replace(TALK, is_spoken_of=known), read)
        for known in (True, False)
    )
    learned = learned_regression(PACKAGE, FILE)
    assert learned.probability(spoken) > learned.probability(unspoken)


def test_a_medicine_that_was_talked_about_is_less_likely_a_second_one() -> None:
    back, new = (
        features("on aspirum too", (ASPIRUM,), replace(TALK, is_back=known), read) for known in (True, False)
    )
    learned = learned_regression(PACKAGE, FILE)
    assert learned.probability(back) < learned.probability(new)
