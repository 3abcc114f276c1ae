"""The state of a conversation: a fold over the user's turns alone.

It holds the drugs and brands of the last turn that named any, since a follow-up that names none is about
those; the question that waits for a medicine to be named; and whether the conversation is about self-harm.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from unicodedata import category, normalize

from drugbot.conversation import followups
from drugbot.conversation.emergencies import Danger, learned_screen
from drugbot.conversation.safety import is_self_harm
from drugbot.conversation.small_talk import is_small_talk
from drugbot.corpus.names import spelled
from drugbot.retrieval.lexicon import Doubt, Lexicon, Mention

# "should I take vitamin D with it": that is the other medicine, what is talked about is still the first.
_WITH_IT = re.compile(
    r"\b(?:with|on|taking|using|before|after|and)\s+(?:it|this|that|them|these)\b", re.IGNORECASE
)
_ALARM = 0.4  # probability of danger from which a notice is due; see docs/evaluation.md
_USE = "What is {drug} used for?"  # what a drug's name alone is taken to ask


@dataclass(frozen=True, slots=True)
class Context:
    """What earlier turns leave behind.

    Attributes:
        drugs: titles that the conversation is about.
        brands: names of those drugs that were used.
        matter: what was asked of them, without their names: what a fragment is put behind.
        pending: a question for which no medicine was named yet.
        danger: what an earlier turn spoke of, until a question about a medicine that speaks of none.
    """

    drugs: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    matter: str = ""
    pending: str = ""
    danger: Danger | None = None


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
        carried: True where the drugs come from an earlier turn.
        only: True where they are meant because the collection holds no other.
        alone: True where the turn is a drug's name and nothing else.
        small_talk: True where the turn asks nothing about medicines.
        danger: whether the turn, or one before it that it follows on, speaks of an emergency or of self-harm.
    """

    question: str
    text: str
    drugs: tuple[str, ...]
    generic: str = ""
    mentions: tuple[Mention, ...] = ()
    brands: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    bare: str = ""
    carried: bool = False
    only: bool = False
    alone: bool = False
    small_talk: bool = False
    danger: Danger | None = None

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
        together = named | set(self.drugs) if self.carried else named
        return bool(named) and len(together) > 1 and together == set(self.drugs) and not self.unknown

    @property
    def unknown(self) -> tuple[str, ...]:
        """Medicines that are named and have no monograph."""
        return tuple(dict.fromkeys(m.meant or m.said for m in self.mentions if not m.titles))


def understand(
    turn: str, context: Context, lexicon: Lexicon, titles: tuple[str, ...], ordinary: Collection[str]
) -> tuple[Query, Context]:
    """Resolve a turn.

    Args:
        turn: the user's words.
        context: of the turns before it.
        lexicon: names of medicines.
        titles: of all monographs in the collection.
        ordinary: words that are no misspelt names.

    Returns:
        The query, and the context for the next turn.
    """
    question = tidied(turn)
    if is_small_talk(question) or not any(char.isalnum() for char in question):
        # "thanks" and "???" ask nothing, whatever was talked about.
        words = question if is_small_talk(question) else ""
        return Query(words, words, (), small_talk=bool(words)), context
    mentions, doubts = lexicon.read(question, ordinary)
    danger = _danger(question) or (context.danger if not mentions else None)
    if danger == "self_harm":  # no word of what is asked goes any further
        return Query(question, question, (), danger=danger), Context(danger=danger)
    named = tuple(dict.fromkeys(title for mention in mentions for title in mention.titles))
    asks_with_it = bool(context.drugs) and _WITH_IT.search(question) is not None
    if named and asks_with_it:  # "and tylenol with it?": the drug talked about and the one named, together
        both = tuple(dict.fromkeys((*context.drugs, *named)))
        query, after = _about(question, both, mentions, replace(context, matter=""), carried=True)
    elif mentions and not asks_with_it:
        # A medicine without a monograph ends what was carried: the next turn may well be about that one.
        query, after = _named(question, mentions, named, context)
    elif context.drugs:
        query, after = _about(question, context.drugs, mentions, context, carried=True)
    elif len(titles) == 1:
        query, after = _about(question, titles, mentions, Context(titles), carried=False)
    else:
        query, after = Query(question, question, (), question), Context(pending=question)
    return replace(query, doubts=doubts, danger=danger), replace(after, danger=danger)


def _danger(question: str) -> Danger | None:
    return "self_harm" if is_self_harm(question) else learned_screen().danger(question, _ALARM)


def tidied(turn: str) -> str:
    """Return a turn without control characters, invisible characters and doubled spaces; accents composed."""
    visible = "".join(char for char in turn if category(char) != "Cf")  # a soft hyphen is no end of a word
    printable = "".join(char if char.isprintable() else " " for char in normalize("NFC", visible))
    return " ".join(printable.split())


def _named(
    question: str, mentions: tuple[Mention, ...], named: tuple[str, ...], context: Context
) -> tuple[Query, Context]:
    """Resolve a turn that names medicines.

    A name alone answers the question back, takes the matter of the turn before to another drug ("what about
    Evista?"), or asks what the drug is for.
    """
    bare = _squeezed(_replaced(question, mentions, lambda _: " "))
    asks_the_same = followups.asks_the_same(bare)
    fragment = "" if asks_the_same else followups.without_ties(bare)
    text, generic, alone, matter = (
        question,
        _replaced(question, mentions, _title),
        False,
        _matter(question, mentions),
    )
    is_fragment = asks_the_same or (followups.is_fragment(bare) and bool(fragment or followups.is_tied(bare)))
    if context.matter and named and is_fragment:
        matter = followups.joined(context.matter, fragment)
        text = generic = followups.filled(matter, named)
    elif not any(map(str.isalnum, bare)):
        if context.pending:
            text, generic = f"{context.pending} ({question})", f"{context.pending} ({generic})"
            matter = context.pending
        elif len(named) == 1:
            text = generic = _USE.format(drug=named[0])
            alone = True
    brands = tuple(dict.fromkeys(m.meant or m.said for m in mentions if m.how in ("name", "spelling")))
    query = Query(question, text, named, generic, mentions, brands, bare=bare, alone=alone)
    return query, Context(named, brands, matter)


def _about(
    question: str, drugs: tuple[str, ...], mentions: tuple[Mention, ...], context: Context, *, carried: bool
) -> tuple[Query, Context]:
    """Resolve a turn that is about drugs it does not name."""
    said, is_new = followups.tidied(question)
    fragment = (followups.without_ties(said) if followups.is_tied(said) else "") or said
    is_fragment = bool(context.matter) and not is_new and followups.is_fragment(said)
    bare = followups.joined(context.matter, fragment) if is_fragment else fragment
    text = followups.filled(bare, drugs)
    query = Query(
        question,
        text,
        drugs,
        text,
        mentions,
        context.brands,
        bare=bare.replace(followups.SLOT, " "),
        carried=carried,
        only=not carried,
    )
    return query, replace(context, matter=bare)


def _matter(question: str, mentions: tuple[Mention, ...]) -> str:
    """Return a question with a slot for the drugs that have a monograph."""
    return _squeezed(_replaced(question, mentions, lambda m: followups.SLOT if m.titles else m.said))


def _title(mention: Mention) -> str:
    return " and ".join(mention.titles) or mention.meant or mention.said


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _replaced(question: str, mentions: tuple[Mention, ...], word: Callable[[Mention], str]) -> str:
    pieces, position = [], 0
    for mention in mentions:
        pieces += [question[position : mention.start], word(mention)]
        position = mention.end
    return "".join([*pieces, question[position:]])
