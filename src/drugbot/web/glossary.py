"""Plain meanings of hard words, for readers who want them.

They are this project's own words, not those of a monograph, and the page says so wherever it shows one. They explain
a word and state nothing about a medicine.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def meanings() -> Mapping[str, str]:
    """Return the meaning for every spelling in `glossary.tsv`, in small letters.

    Raises:
        ValueError: a line is no spellings, a tab and a meaning; or a spelling stands there twice.
    """
    found: dict[str, str] = {}
    lines = (files(__package__) / "glossary.tsv").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            continue
        spellings, tab, meaning = line.partition("\t")
        if not tab or not meaning.strip():
            raise ValueError(f"glossary.tsv, line {number}: write spellings, a tab and a meaning")
        for spelling in spellings.split(", "):
            if spelling in found:
                raise ValueError(f"glossary.tsv, line {number}: {spelling!r} stands there twice")
            found[spelling] = meaning
    return MappingProxyType(found)
