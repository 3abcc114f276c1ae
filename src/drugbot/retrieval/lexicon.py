"""Which drugs a question names.

Names are compared word by word, without case, hyphens and ® signs; the longest name wins ("Trokendi XR"
before "Trokendi"). Known are the titles and names of the monographs, and, from a data file, medicines that
have none: a question about one of those must not be answered from another drug's monograph.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from drugbot.corpus.classes import MedicineClass, class_names
from drugbot.corpus.names import short_titles, spelled
from drugbot.index.contents import Entry
from drugbot.retrieval.abbreviations import Abbreviations
from drugbot.retrieval.mentions import ClassMention, Doubt, Mention
from drugbot.retrieval.spelling import SHORTEST, Misspelling, Speller, is_english
from drugbot.retrieval.unheard import is_in_use, is_no_english, stands_as_medicine

_WORD = re.compile(r"[^\W_]+")
# Stems of international nonproprietary names (WHO, "The use of stems in the selection of INN", 2018): a word that
# ends so, and is no word of English or of the monographs, is taken for a medicine.
_STEM = re.compile(
    r"\w{3,}(?:mab|tinib|ciclib|parib|sartan|pril|olol|statin|azole|prazole|cillin|cycline|mycin|micin|floxacin"
    r"|gliptin|gliflozin|glutide|glitazone|tidine|setron|triptan|dipine|oxetine|azepam|zolam|barbital|caine|parin"
    r"|xaban|gatran|lukast|terol|onide|asone|olone|profen|coxib|thiazide|semide|dronate|dronic|grel|conazole|fungin"
    r"|mustine|platin|rubicin|taxel|tecan|trexed|oprost|vaptan|racetam|gabalin|afil|fibrate|stigmine|curium)s?"
)
_LONGEST_CLASS = 5  # words in the name of a class
_JOINT = "; "  # between the ingredients of a product
# A word that its writer puts in quotation marks means what it says: it is no misspelling.
_LITERAL = re.compile(r"(?<=[\"“”„«])[^\W_]+(?=[\"“”»])")
_PARTED = re.compile(r"[^\w\s/'’-]")  # "losartan. hydroclorothiazide dose?" names two
_BESIDE = re.compile(r"\s*[/+&-]?\s*")  # between the ingredients of one product
_MOST_ODD = 8  # words of a text that may be part of a misspelt name of several words
_POSSESSIVE = re.compile(r"['’`´]s?\b", re.IGNORECASE)


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
        self._medicines = medicines or {}
        for entry in entries:
            _add(self._titles, spelled(entry.title), entry.title)
            # "amoxicillin/clavulanate", "losartan hydrochlorothiazide": a product as labels have it
            _add(self._titles, spelled(entry.title).replace(" and ", " "), entry.title)
            for name in map(spelled, entry.names):
                if not self._is_of_another(name, entry.title):
                    _add(self._names, name, entry.title)
        shorts = {entry.title: self._short_titles(entry) for entry in entries}
        for title, names in shorts.items():
            for name in names:
                _add(self._names, name, title)
        self._ingredients = self._by_ingredients(entries, shorts)
        self._all = known = dict.fromkeys((*self._titles, *self._names, *self._medicines))
        collection = [*self._titles, *self._names]
        meanings = {name: self._medicines.get(name) or " ".join(self._known(name)) or name for name in known}
        self._members: dict[str, tuple[str, ...]] = {}
        for entry in entries:
            for name in entry.classes:
                _add(self._members, name, entry.title)
        self._speller = Speller(meanings, collection)
        self._abbreviations = Abbreviations(
            name for name in self._speller.used if meanings.get(name) in (name, *self._known(name))
        )
        self._wholes = _by_length(name for name in collection if " " in name)
        self._known_wholes = _by_length(name for name in known if name.count(" ") + 1 in self._wholes)
        self._longest = max((name.count(" ") + 1 for name in known), default=0)

    def _by_ingredients(
        self, entries: Collection[Entry], shorts: Mapping[str, tuple[str, ...]]
    ) -> dict[str, tuple[str, ...]]:
        """Return the titles of monographs by the substances that they are of."""
        found: dict[str, tuple[str, ...]] = {}
        for entry in entries:
            title = spelled(entry.title)
            # "Ziprasidone (Geodon)"; a brand of diclofenac tablets must not be answered from "Diclofenac Gel"
            bare = spelled(entry.title.partition("(")[0])
            for name in (title, *(short for short in shorts[entry.title] if short == bare)):
                substance = self._medicines.get(name, name)  # paracetamol: acetaminophen
                _add(found, substance, entry.title)
            parts = sorted(self._medicines.get(part, part) for part in title.split(" and "))
            if len(parts) > 1:
                _add(found, _JOINT.join(parts), entry.title)
        return found

    def _is_of_another(self, name: str, title: str) -> bool:
        """Return whether a name that a monograph states is known as another substance, or a product of several.

        Judged only where all that the title names is known: "Sacubitril/Valsartan" or "Lithium Carbonate" may not be.
        """
        whole = spelled(title.partition("(")[0])
        parts = whole.split(" and ")
        if name not in self._medicines or name.startswith(whole):
            return False
        if not all(part in self._medicines for part in parts):
            return False
        ingredients = self._medicines[name].split(_JOINT)
        own = {self._medicines[part] for part in parts}
        return set(ingredients) != own and (len(ingredients) > 1 or ingredients == [name])

    def _short_titles(self, entry: Entry) -> tuple[str, ...]:
        """Return what a monograph's title is called in short, unless that is another's title or ordinary English."""
        names = map(spelled, short_titles(entry.title))
        free = (name for name in names if name not in self._titles)
        return tuple(
            name for name in free if name in self._medicines or not all(map(is_in_use, name.split()))
        )

    def classes(self, text: str) -> tuple[ClassMention, ...]:
        """Return the classes of medicines that a text names, in order, longest names first where they overlap."""
        known, words, at = class_names(), list(_WORD.finditer(text)), 0
        found = []
        while at < len(words):
            for length in range(min(_LONGEST_CLASS, len(words) - at), 0, -1):
                start, end = words[at].start(), words[at + length - 1].end()
                meant = known.get(spelled(text[start:end]))
                if meant:
                    found.append(self._class_mention(text[start:end], meant, start, end))
                    at += length - 1
                    break
            at += 1
        return tuple(found)

    def _class_mention(self, said: str, meant: Iterable[MedicineClass], start: int, end: int) -> ClassMention:
        names = dict.fromkeys(name for each in meant for name in each.names)
        titles = dict.fromkeys(title for each in meant for title in self._members.get(each.name, ()))
        return ClassMention(said, tuple(names), tuple(titles), start, end)

    def read(self, text: str, ordinary: Collection[str]) -> tuple[tuple[Mention, ...], tuple[Doubt, ...]]:
        """Return the medicines that a text names, misspelt ones included, and the words left in doubt.

        A word in quotation marks is not corrected: what would be a misspelt medicine is then one without a monograph.

        Args:
            text: a question.
            ordinary: words that are no misspellings, such as those of the monographs.
        """
        found = self._with_misspelt_wholes(list(self.mentions(text)), text, ordinary)
        doubts = []
        literal = {match.start() for match in _LITERAL.finditer(text)}
        taken = [(mention.start, mention.end) for mention in found]
        for match in _WORD.finditer(text):
            word = spelled(match.group())
            if any(start <= match.start() < end for start, end in taken):
                continue
            short = () if match.start() in literal else self._shortened(match, ordinary)
            if short:
                found += [self._corrected(match, short[0])] if len(short) == 1 else []
                doubts += [Doubt(match.group(), short)] if len(short) > 1 else []
                continue
            if word in ordinary:
                continue
            near = self._misspelling(word, ordinary)
            is_literal = near is not None and match.start() in literal
            if is_literal or (near is None and _STEM.fullmatch(word) and not is_english(word)):
                found.append(Mention(match.group(), (), "unknown", match.start(), match.end()))
            elif near is not None and near.is_certain:
                found.append(self._corrected(match, near.names[0]))
            elif near is not None:
                doubts.append(Doubt(match.group(), near.names))
            elif self._is_unheard(match, taken, ordinary):
                names = () if match.start() in literal else self._speller.further(word)
                if names:
                    doubts.append(Doubt(match.group(), names))
                else:
                    mention = Mention(match.group(), (), "unknown", *match.span(), is_guessed=True)
                    found.append(mention)
        found = self._joined(sorted(found, key=lambda mention: mention.start), text)
        return tuple(found), tuple(doubts)

    def _joined(self, mentions: list[Mention], text: str) -> list[Mention]:
        """Return mentions with a product named by its ingredients as one: "losartan hctz", "losartan/HCT"."""
        found: list[Mention] = []
        for each in mentions:
            last = found[-1] if found else None
            if last is not None and _BESIDE.fullmatch(text[last.end : each.start]):
                parts = sorted({*self._parts(last), *self._parts(each)})
                titles = self._ingredients.get(_JOINT.join(parts), ()) if len(parts) > 1 else ()
                if titles:
                    found[-1] = Mention(text[last.start : each.end], titles, "name", last.start, each.end)
                    continue
            found.append(each)
        return found

    def _parts(self, mention: Mention) -> tuple[str, ...]:
        """Return the ingredients of what is named."""
        if mention.ingredients:
            return mention.ingredients
        return tuple(self._medicines.get(name, name) for name in map(spelled, mention.titles))

    def _with_misspelt_wholes(
        self, found: list[Mention], text: str, ordinary: Collection[str]
    ) -> list[Mention]:
        """Return mentions with those of names of several words that are misspelt: "isosorbide monnonitrate"."""
        words = list(_WORD.finditer(text))
        literal = {match.start() for match in _LITERAL.finditer(text)}
        odd = [at for at, match in enumerate(words) if self._is_odd(match, ordinary, literal)]
        for length, names in sorted(self._wholes.items(), reverse=True):
            starts = {start for at in odd[:_MOST_ODD] for start in range(at - length + 1, at + 1)}
            for span in (words[at : at + length] for at in sorted(starts) if 0 <= at <= len(words) - length):
                start, end = span[0].start(), span[-1].end()
                within = [mention for mention in found if mention.start < end and start < mention.end]
                if _PARTED.search(text[start:end]) or any(" " in mention.said for mention in within):
                    continue
                name = self._speller.whole(spelled(text[start:end]), names, self._known_wholes[length])
                if name:
                    meant = Mention(text[start:end], self._known(name), "spelling", start, end, meant=name)
                    found = [*(mention for mention in found if mention not in within), meant]
        return found

    def _is_odd(self, match: re.Match[str], ordinary: Collection[str], literal: Collection[int]) -> bool:
        word = spelled(match.group())
        if len(word) < SHORTEST or match.start() in literal:
            return False
        return word not in ordinary and word not in self._all and not is_english(word)

    def _shortened(self, match: re.Match[str], ordinary: Collection[str]) -> tuple[str, ...]:
        """Return the names that a word may be short for."""
        word = match.group()
        initials = self._abbreviations.initials(word)
        if initials or spelled(word) in ordinary:
            return initials
        whole = self._abbreviations.clipped(word)
        # "prednisol" begins one name, and is near to another that it is often confused with.
        return (whole,) if whole and self._misspelling(spelled(word), ordinary) is None else ()

    def _is_unheard(
        self, match: re.Match[str], named: Sequence[tuple[int, int]], ordinary: Collection[str]
    ) -> bool:
        """Return whether a word is likely a medicine that nobody here has heard of; initials are not."""
        word, text = match.group(), match.string
        if word.isupper() and not text.isupper():
            return False
        stands = stands_as_medicine(text, match.start(), match.end(), named)
        return stands and is_no_english(spelled(word), ordinary, self._all)

    def _misspelling(self, word: str, ordinary: Collection[str]) -> Misspelling | None:
        singular = word.removesuffix("s")
        return None if singular in ordinary else self._speller.misspelling(word)

    def _corrected(self, match: re.Match[str], name: str) -> Mention:
        """Return the mention of a misspelt name."""
        said, start, end = match.group(), match.start(), match.end()
        titles = self._known(name)
        if titles:
            return Mention(said, titles, "spelling", start, end, meant=name)
        mention = self._without_own(said, start, end, self._medicines.get(name, name))
        return replace(mention, how="spelling" if mention.titles else "unknown", meant=name)

    def _known(self, name: str) -> tuple[str, ...]:
        return self._titles.get(name) or self._names.get(name) or ()

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Return the medicines that a text names, in order, longest names first where they overlap."""
        return tuple(_told_apart(list(self._mentions(text))))

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
                return self._without_own(said, start, end, self._medicines[form])
        return None

    def _without_own(self, said: str, start: int, end: int, ingredients: str) -> Mention:
        """Return the mention of a medicine that no monograph names: the monographs of its ingredients, if any."""
        parts = ingredients.split(_JOINT)
        whole = self._ingredients.get(_JOINT.join(sorted(parts)), ())
        if whole:
            return Mention(said, whole, "name", start, end)
        found = dict.fromkeys(title for part in parts for title in self._ingredients.get(part, ()))
        if not found:
            return Mention(said, (), "unknown", start, end, tuple(parts))
        missing = tuple(part for part in parts if part not in self._ingredients)
        return Mention(said, tuple(found), "name", start, end, missing, is_product=True)


def _told_apart(mentions: list[Mention]) -> Iterator[Mention]:
    """Yield mentions; a product named beside the drug that it holds is another medicine, without a monograph."""
    named = {title for mention in mentions if not mention.is_product for title in mention.titles}
    for each in mentions:
        is_other = each.is_product and set(each.titles) <= named
        yield replace(each, titles=(), how="unknown", is_product=False) if is_other else each


def _by_length(names: Iterable[str]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for name in dict.fromkeys(names):
        found.setdefault(name.count(" ") + 1, []).append(name)
    return found


def _add(names: dict[str, tuple[str, ...]], key: str, title: str) -> None:
    if key and title not in names.get(key, ()):
        names[key] = (*names.get(key, ()), title)
