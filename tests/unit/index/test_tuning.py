from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from drugbot.index.encoder import Encoder, vectors_of
from drugbot.index.models import find_model, untaught
from drugbot.index.onnx_export import open_exported
from drugbot.index.projection import projection_of
from drugbot.index.reference import SentenceTransformerEncoder
from drugbot.index.tuning import Purpose, packed, tuning_of
from drugbot.settings import Settings

MODEL = find_model(Settings())
CHECKSUM = MODEL.identity.checksum
QUESTIONS = ("can i breastfeed on prolia", "Metformin: max dose?", "wat happens if i mis a dose")


@pytest.mark.parametrize(("purpose", "rank"), [("retrieval", 16), ("danger", 16)])
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


@pytest.mark.parametrize("purpose", ["retrieval", "danger"])
def test_changes_do_not_depend_on_the_number_of_threads(purpose: Purpose) -> None:
    made = []
    for number in (1, 2):
        with threadpool_limits(limits=number, user_api="blas"):
            tuning = tuning_of.__wrapped__(CHECKSUM, purpose)
            made.append({name: change.tobytes() for name, change in tuning.changes.items()})
    assert made[0] == made[1]


def test_questions_and_passages_are_read_alike_and_near_to_how_the_model_reads(
    encoder: Encoder, reference: SentenceTransformerEncoder, cache: Path
) -> None:
    plain = open_exported(untaught(MODEL), cache)
    assert plain is not None
    own = vectors_of(plain.encode_passages(QUESTIONS))
    for each in (encoder, reference):
        asked = vectors_of([each.encode_query(question) for question in QUESTIONS])
        assert asked == pytest.approx(vectors_of(each.encode_passages(QUESTIONS)), abs=1e-5)
        likeness = np.sum(asked * own, axis=1)
        assert (likeness < 0.99).all()
        assert (likeness > 0.5).all()  # held near, so that similarities keep their meaning


def test_vectors_depend_on_what_was_learned() -> None:
    tuning, projection = tuning_of(CHECKSUM, "retrieval"), projection_of(CHECKSUM)
    assert tuning is not None
    assert projection is not None
    assert MODEL.identity.learned == f"{tuning.checksum}-{projection.checksum}"


@pytest.mark.parametrize("purpose", ["retrieval", "danger"])
def test_another_model_was_taught_nothing(purpose: Purpose) -> None:
    assert tuning_of("00" * 32, purpose) is None


def test_danger_is_read_with_weights_of_its_own(encoder: Encoder, cache: Path) -> None:
    text = "my son swallowed the whole bottle"
    plain = open_exported(untaught(MODEL), cache)
    assert plain is not None
    assert encoder.encode_danger(text) @ plain.encode_danger(text) < 0.99
    assert encoder.encode_danger(text) @ encoder.encode_query(text).vector < 0.99


def test_file_holds_the_factors() -> None:
    outer, inner = np.ones((3, 2), np.float32), np.full((2, 4), 0.5, np.float32)
    arrays = packed("ab" * 32, {"layer.weight": (outer, inner)})
    assert arrays["model"].tobytes().hex() == "ab" * 32
    assert np.array_equal(arrays["layer.weight.out"] @ arrays["layer.weight.in"], np.ones((3, 4)))
