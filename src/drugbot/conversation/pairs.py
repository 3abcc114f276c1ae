"""Two medicines: one taken beside the other, both of those talked about, or one of them compared with the other."""

from __future__ import annotations

from dataclasses import replace

from drugbot.conversation import followups, likening, shapes, standing
from drugbot.conversation.matters import (
    Matter,
    matter_beside,
    named_in,
    replaced,
    squeezed,
    title_of,
    with_slots,
)
from drugbot.conversation.query import Query
from drugbot.conversation.seconds import Talk, is_second
from drugbot.conversation.state import Context, Knowledge
from drugbot.retrieval.mentions import Mention

_FEW = 3  # words behind a name that are asked of it


def adds(question: str, mentions: tuple[Mention, ...], context: Context, known: Knowledge) -> bool:
    """Return whether the medicines that a turn names are taken beside the drug talked about.

    Where that is open, what the turn means tells (`seconds`); else, and where nothing was learned, plain words do.
    """
    gapped, is_one = with_slots(question, mentions), len(context.drugs) == 1
    is_new = not context.pending and is_one and not set(named_in(mentions)) & set(context.drugs)
    if mentions and is_new and standing.asks_to_take(gapped) and _speak(mentions, context, known):
        return True  # "can he take viagra" after nitroglycerin, whose monograph forbids it
    is_told = standing.asks_if_taken(gapped) or not is_open(question, mentions, context)
    is_plain = is_said(question, mentions, context)
    # "hubbys on that, viagra ok?": plain words say so, and so do the monographs
    if known.meaning_of is None or is_told or (is_plain and is_one and _speak(mentions, context, known)):
        return is_plain
    return is_second(question, mentions, talk_before(question, mentions, context, known), known.meaning_of)


def is_open(question: str, mentions: tuple[Mention, ...], context: Context) -> bool:
    """Return whether a medicine that a turn names may be meant beside what is talked about, or in its place.

    Not where the name is all there is, or stands first as what is asked of; nor where the turn corrects, or names all
    that it asks of. A medicine without a monograph, of which alone nothing could be said, only where nothing says that
    it is meant.
    """
    refers = all(mention.how == "context" for mention in mentions)
    is_new = any(not m.titles or not set(m.titles) & set(context.drugs) for m in mentions)
    if not (mentions and context.drugs and is_new) or refers or context.pending:
        return False
    gapped = with_slots(question, mentions)
    bare = followups.without_ties(squeezed(gapped.replace(followups.SLOT, " ")))
    is_told = standing.names_pair(gapped) or followups.begins_with_name(gapped)
    if not any(map(str.isalnum, bare)) or is_told or followups.begins_as_correction(question):
        return False
    if standing.is_instead(gapped) and not context.matter.partners:
        return False
    is_asked = (
        shapes.speaks_of_another(question)
        or standing.asks_of_another(gapped)
        or bool(context.matter.partners)
    )
    is_the_same = followups.is_bare(bare) or followups.asks_the_same(bare)
    if not named_in(mentions):
        # "aspirum 20 dose", but "aspirum was added this week"
        is_asked = is_asked or (mentions[0].start == 0 and len(bare.split()) <= _FEW)
        is_alone = len(context.drugs) == 1
        return is_alone and (standing.is_owned(gapped) or not (is_asked or is_the_same))
    return len({title_of(mention) for mention in mentions}) < 2 or not shapes.compares(question)


def _speak(mentions: tuple[Mention, ...], context: Context, known: Knowledge) -> bool:
    """Return whether a monograph talked about speaks of a medicine that a turn names, or the reverse."""
    own = tuple(Mention(title, (title,), "title", 0, len(title)) for title in context.drugs)
    named = named_in(mentions)
    return known.speaks_of(context.drugs, mentions) or bool(named and known.speaks_of(named, own))


def talk_before(question: str, mentions: tuple[Mention, ...], context: Context, known: Knowledge) -> Talk:
    """Return what a turn that names a medicine comes after."""
    before = context.thread[-1][0] if context.thread else None
    return Talk(
        is_said=is_said(question, mentions, context),
        is_spoken_of=_speak(mentions, context, known),
        is_of_one=len(context.drugs) == 1,
        has_partner=bool(context.matter.partners),
        is_compared=before is not None and before.shape == "compare",
        is_back=bool(set(named_in(mentions)) & set(context.earlier)),
    )


