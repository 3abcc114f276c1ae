from __future__ import annotations

import numpy as np
import pytest

from drugbot.index.encoder import Encoder, vectors_of
from drugbot.index.models import find_model
from drugbot.index.reference import SentenceTransformerEncoder
from drugbot.index.tuning import PURPOSES, Purpose, packed, tuning_of
from drugbot.settings import Settings

CHECKSUM = find_model(Settings()).identity.checksum
QUESTIONS = ("can i breastfeed on prolia", "Metformin: max dose?", "wat happens if i mis a dose")


@pytest.mark.parametrize(("purpose", "rank"), [("questions", 8), ("danger", 16)])
def test_changes_fit_weights_of_the_model(
    reference: SentenceTransformerEncoder, purpose: Purpose, rank: int
) -> None:
    tuning = tuning_of(CHECKSUM, purpose)
    assert tuning is not None
    shapes = {name: tuple(weight.shape) for name, weight in reference.transformer_module().named_parameters()}
    assert {name: change.shape for name, change in tuning.changes.items()} == {
        name: shapes[name] for name in tuning.changes
    }
    assert all(np.linalg.matrix_rank(change, tol=1e-4) <= rank for change in tuning.changes.values())


def test_questions_are_read_otherwise_than_passages_and_passages_as_the_model_has_it(
    encoder: Encoder, reference: SentenceTransformerEncoder
) -> None:
    before = vectors_of(reference.encode_passages(QUESTIONS))
    for each in (encoder, reference):
        asked = vectors_of([each.encode_query(question) for question in QUESTIONS])
        likeness = np.sum(asked * vectors_of(each.encode_passages(QUESTIONS)), axis=1)
        assert (likeness < 0.99).all()
        assert (likeness > 0.5).all()  # held near, so that similarities keep their meaning
    assert np.array_equal(before, vectors_of(reference.encode_passages(QUESTIONS)))


@pytest.mark.parametrize("purpose", PURPOSES)
def test_another_model_was_taught_nothing(purpose: Purpose) -> None:
    assert tuning_of("00" * 32, purpose) is None


def test_danger_is_read_with_weights_of_its_own(encoder: Encoder) -> None:
    text = "my son swallowed the whole bottle"
    own, passage, question = (
        encoder.encode_danger(text),
        encoder.encode_passages([text])[0].vector,
        encoder.encode_query(text).vector,
    )
    assert own @ passage < 0.99
    assert own @ question < 0.99


def test_file_holds_the_factors() -> None:
    outer, inner = np.ones((3, 2), np.float32), np.full((2, 4), 0.5, np.float32)
    arrays = packed("ab" * 32, {"layer.weight": (outer, inner)})
    assert arrays["model"].tobytes().hex() == "ab" * 32
    assert np.array_equal(arrays["layer.weight.out"] @ arrays["layer.weight.in"], np.ones((3, 4)))
