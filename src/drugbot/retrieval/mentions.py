"""What a text may name: medicines, classes of them, and words that may stand for one of several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Mention:
    """A medicine named in a text.

    Attributes:
        said: the words as they stand in the text.
        titles: monographs that are meant; empty for a medicine without one.
        how: by its title, by another name that a monograph states, by a misspelling of either, as a medicine
            without a monograph, or by a word that stands for one named before ("the second one").
        start: first character in the text.
        end: one past the last.
        ingredients: of a medicine without a monograph, as far as they are known; a monograph may speak of the
            medicine by these. Of a product, those that have no monograph.
        meant: the name that a misspelt one was taken for.
        is_guessed: whether its place in the text alone says that it is a medicine.
        is_product: whether it is a product of several ingredients, each of which has a monograph of its own if any.
    """

    said: str
    titles: tuple[str, ...]
    how: Literal["title", "name", "spelling", "unknown", "context"]
    start: int
    end: int
    ingredients: tuple[str, ...] = ()
    meant: str = ""
    is_guessed: bool = False
    is_product: bool = False


@dataclass(frozen=True, slots=True)
class ClassMention:
    """A class of medicines named in a text.

    Attributes:
        said: the words as they stand in the text.
        names: of the class or classes that they may stand for, as monographs may put them.
        titles: monographs that say their drug belongs to it.
        start: first character in the text.
        end: one past the last.
    """

    said: str
    names: tuple[str, ...]
    titles: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word that may stand for one of several medicines.

    Attributes:
        said: the word.
        names: that it may stand for, nearest first.
        is_shared: whether it is the name of several monographs, not a misspelt one.
    """

    said: str
    names: tuple[str, ...]
    is_shared: bool = False
