"""Learn the projection of token states for late interaction.

Loss: the negative logarithm of the probability of what is right, by a softmax over the drug's passages and "none
of them", whose score is learned too. So a question that the monograph does not answer teaches as well: passages
must not merely be in the right order, those that do not answer must stay under what "none" scores.
Start: the leading right singular vectors of the states, which is what a projection without learning would be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import torch

from drugbot.index.encoder import Vectors
from training.examples import SAYS_IT, Document, Example

_RATE, _TEMPERATURE_RATE = 1e-3, 0.1
_TEMPERATURE, _NONE = 20.0, 0.7
_NONE_RATE = 0.005
_STAY_NEAR = 0.005  # weight of the squared distance from the start
_BATCH = 12
_SAMPLE, _EVERY = 20_000, 9


def start_of(documents: Collection[Document], dimension: int) -> Vectors:
    """Return the projection to the leading right singular vectors, shape (model dimension, dimension)."""
    states = np.concatenate([document.states[::_EVERY] for document in documents])
    chosen = np.random.default_rng(0).choice(len(states), min(_SAMPLE, len(states)), replace=False)
    found: Vectors = np.linalg.svd(states[chosen], full_matrices=False)[2][:dimension].T.copy()
    return found


def learn(
    examples: Sequence[Example], documents: dict[str, list[Document]], start: Vectors, epochs: int
) -> Vectors:
    """Learn a projection from examples, answerable or not."""
    origin = torch.tensor(start)
    matrix = origin.clone().requires_grad_(True)
    temperature = torch.tensor(_TEMPERATURE, requires_grad=True)
    none = torch.tensor(_NONE, requires_grad=True)
    optimizer = torch.optim.Adam(
        [
            {"params": [matrix], "lr": _RATE},
            {"params": [temperature], "lr": _TEMPERATURE_RATE},
            {"params": [none], "lr": _NONE_RATE},
        ]
    )
    states = {
        group: (torch.tensor(np.concatenate([d.states for d in found])), [len(d.states) for d in found])
        for group, found in documents.items()
    }
    for epoch in range(epochs):
        for batch in _batches(examples, np.random.default_rng(epoch)):
            passages, sizes = states[batch[0].group]
            projected = _unit(passages @ matrix)
            loss = sum(
                _loss(example, projected, sizes, matrix, temperature, none) for example in batch
            ) / len(batch)
            loss = loss + _STAY_NEAR * ((matrix - origin) ** 2).sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    found: Vectors = matrix.detach().numpy()
    return found


def _batches(examples: Sequence[Example], random: np.random.Generator) -> list[list[Example]]:
    by_group: dict[str, list[Example]] = defaultdict(list)
    for number in random.permutation(len(examples)):
        by_group[examples[number].group].append(examples[number])
    batches = [found[at : at + _BATCH] for found in by_group.values() for at in range(0, len(found), _BATCH)]
    return [batches[number] for number in random.permutation(len(batches))]


def _loss(
    example: Example, projected: Any, sizes: list[int], matrix: Any, temperature: Any, none: Any
) -> Any:
    query = _unit(torch.tensor(example.states) @ matrix)
    similar = torch.split(projected @ query.T, sizes)
    scores = torch.stack([part.max(0).values for part in similar]).mean(1)
    scores = torch.cat([scores, none[None]]) * temperature
    says_it = torch.tensor([*(example.grades == SAYS_IT), not example.is_answerable])
    return -torch.logsumexp(torch.log_softmax(scores, 0)[says_it], 0)


def _unit(vectors: Any) -> Any:
    return vectors / (vectors.norm(dim=1, keepdim=True) + 1e-6)
