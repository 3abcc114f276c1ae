"""The ask line: turns in, a `Reply` out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from time import perf_counter

from drugbot.answering.choosing import (
    Asked,
    Policy,
    answered,
    emergency,
    empty_question,
    off_topic,
    unknown_drug,
    which_drug,
)
from drugbot.answering.reply import Reply, Understood
from drugbot.conversation.context import Context, Query, understand
from drugbot.conversation.safety import is_self_harm
from drugbot.index.contents import Index
from drugbot.index.encoder import Encoder
from drugbot.index.loading import load_encoder
from drugbot.index.models import find_model
from drugbot.index.store import load_index
from drugbot.retrieval.lexicon import Lexicon
from drugbot.retrieval.medicines import known_medicines
from drugbot.retrieval.search import Hit, Searcher
from drugbot.settings import Settings

_CANDIDATES = 20
_OPTIONS = 5


class Chatbot:
    """Answers questions from one index.

    A chatbot keeps nothing between calls: a conversation is the sequence of the user's turns, passed whole.
    """

    def __init__(
        self, index: Index, encoder: Encoder, settings: Settings, today: Callable[[], date] = date.today
    ) -> None:
        """Put a chatbot together from its parts.

        Args:
            index: what to answer from.
            encoder: the one that built the index.
            settings: floor and limits.
            today: the day that staleness is reckoned from.

        Raises:
            ForeignIndexError: the index was built by another encoder.
        """
        self.index = index
        self._searcher = Searcher(index, encoder, settings.rank_constant)
        self._lexicon = Lexicon(index.entries, known_medicines())
        self._titles = tuple(entry.title for entry in index.entries)
        self._policy = Policy(settings.evidence_floor, settings.further_passages, settings.stale_after_months)
        self._today = today

    @classmethod
    def open(cls, settings: Settings) -> Chatbot:
        """Open the index and the encoder that the settings name.

        Raises:
            StoredIndexError: there is no index, or it is damaged or foreign.
            EncoderError: the encoder's weights are missing or altered.
        """
        index = load_index(settings.index)
        model = find_model(settings)
        index.check_encoder(model.identity)  # before seconds are spent on loading it
        return cls(index, load_encoder(model, settings), settings)

    def reply(self, turns: Sequence[str]) -> Reply:
        """Reply to the last turn, with the earlier ones as context."""
        if not turns:
            return empty_question()
        context = Context()
        for turn in turns[:-1]:
            _, context = self._understand(turn, context)
        return self._reply(turns[-1], context)[0]

    def replies(self, turns: Sequence[str]) -> tuple[Reply, ...]:
        """Reply to every turn, each with the earlier ones as context."""
        context = Context()
        found = []
        for turn in turns:
            reply, context = self._reply(turn, context)
            found.append(reply)
        return tuple(found)

    def search(
        self, turns: Sequence[str], count: int = _CANDIDATES, *, without_faqs: bool = False
    ) -> tuple[Query, tuple[Hit, ...]]:
        """Return the last turn as it is searched with, and its passages: what evaluation judges."""
        context = Context()
        query = Query("", "", ())
        for turn in turns:
            query, context = self._understand(turn, context)
        return query, self._searcher.search(
            query.generic, query.drugs, count, brands=query.brands, without_faqs=without_faqs
        )

    def _understand(self, turn: str, context: Context) -> tuple[Query, Context]:
        return understand(turn, context, self._lexicon, self._titles)

    def _reply(self, turn: str, context: Context) -> tuple[Reply, Context]:
        started = perf_counter()
        query, context = self._understand(turn, context)
        reply = self._due(query)
        return replace(reply, took_ms=round((perf_counter() - started) * 1000, 2)), context

    def _due(self, query: Query) -> Reply:
        asked = Asked(query.text, query.drugs, query.unknown, _understood(query))
        if not query.question:
            return empty_question()
        if is_self_harm(query.question):
            return emergency(asked)
        if query.drugs:
            hits = self._searcher.search(
                query.generic, query.drugs, _CANDIDATES, brands=query.brands, mentioning=query.others
            )
            return answered(asked, hits, self.index, self._policy, self._today())
        if query.unknown:
            return unknown_drug(asked)
        anywhere = self._searcher.search(query.generic, self._titles, _CANDIDATES)
        if not anywhere or max(hit.similarity for hit in anywhere) < self._policy.evidence_floor:
            return off_topic(asked, len(self._titles))
        return which_drug(asked, tuple(dict.fromkeys(hit.passage.drug for hit in anywhere))[:_OPTIONS])


def _understood(query: Query) -> tuple[Understood, ...]:
    if query.carried:
        return tuple(Understood("", title, "context") for title in query.drugs)
    if query.only:
        return tuple(Understood("", title, "only") for title in query.drugs)
    return tuple(
        Understood(mention.said, title, "title" if mention.how == "title" else "name")
        for mention in query.mentions
        for title in mention.titles
    )
