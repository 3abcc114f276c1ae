"""Which drugs a question names.

Names are compared word by word, without case, hyphens and ® signs; the longest name wins ("Trokendi XR"
before "Trokendi"). Known are the titles and names of the monographs, and, from a data file, medicines that
have none: a question about one of those must not be answered from another drug's monograph.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from drugbot.corpus.names import spelled
from drugbot.index.contents import Entry
from drugbot.retrieval.spelling import Misspelling, Speller, is_english

_WORD = re.compile(r"[^\W_]+")
# Stems of international nonproprietary names (WHO, "The use of stems in the selection of INN", 2018): a word that
# ends so, and is no word of English or of the monographs, is taken for a medicine.
_STEM = re.compile(
    r"\w{3,}(?:mab|tinib|ciclib|parib|sartan|pril|olol|statin|azole|prazole|cillin|cycline|mycin|micin|floxacin"
    r"|gliptin|gliflozin|glutide|glitazone|tidine|setron|triptan|dipine|oxetine|azepam|zolam|barbital|caine|parin"
    r"|xaban|gatran|lukast|terol|onide|asone|olone|profen|coxib|thiazide|semide|dronate|dronic|grel|conazole|fungin"
    r"|mustine|platin|rubicin|taxel|tecan|trexed|oprost|vaptan|racetam|gabalin|afil|fibrate|stigmine|curium)s?"
)
_POSSESSIVE = re.compile(r"['’`´]s?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A medicine named in a text.

    Attributes:
        said: the words as they stand in the text.
        titles: monographs that are meant; empty for a medicine without one.
        how: by its title, by another name that a monograph states, by a misspelling of either, or as a medicine
            without a monograph.
        start: first character in the text.
        end: one past the last.
        ingredients: of a medicine without a monograph, as far as they are known; a monograph may speak of the
            medicine by these.
        meant: the name that a misspelt one was taken for.
    """

    said: str
    titles: tuple[str, ...]
    how: Literal["title", "name", "spelling", "unknown"]
    start: int
    end: int
    ingredients: tuple[str, ...] = ()
    meant: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word that may stand for one of several medicines.

    Attributes:
        said: the word.
        names: that it may stand for, nearest first.
    """

    said: str
    names: tuple[str, ...]


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
        collection = [*self._titles, *self._names]
        meanings = {name: self._medicines.get(name) or " ".join(self._known(name)) or name for name in known}
        self._speller = Speller(meanings, collection)
        self._longest = max((name.count(" ") + 1 for name in known), default=0)

    def read(self, text: str, ordinary: Collection[str]) -> tuple[tuple[Mention, ...], tuple[Doubt, ...]]:
        """Return the medicines that a text names, misspelt ones included, and the words left in doubt.

        Args:
            text: a question.
            ordinary: words that are no misspellings, such as those of the monographs.
        """
        found = list(self.mentions(text))
        doubts = []
        taken = [(mention.start, mention.end) for mention in found]
        for match in _WORD.finditer(text):
            word = spelled(match.group())
            if word in ordinary or any(start <= match.start() < end for start, end in taken):
                continue
            near = self._misspelling(word, ordinary)
            if near is not None and near.is_certain:
                found.append(self._corrected(match, near.names[0]))
            elif near is not None:
                doubts.append(Doubt(match.group(), near.names))
            elif _STEM.fullmatch(word) and not is_english(word):
                found.append(Mention(match.group(), (), "unknown", match.start(), match.end()))
        return tuple(sorted(found, key=lambda mention: mention.start)), tuple(doubts)

    def _misspelling(self, word: str, ordinary: Collection[str]) -> Misspelling | None:
        singular = word.removesuffix("s")
        return None if singular in ordinary else self._speller.misspelling(word)

    def _corrected(self, match: re.Match[str], name: str) -> Mention:
        """Return the mention of a misspelt name."""
        said, start, end = match.group(), match.start(), match.end()
        titles = self._known(name)
        if titles:
            return Mention(said, titles, "spelling", start, end, meant=name)
        ingredients = self._medicines.get(name, name)
        titles = self._titles_of(ingredients)
        rest = () if titles else tuple(ingredients.split("; "))
        return Mention(said, titles, "spelling" if titles else "unknown", start, end, rest, meant=name)

    def _known(self, name: str) -> tuple[str, ...]:
        return self._titles.get(name) or self._names.get(name) or ()

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
