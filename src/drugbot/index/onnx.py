"""The quick encoder: an exported model run by onnxruntime; the only home of that library and of tokenizers.

Precision is fp32. A text's vector does not depend on its batch beyond rounding: padding is masked, and
nothing is scaled by what else is in the batch (as dynamic int8 quantisation does).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Encoding, Tokenizer

from drugbot.errors import EncoderError
from drugbot.index.encoder import EncoderIdentity, Vectors, encode_longest_first
from drugbot.index.models import Model
from drugbot.progress import Progress, no_progress

_BATCH = 16


class OnnxEncoder:
    """An `Encoder` over onnxruntime."""

    def __init__(self, file: Path, model: Model) -> None:
        """Open an exported model.

        Args:
            file: the ONNX file.
            model: the model that it was made from, for its tokenizer and identity.

        Raises:
            EncoderError: the file is no model that onnxruntime can run.
        """
        self._identity = model.identity
        self._tokenizer: Tokenizer = Tokenizer.from_file(str(model.directory / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._longest = int(
            json.loads((model.directory / "sentence_bert_config.json").read_bytes())["max_seq_length"]
        )
        try:
            self._session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
        except Exception as error:  # of a dozen types of its own
            raise EncoderError(f"{file}: not a model that onnxruntime can run; delete it") from error
        self._dimension = int(self._session.get_outputs()[0].shape[1])

    @property
    def identity(self) -> EncoderIdentity:
        """See `Encoder`, as for all that follows."""
        return self._identity

    @property
    def window(self) -> int:
        """Most tokens of a passage, its prefix and special tokens not counted."""
        prefix = self.count_tokens([self._identity.passage_prefix])[0] if self._identity.passage_prefix else 0
        return self._longest - self._tokenizer.num_special_tokens_to_add(False) - prefix

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count with the model's own tokenizer."""
        return [len(e.ids) for e in self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]

    def encode_passages(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        """Encode many texts."""
        prefixed = [self._identity.passage_prefix + text for text in texts]
        return encode_longest_first(prefixed, self._encode, self._dimension, progress)

    def encode_query(self, text: str) -> Vectors:
        """Encode a question; one beyond the window is cut."""
        vector: Vectors = self._encode([self._identity.query_prefix + text])[0]
        return vector

    def _encode(self, texts: list[str]) -> Vectors:
        encodings = self._tokenizer.encode_batch_fast(texts)
        batches = [encodings[at : at + _BATCH] for at in range(0, len(encodings), _BATCH)]
        return np.concatenate([self._run(batch) for batch in batches])

    def _run(self, batch: Sequence[Encoding]) -> Vectors:
        rows = [self._cut(encoding.ids) for encoding in batch]
        ids = np.zeros((len(rows), max(map(len, rows))), np.int64)
        mask = np.zeros_like(ids)
        for number, row in enumerate(rows):
            ids[number, : len(row)] = row
            mask[number, : len(row)] = 1
        (vectors,) = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        return np.asarray(vectors, np.float32)

    def _cut(self, ids: list[int]) -> list[int]:
        # The last token closes the text, whatever is cut before it.
        return ids if len(ids) <= self._longest else [*ids[: self._longest - 1], ids[-1]]
