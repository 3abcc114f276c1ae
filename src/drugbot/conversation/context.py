"""The state of a conversation: a fold over the user's turns alone.

Each turn is read for the names in it (`naming`), screened for danger, told apart from what has nothing to do with the
talk, and resolved in the light of the turns before; what they leave behind is a `Context`.
"""

from __future__ import annotations

from dataclasses import replace
from unicodedata import category, normalize

from drugbot.conversation import focus, people, shapes, topics
from drugbot.conversation.asides import is_aside, is_remark, may_be_aside
from drugbot.conversation.circumstances import spoken_of
from drugbot.conversation.dropping import set_aside
from drugbot.conversation.emergencies import Danger, learned_screen
from drugbot.conversation.matters import ANY_MEDICINE, named_in, replaced, title_of
from drugbot.conversation.naming import Named, named, with_slot, without_lead
from drugbot.conversation.pairs import of_both
from drugbot.conversation.query import Query
from drugbot.conversation.readings import readings
from drugbot.conversation.resolving import on_topic, resolved
from drugbot.conversation.safety import is_self_harm
from drugbot.conversation.small_talk import is_call, is_seen_to, is_small_talk, is_worry
from drugbot.conversation.state import THREAD, TRAIL, Context, Focus, Knowledge
from drugbot.corpus.names import spelled
from drugbot.retrieval.mentions import Doubt
from drugbot.retrieval.spelling import is_english

_ALARM = 0.3  # probability of danger from which a notice is due; see docs/evaluation.md
_LONG = 5  # letters of a word that is no abbreviation
_EARLIER = 12  # drugs that "the first one" and "the other one" look back on
# Characters of a turn that are understood: what comes of more is never a question, and 100 kB took 90 seconds.
LONGEST_TURN = 4_000
_END = 1_000  # characters of the end of a longer one that are kept


def understand(
    turn: str, context: Context, known: Knowledge, *, screened: bool = False
) -> tuple[Query, Context]:
    """Resolve a turn.

    Args:
        turn: the user's words.
        context: of the turns before it.
        known: what it is understood with.
        screened: True for a part of a turn that as a whole was not found to speak of danger.

    Returns:
        The query, and the context for the next turn.
    """
    question = tidied(turn)
    is_chat = is_small_talk(question) and not (context.danger and is_call(question))
    is_idle = is_chat or _is_remark_after_answer(question, context)
    if is_idle or not any(char.isalnum() for char in question):
        # "thanks" and "???" ask nothing, whatever was talked about.
        words = question if is_idle else ""
        return Query(words, words, (), small_talk=bool(words)), context
    topic = topics.chosen(question, context.topics)
    if topic:
        query, after = on_topic(question, topic, context)
        return query, _followed(query, after, context)
    reading = named(question, context, known)
    danger = None if screened or reading.is_plain else _danger(question, reading, known)
    lasting = context.danger if all(m.is_guessed for m in reading.mentions) else None
    is_over = bool(lasting) and not danger and known.is_harmless(reading.asked)
    danger = danger or (None if is_over else lasting)
    if danger == "self_harm":  # no word of what is asked goes any further
        follows = context.danger is not None or shapes.points_back(question)
        drugs = named_in(reading.mentions) or context.drugs
        meant = drugs if reading.mentions or follows else ()
        return Query(question, question, meant, danger=danger), replace(context, drugs=drugs, danger=danger)
    apart = None if danger else _apart(reading, question, context, known)
    if apart is not None:
        return replace(apart, after_danger=lasting if is_over else None), context
    # Whatever an emergency is about is not looked for among what was talked about before.
    in_focus = replace(known, bears_on=None) if danger else known
    reading, context, (query, after) = _resolved(reading, question, context, in_focus)
    shared = () if danger else _shared(reading, query, context)
    query = replace(
        query,
        question=question,
        said=replaced(reading.asked, reading.mentions, title_of),
        drugs=() if shared else query.drugs,
        text=query.text.replace(" and ".join(query.drugs), shared[0].said) if shared else query.text,
        doubts=reading.doubts or shared,
        danger=danger,
        after_danger=lasting if is_over else None,
        classes=known.lexicon.classes(question),
        is_of_talk=query.carried and _is_of_talk(reading, known),
    )
    query = replace(query, readings=() if danger or query.doubts else readings(query, context))
    topics_left = after.topics if query.shape == "topic" and not danger else ()
    return query, _followed(query, replace(after, danger=danger or lasting, topics=topics_left), context)


def _is_remark_after_answer(question: str, context: Context) -> bool:
    """Return whether a turn that asks nothing where a medicine is talked about is none but a remark.

    A worry alone may be the first sign of danger. After a turn that spoke of danger it is told again where help is:
    "i'll ask the pharmacist tomorrow" may be too late.
    """
    return bool(context.drugs) and not context.danger and (is_worry(question) or is_seen_to(question))


