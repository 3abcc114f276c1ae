from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from drugbot.errors import EncoderError
from drugbot.index import onnx_export
from drugbot.index.contents import Index
from drugbot.index.encoder import Encoder, vectors_of
from drugbot.index.loading import load_encoder
from drugbot.index.models import find_model
from drugbot.index.onnx import OnnxEncoder
from drugbot.index.onnx_export import can_be_exported, is_whole, onnx_file, open_exported
from drugbot.index.reference import SentenceTransformerEncoder
from drugbot.index.store import load_index
from drugbot.index.tuning import tuning_of
from drugbot.settings import Settings

MODEL = find_model(Settings())
# Rounding of fp32 sums in another order; 100 times what was seen (2e-7).
TOLERANCE = 2e-5


@pytest.fixture(scope="module")
def texts(project_index: Path) -> list[str]:
    """Texts of the corpus, short and long, and some odd ones."""
    index: Index = load_index(project_index)
    odd = ["", "x", "Prolia® ≥ 5 µg", "日本語", "word " * 600, "a" * 5000, "😀"]
    return [*(passage.excerpt.quote for passage in index.passages[::4]), *odd]


def test_default_is_the_quick_encoder(encoder: Encoder) -> None:
    assert isinstance(encoder, OnnxEncoder)


def test_vectors_agree_with_the_reference(
    encoder: Encoder, reference: SentenceTransformerEncoder, texts: list[str]
) -> None:
    ours, theirs = encoder.encode_passages(texts), reference.encode_passages(texts)
    assert np.abs(vectors_of(ours) - vectors_of(theirs)).max() < TOLERANCE
    asked, expected = encoder.encode_query(texts[0]), reference.encode_query(texts[0])
    assert np.abs(asked.vector - expected.vector).max() < TOLERANCE
    assert np.abs(encoder.encode_danger(texts[0]) - reference.encode_danger(texts[0])).max() < TOLERANCE
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_array_equal(one.spans, other.spans)
        # Rounding to 127ths may fall on either side.
        assert np.abs(one.tokens.astype(int) - other.tokens.astype(int)).max(initial=0) <= 1


def test_tokens_and_window_are_the_references(
    encoder: Encoder, reference: SentenceTransformerEncoder, texts: list[str]
) -> None:
    assert encoder.window == reference.window
    assert encoder.count_tokens(texts) == reference.count_tokens(texts)
    assert encoder.identity == reference.identity


def test_vector_does_not_depend_on_batch_or_neighbours_to_the_last_bit(
    encoder: Encoder, texts: list[str]
) -> None:
    together = encoder.encode_passages(texts)
    alone = [encoder.encode_passages([text])[0] for text in texts]
    backwards = encoder.encode_passages(texts[::-1])[::-1]
    for others in (alone, backwards):
        np.testing.assert_array_equal(vectors_of(together), vectors_of(others))
        for one, other in zip(together, others, strict=True):
            np.testing.assert_array_equal(one.tokens, other.tokens)


def test_nothing_is_encoded_to_nothing(encoder: Encoder) -> None:
    assert encoder.encode_passages([]) == []


def test_damaged_file_is_seen_and_made_again(
    encoder: Encoder, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    retrieval = tuning_of(MODEL.identity.checksum, "retrieval")
    danger = tuning_of(MODEL.identity.checksum, "danger")
    assert retrieval is not None
    assert danger is not None
    made = onnx_file(MODEL, cache, retrieval.checksum)
    file = onnx_file(MODEL, tmp_path, retrieval.checksum)
    file.parent.mkdir()
    shutil.copy(made, file)
    shutil.copy(made.with_suffix(".json"), file.with_suffix(".json"))
    assert is_whole(file)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert not is_whole(file)

    exported: list[Path] = []

    def export(_: object, target: Path, purpose: str | None = None) -> None:
        exported.append(target)
        shutil.copy(made, target)

    monkeypatch.setattr(onnx_export, "export", export)
    assert open_exported(MODEL, tmp_path) is not None
    assert exported == [file, onnx_file(MODEL, tmp_path, danger.checksum)]


def test_file_whose_vectors_disagree_is_not_used(
    reference: SentenceTransformerEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(onnx_export, "load_reference", lambda _: reference)
    monkeypatch.setattr(onnx_export, "AGREEMENT", 1.1)
    with pytest.raises(EncoderError, match="disagrees"):
        open_exported(MODEL, tmp_path)
    assert list((tmp_path / "onnx").iterdir()) == []


def test_cache_that_cannot_be_written_leaves_the_reference(
    reference: SentenceTransformerEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.setattr(onnx_export, "load_reference", lambda _: reference)
    monkeypatch.setattr("drugbot.index.reference.load_reference", lambda _: reference)
    assert load_encoder(MODEL, Settings(cache=blocked)) is reference
    with pytest.raises(EncoderError, match="DRUGBOT_CACHE"):
        load_encoder(MODEL, Settings(cache=blocked, runtime="onnx"))


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("config.json", {"model_type": "mpnet"}),
        ("1_Pooling/config.json", {"pooling_mode_cls_token": True}),
        ("modules.json", [{"type": "sentence_transformers.models.Transformer"}]),
        ("tokenizer.json", None),
    ],
)
def test_other_kinds_of_model_are_left_to_the_reference(tmp_path: Path, file: str, content: object) -> None:
    model = tmp_path / "model"
    shutil.copytree(MODEL.directory, model, ignore=shutil.ignore_patterns("*.safetensors"))
    assert can_be_exported(model)
    if content is None:
        (model / file).unlink()
    else:
        (model / file).write_text(json.dumps(content))
    assert not can_be_exported(model)


def test_asking_with_an_exported_model_loads_neither_torch_nor_sentence_transformers(
    encoder: Encoder, project_index: Path
) -> None:
    code = (
        "import sys; from drugbot import Chatbot, load_settings\n"
        f"reply = Chatbot.open(load_settings({{'index': {str(project_index)!r}}})).reply(['prolia dose'])\n"
        "print(reply.kind, *{'torch', 'transformers', 'sentence_transformers', 'gradio'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "answer"
