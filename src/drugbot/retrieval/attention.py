"""Whether a passage answers a question, by the tokens of both: a small learned network over what is stored anyway.

Decomposable attention (Parikh et al., EMNLP 2016): each token of the question is set against a mean of the passage's
tokens that leans to those like it; what comes of it is weighed by how much the token matters, and put together. Where
late interaction asks how near the nearest token is, this has learned which differences count: another age group,
another time, another thing asked about the same word. Its score is that over "no passage answers", so it has a meaning
by itself.

Learned by `scripts/train_retrieval.py`, together with how texts are read and the projection of token states, and
fits those only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from safetensors.numpy import load

from drugbot.index.encoder import Vectors

_FILE = "attention.safetensors"


@dataclass(frozen=True, eq=False)
class Layer:
    """A linear layer.

    Attributes:
        weight: shape (inputs, outputs).
        bias: shape (outputs,).
    """

    weight: Vectors
    bias: Vectors

    def __call__(self, rows: Vectors) -> Vectors:
        """Apply it to rows, shape (rows, inputs)."""
        return rows @ self.weight + self.bias

    def rectified(self, rows: Vectors) -> Vectors:
        """Apply it, and set what is negative to zero."""
        return np.maximum(self(rows), 0)


@dataclass(frozen=True, eq=False)
class Attention:
    """The network.

    Attributes:
        sharpness: of the attention to similar tokens.
        importance: a token's vector times this is the logarithm of how much it matters, shape (dimension,).
        compare: two layers over a token of the question beside what it found in the passage.
        judge: two layers over all of them put together.
        scale: of the plain weighted similarity that the network adds to.
        none: the score of "no passage answers".
    """

    sharpness: float
    importance: Vectors
    compare: tuple[Layer, Layer]
    judge: tuple[Layer, Layer]
    scale: float
    none: float

    def scores(self, question: Vectors, passages: Sequence[Vectors]) -> Vectors:
        """Return how much better each passage answers than none does, in logits.

        Args:
            question: its token vectors, shape (tokens, dimension), at least one.
            passages: those of each passage, at least one.

        Returns:
            Shape (passages,).
        """
        tokens = len(question)
        found, best = self._attended(question, passages)
        asked = np.tile(question, (len(passages), 1))
        product = asked * found
        likest, alike = best.reshape(-1, 1), product.sum(1, keepdims=True)
        beside = (asked, found, product, np.abs(asked - found), likest, alike)
        told = self.compare[1].rectified(self.compare[0].rectified(np.concatenate(beside, axis=1)))
        told = told.reshape(len(passages), tokens, -1)
        matters = np.exp(question @ self.importance)
        matters /= matters.sum()
        plain = best @ matters
        together = (np.einsum("ptk,t->pk", told, matters), told.max(1), plain[:, None], best.min(1)[:, None])
        judged = self.judge[1](self.judge[0].rectified(np.concatenate(together, axis=1)))[:, 0]
        scores: Vectors = self.scale * plain + judged - self.none
        return scores

    def _attended(self, question: Vectors, passages: Sequence[Vectors]) -> tuple[Vectors, Vectors]:
        """Return what each token of the question finds in each passage, and how like its likest token there is.

        Shapes (passages x tokens, dimension) and (passages, tokens). All passages lie in one array, since a call for
        each would take longer than the reckoning.
        """
        sizes = np.asarray([len(rows) for rows in passages])
        ends = np.cumsum(sizes)
        begins, rows = ends - sizes, np.concatenate(passages)
        similar = rows @ question.T
        best: Vectors = np.maximum.reduceat(similar, begins)
        raised = np.exp((similar - np.repeat(best, sizes, axis=0)) * self.sharpness)
        raised /= np.repeat(np.add.reduceat(raised, begins), sizes, axis=0)
        places = zip(begins.tolist(), ends.tolist(), strict=True)
        return np.concatenate([raised[begin:end].T @ rows[begin:end] for begin, end in places]), best


def unpacked(arrays: Mapping[str, np.ndarray]) -> Attention:
    """Return the network of the arrays of its file."""

    def layer(name: str) -> Layer:
        weight, bias = (arrays[f"{name}.{part}"].astype(np.float32) for part in ("weight", "bias"))
        return Layer(weight.T, bias)

    sharpness, scale, none = (float(arrays[name][0]) for name in ("sharpness", "scale", "none"))
    return Attention(
        sharpness,
        arrays["importance"].astype(np.float32),
        (layer("compare.0"), layer("compare.1")),
        (layer("judge.0"), layer("judge.1")),
        scale,
        none,
    )


@cache
def learned_attention() -> Attention:
    """Return the network that comes with the package; it fits the bundled encoder and its projection."""
    return unpacked(load((files(__package__) / _FILE).read_bytes()))
