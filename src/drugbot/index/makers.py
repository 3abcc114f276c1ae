"""What an index depends on besides corpus and settings: the code that makes it and its libraries."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

_LIBRARIES = (
    "drugbot",
    "faiss-cpu",
    "numpy",
    "ftfy",
    "markdown-it-py",
    "python-frontmatter",
    "PyYAML",
    "sentencex",
)
_CODE = (
    "corpus/*.py",
    "corpus/*.tsv",
    "lint/*.py",
    "index/*.py",
    "index/projection.safetensors",
    "index/tuning.safetensors",
    "retrieval/medicines.tsv",
)


@cache
def makers() -> Mapping[str, str]:
    """Return the versions of the libraries, and a checksum of the code, that an index made now depends on."""
    return {**{library: version(library) for library in _LIBRARIES}, "code": _code_checksum()}


def _code_checksum() -> str:
    digest = hashlib.sha256()
    root = Path(__file__).parents[1]
    for pattern in _CODE:
        for path in sorted(root.glob(pattern)):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
