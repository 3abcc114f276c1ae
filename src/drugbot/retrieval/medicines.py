"""The data file of known medicines (`medicines.tsv`; where it comes from is said in `medicines.md`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def known_medicines() -> Mapping[str, str]:
    """Return names of medicines with their ingredients, separated by "; ", all in lower case."""
    lines = (files(__package__) / "medicines.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return MappingProxyType(dict(line.split("\t", 1) for line in lines))
