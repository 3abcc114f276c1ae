"""The network of `drugbot.retrieval.attention` as torch learns it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch

_HIDDEN, _DROPPED = 48, 0.1
_SHARPNESS, _SCALE, _NONE = 12.0, 20.0, 14.0
_FAR = 1e4  # beyond all similarities


class Attending(torch.nn.Module):  # type: ignore[misc]
    """Decomposable attention over projected tokens; at first it is late interaction."""

    def __init__(self, dimension: int) -> None:
        super().__init__()
        self.sharpness = torch.nn.Parameter(torch.tensor(_SHARPNESS))
        self.scale = torch.nn.Parameter(torch.tensor(_SCALE))
        self.none = torch.nn.Parameter(torch.tensor(_NONE))
        self.importance = torch.nn.Parameter(torch.zeros(dimension))
        self.compare = torch.nn.ModuleList(
            [torch.nn.Linear(4 * dimension + 2, _HIDDEN), torch.nn.Linear(_HIDDEN, _HIDDEN)]
        )
        self.judge = torch.nn.ModuleList(
            [torch.nn.Linear(2 * _HIDDEN + 2, _HIDDEN), torch.nn.Linear(_HIDDEN, 1)]
        )
        self.drop = torch.nn.Dropout(_DROPPED)
        torch.nn.init.zeros_(self.judge[1].weight)
        torch.nn.init.zeros_(self.judge[1].bias)

    @property
    def plain(self) -> list[Any]:
        """Return the parameters that are single numbers; they need larger steps."""
        return [self.sharpness, self.scale, self.none]

    @property
    def layers(self) -> list[Any]:
        """Return the other parameters."""
        return [self.importance, *self.compare.parameters(), *self.judge.parameters()]

    def forward(self, tokens: Any, is_token: Any, questions: Any, is_asked: Any) -> Any:
        """Return scores, shape (passages, questions), by the same steps as `Attention.scores`.

        Args:
            tokens: of passages, of length 1, shape (passages, longest, dimension).
            is_token: which of them are tokens of their passage, shape (passages, longest).
            questions: the tokens of questions, of length 1, shape (questions, longest, dimension).
            is_asked: which of them are tokens of their question, shape (questions, longest).
        """
        asked = questions.flatten(0, 1)
        similar = torch.einsum("nmd,td->ntm", tokens, asked).masked_fill(~is_token[:, None], -_FAR)
        best = similar.amax(2)
        found = torch.bmm(torch.softmax(similar * self.sharpness, 2), tokens)
        beside = asked.expand(len(tokens), -1, -1)
        product = beside * found
        told = torch.cat(
            [beside, found, product, (beside - found).abs(), best[..., None], product.sum(2, keepdim=True)], 2
        )
        told = self.drop(torch.relu(self.compare[0](told)))
        told = torch.relu(self.compare[1](told)).unflatten(1, is_asked.shape)
        return self._judged(told, best.unflatten(1, is_asked.shape), questions @ self.importance, is_asked)

    def _judged(self, told: Any, best: Any, matters: Any, is_asked: Any) -> Any:
        """Put together what was told of each token, shape (passages, questions, longest, hidden)."""
        share = torch.softmax(matters.masked_fill(~is_asked, -_FAR), 1)
        plain = (best * share).sum(2)
        together = [
            (told * share[None, :, :, None]).sum(2),
            told.masked_fill(~is_asked[None, :, :, None], -_FAR).amax(2),
            plain[..., None],
            best.masked_fill(~is_asked[None], _FAR).amin(2)[..., None],
        ]
        hidden = self.drop(torch.relu(self.judge[0](torch.cat(together, 2))))
        return self.scale * plain + self.judge[1](hidden)[..., 0]

    def take(self, arrays: Mapping[str, np.ndarray]) -> None:
        """Begin with what was learned before, as `packed` returns it."""
        state = self.state_dict()
        found = {name: torch.tensor(arrays[name].astype(np.float32)) for name in state}
        self.load_state_dict({name: value.reshape(state[name].shape) for name, value in found.items()})

    def packed(self) -> dict[str, np.ndarray]:
        """Return the arrays of the file."""
        half = {name: value.detach().numpy().astype(np.float16) for name, value in self.state_dict().items()}
        numbers = {
            name: getattr(self, name).detach().numpy().reshape(1) for name in ("sharpness", "scale", "none")
        }
        return {**half, **numbers}
