"""Resolve a turn in the light of those before: which drugs are meant, and what is asked of them."""

from __future__ import annotations

from dataclasses import replace

from drugbot.conversation import followups, references, shapes, standing, topics
from drugbot.conversation.asides import may_be_aside
from drugbot.conversation.asking_which import asks_of_yours, asks_which
from drugbot.conversation.circumstances import carried, of_charge, pointed_at, speaks_of_age
from drugbot.conversation.depending import depends, needs_matter, takes_a_place
from drugbot.conversation.matters import (
    Matter,
    as_named,
    matter_beside,
    matter_of,
    named_in,
    replaced,
    squeezed,
    with_slots,
)
from drugbot.conversation.pairs import (
    adds,
    beside,
    beside_each,
    dose_of,
    in_place,
    likened,
    of_a_pair,
    of_both,
    owner,
)
from drugbot.conversation.query import Query
from drugbot.conversation.state import Context, Knowledge
from drugbot.retrieval.mentions import Mention

_MOST_ASKED_BACK = 4  # of the medicines talked about
_USE = "What is {drug} used for?"  # what a drug's name alone is taken to ask


def resolved(
    question: str, mentions: tuple[Mention, ...], context: Context, known: Knowledge
) -> tuple[Query, Context]:
    """Return what a turn asks, and the context after it.

    Args:
        question: the user's words; names in place of "the second one" and the like.
        mentions: the medicines that it names.
        context: of the turns before it.
        known: what it is understood with.
    """
    named = named_in(mentions)
    against = likened(question, mentions, context) or beside_each(question, mentions, context)
    if against is not None:
        return against
    is_pair = len(named) > 1 and any(m.how == "context" for m in mentions)
    is_added = bool(context.drugs) and not is_pair and adds(question, mentions, context, known)
    is_added = is_added and not takes_a_place(question, mentions, context)
    if named and is_added and set(named) != set(context.drugs):
        # "and tylenol with it?": the drug talked about and the one named, together
        return beside(question, mentions, context)
    is_added = is_added or (bool(context.drugs) and not named and shapes.adds_other(question))
    if mentions and not named and not context.drugs and asks_of_yours(question):
        return _of_all(Matter(question), question, context)  # "which of your drugs interact with aspirum"
    if mentions and (named or not is_added):
        # A medicine without a monograph ends what was carried: the next turn may well be about that one.
        return _named(question, mentions, named, context, known)
    return _of_those(question, mentions, context, known) or _of_none(question, mentions, context, known)


def _of_those(
    question: str, mentions: tuple[Mention, ...], context: Context, known: Knowledge
) -> tuple[Query, Context] | None:
    """Resolve a turn that names no drug and is about one or all of those before, None where there are none."""
    if not mentions and context.thread and shapes.asks_for_more(question):
        return _more(question, context)
    of_both_talked = len(context.earlier) > 1 and shapes.means_both(question)
    is_talking = bool(context.drugs)
    if not mentions and not of_both_talked and asks_which(question, is_talking=is_talking):
        return _of_all(Matter(question), question, context)
    if of_both_talked and len(context.drugs) < 2:
        others = [title for title in context.earlier if title not in context.drugs]
        return of_both(question, (*others[-1:], *context.drugs) if context.drugs else context.earlier[-2:])
    if context.drugs:
        return _about(question, context.drugs, mentions, context, known, carried=True)
    return None


def _of_none(
    question: str, mentions: tuple[Mention, ...], context: Context, known: Knowledge
) -> tuple[Query, Context]:
    """Resolve a turn that no drug is known for: it is about all of them, or which one must be asked back."""
    if context.is_of_all and shapes.points_back(question):
        shown = known.listed(context.matter.filled(()))
        if len(shown) == 1:  # "how often do i take it", of the only one that a list shows
            return _about(
                question, shown, mentions, Context(shown, earlier=context.earlier), known, carried=True
            )
    if context.is_of_all and followups.is_fragment(question) and not references.counts(question):
        return _of_all(context.matter.with_fragment(followups.without_ties(question)), question, context)
    if len(known.titles) == 1:
        return _about(question, known.titles, mentions, Context(known.titles), known, carried=False)
    classes = known.lexicon.classes(question)
    own = None if context.pending else references.own(question, classes, known.told_for)
    if classes and not (context.pending or own):
        return _of_all(Matter(question), question, context)
    titles = tuple(dict.fromkeys(title for each in classes for title in each.titles))
    if not (titles or own or mentions or context.pending):
        titles = _talked_of(question, context, known)
    slotted, members = own or (question, titles)
    asked_back = bool(context.pending) and not members
    pending = context.pending if context.pending and members else slotted
    return (
        Query(question, question, (), question, options=members, asked_back=asked_back),
        Context(pending="" if asked_back else pending, offered=members, earlier=context.earlier),
    )


