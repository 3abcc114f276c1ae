"""Learn how questions and passages are read: changes of the model's weights, and the projection of token states.

Both are read with the same changes, products of thin matrices added to the weights (LoRA: Hu et al., ICLR 2022). They
are learned together with the projection that late interaction compares tokens in, and the network of
`drugbot.retrieval.attention`. Some questions are misspelt while they are learned from.

Loss: the negative logarithm of the probability of what is right, by a softmax over the drug's passages and "none
of them", whose score is learned too; by the nearest vectors, by late interaction and by attention. So a question that
the monograph does not answer teaches as well: passages must not merely be in the right order, those that do not answer
must stay under what "none" scores. Vectors are held near to where the model has them, so that similarities keep their
meaning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch

from drugbot.index.encoder import Vectors
from training.attending import Attending
from training.examples import NOT_JUDGED, SAYS_IT, Document, Example
from training.noise import misspelt
from training.reading import Reader, Shelf, projected

_RATE, _ATTENDING_RATE, _PROJECTION_RATE, _TEMPERATURE_RATE, _NONE_RATE = 5e-4, 2e-3, 1e-3, 0.1, 0.005
_TEMPERATURE, _NONE = (20.0, 20.0), (0.55, 0.7)  # by the nearest vectors, by late interaction
_STAY_NEAR = 0.005  # weight of the squared distance of the projection from its start
_KEEP_MEANING = 1.0  # weight of the distance (1 - cosine) of a vector from the model's own
_WARM_UP = 0.1  # share of the steps in which the rate rises
_MISSPELT = 0.3  # share of the questions
_BATCH = 16
_PASSAGES = 20  # of a document that a batch is learned on
_SAMPLE, _EVERY = 20_000, 9


def start_of(documents: Collection[Document], dimension: int) -> Vectors:
    """Return the projection to the leading right singular vectors, shape (model dimension, dimension)."""
    states = np.concatenate([document.states[::_EVERY] for document in documents])
    chosen = np.random.default_rng(0).choice(len(states), min(_SAMPLE, len(states)), replace=False)
    found: Vectors = np.linalg.svd(states[chosen], full_matrices=False)[2][:dimension].T.copy()
    return found


@dataclass(frozen=True, eq=False)
class Lesson:
    """What is learned together.

    Attributes:
        reader: of questions and passages.
        matrix: the projection of token states, shape (model dimension, dimension).
        attending: the network that tells whether a passage answers.
    """

    reader: Reader
    matrix: Vectors
    attending: Attending


@dataclass(frozen=True, eq=False)
class Beginning:
    """What learning begins with.

    Attributes:
        matrix: the projection.
        factors: of the changed weights, as `Reader.factors` returns them; none where nothing was learned yet.
        attending: of attention, as `Attending.packed` returns it; none as well.
        pace: the share of the ordinary rates; single numbers (temperatures, "none") are learned at those.
    """

    matrix: Vectors
    factors: Mapping[str, tuple[Vectors, Vectors]] = field(default_factory=dict)
    attending: Mapping[str, np.ndarray] = field(default_factory=dict)
    pace: float = 1.0


class _Learning:
    """All that is changed while it is learned."""

    def __init__(self, directory: Path, beginning: Beginning) -> None:
        self.reader = Reader(directory)
        self.reader.take(beginning.factors)
        self.attending = Attending(beginning.matrix.shape[1])
        if beginning.attending:
            self.attending.take(beginning.attending)
        self.rates = [beginning.pace * rate for rate in (_RATE, _ATTENDING_RATE)]
        self.origin: Any = torch.tensor(beginning.matrix)
        self.matrix: Any = self.origin.clone().requires_grad_(True)
        self.temperature: Any = torch.tensor(_TEMPERATURE, requires_grad=True)
        self.none: Any = torch.tensor(_NONE, requires_grad=True)
        thin = [parameter for parameter in self.reader.model.parameters() if parameter.requires_grad]
        self.optimizer: Any = torch.optim.AdamW(
            [
                {"params": thin, "lr": self.rates[0], "weight_decay": 0.01},
                {"params": self.attending.layers, "lr": self.rates[1], "weight_decay": 0.01},
                {"params": [self.matrix], "lr": beginning.pace * _PROJECTION_RATE, "weight_decay": 0.0},
                {
                    "params": [self.temperature, *self.attending.plain],
                    "lr": _TEMPERATURE_RATE,
                    "weight_decay": 0.0,
                },
                {"params": [self.none], "lr": _NONE_RATE, "weight_decay": 0.0},
            ]
        )

    def step(self, loss: Any, done: float) -> None:
        """Change it all a little, the layers by what share of the learning is done."""
        for group, rate in zip(self.optimizer.param_groups, self.rates, strict=False):
            group["lr"] = rate * min(1.0, done / _WARM_UP) * (1 - done)
        loss = loss + _STAY_NEAR * ((self.matrix - self.origin) ** 2).sum()
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()


def learn(
    rounds: Sequence[Sequence[Example]],
    documents: Mapping[str, list[Document]],
    beginning: Beginning,
    directory: Path,
) -> Lesson:
    """Learn how texts are read, the projection, and attention, from rounds of examples, answerable or not."""
    learning = _Learning(directory, beginning)
    batches = [
        batch
        for number, examples in enumerate(rounds)
        for batch in _batches(examples, np.random.default_rng(number))
    ]
    random = np.random.default_rng(len(rounds))
    for number, batch in enumerate(batches):
        passages = documents[batch[0].group]
        kept = hardest(batch, passages)
        asked = [misspelt(e.query, e.drug, random) if random.random() < _MISSPELT else e.query for e in batch]
        loss = _loss(batch, asked, kept, [passages[i] for i in kept], learning)
        learning.step(loss, number / len(batches))
    return Lesson(learning.reader, learning.matrix.detach().numpy(), learning.attending.eval())


def _batches(examples: Sequence[Example], random: np.random.Generator) -> list[list[Example]]:
    by_group: dict[str, list[Example]] = defaultdict(list)
    for number in random.permutation(len(examples)):
        by_group[examples[number].group].append(examples[number])
    batches = [found[at : at + _BATCH] for found in by_group.values() for at in range(0, len(found), _BATCH)]
    return [batches[number] for number in random.permutation(len(batches))]


def hardest(batch: Sequence[Example], documents: Sequence[Document]) -> list[int]:
    """Return which passages a batch is learned on: those nearest to any question, and one that says it for each.

    Others that say it may be left out; all of a question's may not, or it would be taught that none does.
    """
    asked = np.stack([example.vector for example in batch])
    similar = np.stack([(document.vectors @ asked.T).max(0) for document in documents])
    says_it = np.stack([example.grades == SAYS_IT for example in batch], axis=1)
    near = similar.max(axis=1)
    near[np.where(says_it, similar, -np.inf).argmax(axis=0)[says_it.any(axis=0)]] = np.inf
    return sorted(np.argsort(-near, kind="stable")[:_PASSAGES].tolist())


def _loss(
    batch: Sequence[Example],
    asked: Sequence[str],
    kept: Sequence[int],
    documents: Sequence[Document],
    learning: _Learning,
) -> Any:
    """Return the loss of a batch.

    Args:
        batch: examples of one document.
        asked: their questions, as they are to be read.
        kept: which of its passages it is learned on.
        documents: these.
        learning: what is changed.
    """
    vectors, states = learning.reader.read(asked)
    shelf = Shelf.of(documents, learning.reader, learning.matrix)
    questions, is_asked = projected(states, learning.matrix)
    grades = [example.grades[list(kept)] for example in batch]
    says_it = torch.tensor(
        np.stack([[*(g == SAYS_IT), not e.is_answerable] for e, g in zip(batch, grades, strict=True)])
    )
    none_of_all = learning.none[:, None, None].expand(2, 1, len(batch))
    attended = learning.attending(shelf.tokens, shelf.is_token, questions, is_asked)
    ways = [
        torch.cat([shelf.nearest(vectors), none_of_all[0]]) * learning.temperature[0],
        torch.cat([shelf.late(questions, is_asked), none_of_all[1]]) * learning.temperature[1],
        torch.cat([attended, learning.attending.none.expand(1, len(batch))]),
    ]
    total = _moved(vectors, [example.vector for example in batch])
    total = total + _moved(shelf.vectors, [vector for document in documents for vector in document.vectors])
    is_open = torch.tensor(np.stack([[*(found == NOT_JUDGED), False] for found in grades])).T
    for scores in ways:
        likely = torch.log_softmax(scores.masked_fill(is_open, -torch.inf), 0).T.masked_fill(
            ~says_it, -torch.inf
        )
        total = total - torch.logsumexp(likely, 1).mean()
    return total


def _moved(vectors: Any, own: Sequence[Vectors]) -> Any:
    """Return how far vectors are from the model's own, on average, weighed."""
    return _KEEP_MEANING * (1 - (vectors * torch.tensor(np.stack(own))).sum(1)).mean()