def is_said(question: str, mentions: tuple[Mention, ...], context: Context) -> bool:
    """Return whether plain words say that what a turn names is taken beside the drug talked about, or likened to it."""
    gapped = with_slots(question, mentions)
    # Of a medicine without a monograph alone nothing could be said: "is that the same as aspirum".
    if not named_in(mentions) and likening.likens(gapped):
        return True
    is_same = followups.asks_the_same(gapped.replace(followups.SLOT, " "))  # "is it the same with bonex"
    is_instead = standing.is_instead(gapped) and not context.matter.partners
    if is_same or is_instead or standing.names_pair(gapped) or followups.begins_with_name(gapped):
        return False  # "bonex: can i drink on it"
    return says_beside(question, mentions, context)


def says_beside(question: str, mentions: tuple[Mention, ...], context: Context) -> bool:
    """Return whether plain words say that what a turn names is taken beside the drug talked about."""
    refers = bool(mentions) and all(mention.how == "context" for mention in mentions)
    if refers and standing.is_fronted(with_slots(question, mentions)):
        return False  # "and the first one, can i drive on it"
    if followups.is_with_it(question) or (shapes.adds_to(question) and not refers):
        return True
    if not mentions or set(named_in(mentions)) & set(context.drugs):
        return False
    start, end = mentions[0].start, mentions[0].end
    gapped = with_slots(question, mentions)
    if standing.is_with_after_all(gapped):
        return True
    # "And with bonex" may ask the same of bonex; of aspirum, which has no monograph, nothing could be said.
    is_with = standing.is_with(gapped) and not named_in(mentions) and not context.matter.partners
    if is_with or standing.asks_if_taken(gapped):
        return True
    return (
        followups.is_without(gapped)
        or shapes.tells_of(question, (start, end))
        or shapes.points_before(question, start)
    )


def beside(question: str, mentions: tuple[Mention, ...], context: Context) -> tuple[Query, Context]:
    """Resolve a turn that names a medicine taken beside what is talked about.

    Of two that are talked about it is the one that is taken already, else the first, unless the turn says "both".
    """
    already = named_in(context.matter.partners) if context.matter.is_taken else ()
    kept = context.drugs if shapes.means_both(question) else already or context.drugs[:1]
    both = tuple(dict.fromkeys((*kept, *named_in(mentions))))
    said = followups.tidied(question)[0]
    text, beside_kept = followups.filled(said, kept), matter_beside(question, mentions, kept)
    query = Query(
        question,
        text,
        both,
        text,
        mentions,
        context.brands,
        bare=beside_kept.bare,
        carried=True,
        together=True,
    )
    return query, Context(both, context.brands, beside_kept)


def likened(question: str, mentions: tuple[Mention, ...], context: Context) -> tuple[Query, Context] | None:
    """Resolve a turn that likens a drug to the one talked about, "is bonex any safer"; None where it does not.

    What they are compared by is what was asked before, unless it says so itself ("less sleepy than that").
    """
    named = named_in(mentions)
    is_other = len(named) == len(mentions) == len(context.drugs) == 1 and named != context.drugs
    gapped = with_slots(question, mentions)
    if not is_other or context.pending or not (likening.likens(gapped) or likening.ranks(gapped)):
        return None
    own = likening.likened_by(gapped)
    is_open = not context.matter.words and not likening.likens(gapped)  # "is bonex any safer": by what
    if not own and (context.matter.partners or is_open):
        return None
    both = (*context.drugs, *named)
    bare = own or f"{context.matter.bare}, {replaced(question, mentions, lambda _: ' ')}"
    bare = squeezed(bare).strip(" ,")
    text = f"{' and '.join(both)}: {bare}"
    query = Query(question, text, both, text, mentions, context.brands, bare=bare, shape="compare")
    return query, Context(both, (), Matter(own) if own else context.matter)


