"""What a turn is understood to ask: of which drugs, and on what topic, whatever then becomes of it.

The reply to a follow-up may differ from the reply to a person's rewrite because the follow-up was understood wrongly,
or because another wording finds another passage or is less sure of it. This tells the first from the second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drugbot.chatbot import Chatbot
from drugbot.conversation.query import Query
from drugbot.conversation.shapes import is_of_each
from drugbot.retrieval.subjects import learned_subjects

_TOGETHER = "together"  # the topic of a question about what medicines do to each other


@dataclass(frozen=True, slots=True)
class Sense:
    """What a turn is understood to ask.

    Attributes:
        drugs: titles that are meant.
        manner: of one drug or several, of the whole collection, of none; or that it asks nothing, or is left unasked.
        subject: the learned subject of the query; empty with an encoder that none was learned for.
        section: the first heading that the best passage stands under, or the question of an FAQ pair.
    """

    drugs: frozenset[str]
    manner: str
    subject: str
    section: str

    def is_as(self, other: Sense) -> bool:
        """Return whether two turns ask the same drugs about the same topic: the subject or the section is the same."""
        manners = {self.manner, other.manner}
        if self.drugs != other.drugs or (len(manners) > 1 and manners != {"ask", _TOGETHER}):
            return False
        if manners <= {"small talk", "self_harm", "doubt", "topic", "none"} or manners == {_TOGETHER}:
            return True
        own = {self.subject, self.section} - {""}
        return bool(own & {other.subject, other.section}) or own == {other.subject, other.section} - {""}


def sense(chatbot: Chatbot, turns: Sequence[str]) -> Sense:
    """Return what the last of some turns is understood to ask; of several questions in it, the last."""
    query, hits = chatbot.search(turns, 1)
    place = [hits[0].passage.question or "", *hits[0].passage.section] if hits else []
    section = next(filter(None, place), "")
    return Sense(frozenset(query.drugs), _manner(query), _subject(chatbot, query), section)


def _manner(query: Query) -> str:
    if query.small_talk or query.doubts:
        return "small talk" if query.small_talk else "doubt"
    if query.danger == "self_harm":  # nothing of it is searched with; in an emergency it is asked as ever
        return query.danger
    both = query.is_of_several and (query.together or not is_of_each(query.question))
    if query.shape != "compare" and (both or (query.drugs and query.unknown)):
        return _TOGETHER
    if query.shape in ("list", "topic"):
        return query.shape
    return "ask" if query.drugs else "none"


def _subject(chatbot: Chatbot, query: Query) -> str:
    if not chatbot.encoder.identity.learned or not query.generic.strip():
        return ""
    shares = learned_subjects().probabilities(chatbot.desk.searcher.encoded(query.generic).vector[None])[0]
    return learned_subjects().names[int(shares.argmax())]
