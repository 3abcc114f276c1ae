"""Classes of medicines, and which of them a monograph says its drug belongs to.

The names are facts (`classes.tsv`: a class, other names of it, stems of international nonproprietary names that mark
its members). That a drug is of a class is never taken from there: its monograph must state it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from drugbot.corpus.names import spelled

_FILE = "classes.tsv"
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n\s*\n|\n(?=[-*#|])")
# What a drug is said to be: "X is a …", "It belongs to …", "It works as an …".
_IS = re.compile(
    r"\b(?:is|was|are|belongs?\s+to|member\s+of|works\s+as|joins|combines|contains|acts\s+as)\s+",
    re.IGNORECASE,
)
# After these words another medicine is meant.
_ELSEWHERE = re.compile(
    r"\b(?:with|than|like|not|never|no|other|another|unlike|to|from|by|for|when|if|that|who|which|after|before|because|used"
    r"|taken|given|treated|contraindicated|metabolized|allergic|against|on|in|discontinued|following"
    r"|(?<!class )(?<!type )(?<!group )(?<!kind )(?<!family )(?<!member )of)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\([^)]*\)")
_ARTICLES = frozenset({"the", "medicine", "drug", "brand", "a", "an"})
_LONGEST_SUBJECT = 4  # words: "metoprolol succinate extended release"
_LONGEST_PREDICATE = 180  # characters in which the class is named


@dataclass(frozen=True, slots=True)
class MedicineClass:
    """A class of medicines.

    Attributes:
        name: by which it is called here.
        names: all its names, the first included, in the form of `spelled`.
        stems: ends of the names of its members.
    """

    name: str
    names: tuple[str, ...]
    stems: tuple[str, ...]


@cache
def classes() -> tuple[MedicineClass, ...]:
    """Return all classes that are known."""
    lines = (files(__package__) / _FILE).read_text(encoding="utf-8").splitlines()[1:]
    return tuple(_class(*line.split("\t")) for line in lines)


def _class(name: str, others: str, stems: str) -> MedicineClass:
    listed = (name, *(other for other in others.split("; ") if other))
    names = tuple(dict.fromkeys(spelled(each) for each in listed))
    return MedicineClass(name, names, tuple(stem for stem in stems.split("; ") if stem))


@cache
def class_names() -> Mapping[str, tuple[MedicineClass, ...]]:
    """Return each name of a class, singular and plural, with the classes that it may stand for."""
    found: dict[str, tuple[MedicineClass, ...]] = {}
    for each in classes():
        for name in each.names:
            for form in (name, f"{name}s"):
                found[form] = (*found.get(form, ()), each)
    return found


def stated_classes(title: str, names: Collection[str], texts: Iterable[str]) -> tuple[str, ...]:
    """Return the classes that a monograph says its drug belongs to.

    Args:
        title: of the monograph.
        names: other names of the drug.
        texts: its description and sections.
    """
    called = [spelled(name) for name in (title, *names)]
    subjects = [*called, *(name.replace(" and ", " ") for name in called)]  # "amoxicillin-clavulanate is …"
    found: dict[str, None] = {}
    for text in texts:
        for sentence in _SENTENCE.split(text):
            for stated in _stated(sentence, subjects):
                found.setdefault(stated)
    return tuple(found)


def _stated(sentence: str, subjects: Collection[str]) -> Iterable[str]:
    match = _IS.search(sentence)
    if match is None or not _is_subject(sentence[: match.start()], subjects):
        return
    said = sentence[match.end() :]
    stop = _ELSEWHERE.search(said)
    words = f" {spelled(said[: min(stop.start() if stop else len(said), _LONGEST_PREDICATE)])} "
    for each in classes():
        if any(f" {name} " in words or f" {name}s " in words for name in each.names):
            yield each.name


def _is_subject(beginning: str, subjects: Collection[str]) -> bool:
    """Return whether a sentence begins with the drug, its salt or its form, and nothing else."""
    words = spelled(_ASIDE.sub(" ", beginning)).split()
    words = [word for word in words if word not in _ARTICLES]
    said = " ".join(words)
    named = any(said == name or said.startswith(f"{name} ") for name in subjects)
    return said in {"it", "this"} or (named and len(words) <= _LONGEST_SUBJECT)


def classes_of_name(name: str) -> tuple[str, ...]:
    """Return the classes that a nonproprietary name marks its drug as a member of, by its stem."""
    word = spelled(name).split()[0] if spelled(name) else ""
    return tuple(each.name for each in classes() if any(word.endswith(stem) for stem in each.stems))
