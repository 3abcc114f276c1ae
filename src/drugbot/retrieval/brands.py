"""Which passages name which brands, or other medicines."""

from __future__ import annotations

from collections.abc import Collection

from drugbot.corpus.names import spelled
from drugbot.corpus.passage import Passage

Stems = tuple[str, ...]
"""Names of medicines in the form of `spelled`, without their plural."""


def stems(names: Collection[str]) -> Stems:
    """Return names as `Words` looks for them."""
    return tuple(spelled(name).removesuffix("s") for name in names)


class Words:
    """The words of passages, kept when first looked at."""

    def __init__(self) -> None:
        self._spelled: dict[str, str] = {}  # passage → its words

    def name(self, passage: Passage, names: Stems) -> bool:
        """Return whether a passage or what leads into it has one of the names as a word, singular or plural."""
        words = self._spelled.get(passage.id)
        if words is None:
            context = (excerpt.quote for excerpt in passage.context)
            words = f" {spelled(' '.join((*passage.section, *context, passage.excerpt.quote)))} "
            self._spelled[passage.id] = words
        return any(f" {stem} " in words or f" {stem}s " in words for stem in names)

    def are_about_others(self, passage: Passage, brands: Stems, others: Stems) -> bool:
        """Return whether a passage names other brands of the drug and none of those asked about."""
        return bool(others) and self.name(passage, others) and not self.name(passage, brands)
