"""Learn how questions are read: changes of the model's weights for questions, and the projection of token states.

Passages stay as the model makes them; what is learned is where a question lands among them (Lee et al., "Learning Dense
Representations of Phrases at Scale", ACL 2021), by products of thin matrices added to the weights (LoRA: Hu et al.,
ICLR 2022), together with the projection that late interaction compares tokens in, and the network of
`drugbot.retrieval.attention`.

Loss: the negative logarithm of the probability of what is right, by a softmax over the drug's passages and "none
of them", whose score is learned too; by the nearest vectors, by late interaction and by attention. So a question that
the monograph does not answer teaches as well: passages must not merely be in the right order, those that do not answer
must stay under what "none" scores. A question's vector is held near to where it was, so that similarities keep their
meaning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import AutoModel, AutoTokenizer

from drugbot.index.encoder import Vectors
from drugbot.index.projection import speaking
from training.attending import Attending
from training.examples import SAYS_IT, Document, Example
from training.thin import thinned

_RANK = 8
_RATE, _ATTENDING_RATE, _PROJECTION_RATE, _TEMPERATURE_RATE, _NONE_RATE = 5e-4, 2e-3, 1e-3, 0.1, 0.005
_TEMPERATURE, _NONE = (20.0, 20.0), (0.55, 0.7)  # by the nearest vectors, by late interaction
_STAY_NEAR = 0.005  # weight of the squared distance of the projection from its start
_KEEP_MEANING = 1.0  # weight of the distance (1 - cosine) of a question's vector from the model's own
_WARM_UP = 0.1  # share of the steps in which the rate rises
_BATCH = 16
_PASSAGES = 48  # of a document that a batch is learned on
_SAMPLE, _EVERY = 20_000, 9


class Reader:
    """The model with what is learned for questions."""

    def __init__(self, directory: Path) -> None:
        """Load the model from its directory, nothing learned yet."""
        torch.manual_seed(0)
        self.tokenizer: Any = AutoTokenizer.from_pretrained(str(directory))
        self.model: Any = AutoModel.from_pretrained(str(directory)).eval()
        self.thin = {f"{name}.weight": thin for name, thin in thinned(self.model, _RANK).items()}

    def read(self, questions: Sequence[str]) -> tuple[Any, list[Any]]:
        """Return the vectors of questions, and the states of each one's speaking tokens."""
        encoded = self.tokenizer(
            list(questions), padding=True, return_offsets_mapping=True, return_tensors="pt"
        )
        spans, mask = encoded.pop("offset_mapping"), encoded["attention_mask"]
        states = self.model(**encoded).last_hidden_state
        weights = mask.unsqueeze(-1).float()
        vectors = torch.nn.functional.normalize((states * weights).sum(1) / weights.sum(1), dim=1)
        kept = [
            torch.tensor(speaking(text, [tuple(span) for span in row.tolist()], 0)[0])
            for text, row in zip(questions, spans, strict=True)
        ]
        return vectors, [row[keep] for row, keep in zip(states, kept, strict=True)]

    def vectors(self, questions: Sequence[str]) -> Vectors:
        """Return the vectors of many questions, shape (questions, dimension)."""
        with torch.no_grad():
            found: Vectors = np.stack([self.read([question])[0][0].numpy() for question in questions])
        return found

    def factors(self) -> dict[str, tuple[Vectors, Vectors]]:
        """Return the thin matrices by the name of the weight that their product is added to."""
        return {
            name: (thin.outer.detach().numpy(), thin.inner.detach().numpy())
            for name, thin in self.thin.items()
        }

    def reread(self, examples: Sequence[Example]) -> list[Example]:
        """Return examples with their questions read anew."""
        found = []
        with torch.no_grad():
            for example in examples:
                vectors, states = self.read([example.query])
                found.append(replace(example, vector=vectors[0].numpy(), states=states[0].numpy()))
        return found


