"""Turn a model's weights into an ONNX file, once; torch is needed for this only.

The file holds the transformer, mean pooling and normalisation (what ``modules.json`` of the model asks for),
in fp32, and gives the states of the tokens as well.
One file is made for retrieval and one for danger, where something was taught for them (`drugbot.index.tuning`).
They are kept under the cache folder, named after the checksum of the model they were made from; a record
beside each holds its own checksum, which is verified whenever it is loaded. A file is used only if its vectors
agree with those of the reference on texts of many lengths.
"""

from __future__ import annotations

import hashlib
import json
import os
import warnings
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from drugbot.errors import EncoderError
from drugbot.index.encoder import Encoder, Vectors, vectors_of
from drugbot.index.models import Model
from drugbot.index.onnx import OnnxEncoder
from drugbot.index.reference import SentenceTransformerEncoder, first_line, load_reference
from drugbot.index.tuning import Purpose, tuning_of

AGREEMENT = 0.9999  # least cosine between a vector of the ONNX file and the reference's
_OPSET = 17
_MODULES = (
    "sentence_transformers.models.Transformer",
    "sentence_transformers.models.Pooling",
    "sentence_transformers.models.Normalize",
)
_PROBES = (
    "x",
    "Prolia® ≥ 5 µg",
    *("Take one 60 mg tablet by mouth, every 6 months. " * times for times in (1, 2, 5, 12, 20)),
)


def can_be_exported(directory: Path) -> bool:
    """Return whether a model is a BERT with mean pooling and normalisation, which is what is exported."""
    try:
        modules = [module["type"] for module in json.loads((directory / "modules.json").read_bytes())]
        pooling = json.loads((directory / "1_Pooling" / "config.json").read_bytes())
        kind = json.loads((directory / "config.json").read_bytes())["model_type"]
        limits = json.loads((directory / "sentence_bert_config.json").read_bytes())
    except (OSError, ValueError, KeyError, TypeError):
        return False
    is_mean = pooling.get("pooling_mode_mean_tokens") or pooling.get("pooling_mode") == "mean"
    stems = tuple(name.rsplit(".", 1)[-1] for name in modules)
    wanted = tuple(name.rsplit(".", 1)[-1] for name in _MODULES)
    is_limited = isinstance(limits.get("max_seq_length"), int)
    return (
        kind == "bert"
        and is_limited
        and stems == wanted
        and bool(is_mean)
        and (directory / "tokenizer.json").is_file()
    )


def open_exported(model: Model, cache: Path) -> OnnxEncoder | None:
    """Open the ONNX files of a model, after making those that are missing or damaged.

    Returns:
        The encoder, or None for a kind of model that is not exported.

    Raises:
        EncoderError: the file cannot be made.
    """
    if not can_be_exported(model.directory):
        return None
    if not model.identity.learned:
        return OnnxEncoder(_made(model, cache, None), model)
    return OnnxEncoder(_made(model, cache, "retrieval"), model, _made(model, cache, "danger"))


def _made(model: Model, cache: Path, purpose: Purpose | None) -> Path:
    """Return the file for a purpose, or for none, after making it where it is missing or damaged."""
    tuning = tuning_of(model.identity.checksum, purpose) if purpose else None
    file = onnx_file(model, cache, tuning.checksum if tuning else "")
    if not is_whole(file):
        export(model, file, purpose if tuning else None)
    return file


def onnx_file(model: Model, cache: Path, tuning: str = "") -> Path:
    """Return where the ONNX file of a model is kept; one for a purpose by the checksum of what was taught for it."""
    name = "-".join(filter(None, (model.identity.checksum[:16], tuning, "states-fp32.onnx")))
    return cache.expanduser() / "onnx" / name


def is_whole(file: Path) -> bool:
    """Return whether an ONNX file is there and has the checksum that was recorded when it was made."""
    try:
        record = json.loads(file.with_suffix(".json").read_bytes())
        return bool(record["checksum"] == _checksum(file))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def export(model: Model, file: Path, purpose: Purpose | None = None) -> None:
    """Make the ONNX file of a model, for a purpose or as the model is, and verify it against the reference.

    Raises:
        EncoderError: the file cannot be written, or its vectors do not agree with the reference.
    """
    reference = load_reference(model)
    pending = file.with_name(f".{os.getpid()}-{file.name}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with warnings.catch_warnings(
            action="ignore"
        ):  # of the tracer, about branches that are not taken here
            _write(reference.transformer_module(purpose), pending)
        _verify(reference, OnnxEncoder(pending, model), purpose)
        record = {"checksum": _checksum(pending), "model": model.identity.checksum}
        file.with_suffix(".json").write_text(json.dumps(record) + "\n", encoding="utf-8")
        pending.replace(file)
    except OSError as error:
        raise EncoderError(
            f"{file}: the ONNX file cannot be written ({error.strerror}); "
            "set DRUGBOT_CACHE to a folder that can be, or DRUGBOT_RUNTIME=torch"
        ) from error
    except (RuntimeError, ImportError) as error:
        raise EncoderError(
            f"{model.directory}: cannot be exported to ONNX ({first_line(error)}); set DRUGBOT_RUNTIME=torch"
        ) from error
    finally:
        with suppress(OSError):
            pending.unlink()


def _write(module: Any, target: Path) -> None:
    import torch  # noqa: PLC0415 - only where an export is due

    class Sentence(torch.nn.Module):  # type: ignore[misc]
        def __init__(self, transformer: Any) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            states = self.transformer(
                input_ids=input_ids,
                attention_mask=attention_mask,
                token_type_ids=torch.zeros_like(input_ids),
            ).last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(states.dtype)
            mean = (states * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, dim=1), states

    ids = torch.tensor([[101, 2054, 2003, 102], [101, 2054, 102, 0]])
    mask = torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]])
    axes = {0: "texts", 1: "tokens"}
    torch.onnx.export(
        Sentence(module).eval(),
        (ids, mask),
        str(target),
        input_names=["input_ids", "attention_mask"],
        output_names=["vectors", "states"],
        dynamic_axes={"input_ids": axes, "attention_mask": axes, "vectors": {0: "texts"}, "states": axes},
        opset_version=_OPSET,
        dynamo=False,
    )


def _verify(reference: SentenceTransformerEncoder, made: OnnxEncoder, purpose: Purpose | None) -> None:
    ours, theirs = (_probed(encoder, purpose) for encoder in (made, reference))
    worst = float(np.min(np.sum(ours * theirs, axis=1)))
    if worst < AGREEMENT:
        raise EncoderError(
            f"the exported model disagrees with the reference (cosine {worst:.5f}); set DRUGBOT_RUNTIME=torch"
        )


def _probed(encoder: Encoder, purpose: Purpose | None) -> Vectors:
    if purpose == "danger":
        return np.stack([encoder.encode_danger(text) for text in _PROBES])
    return vectors_of(encoder.encode_passages(_PROBES))


def _checksum(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