def _resolved(
    reading: Named, question: str, context: Context, known: Knowledge
) -> tuple[Named, Context, tuple[Query, Context]]:
    """Return what a turn asks with the context after it, behind how it is read and the context that it is read in.

    Where it means other medicines talked about than plain words take, it is read as if these were the last.
    """
    aside = set_aside(reading.asked, reading.mentions, context)
    if aside is not None:
        question, mentions, kept = aside
        reading = replace(reading, asked=question, mentions=mentions)
        # What is named instead takes its place; else what is asked is of what is left.
        context = context if mentions or kept == context.drugs else focus.turned_to(kept, context)
    plain = resolved(*without_lead(reading), context, known)
    drugs = focus.meant(question, plain[0], context, known)
    if set(drugs) == set(plain[0].drugs):
        return reading, context, plain
    turned = focus.turned_to(drugs, context)
    is_new_pair = len(drugs) > 1 and not turned.thread
    found = of_both(question, drugs) if is_new_pair else resolved(question, (), turned, known)
    if set(found[0].drugs) != set(drugs):  # "the two" are others then
        return reading, context, plain
    return replace(reading, asked=question, mentions=()), turned, found


def _shared(reading: Named, query: Query, context: Context) -> tuple[Doubt, ...]:
    """Return the name that several monographs share, where that is all that tells which one is meant."""
    titles = named_in(reading.mentions)
    said = {spelled(mention.said) for mention in reading.mentions}
    is_asked = bool(set(titles) & set(context.offered)) or set(titles) == set(context.drugs)
    is_pair = query.together or not set(query.drugs) <= set(titles)
    if len(titles) < 2 or len(said) > 1 or reading.mentions[0].is_product or is_asked or is_pair:
        return ()
    return (Doubt(reading.mentions[0].said, titles, is_shared=True),)


def _apart(reading: Named, question: str, context: Context, known: Knowledge) -> Query | None:
    """Return what a turn asks that has nothing to do with what is talked about; None where it has, or may have."""
    if reading.mentions or reading.doubts:
        return None
    if _is_gibberish(question, known):
        return Query(question, question, ())
    if not is_worry(question):
        waits = context.pending or context.topics or reading.is_plain
        if waits or known.meaning_of is None or not is_aside(reading.asked, known.meaning_of):
            return None
    if is_worry(question) or is_remark(question):
        return Query(question, question, (), small_talk=True)
    query, _ = resolved(*without_lead(reading), Context(earlier=context.earlier), known)
    if query.options and not context.drugs:  # it waits for the medicine that it is about
        return None
    return replace(query, question=question, classes=known.lexicon.classes(question))


def _is_of_talk(reading: Named, known: Knowledge) -> bool:
    """Return whether a turn that names no medicine surely has to do with what is talked about."""
    if known.meaning_of is None or reading.mentions or reading.doubts:
        return False
    return not may_be_aside(reading.asked, known.meaning_of)


def _danger(question: str, reading: Named, known: Knowledge) -> Danger | None:
    """Return the danger that a turn speaks of; a misspelt medicine, or one that only we know, is one like others.

    A word that is only guessed to be a medicine stays: it may be the one that tells of danger.
    """
    if is_self_harm(question):
        return "self_harm"
    sure = tuple(mention for mention in reading.mentions if not mention.is_guessed)
    text = replaced(reading.asked, sure, lambda _: ANY_MEDICINE)
    return learned_screen().danger(text, _ALARM, known.vector_of)


def _followed(query: Query, after: Context, before: Context) -> Context:
    """Return the context after a query, with what "the other one" and "tell me more" look back on."""
    if query.doubts:
        doubt = query.doubts[0]
        asked = query.text if doubt.is_shared else query.question
        return replace(
            after,
            drugs=() if doubt.is_shared else after.drugs,
            pending=with_slot(doubt, asked),
            offered=doubt.names,
            earlier=before.earlier,
            trail=before.trail,
            takers=before.takers,
            people=spoken_of(before.people, query.question),
        )
    earlier = tuple(dict.fromkeys((*before.earlier, *query.drugs)))[-_EARLIER:]
    after = replace(
        after,
        takers=people.noted(before.takers, query.question, query.drugs),
        people=spoken_of(before.people, query.question),
    )
    if query.shape == "more":
        *rest, (last, times) = before.thread
        return replace(after, earlier=earlier, thread=(*rest, (last, times + 1)))
    # What is kept of a turn is small: no readings, nor what it was read from.
    kept = replace(query, readings=(), before=())
    step = (Focus(query.drugs, after.brands, kept),) if query.drugs else ()
    after = replace(after, trail=(*before.trail, *step)[-TRAIL:])
    same = before.thread if set(query.drugs) == set(before.drugs) else ()
    thread = (*same, (query, 0))[-THREAD:] if query.drugs else ()
    return replace(after, earlier=earlier, thread=thread)


def tidied(turn: str) -> str:
    """Return a turn without control characters, invisible characters and doubled spaces; accents composed."""
    visible = "".join(
        char for char in _shortened(turn) if category(char) != "Cf"
    )  # a soft hyphen is no end of a word
    printable = "".join(char if char.isprintable() else " " for char in normalize("NFC", visible))
    return " ".join(printable.split())


def _shortened(turn: str) -> str:
    """Return the beginning and the end of a turn that is too long, without the words that are cut.

    Part of a name may be another; and what is asked, or what happened, often stands at the end.
    """
    if len(turn) <= LONGEST_TURN:
        return turn
    begin, end = turn[: LONGEST_TURN - _END - 3].rpartition(" ")[0], turn[-_END:].partition(" ")[2]
    return f"{begin} … {end}" if begin and end else turn[:LONGEST_TURN]


def _is_gibberish(question: str, known: Knowledge) -> bool:
    """Return whether no word of a turn is one that is known, or a misspelt one."""
    words = spelled(known.worded(question)).split()
    return all(
        len(word) >= _LONG and word.isalpha() and word not in known.ordinary and not is_english(word)
        for word in words
    )
