"""Which medicines a turn names, or points to: "the second one", "the painkiller", one of those that were offered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from drugbot.conversation import followups, leads, references, shapes
from drugbot.conversation.matters import named_in
from drugbot.conversation.state import Context, Knowledge
from drugbot.retrieval.mentions import Doubt, Mention


@dataclass(frozen=True, slots=True)
class Named:
    """A turn with the names that it uses, or points to.

    Attributes:
        asked: the user's words; names in place of "the second one" and the like.
        mentions: the medicines in it.
        doubts: words that may be misspelt medicines.
        is_plain: whether it chooses from what was offered, or asks for more: it speaks of nothing new.
    """

    asked: str
    mentions: tuple[Mention, ...]
    doubts: tuple[Doubt, ...]
    is_plain: bool


def named(question: str, context: Context, known: Knowledge) -> Named:
    """Return a turn with "the second one", "the painkiller" replaced by what they stand for."""
    chosen = _chosen(question, context, known)
    asked, said = _counted(chosen, context, known)
    among = context.earlier or _offered(context, known)
    if not said and among:
        asked, said = references.described(asked, replace(context, earlier=among), known)
    mentions, doubts = known.lexicon.read(asked, known.ordinary)
    mentions = tuple(_of_those_talked_of(mention, context) for mention in mentions)
    mentions, doubts = _settled(asked, mentions, doubts, context, known)
    if said:
        own = {mention.said for mention in known.lexicon.mentions(chosen)}
        mentions = tuple(
            replace(m, how="context", said=said) if m.titles == (m.said,) and m.said not in own else m
            for m in mentions
        )
    asked, mentions = leads.turned(asked, mentions)
    if context.drugs and not mentions:
        asked = followups.of_other_people(asked)
    return Named(asked, mentions, doubts, chosen != question or shapes.asks_for_more(question))


def _counted(question: str, context: Context, known: Knowledge) -> tuple[str, str]:
    """Return a turn with "the second one" replaced by what it stands for: of a list, or of what is talked about."""
    if context.is_of_all and references.counts(question):
        shown = known.listed(context.matter.filled(()))
        if shown:
            return references.resolved(question, shown, shown)
    return references.resolved(question, context.drugs, context.earlier)


def _of_those_talked_of(mention: Mention, context: Context) -> Mention:
    """Return a mention by a name that several monographs share as one of that talked about, if that is among them."""
    talked = tuple(title for title in mention.titles if title in context.drugs)
    return replace(mention, titles=talked) if talked and not mention.is_product else mention


def _settled(
    asked: str, mentions: tuple[Mention, ...], doubts: tuple[Doubt, ...], context: Context, known: Knowledge
) -> tuple[tuple[Mention, ...], tuple[Doubt, ...]]:
    """Return the names in a turn, and the words left in doubt: what may be one of several is the one talked about."""
    found, left = list(mentions), []
    for doubt in doubts:
        titles = {name: named_in(known.lexicon.mentions(name)) for name in doubt.names}
        talked = [name for name, meant in titles.items() if meant and set(meant) <= set(context.drugs)]
        if len(talked) == 1:
            span = next(_words_of(doubt, asked)).span()
            found.append(Mention(doubt.said, titles[talked[0]], "spelling", *span, meant=talked[0]))
        else:
            left.append(doubt)
    return tuple(sorted(found, key=lambda mention: mention.start)), tuple(left)


def without_lead(reading: Named) -> tuple[str, tuple[Mention, ...]]:
    """Return what is asked without "fine." before it, and the names in it."""
    asked = leads.without_lead(reading.asked) if reading.mentions else reading.asked
    cut = len(reading.asked) - len(asked)
    if any(mention.start < cut for mention in reading.mentions):
        return reading.asked, reading.mentions
    return asked, tuple(replace(m, start=m.start - cut, end=m.end - cut) for m in reading.mentions)


def _chosen(question: str, context: Context, known: Knowledge) -> str:
    """Return the medicine that a turn chooses from those offered, or the turn itself."""
    if not context.pending:
        return question
    by_number = references.choice(question, _offered(context, known))
    if by_number or len(context.offered) < 2 or not followups.is_condition(question):
        return by_number or references.without_yes(question)
    titles = {title.casefold(): title for title in known.titles}
    meant = [titles[name.casefold()] for name in context.offered if name.casefold() in titles]
    return known.used_for(question, meant) or question  # "for itching"


def _offered(context: Context, known: Knowledge) -> tuple[str, ...]:
    """Return the medicines that a question back offered: none where one was spoken of that nothing is told of."""
    is_open = bool(context.pending) and followups.SLOT not in context.pending
    return context.offered or (known.choices(context.pending) if is_open else ())


def _words_of(doubt: Doubt, text: str) -> Iterator[re.Match[str]]:
    return re.finditer(rf"(?<!\w){re.escape(doubt.said)}(?!\w)", text)


def with_slot(doubt: Doubt, text: str) -> str:
    """Return a text with a slot for the first word in doubt: "mpa" is no part of "impact"."""
    found = next(_words_of(doubt, text), None)
    return f"{text[: found.start()]}{followups.SLOT}{text[found.end() :]}" if found else text
