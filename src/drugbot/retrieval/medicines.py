"""The data file of known medicines (`medicines.tsv`; where it comes from is said in `medicines.md`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

# What a text may call the salts of. Not "calcium" or "potassium", which stand in "calcium channel blocker" and "low
# potassium" as well.
_METALS = {
    "ferrous": ("iron",),
    "ferric": ("iron",),
    "aluminum": ("aluminum", "aluminium"),
    "aluminium": ("aluminum", "aluminium"),
}


@cache
def known_medicines() -> Mapping[str, str]:
    """Return names of medicines with their ingredients, separated by "; ", all in lower case."""
    lines = (files(__package__) / "medicines.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return MappingProxyType(dict(line.split("\t", 1) for line in lines))


@cache
def _by_substance() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, substance in known_medicines().items():
        found.setdefault(substance, []).append(name)
    return MappingProxyType({substance: tuple(names) for substance, names in found.items()})


def also_called(name: str) -> tuple[str, ...]:
    """Return other names that a text may call a medicine by: of the same substance, and the metal of a salt.

    "Panadol" is paracetamol and acetaminophen; "ferrous sulfate" is iron.

    Args:
        name: in the form of `corpus.names.spelled`.
    """
    substance = known_medicines().get(name, name)
    metal = _METALS.get(substance.partition(" ")[0], ())
    names = (*_by_substance().get(substance, ()), *metal)
    return tuple(other for other in names if other != name)