def beside_each(
    question: str, mentions: tuple[Mention, ...], context: Context
) -> tuple[Query, Context] | None:
    """Resolve a turn that names a drug and asks of it and each of those talked about, "on bonex, matter with either?".

    None for any other turn.
    """
    named = named_in(mentions)
    is_one_more = len(named) == len(mentions) == 1 and not set(named) & set(context.drugs)
    if not (is_one_more and context.drugs and shapes.means_each(question)) or context.pending:
        return None
    said = squeezed(replaced(question, mentions, lambda _: named[0]))
    talked = context.drugs
    if len(talked) == 1 and shapes.means_either(question):
        before = (drug for each in context.trail for drug in each.drugs)
        talked = tuple(dict.fromkeys(drug for drug in (*before, *talked) if drug not in named))
    query, after = of_both(said, (*talked[-2:], *named))
    brands = (*context.brands, *(mention.meant or mention.said for mention in mentions))
    query = replace(query, question=question, mentions=mentions, brands=brands)
    # "and aspirum" then asks of that with each of them
    return query, replace(after, brands=brands, matter=matter_beside(question, mentions, talked[-2:]))


def of_both(question: str, both: tuple[str, ...]) -> tuple[Query, Context]:
    """Resolve a turn about drugs talked about, which it does not name."""
    text = followups.filled(question, both)
    is_comparison = shapes.compares(question) and "together" not in question.casefold()
    query = Query(
        question,
        text,
        both,
        text,
        bare=question,
        carried=True,
        together=not is_comparison,
        shape="compare" if is_comparison else "one",
    )
    return query, Context(both, (), Matter(question))


def of_a_pair(question: str, drugs: tuple[str, ...], context: Context, *, depends: bool) -> tuple[bool, bool]:
    """Return whether a turn asks of several drugs talked about as taken together, and whether it compares them."""
    if len(drugs) < 2:
        return False, False
    if shapes.compares(question) and "together" not in question.casefold():
        return False, True
    if shapes.means_both(question):
        return True, False
    before = context.thread[-1][0] if context.thread else None
    if before is None:
        return False, False
    if before.shape == "compare":
        return False, depends
    return before.is_of_several and (depends or shapes.asks_between(question)), False


def owner(question: str, drugs: tuple[str, ...], context: Context) -> tuple[str, ...]:
    """Return which drugs a question in full is about after one on a medicine taken beside another: the first.

    "Can she have paracetamol with it", then "how often is it given": that is of what was talked about all along.
    """
    before = context.thread[-1][0] if context.thread else None
    was_beside = before is not None and before.together and before.carried and before.mentions
    if not was_beside or shapes.means_both(question) or shapes.asks_between(question):
        return drugs
    asked = named_in(context.matter.owners)  # that of two which is not taken already
    is_of_one = context.matter.is_taken and bool(asked) and set(asked) < set(drugs)
    return asked if is_of_one else drugs[:1]


def in_place(query: Query, fragment: str, matter: Matter) -> tuple[Query, Matter] | None:
    """Return what is asked where a medicine takes the place of one of two: "is bonex ok with apium", "and aspirum?".

    None where the matter is not of two.
    """
    is_beside = standing.is_with(with_slots(query.question, query.mentions))
    partner = matter.partner_for(query.mentions, is_beside=is_beside)
    if partner is None:
        return None
    kept, matter = partner
    drugs = tuple(dict.fromkeys((*kept, *query.drugs)))
    matter = matter if is_beside else matter.with_fragment(fragment)
    text = matter.filled(named_in(matter.owners) or tuple(map(title_of, matter.owners)))
    # one without a monograph that stays is still asked about, if anything is
    pair = (*matter.owners, *matter.partners)
    stays = tuple(m for m in pair if not m.titles and m not in query.mentions) if drugs else ()
    mentions = (*query.mentions, *stays)
    query = replace(query, text=text, generic=text, drugs=drugs, bare=matter.bare, mentions=mentions)
    return replace(query, together=True, carried=bool(kept)), matter


def dose_of(question: str, drugs: tuple[str, ...], context: Context) -> tuple[str, ...]:
    """Return the one of two drugs whose dose a fragment asks for, () where it does not: the one that was asked about.

    "How much" after "is bonex ok with her apium" is of bonex: she takes the other already.
    """
    asked = named_in(context.matter.owners)
    is_of_one = context.matter.is_taken and set(asked) < set(drugs)
    says_else = shapes.means_both(question) or shapes.asks_between(question)
    return asked if is_of_one and shapes.asks_dose(question) and not says_else else ()
