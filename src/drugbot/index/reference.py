"""The reference encoder: any model that sentence-transformers can load; the only home of that library.

It takes seconds to import and is imported when a model is loaded, not before.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Sequence
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from drugbot.errors import EncoderError
from drugbot.index.encoder import EncoderIdentity, Encoding, Vectors
from drugbot.index.models import Model
from drugbot.index.projection import no_tokens, projection_of, speaking
from drugbot.index.tuning import Purpose, tuning_of
from drugbot.progress import Progress, no_progress

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH = 32
_SLAB = 64  # texts between two steps of the progress bar


def load_reference(model: Model) -> SentenceTransformerEncoder:
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
            f"({first_line(error)}); name another with --encoder"
        ) from error
    return SentenceTransformerEncoder(transformer, model.identity)


class SentenceTransformerEncoder:
    """An `Encoder` over sentence-transformers."""

    def __init__(self, transformer: SentenceTransformer, identity: EncoderIdentity) -> None:
        self._transformer = transformer
        self._identity = identity
        self._projection = projection_of(identity.checksum) if identity.learned else None
        self._tokenizer: Any = transformer.tokenizer
        self._lock = Lock()  # its tokenizer cannot be used by two threads at once

    def transformer_module(self, purpose: Purpose | None = None) -> Any:
        """Return the torch module that makes the token states, for a purpose or as the model is, for the export."""
        models = {"retrieval": lambda: self._reading, "danger": lambda: self._danger}
        return _module_of(models[purpose]() if purpose else self._transformer)

    @cached_property
    def _reading(self) -> SentenceTransformer:
        return self._tuned("retrieval")

    @cached_property
    def _danger(self) -> SentenceTransformer:
        return self._tuned("danger")

    def _tuned(self, purpose: Purpose) -> SentenceTransformer:
        """Return a copy of the model with the weights that were learned for a purpose."""
        tuning = tuning_of(self._identity.checksum, purpose) if self._identity.learned else None
        if tuning is None:
            return self._transformer
        tuned = copy.deepcopy(self._transformer)
        weights = dict(_module_of(tuned).named_parameters())
        for name, change in tuning.changes.items():
            weights[name].data += weights[name].data.new_tensor(change)
        return tuned

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

    def encode_passages(self, texts: Sequence[str], progress: Progress = no_progress) -> list[Encoding]:
        """Encode many texts."""
        # Those of like length together, since a batch is padded to its longest.
        order = sorted(range(len(texts)), key=lambda i: (-len(texts[i]), i))
        slabs = [order[at : at + _SLAB] for at in range(0, len(order), _SLAB)]
        made: dict[int, Encoding] = {}
        for slab in progress(slabs, "encoding", len(slabs)):
            encoded = self._encode(self._reading, self._identity.passage_prefix, [texts[i] for i in slab])
            made.update(zip(slab, encoded, strict=True))
        return [made[i] for i in range(len(texts))]

    def encode_query(self, text: str) -> Encoding:
        """Encode a question; one beyond the window is cut."""
        return self._encode(self._reading, self._identity.query_prefix, [text])[0]

    def encode_danger(self, text: str) -> Vectors:
        """Encode a message; one beyond the window is cut."""
        return self._encode(self._danger, "", [text])[0].vector

    def _encode(self, model: SentenceTransformer, prefix: str, texts: Sequence[str]) -> list[Encoding]:
        whole = [prefix + text for text in texts]
        with self._lock:
            outputs = model.encode(
                whole,
                batch_size=_BATCH,
                output_value=None if self._projection else "sentence_embedding",
                normalize_embeddings=self._projection is None,
                show_progress_bar=False,
            )
            return [
                self._encoding(text, output, len(prefix)) for text, output in zip(whole, outputs, strict=True)
            ]

    def _encoding(self, text: str, output: Any, prefix: int) -> Encoding:
        if self._projection is None:
            return Encoding(np.asarray(output, np.float32), *no_tokens())
        vector: Vectors = output["sentence_embedding"].numpy().astype(np.float32)
        longest = int(self._transformer.max_seq_length)
        encoded = self._tokenizer(text, truncation=True, max_length=longest, return_offsets_mapping=True)
        kept, spans = speaking(text, encoded["offset_mapping"], prefix)
        states = output["token_embeddings"].numpy()[: len(kept)][kept]
        return Encoding(vector / np.linalg.norm(vector), self._projection.tokens(states), spans)


def _module_of(transformer: SentenceTransformer) -> Any:
    first = transformer[0]
    return first.auto_model if hasattr(first, "auto_model") else first.model


def first_line(error: BaseException) -> str:
    """Return the first line of what an error says."""
    return str(error).strip().split("\n", 1)[0][:200]
