"""Learn how messages are read to tell danger: changes of the model's upper layers, with a regression over its vector.

What is learned is small: products of thin matrices added to the weights of the upper half of the layers (LoRA: Hu et
al., ICLR 2022). The lower half stays as it is, so its states are computed once for every message; that halves the time.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import AutoModel, AutoTokenizer

from drugbot.index.encoder import Vectors
from training.thin import thinned

_RANK, _FROM = 16, 3  # of the thin matrices; the first layer that is changed
_RATE, _DECAY, _WARM_UP, _LONGEST_STEP = 2e-3, 0.01, 0.1, 1.0
_SCALE = 10.0  # of the logits: a unit vector is short beside what a regression needs
_BATCH, _MIXED = 32, 20  # messages of a step; steps whose messages are sorted by length together
_LONGEST = 128  # tokens
_SMOOTH = 0.05  # so that it is not surer than it can be: it is averaged with another opinion


class Reader:
    """The model with what is learned to tell danger."""

    def __init__(self, directory: Path, classes: int) -> None:
        """Load the model from its directory, nothing learned yet."""
        torch.manual_seed(0)
        self._tokenizer: Any = AutoTokenizer.from_pretrained(str(directory))
        self._model: Any = AutoModel.from_pretrained(str(directory)).eval()
        self._upper: Any = copy.deepcopy(self._model.encoder.layer[_FROM:])
        self._thin = thinned(self._upper, _RANK)
        self._head = torch.nn.Linear(self._model.config.hidden_size, classes)
        torch.nn.init.zeros_(self._head.bias)

    def learn(self, messages: Sequence[str], classes: NDArray[np.int64], epochs: int) -> None:
        """Learn from messages and their classes."""
        lower = self._lower(messages)
        wanted = torch.tensor(classes)
        learned = [p for p in (*self._upper.parameters(), *self._head.parameters()) if p.requires_grad]
        optimizer = torch.optim.AdamW(learned, lr=_RATE, weight_decay=_DECAY)
        random = np.random.default_rng(0)
        batches = [batch for _ in range(epochs) for batch in _batches([len(s) for s in lower], random)]
        self._upper.train()
        for number, batch in enumerate(batches):
            done = number / len(batches)
            optimizer.param_groups[0]["lr"] = _RATE * min(1.0, done / _WARM_UP) * (1 - done)
            logits = self._logits([lower[i] for i in batch])
            loss = torch.nn.functional.cross_entropy(logits, wanted[batch], label_smoothing=_SMOOTH)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learned, _LONGEST_STEP)
            optimizer.step()
        self._upper.eval()

    def vectors(self, messages: Sequence[str]) -> Vectors:
        """Return the vectors of messages, of unit length."""
        with torch.no_grad():
            return np.concatenate([self._vectors([each]).numpy() for each in self._lower(messages)])

    def factors(self) -> dict[str, tuple[Vectors, Vectors]]:
        """Return the thin matrices by the name of the weight that their product is added to."""
        found = {}
        for name, thin in self._thin.items():
            layer, _, rest = name.partition(".")
            weight = f"encoder.layer.{int(layer) + _FROM}.{rest}.weight"
            found[weight] = (thin.outer.detach().numpy(), thin.inner.detach().numpy())
        return found

    def regression(self) -> tuple[Vectors, Vectors]:
        """Return weights, shape (dimension, classes), and bias of the regression over the vector."""
        weights, bias = self._head.weight.detach().numpy(), self._head.bias.detach().numpy()
        return (_SCALE * weights.T).copy(), _SCALE * bias

    def _lower(self, messages: Sequence[str]) -> list[Any]:
        """Return the states of each message's tokens below the layers that are changed."""
        found = []
        layers = self._model.encoder.layer[:_FROM]
        with torch.no_grad():
            for message in messages:
                ids = self._tokenizer(
                    message, truncation=True, max_length=_LONGEST, return_tensors="pt"
                ).input_ids
                states = self._model.embeddings(input_ids=ids, token_type_ids=torch.zeros_like(ids))
                found.append(_through(layers, states, None)[0].half())
        return found

    def _logits(self, lower: Sequence[Any]) -> Any:
        return _SCALE * self._head(self._vectors(lower))

    def _vectors(self, lower: Sequence[Any]) -> Any:
        states = torch.nn.utils.rnn.pad_sequence([each.float() for each in lower], batch_first=True)
        mask = torch.tensor([[1.0] * len(each) + [0.0] * (states.shape[1] - len(each)) for each in lower])
        states = _through(self._upper, states, (1 - mask[:, None, None, :]) * -1e9)
        mean = (states * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        return torch.nn.functional.normalize(mean, dim=1)


def _through(layers: Any, states: Any, mask: Any) -> Any:
    for layer in layers:
        found = layer(states, attention_mask=mask)
        states = found[0] if isinstance(found, tuple) else found
    return states


def _batches(lengths: Sequence[int], random: np.random.Generator) -> list[NDArray[np.int64]]:
    """Return the numbers of messages, those of like length together, in random order."""
    order, found = random.permutation(len(lengths)), []
    for at in range(0, len(order), _BATCH * _MIXED):
        part = np.asarray(sorted(order[at : at + _BATCH * _MIXED], key=lengths.__getitem__))
        found += [part[i : i + _BATCH] for i in range(0, len(part), _BATCH)]
    return [found[number] for number in random.permutation(len(found))]
