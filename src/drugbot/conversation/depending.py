"""Whether a turn needs what was asked before it: "and with food?", "what about bonex instead"."""

from __future__ import annotations

from drugbot.conversation import followups, likening, shapes, standing, topics
from drugbot.conversation.matters import named_in, replaced, squeezed, with_slots
from drugbot.conversation.state import Context, Knowledge
from drugbot.retrieval.mentions import Mention


def needs_matter(said: str, fragment: str, context: Context, known: Knowledge) -> bool:
    """Return whether a turn that names no medicine needs what was asked before it.

    What is said of somebody ("he has kidney disease") does where that may turn on who takes the medicine: a dose does,
    how it is stored does not.
    """
    if not context.matter.words:
        return False
    if followups.points_at_matter(said):
        return True
    if not followups.is_fragment(said):
        return False
    if followups.is_statement(said):
        return known.is_personal(context.matter.bare)
    asks_on = bool(context.matter.partners) and followups.asks_why(fragment)
    return asks_on or followups.is_condition(said) or not known.stands_alone(fragment)


def depends(question: str, bare: str, fragment: str, mentions: tuple[Mention, ...], context: Context) -> bool:
    """Return whether a turn that names medicines needs the matter of the one before it."""
    if not context.matter.words or topics.asks_for_anything(bare):
        return False
    gapped = with_slots(question, mentions)
    if context.matter.partners and standing.is_with(gapped):
        return True  # "is ibuprofen ok with losartan", "and with warfarin"
    if not any(map(str.isalnum, bare)) and _goes_on(mentions, context):
        return True
    if any(mention.how == "context" for mention in mentions):
        # "and the second one?", "does the second one do that too", but "can the second be crushed"
        return not any(map(str.isalnum, fragment)) or followups.asks_the_same(gapped)
    if context.matter.has_kin(mentions) and likening.ranks(gapped):
        return True  # "is ibuprofen ok with losartan", "would acetaminophen be any better"
    return followups.is_dependent(gapped, fragment)


def takes_a_place(question: str, mentions: tuple[Mention, ...], context: Context) -> bool:
    """Return whether a medicine that a turn names takes the place of one of two: "what about aspirum instead"."""
    gapped = with_slots(question, mentions)
    is_more = followups.is_with_it(question) or shapes.adds_to(question) or shapes.adds_other(question)
    if not context.matter.partners or len(mentions) != 1 or (is_more and not standing.is_with(gapped)):
        return False
    bare = squeezed(replaced(question, mentions, lambda _: " "))
    fragment = "" if followups.asks_the_same(bare) else followups.without_ties(bare)
    return depends(question, bare, fragment, mentions, context)


def _goes_on(mentions: tuple[Mention, ...], context: Context) -> bool:
    """Return whether a name alone goes on with what was asked: another brand of the drug, another partner of a pair.

    "Ritonavir" after "sildenafil with ketoconazole" asks of that pair; any other name alone begins anew.
    """
    if len({mention.titles or mention.said for mention in mentions}) > 1:
        return False  # "apium + aspirin?"
    if named_in(mentions) == context.drugs:
        brands = {mention.meant or mention.said for mention in mentions}
        return not brands <= set(context.brands)
    return context.matter.has_kin(mentions)