def _talked_of(question: str, context: Context, known: Knowledge) -> tuple[str, ...]:
    """Return what was talked about before, the last first, where a turn may mean that."""
    talked = tuple(reversed(context.earlier))[:_MOST_ASKED_BACK]
    is_of_talk = known.meaning_of is not None and not may_be_aside(question, known.meaning_of)
    return talked if talked and is_of_talk else ()


def _more(question: str, context: Context) -> tuple[Query, Context]:
    last = context.thread[-1][0]
    query = replace(last, question=question, shape="more", before=context.thread, carried=True, mentions=())
    return query, context


def _named(
    question: str, mentions: tuple[Mention, ...], named: tuple[str, ...], context: Context, known: Knowledge
) -> tuple[Query, Context]:
    """Resolve a turn that names medicines.

    A name alone answers the question back, takes the matter of the turn before to another drug ("what about
    Evista?"), or asks what the drug is for.
    """
    bare = squeezed(replaced(question, mentions, lambda _: " "))
    fragment = "" if followups.asks_the_same(bare) else followups.without_ties(bare)
    brands = tuple(dict.fromkeys(m.meant or m.said for m in mentions if m.how in ("name", "spelling")))
    text, generic = as_named(question, mentions)
    # "and tylenol, how much of that" goes on about the same person
    goes_on = followups.is_tied(bare) and followups.is_bare(bare)
    person = _of_person(question, question, context, known, names=not goes_on)
    text, generic = (_with(words, person) for words in (text, generic))
    query = Query(question, text, named, generic, mentions, brands, bare=bare, person=person)
    heading = topics.named(bare[1:], known.topics(named[0])) if bare[:1] == ":" and len(named) == 1 else ""
    if heading and not context.pending:  # "Warfarin: Side Effects"
        return on_topic(question, heading, Context(named, brands), mentions)
    matter = matter_of(question, mentions)
    is_alone = not any(map(str.isalnum, bare))
    if context.pending and (is_alone or not fragment or references.says_which(bare)):
        filled = followups.filled(context.pending, tuple(mention.said for mention in mentions), beside=True)
        generic = followups.filled(context.pending, named or (question,), beside=True)
        query = replace(
            query, text=filled, generic=generic, bare=context.pending.replace(followups.SLOT, " ")
        )
        matter = Matter(
            context.pending if followups.SLOT in context.pending else f"{followups.SLOT}: {context.pending}"
        )
    elif depends(question, bare, fragment, mentions, context):
        query, matter = _switched(query, fragment, context)
        query = _for_the_child(query, context, known)
    elif len(named) > 1 and shapes.compares(question):
        query, matter = replace(query, shape="compare"), Matter(shapes.compared_matter(bare))
    is_of_one = all(mention.titles for mention in mentions)  # "apium + aspirum?" asks of both
    if len(named) == 1 and not query.together:
        if is_of_one and not any(map(str.isalnum, query.bare)):
            query = _on_use(query)
        elif not query.unknown and topics.is_without_topic(query.bare):
            return _without_topic(query, context, known)
    return query, Context(query.drugs, query.brands, matter)


def _without_topic(query: Query, context: Context, known: Knowledge) -> tuple[Query, Context]:
    """Ask back what is asked of a drug; after one question back there is no second, but what the drug is for."""
    after = Context(query.drugs, query.brands)
    offered = known.topics(query.drugs[0])
    if context.pending or context.topics or len(offered) < 2:
        return _on_use(query), after
    return replace(query, shape="topic"), replace(after, topics=offered)


def _on_use(query: Query) -> Query:
    text = _USE.format(drug=query.drugs[0])
    return replace(query, text=text, generic=text, alone=True)


