"""The state of a conversation: a fold over the user's turns alone.

It holds the drugs and brands of the last turn that named any, since a follow-up that names none is about
those; the question that waits for a medicine to be named; and whether the conversation is about self-harm.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from unicodedata import category, normalize

from drugbot.conversation.safety import is_self_harm
from drugbot.conversation.small_talk import is_small_talk
from drugbot.corpus.names import spelled
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
        brands: names of those drugs that were used.
        pending: a question for which no medicine was named yet.
        emergency: True after a turn about self-harm, until a question about a medicine that is not.
    """

    drugs: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    pending: str = ""
    emergency: bool = False


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
        bare: what is asked without the drug, where that comes from elsewhere than the turn; else empty.
        carried: True where the drugs come from an earlier turn.
        only: True where they are meant because the collection holds no other.
        alone: True where the turn is a drug's name and nothing else.
        small_talk: True where the turn asks nothing about medicines.
        emergency: True where the conversation is about self-harm.
    """

    question: str
    text: str
    drugs: tuple[str, ...]
    generic: str = ""
    mentions: tuple[Mention, ...] = ()
    brands: tuple[str, ...] = ()
    bare: str = ""
    carried: bool = False
    only: bool = False
    alone: bool = False
    small_talk: bool = False
    emergency: bool = False

    @property
    def others(self) -> tuple[str, ...]:
        """All names under which a monograph may speak of the medicines that have none, but its own drug."""
        own = {spelled(title) for title in self.drugs}
        mentions = [mention for mention in self.mentions if not mention.titles]
        names = (name for m in mentions for name in (m.said, *m.ingredients))
        return tuple(name for name in dict.fromkeys(names) if spelled(name) not in own)

    @property
    def is_of_several(self) -> bool:
        """Whether the turn itself names several drugs, and nothing that has no monograph."""
        named = {title for mention in self.mentions for title in mention.titles}
        return len(named) > 1 and named == set(self.drugs) and not self.unknown

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
    if is_small_talk(question) or not any(char.isalnum() for char in question):
        # "thanks" and "???" ask nothing, whatever was talked about.
        words = question if is_small_talk(question) else ""
        return Query(words, words, (), small_talk=bool(words)), context
    mentions = lexicon.mentions(question)
    if is_self_harm(question) or (context.emergency and not mentions):
        return Query(question, question, (), emergency=True), Context(emergency=True)
    named = tuple(dict.fromkeys(title for mention in mentions for title in mention.titles))
    asks_with_it = not named and bool(context.drugs) and _WITH_IT.search(question) is not None
    if mentions and not asks_with_it:
        # A medicine without a monograph ends what was carried: the next turn may well be about that one.
        return _named(question, mentions, named, context)
    if context.drugs:
        return _about(question, context.drugs, mentions, context, carried=True)
    if len(titles) == 1:
        return _about(question, titles, mentions, Context(titles), carried=False)
    return Query(question, question, (), question), Context(pending=question)


def tidied(turn: str) -> str:
    """Return a turn without control characters, invisible characters and doubled spaces; accents composed."""
    visible = "".join(char for char in turn if category(char) != "Cf")  # a soft hyphen is no end of a word
    printable = "".join(char if char.isprintable() else " " for char in normalize("NFC", visible))
    return " ".join(printable.split())


def _named(
    question: str, mentions: tuple[Mention, ...], named: tuple[str, ...], context: Context
) -> tuple[Query, Context]:
    """Resolve a turn that names medicines; a name alone answers the question back, or asks what it is for."""
    text, generic, alone = question, _replaced(question, mentions, _title), False
    if not any(char.isalnum() for char in _replaced(question, mentions, lambda _: " ")):
        if context.pending:
            text, generic = f"{context.pending} ({question})", f"{context.pending} ({generic})"
        elif len(named) == 1:
            text = generic = _USE.format(drug=named[0])
            alone = True
    brands = tuple(dict.fromkeys(mention.said for mention in mentions if mention.how == "name"))
    return Query(question, text, named, generic, mentions, brands, alone=alone), Context(named, brands)


def _about(
    question: str, drugs: tuple[str, ...], mentions: tuple[Mention, ...], context: Context, *, carried: bool
) -> tuple[Query, Context]:
    """Resolve a turn that is about drugs it does not name."""
    bare = _CONNECTIVE.sub("", question)
    text = f"{' and '.join(drugs)}: {bare}"
    query = Query(
        question,
        text,
        drugs,
        text,
        mentions,
        context.brands,
        bare,
        carried=carried,
        only=not carried,
    )
    return query, context


def _title(mention: Mention) -> str:
    return " and ".join(mention.titles) or mention.said


def _replaced(question: str, mentions: tuple[Mention, ...], word: Callable[[Mention], str]) -> str:
    pieces, position = [], 0
    for mention in mentions:
        pieces += [question[position : mention.start], word(mention)]
        position = mention.end
    return "".join([*pieces, question[position:]])
