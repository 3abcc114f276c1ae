"""A turn as it is searched with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from drugbot.conversation.emergencies import Danger
from drugbot.corpus.names import spelled
from drugbot.retrieval.mentions import ClassMention, Doubt, Mention

Shape = Literal[
    "one",  # a matter of the drugs that are meant
    "compare",  # the same matter of each, side by side
    "list",  # which monographs speak of a matter
    "topic",  # nothing yet: which topic of the drug is meant must be asked back
    "more",  # what else the monograph says on the matter before
]


@dataclass(frozen=True, slots=True)
class Reading:
    """A turn as it may be searched with.

    Attributes:
        text: the standalone form, with the title of its monograph for each name.
        head: the turns before it that are put in front, in order; None where plain words said how it is read.
        likely: the probability that it finds what is asked; 0 until it was looked up.
    """

    text: str
    head: tuple[str, ...] | None = None
    likely: float = 0.0


@dataclass(frozen=True, slots=True)
class Query:
    """A turn as it is searched with.

    Attributes:
        question: the user's words, tidied.
        text: the standalone form.
        drugs: titles that are meant.
        generic: the standalone form with the title of its monograph for each name; what is searched with.
        mentions: the medicines that the turn itself names.
        brands: brand and alternate names that are asked about.
        doubts: words that may be misspelt medicines.
        bare: what is asked, without the drugs.
        said: the turn's own words, with the title of its monograph for each name.
        person: what was said before of the person that it is about, as far as it bears on a dose.
        readings: the ways to read a turn that goes on about the drug talked about, that of plain words first.
        shape: what kind of reply is due.
        topic: the heading that answers the question back for the topic; empty where none was asked.
        classes: classes of medicines that the turn names.
        options: medicines to choose from, where the turn names none but narrows down which are meant.
        asked_back: True where the reply before was a question back that this turn does not answer.
        before: for `more`: the queries on the same drugs so far, each with how often more was asked for.
        is_fragment: True where it was put behind the matter of the turn before.
        carried: True where the drugs come from an earlier turn.
        only: True where they are meant because the collection holds no other.
        is_of_talk: True where the turn names no medicine and surely has to do with what is talked about.
        alone: True where the turn is a drug's name and nothing else.
        together: True where the drugs are asked about as taken together, though the turn does not name them all.
        small_talk: True where the turn asks nothing about medicines.
        danger: whether the turn, or one before it that it follows on, speaks of an emergency or of self-harm.
        after_danger: the danger that an earlier turn spoke of, where this one asks nothing that may serve to harm.
    """

    question: str
    text: str
    drugs: tuple[str, ...]
    generic: str = ""
    mentions: tuple[Mention, ...] = ()
    brands: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    bare: str = ""
    said: str = ""
    person: str = ""
    readings: tuple[Reading, ...] = ()
    shape: Shape = "one"
    topic: str = ""
    classes: tuple[ClassMention, ...] = ()
    options: tuple[str, ...] = ()
    asked_back: bool = False
    before: tuple[tuple[Query, int], ...] = ()
    is_fragment: bool = False
    carried: bool = False
    only: bool = False
    is_of_talk: bool = False
    alone: bool = False
    together: bool = False
    small_talk: bool = False
    danger: Danger | None = None
    after_danger: Danger | None = None

    @property
    def others(self) -> tuple[str, ...]:
        """All names under which a monograph may speak of the medicines that have none, but its own drug."""
        own = {spelled(title) for title in self.drugs}
        names = (
            name for m in self.mentions if not m.titles for name in (m.said, m.meant, *m.ingredients) if name
        )
        return tuple(name for name in dict.fromkeys(names) if spelled(name) not in own)

    @property
    def products(self) -> tuple[Mention, ...]:
        """The products that are asked about of which only the ingredients have monographs."""
        return tuple(mention for mention in self.mentions if mention.is_product)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Medicines that are named and have no monograph."""
        whole = [m.meant or m.said for m in self.mentions if not m.titles]
        return tuple(dict.fromkeys((*whole, *(part for m in self.products for part in m.ingredients))))

    @property
    def is_of_several(self) -> bool:
        """Whether several drugs, all with a monograph, are asked about together."""
        named = {mention.titles for mention in self.mentions if mention.titles}
        whole_unknown = any(not mention.titles for mention in self.mentions)
        return len(self.drugs) > 1 and not whole_unknown and (self.together or len(named) > 1)
