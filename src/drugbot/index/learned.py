"""Files of what was learned for one model: of use with that model alone, and told apart by their checksum."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from numpy.typing import NDArray
from safetensors.numpy import load

Arrays = Mapping[str, NDArray[Any]]


def learned_for(weights_checksum: str, file: str) -> tuple[Arrays, str] | None:
    """Return the arrays of a file and its checksum, 16 hexadecimal digits; None where it is for another model.

    Args:
        weights_checksum: SHA-256 over the model's files.
        file: beside this module; its array `model` is the checksum of the model that it was learned for.
    """
    data = (files(__package__) / file).read_bytes()
    arrays = load(data)
    if arrays["model"].tobytes().hex() != weights_checksum:
        return None
    return arrays, hashlib.sha256(data).hexdigest()[:16]
