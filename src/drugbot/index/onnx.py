"""The quick encoder: an exported model run by onnxruntime; the only home of that library and of tokenizers.

Precision is fp32, and each text is run alone, by one thread; several texts are run side by side. So a vector
does not depend, to the last bit, on what else is encoded or when, and an index that was built piece by piece
equals one that was built at once. It is quicker as well: nothing is padded, and no thread waits for another.
Dynamic int8 was tried and left: its scale comes from the whole batch, so the neighbours change a vector.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from drugbot.errors import EncoderError
from drugbot.index.encoder import EncoderIdentity, Encoding, Vectors
from drugbot.index.models import Model
from drugbot.index.projection import Spans, no_tokens, projection_of, speaking
from drugbot.index.threads import cores
from drugbot.progress import Progress, no_progress


class OnnxEncoder:
    """An `Encoder` over onnxruntime."""

    def __init__(self, file: Path, model: Model, danger: Path | None = None) -> None:
        """Open an exported model; a file is loaded when first needed.

        Args:
            file: the ONNX file that questions and passages are encoded with.
            model: the model that it was made from, for its tokenizer and identity.
            danger: the one that messages are encoded with, where something was learned for that.
        """
        self._file, self._danger_file = file, danger or file
        self._identity = model.identity
        self._projection = projection_of(model.identity.checksum) if model.identity.learned else None
        self._tokenizer: Tokenizer = Tokenizer.from_file(str(model.directory / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._longest = int(
            json.loads((model.directory / "sentence_bert_config.json").read_bytes())["max_seq_length"]
        )

    @cached_property
    def _reading(self) -> onnxruntime.InferenceSession:
        return _session(self._file)

    @cached_property
    def _danger(self) -> onnxruntime.InferenceSession:
        return _session(self._danger_file) if self._danger_file != self._file else self._reading

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

    def encode_passages(self, texts: Sequence[str], progress: Progress = no_progress) -> list[Encoding]:
        """Encode many texts, as many side by side as there are cores."""
        longest_first = sorted(range(len(texts)), key=lambda i: -len(texts[i]))  # so that none is waited for
        made: dict[int, Encoding] = {}
        prefix = self._identity.passage_prefix
        with ThreadPoolExecutor(cores()) as pool:
            encodings = pool.map(lambda i: self._encode(prefix, texts[i]), longest_first)
            for i, encoding in progress(zip(longest_first, encodings, strict=True), "encoding", len(texts)):
                made[i] = encoding
        return [made[i] for i in range(len(texts))]

    def encode_query(self, text: str) -> Encoding:
        """Encode a question; one beyond the window is cut."""
        return self._encode(self._identity.query_prefix, text)

    def encode_danger(self, text: str) -> Vectors:
        """Encode a message; one beyond the window is cut."""
        return self._run(self._danger, text)[0]

    def states(self, text: str) -> tuple[Vectors, Vectors, Spans]:
        """Return the vector of a text, the states of its speaking tokens and where these stand.

        States have the model's own dimension: what a projection is learned from.
        """
        return self._states("", text)

    def _states(self, prefix: str, text: str) -> tuple[Vectors, Vectors, Spans]:
        whole = prefix + text
        vector, states, spans = self._run(self._reading, whole)
        kept, places = speaking(whole, spans, len(prefix))
        return vector, states[kept], places

    def _run(
        self, session: onnxruntime.InferenceSession, text: str
    ) -> tuple[Vectors, Vectors, list[tuple[int, int]]]:
        """Return the vector of a text, the states of all its tokens, and where these stand."""
        encoded = self._tokenizer.encode(text)
        ids, spans = encoded.ids, encoded.offsets
        if len(ids) > self._longest:  # the last token closes the text, whatever is cut before it
            ids, spans = [*ids[: self._longest - 1], ids[-1]], [*spans[: self._longest - 1], spans[-1]]
        row = np.asarray([ids], np.int64)
        vectors, states = session.run(None, {"input_ids": row, "attention_mask": np.ones_like(row)})
        return np.asarray(vectors[0], np.float32), states[0], spans

    def _encode(self, prefix: str, text: str) -> Encoding:
        vector, states, spans = self._states(prefix, text)
        if self._projection is None:
            return Encoding(vector, *no_tokens())
        return Encoding(vector, self._projection.tokens(states), spans)


def _session(file: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    try:
        return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # of a dozen types of its own
        raise EncoderError(f"{file}: not a model that onnxruntime can run; delete it") from error
