"""What the bundled model was taught: small changes of its weights, for one purpose each.

Questions and passages are encoded by the model with a product of two thin matrices added to some weights (LoRA: Hu et
al., ICLR 2022), learned so that a question comes to lie near the passages that answer it and, where none does, near
none. Messages are encoded with other such products, learned to tell danger from what is harmless. Learned by
`scripts/train_retrieval.py` and `scripts/train_emergencies.py`; other models go without.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np

from drugbot.index.encoder import Vectors
from drugbot.index.learned import learned_for
from drugbot.index.threads import with_one_thread

Purpose = Literal["retrieval", "danger"]

_FILES: Mapping[Purpose, str] = {"retrieval": "tuning.safetensors", "danger": "danger.safetensors"}
_OUT, _IN = ".out", ".in"


@dataclass(frozen=True, eq=False)
class Tuning:
    """Changes of a model's weights.

    Attributes:
        changes: name of a weight, as the model's transformer has it → what is added to it, in its shape.
        checksum: of the file they came from, 16 hexadecimal digits.
    """

    changes: Mapping[str, Vectors]
    checksum: str


@cache
def tuning_of(weights_checksum: str, purpose: Purpose) -> Tuning | None:
    """Return what was learned for a model, None where there is nothing.

    Args:
        weights_checksum: SHA-256 over the model's files.
        purpose: what it was taught for.
    """
    found = learned_for(weights_checksum, _FILES[purpose])
    if found is None:
        return None
    arrays, checksum = found
    with with_one_thread():  # the ONNX file holds the sums, and must be the same on every machine
        changes = {name: outer @ inner for name, (outer, inner) in unpacked(arrays).items()}
    return Tuning(changes, checksum)


def packed(checksum: str, factors: Mapping[str, tuple[Vectors, Vectors]]) -> dict[str, np.ndarray]:
    """Return the arrays of the file.

    Args:
        checksum: SHA-256 over the files of the model that it was learned for.
        factors: name of a weight → the two matrices, shapes (out, rank) and (rank, in), whose product is added to it.
    """
    arrays: dict[str, np.ndarray] = {"model": np.frombuffer(bytes.fromhex(checksum), np.uint8).copy()}
    for name, (outer, inner) in factors.items():
        arrays[name + _OUT], arrays[name + _IN] = outer.astype(np.float16), inner.astype(np.float16)
    return arrays


def unpacked(arrays: Mapping[str, np.ndarray]) -> dict[str, tuple[Vectors, Vectors]]:
    """Return the factors of the arrays of the file, as `packed` takes them."""
    names = [name.removesuffix(_OUT) for name in arrays if name.endswith(_OUT)]
    return {
        name: (arrays[name + _OUT].astype(np.float32), arrays[name + _IN].astype(np.float32))
        for name in sorted(names)
    }