def on_topic(
    question: str, topic: str, context: Context, mentions: tuple[Mention, ...] = ()
) -> tuple[Query, Context]:
    """Return what is asked where a turn chooses a topic of the drug talked about, or of the one that it names."""
    matter = Matter(topic)
    text = matter.filled(context.drugs)
    query = Query(
        question,
        text,
        context.drugs,
        text,
        mentions,
        context.brands,
        bare=topic,
        said=topic,
        topic=topic,
        carried=not mentions,
    )
    return query, replace(context, matter=matter, topics=())


def _switched(query: Query, fragment: str, context: Context) -> tuple[Query, Matter]:
    """Take the matter of the turn before to the medicine that a fragment names."""
    matter = context.matter
    if any(m.how == "context" for m in query.mentions) and set(query.drugs) < set(context.drugs):
        matter = matter.of_one()  # "i have apium and bonex, how do i take it", "the latter"
    found = in_place(query, fragment, matter)
    if found is None and query.drugs:
        matter = matter.of_another().with_fragment(fragment)
        text = matter.filled(query.drugs)
        return replace(query, text=text, generic=text, bare=matter.bare), matter
    return found or (query, matter_of(query.question, query.mentions))


def _of_all(matter: Matter, question: str, context: Context) -> tuple[Query, Context]:
    """Resolve a turn that asks which medicines there are."""
    text = matter.filled(())
    query = Query(question, text, (), text, bare=text, shape="list")
    return query, Context(matter=matter, is_of_all=True, earlier=context.earlier)


def _about(
    question: str,
    drugs: tuple[str, ...],
    mentions: tuple[Mention, ...],
    context: Context,
    known: Knowledge,
    *,
    carried: bool,
) -> tuple[Query, Context]:
    """Resolve a turn that is about drugs it does not name."""
    said, is_new = followups.tidied(question)
    fragment = (followups.without_ties(said) if followups.is_tied(said) else "") or said
    is_dependent = not is_new and needs_matter(said, fragment, context, known)
    asked = dose_of(question, drugs, context)
    is_dependent = is_dependent and not asked
    drugs = asked or (drugs if is_dependent else owner(question, drugs, context))
    matter = context.matter.with_fragment(fragment) if is_dependent else Matter(fragment)
    if standing.is_with(
        with_slots(question, mentions)
    ):  # "with aspirum" goes with the drug, not with what was asked
        matter, is_dependent = matter_beside(question, mentions, drugs), False
    person = _of_person(matter.filled(drugs), question, context, known)
    text = _with(matter.filled(drugs), person)
    together, compares = of_a_pair(question, drugs, context, depends=is_dependent)
    compares = compares and all(mention.titles for mention in mentions)
    query = Query(
        question,
        text,
        drugs,
        text,
        mentions,
        context.brands,
        bare=matter.bare if is_dependent or not compares else shapes.compared_matter(matter.bare),
        person=person,
        is_fragment=is_dependent,
        shape="compare" if compares else "one",
        together=together,
        carried=carried,
        only=not carried,
    )
    return query, replace(context, drugs=drugs, matter=matter, pending="", offered=())


def _of_person(text: str, question: str, context: Context, known: Knowledge, *, names: bool = False) -> str:
    """Return what was said before of the person that a question points at, "how much can she have"; "" for none."""
    before = context.thread[-1][0] if context.thread else None
    was_of_one = before is not None and (speaks_of_age(before.question) or speaks_of_age(before.text))
    goes_on = was_of_one and not names and (followups.is_tied(question) or followups.is_bare(question))
    person = pointed_at(context.people, question)
    said = carried(person, question, text, names_drug=names, goes_on=goes_on)
    # The subject is asked for only where there is something to carry: it costs an encoding.
    return said if said and known.is_personal(question) else ""


def _for_the_child(query: Query, context: Context, known: Knowledge) -> Query:
    """Return a question taken to another medicine with the age of the child whom it is about."""
    if not context.people:
        return query
    child = of_charge(context.people[-1], query.question, query.text)
    if not (child and known.is_personal(query.bare)):
        return query
    return replace(query, text=_with(query.text, child), generic=_with(query.generic, child), person=child)


def _with(text: str, person: str) -> str:
    return f"{text.rstrip(' ?!.')} ({person})" if person else text
