"""Which drugs a question names.

Names are compared word by word, without case, hyphens and ® signs; the longest name wins ("Trokendi XR"
before "Trokendi"). Known are the titles and names of the monographs, and, from a data file, medicines that
have none: a question about one of those must not be answered from another drug's monograph.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from drugbot.corpus.names import spelled
from drugbot.index.contents import Entry

_WORD = re.compile(r"[^\W_]+")
_SHORTEST_MISSPELT = 5  # shorter words have names near them by chance
_NEAR_ENOUGH = 0.8  # one wrong letter in five
_MOST_NEAR = 3
_POSSESSIVE = re.compile(r"['’`´]s?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A medicine named in a text.

    Attributes:
        said: the words as they stand in the text.
        titles: monographs that are meant; empty for a medicine without one.
        how: by its title, by another name that a monograph states, or as a medicine without a monograph.
        start: first character in the text.
        end: one past the last.
        ingredients: of a medicine without a monograph, as far as they are known; a monograph may speak of the
            medicine by these.
    """

    said: str
    titles: tuple[str, ...]
    how: Literal["title", "name", "unknown"]
    start: int
    end: int
    ingredients: tuple[str, ...] = ()


class Lexicon:
    """All names by which medicines are known."""

    def __init__(self, entries: Collection[Entry], medicines: Mapping[str, str] | None = None) -> None:
        """Gather the names.

        Args:
            entries: the monographs.
            medicines: other known medicines: name, in the form of `spelled`, to its ingredients in that form,
                separated by "; ".
        """
        self._titles: dict[str, tuple[str, ...]] = {}
        self._names: dict[str, tuple[str, ...]] = {}
        for entry in entries:
            _add(self._titles, spelled(entry.title), entry.title)
            for name in entry.names:
                _add(self._names, spelled(name), entry.title)
        self._medicines = medicines or {}
        self._ingredients: dict[str, tuple[str, ...]] = {}
        for entry in entries:
            title = spelled(entry.title)
            substance = self._medicines.get(title, title)  # paracetamol: acetaminophen
            _add(self._ingredients, substance, entry.title)
        known = dict.fromkeys((*self._titles, *self._names, *self._medicines))
        self._by_initial: dict[str, list[str]] = defaultdict(list)
        for name in known:
            if " " not in name and len(name) >= _SHORTEST_MISSPELT:
                self._by_initial[name[0]].append(name)
        self._longest = max((name.count(" ") + 1 for name in known), default=0)

    def near(self, text: str, ordinary: Collection[str]) -> tuple[str, tuple[str, ...]] | None:
        """Return the first word that may be a misspelt medicine, and names it may stand for, nearest first.

        Names of all known medicines are candidates, with or without a monograph: what looks like one drug
        here may well be another that is not. Compared by optimal string alignment distance; the first
        letter is taken to be right.

        Args:
            text: a question.
            ordinary: words that are no misspellings, such as those of the monographs.
        """
        taken = [(mention.start, mention.end) for mention in self.mentions(text)]
        for match in _WORD.finditer(text):
            word = spelled(match.group())
            is_named = any(start <= match.start() < end for start, end in taken)
            if len(word) < _SHORTEST_MISSPELT or is_named or word in ordinary or not word.isalpha():
                continue
            found = extract(
                word,
                self._by_initial.get(word[0], ()),
                scorer=OSA.normalized_similarity,
                score_cutoff=_NEAR_ENOUGH,
                limit=_MOST_NEAR,
            )
            if found:
                return match.group(), tuple(name for name, _, _ in found)
        return None

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Return the medicines that a text names, in order, longest names first where they overlap."""
        return tuple(self._mentions(text))

    def _mentions(self, text: str) -> Iterator[Mention]:
        words = list(_WORD.finditer(_POSSESSIVE.sub(lambda m: " " * len(m.group()), text)))
        at = 0
        while at < len(words):
            for length in range(min(self._longest, len(words) - at), 0, -1):
                span = words[at : at + length]
                mention = self._mention(text, span[0].start(), span[-1].end())
                if mention is not None:
                    yield mention
                    at += length
                    break
            else:
                at += 1

    def _mention(self, text: str, start: int, end: int) -> Mention | None:
        said = text[start:end]
        key = spelled(said)
        for form in (key, key.removesuffix("s")):
            if form in self._titles:
                return Mention(said, self._titles[form], "title", start, end)
            if form in self._names:
                return Mention(said, self._names[form], "name", start, end)
            if form in self._medicines:
                ingredients = self._medicines[form]
                titles = self._titles_of(ingredients)
                if titles:
                    return Mention(said, titles, "name", start, end)
                return Mention(said, (), "unknown", start, end, tuple(ingredients.split("; ")))
        return None

    def _titles_of(self, ingredients: str) -> tuple[str, ...]:
        """Return the monographs of a product; none unless each of its ingredients has one."""
        parts = [self._ingredients.get(name, ()) for name in ingredients.split("; ")]
        return tuple(dict.fromkeys(title for part in parts for title in part)) if all(parts) else ()


def _add(names: dict[str, tuple[str, ...]], key: str, title: str) -> None:
    if key and title not in names.get(key, ()):
        names[key] = (*names.get(key, ()), title)
