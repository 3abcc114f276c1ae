"""The state of a conversation: a fold over the user's turns alone.

So far it holds the drugs of the last turn that named any; a follow-up that names none is about those.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from unicodedata import category, normalize

from drugbot.retrieval.lexicon import Lexicon, Mention

# "should I take vitamin D with it": that is the other medicine, what is talked about is still the first.
_WITH_IT = re.compile(
    r"\b(?:with|on|taking|using|before|after|and)\s+(?:it|this|that|them|these)\b", re.IGNORECASE
)
# What ties a follow-up to the turn before says nothing about the matter, and "and" would liken it to lists.
_CONNECTIVE = re.compile(
    r"^(?:(?:and|but|or|so|ok(?:ay)?|then|what about|how about)\b[\s,]*)+(?=.*\w)", re.IGNORECASE
)
_USE = "What is {drug} used for?"  # what a drug's name alone is taken to ask


@dataclass(frozen=True, slots=True)
class Context:
    """What earlier turns leave behind.

    Attributes:
        drugs: titles that the conversation is about.
    """

    drugs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A turn as it is searched with.

    Attributes:
        question: the user's words, tidied.
        text: the standalone form.
        generic: the standalone form with the title of its monograph for each name; what is searched with.
        drugs: titles that are meant.
        mentions: the medicines that the turn itself names.
        carried: True where the drugs come from an earlier turn.
        only: True where they are meant because the collection holds no other.
    """

    question: str
    text: str
    drugs: tuple[str, ...]
    generic: str = ""
    mentions: tuple[Mention, ...] = ()
    carried: bool = False
    only: bool = False

    @property
    def brands(self) -> tuple[str, ...]:
        """Brand and alternate names that the turn uses."""
        return tuple(dict.fromkeys(mention.said for mention in self.mentions if mention.how == "name"))

    @property
    def others(self) -> tuple[str, ...]:
        """All names under which a monograph may speak of the medicines that have none."""
        mentions = [mention for mention in self.mentions if not mention.titles]
        return tuple(dict.fromkeys(name for m in mentions for name in (m.said, *m.ingredients)))

    @property
    def unknown(self) -> tuple[str, ...]:
        """Medicines that are named and have no monograph."""
        return tuple(dict.fromkeys(mention.said for mention in self.mentions if not mention.titles))


def understand(
    turn: str, context: Context, lexicon: Lexicon, titles: tuple[str, ...]
) -> tuple[Query, Context]:
    """Resolve a turn.

    Args:
        turn: the user's words.
        context: of the turns before it.
        lexicon: names of medicines.
        titles: of all monographs in the collection.

    Returns:
        The query, and the context for the next turn.
    """
    question = tidied(turn)
    mentions = lexicon.mentions(question)
    named = tuple(dict.fromkeys(title for mention in mentions for title in mention.titles))
    if mentions and not named and context.drugs and _WITH_IT.search(question):
        text = _standalone(question, context.drugs)
        return Query(question, text, context.drugs, text, mentions, carried=True), context
    if mentions:
        # A medicine without a monograph ends what was carried: the next turn may well be about that one.
        alone = _of_names_alone(question, mentions) and len(named) == 1
        text = _USE.format(drug=named[0]) if alone else question
        generic = text if alone else _generic(question, mentions)
        return Query(question, text, named, generic, mentions), Context(named)
    if not any(char.isalnum() for char in question):  # "???" asks nothing, whatever was talked about
        return Query("", "", ()), context
    if context.drugs:
        text = _standalone(question, context.drugs)
        return Query(question, text, context.drugs, text, carried=True), context
    if len(titles) == 1:
        text = _standalone(question, titles)
        return Query(question, text, titles, text, only=True), Context(titles)
    return Query(question, question, (), question), context


def tidied(turn: str) -> str:
    """Return a turn without control characters, invisible characters and doubled spaces; accents composed."""
    visible = "".join(char for char in turn if category(char) != "Cf")  # a soft hyphen is no end of a word
    printable = "".join(char if char.isprintable() else " " for char in normalize("NFC", visible))
    return " ".join(printable.split())


def _of_names_alone(question: str, mentions: tuple[Mention, ...]) -> bool:
    rest = _replaced(question, mentions, lambda _: " ")
    return not any(char.isalnum() for char in rest)


def _generic(question: str, mentions: tuple[Mention, ...]) -> str:
    return _replaced(question, mentions, lambda mention: " and ".join(mention.titles) or mention.said)


def _replaced(question: str, mentions: tuple[Mention, ...], word: Callable[[Mention], str]) -> str:
    pieces, position = [], 0
    for mention in mentions:
        pieces += [question[position : mention.start], word(mention)]
        position = mention.end
    return "".join([*pieces, question[position:]])


def _standalone(question: str, drugs: tuple[str, ...]) -> str:
    return f"{' and '.join(drugs)}: {_CONNECTIVE.sub('', question)}"
