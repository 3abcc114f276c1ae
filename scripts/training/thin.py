"""Small changes of a model's weights, as torch learns them: LoRA (Hu et al., ICLR 2022)."""

from __future__ import annotations

from typing import Any

import torch

_CHANGED = ("attention.self.query", "attention.self.value", "intermediate.dense", "output.dense")
_KEPT = "attention.output.dense"


class Thin(torch.nn.Module):  # type: ignore[misc]
    """A linear layer with a product of two thin matrices added to its weight."""

    def __init__(self, layer: Any, rank: int) -> None:
        super().__init__()
        self.layer = layer
        self.inner = torch.nn.Parameter(torch.randn(rank, layer.in_features) / layer.in_features**0.5)
        self.outer = torch.nn.Parameter(torch.zeros(layer.out_features, rank))

    def forward(self, states: Any) -> Any:
        """Apply both."""
        return self.layer(states) + (states @ self.inner.T) @ self.outer.T


def thinned(model: Any, rank: int) -> dict[str, Thin]:
    """Freeze a model, and put thin matrices beside the layers that are to change; return these by name."""
    for parameter in model.parameters():
        parameter.requires_grad = False
    found = {}
    for name, module in list(model.named_modules()):
        if name.endswith(_CHANGED) and not name.endswith(_KEPT):
            parent, _, last = name.rpartition(".")
            found[name] = Thin(module, rank)
            setattr(model.get_submodule(parent), last, found[name])
    return found