@dataclass(frozen=True, eq=False)
class Shelf:
    """Passages of one document as tensors.

    Attributes:
        states: of all their tokens, one after the other.
        tokens: rows of these for each passage, shape (passages, longest); the last one repeated.
        is_token: which of those rows are no repetition, shape as above.
        vectors: all their vectors, one after the other.
        rows: of these for each passage, shape (passages, most); the last one repeated.
    """

    states: Any
    tokens: Any
    is_token: Any
    vectors: Any
    rows: Any

    @classmethod
    def of(cls, documents: Sequence[Document]) -> Shelf:
        """Put passages together."""
        sizes = [len(document.states) for document in documents]
        return cls(
            torch.tensor(np.concatenate([document.states for document in documents])),
            _places(sizes),
            torch.arange(max(sizes)) < torch.tensor(sizes)[:, None],
            torch.tensor(np.concatenate([document.vectors for document in documents])),
            _places([len(document.vectors) for document in documents]),
        )

    def nearest(self, vectors: Any) -> Any:
        """Return the similarity of each passage's nearest vector, shape (passages, questions)."""
        return (self.vectors @ vectors.T)[self.rows].amax(1)

    def late(self, tokens: Any, questions: Sequence[Any]) -> Any:
        """Return the mean similarity of a question's tokens to the nearest of a passage's, shape as above.

        Args:
            tokens: of all passages, projected, of length 1.
            questions: those of each question.
        """
        similar = tokens @ torch.cat(list(questions)).T
        with torch.no_grad():
            rows = torch.gather(self.tokens, 1, similar[self.tokens].argmax(1))
        best = torch.split(torch.gather(similar, 0, rows), [len(each) for each in questions], dim=1)
        return torch.stack([each.mean(1) for each in best], dim=1)


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
        reader: of questions.
        matrix: the projection of token states, shape (model dimension, dimension).
        attending: the network that tells whether a passage answers.
    """

    reader: Reader
    matrix: Vectors
    attending: Attending


class _Learning:
    """All that is changed while it is learned."""

    def __init__(self, directory: Path, start: Vectors) -> None:
        self.reader = Reader(directory)
        self.attending = Attending(start.shape[1])
        self.origin: Any = torch.tensor(start)
        self.matrix: Any = self.origin.clone().requires_grad_(True)
        self.temperature: Any = torch.tensor(_TEMPERATURE, requires_grad=True)
        self.none: Any = torch.tensor(_NONE, requires_grad=True)
        thin = [parameter for parameter in self.reader.model.parameters() if parameter.requires_grad]
        self.optimizer: Any = torch.optim.AdamW(
            [
                {"params": thin, "lr": _RATE, "weight_decay": 0.01},
                {"params": self.attending.layers, "lr": _ATTENDING_RATE, "weight_decay": 0.01},
                {"params": [self.matrix], "lr": _PROJECTION_RATE, "weight_decay": 0.0},
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
        for group, rate in zip(self.optimizer.param_groups, (_RATE, _ATTENDING_RATE), strict=False):
            group["lr"] = rate * min(1.0, done / _WARM_UP) * (1 - done)
        loss = loss + _STAY_NEAR * ((self.matrix - self.origin) ** 2).sum()
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()


def learn(
    examples: Sequence[Example],
    documents: Mapping[str, list[Document]],
    start: Vectors,
    epochs: int,
    directory: Path,
) -> Lesson:
    """Learn how questions are read, the projection, and attention, from examples, answerable or not."""
    learning = _Learning(directory, start)
    batches = [batch for epoch in range(epochs) for batch in _batches(examples, np.random.default_rng(epoch))]
    for number, batch in enumerate(batches):
        passages = documents[batch[0].group]
        kept = _hardest(batch, passages)
        loss = _loss(batch, kept, Shelf.of([passages[i] for i in kept]), learning)
        learning.step(loss, number / len(batches))
    return Lesson(learning.reader, learning.matrix.detach().numpy(), learning.attending.eval())


def _batches(examples: Sequence[Example], random: np.random.Generator) -> list[list[Example]]:
    by_group: dict[str, list[Example]] = defaultdict(list)
    for number in random.permutation(len(examples)):
        by_group[examples[number].group].append(examples[number])
    batches = [found[at : at + _BATCH] for found in by_group.values() for at in range(0, len(found), _BATCH)]
    return [batches[number] for number in random.permutation(len(batches))]


def _hardest(batch: Sequence[Example], documents: Sequence[Document]) -> list[int]:
    """Return which passages a batch is learned on: all judged ones, and those nearest to any question."""
    asked = np.stack([example.vector for example in batch])
    near = np.asarray([float((document.vectors @ asked.T).max()) for document in documents])
    near[np.any([example.grades > 0 for example in batch], axis=0)] = np.inf
    return sorted(np.argsort(-near, kind="stable")[:_PASSAGES].tolist())


def _loss(batch: Sequence[Example], kept: Sequence[int], shelf: Shelf, learning: _Learning) -> Any:
    reader, matrix, attending = learning.reader, learning.matrix, learning.attending
    vectors, states = reader.read([example.query for example in batch])
    grades = [example.grades[list(kept)] for example in batch]
    says_it = torch.tensor(
        np.stack([[*(found == SAYS_IT), not (found == SAYS_IT).any()] for found in grades])
    )
    tokens, questions = _unit(shelf.states @ matrix), [_unit(each @ matrix) for each in states]
    none_of_all = learning.none[:, None, None].expand(2, 1, len(batch))
    ways = [
        torch.cat([shelf.nearest(vectors), none_of_all[0]]) * learning.temperature[0],
        torch.cat([shelf.late(tokens, questions), none_of_all[1]]) * learning.temperature[1],
        torch.cat(
            [
                attending(tokens[shelf.tokens], shelf.is_token, questions),
                attending.none.expand(1, len(batch)),
            ]
        ),
    ]
    total = 0.0
    for scores in ways:
        likely = torch.log_softmax(scores, 0).T.masked_fill(~says_it, -torch.inf)
        total = total - torch.logsumexp(likely, 1).mean()
    own = torch.tensor(np.stack([example.vector for example in batch]))
    return total + _KEEP_MEANING * (1 - (vectors * own).sum(1)).mean()


def _places(sizes: Sequence[int]) -> Any:
    begins = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    longest = np.arange(max(sizes))
    return torch.tensor(
        np.stack([at + np.minimum(longest, size - 1) for at, size in zip(begins, sizes, strict=True)])
    )


def _unit(vectors: Any) -> Any:
    return vectors / (vectors.norm(dim=1, keepdim=True) + 1e-6)
