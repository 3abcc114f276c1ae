"""Questions and passages as they are read while that is being learned."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import AutoModel, AutoTokenizer

from drugbot.index.encoder import Vectors
from drugbot.index.projection import speaking
from training.examples import Document, Example
from training.thin import thinned

_RANK = 16  # of the thin matrices
_PORTION = 8  # texts of like length that are read together
# Half precision is quicker where the processor multiplies it as matrices, and takes nearly twice as long elsewhere.
_HALF = bool(torch.cpu.get_capabilities().get("amx_bf16"))


class Reader:
    """The model with what is learned."""

    def __init__(self, directory: Path) -> None:
        """Load the model from its directory, nothing learned yet."""
        torch.manual_seed(0)
        self.model: Any = AutoModel.from_pretrained(str(directory), attn_implementation="eager").eval()
        self.thin = {f"{name}.weight": thin for name, thin in thinned(self.model, _RANK).items()}
        self._tokenizer: Any = AutoTokenizer.from_pretrained(str(directory))
        limits = json.loads((directory / "sentence_bert_config.json").read_bytes())
        self._longest = int(limits["max_seq_length"])
        self._known: dict[str, tuple[Any, Any]] = {}

    def read(self, texts: Sequence[str]) -> tuple[Any, list[Any]]:
        """Return the vectors of texts, and the states of each one's speaking tokens."""
        tokenized = [self._tokenized(text) for text in texts]
        order = sorted(range(len(texts)), key=lambda i: len(tokenized[i][0]))
        vectors: list[Any] = []
        states: dict[int, Any] = {}
        for at in range(0, len(order), _PORTION):
            portion = order[at : at + _PORTION]
            found, rows = self._read([tokenized[i][0] for i in portion])
            vectors.append(found)
            states.update({i: row[tokenized[i][1]] for i, row in zip(portion, rows, strict=True)})
        return torch.cat(vectors)[np.argsort(order)], [states[i] for i in range(len(texts))]

    def _read(self, ids: Sequence[Any]) -> tuple[Any, list[Any]]:
        padded = torch.nn.utils.rnn.pad_sequence(list(ids), batch_first=True)
        mask = torch.arange(padded.shape[1]) < torch.tensor([len(row) for row in ids])[:, None]
        with torch.autocast("cpu", torch.bfloat16, enabled=torch.is_grad_enabled() and _HALF):
            states = self.model(input_ids=padded, attention_mask=mask.long()).last_hidden_state.float()
        weights = mask.unsqueeze(-1).float()
        vectors = torch.nn.functional.normalize((states * weights).sum(1) / weights.sum(1), dim=1)
        return vectors, [row[: len(each)] for row, each in zip(states, ids, strict=True)]

    def _tokenized(self, text: str) -> tuple[Any, Any]:
        """Return the tokens of a text, and which of them are speaking."""
        if text not in self._known:
            self._known[text] = self._tokenize(text)
        return self._known[text]

    def _tokenize(self, text: str) -> tuple[Any, Any]:
        encoded = self._tokenizer(
            text, truncation=True, max_length=self._longest, return_offsets_mapping=True, verbose=False
        )
        kept, _ = speaking(text, encoded["offset_mapping"], 0)
        return torch.tensor(encoded["input_ids"]), torch.tensor(kept)

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of many texts, shape (texts, dimension)."""
        with torch.no_grad():
            found: Vectors = self.read(texts)[0].numpy()
        return found

    def factors(self) -> dict[str, tuple[Vectors, Vectors]]:
        """Return the thin matrices by the name of the weight that their product is added to."""
        return {
            name: (thin.outer.detach().numpy(), thin.inner.detach().numpy())
            for name, thin in self.thin.items()
        }

    def take(self, factors: Mapping[str, tuple[Vectors, Vectors]]) -> None:
        """Begin with thin matrices that were learned before, by the name of the weight."""
        with torch.no_grad():
            for name, (outer, inner) in factors.items():
                self.thin[name].outer.copy_(torch.tensor(outer))
                self.thin[name].inner.copy_(torch.tensor(inner))

    def reread(self, examples: Sequence[Example]) -> list[Example]:
        """Return examples with their questions read anew."""
        with torch.no_grad():
            vectors, states = self.read([example.query for example in examples])
        return [
            replace(example, vector=vector.numpy(), states=rows.numpy())
            for example, vector, rows in zip(examples, vectors, states, strict=True)
        ]

    def reread_documents(self, documents: Sequence[Document]) -> list[Document]:
        """Return documents read anew."""
        with torch.no_grad():
            vectors, states = self.read([text for document in documents for text in document.texts])
        ends = np.cumsum([len(document.texts) for document in documents]).tolist()
        return [
            replace(
                document,
                vectors=vectors[end - len(document.texts) : end].numpy(),
                states=states[end - 1].numpy(),
            )
            for document, end in zip(documents, ends, strict=True)
        ]


@dataclass(frozen=True, eq=False)
class Shelf:
    """Passages of one document, as they are read at the moment.

    Attributes:
        vectors: all of them, one after the other.
        owners: which passage each is of.
        tokens: of each passage's last text, projected, of length 1, shape (passages, longest, dimension).
        is_token: which of them are tokens, shape (passages, longest).
    """

    vectors: Any
    owners: Any
    tokens: Any
    is_token: Any

    @classmethod
    def of(cls, documents: Sequence[Document], reader: Reader, matrix: Any) -> Shelf:
        """Read passages."""
        sizes = torch.tensor([len(document.texts) for document in documents])
        vectors, states = reader.read([text for document in documents for text in document.texts])
        last = (sizes.cumsum(0) - 1).tolist()
        owners = torch.arange(len(documents)).repeat_interleave(sizes)
        return cls(vectors, owners, *projected([states[i] for i in last], matrix))

    def nearest(self, vectors: Any) -> Any:
        """Return the similarity of each passage's nearest vector, shape (passages, questions)."""
        found = torch.full((len(self.tokens), len(vectors)), -1.0)
        rows = self.owners[:, None].expand(-1, len(vectors))
        return found.scatter_reduce(0, rows, self.vectors @ vectors.T, "amax")

    def late(self, questions: Any, is_asked: Any) -> Any:
        """Return the mean similarity of a question's tokens to the nearest of a passage's, shape as above.

        Args:
            questions: their tokens, of length 1, shape (questions, longest, dimension).
            is_asked: which of them are tokens, shape (questions, longest).
        """
        similar = torch.einsum("nmd,qtd->nqtm", self.tokens, questions)
        best = similar.masked_fill(~self.is_token[:, None, None], -1.0).amax(3)
        return (best * is_asked).sum(2) / is_asked.sum(1)


def projected(states: Sequence[Any], matrix: Any) -> tuple[Any, Any]:
    """Return the tokens of texts, projected, of length 1, side by side, and which of these are tokens."""
    tokens = torch.nn.utils.rnn.pad_sequence([_unit(rows @ matrix) for rows in states], batch_first=True)
    sizes = torch.tensor([len(rows) for rows in states])
    return tokens, torch.arange(tokens.shape[1]) < sizes[:, None]


def _unit(vectors: Any) -> Any:
    return vectors / (vectors.norm(dim=1, keepdim=True) + 1e-6)
