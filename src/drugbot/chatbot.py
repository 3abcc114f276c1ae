"""The ask line: turns in, a `Reply` out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from time import perf_counter

from drugbot.answering.choosing import Policy
from drugbot.answering.declining import (
    Asked,
    did_you_mean,
    empty_question,
    helped,
    not_understood,
    off_topic,
    other_language,
    unknown_drug,
    which_drug,
)
from drugbot.answering.helplines import Helplines
from drugbot.answering.reply import Reply
from drugbot.conversation.context import tidied, understand
from drugbot.conversation.language import is_foreign
from drugbot.conversation.offering import others, pairs_with
from drugbot.conversation.parting import joined_topics, parted
from drugbot.conversation.query import Query
from drugbot.conversation.shapes import is_of_each
from drugbot.conversation.state import Context
from drugbot.due.asking import asked_of
from drugbot.due.collection import across
from drugbot.due.comparison import compared, is_of_one
from drugbot.due.danger import after_danger, in_danger
from drugbot.due.desk import CANDIDATES, CHOICES, Desk
from drugbot.due.further import further
from drugbot.due.knowing import knowledge_of
from drugbot.due.one import about_drugs
from drugbot.due.passing import in_passing
from drugbot.due.reaching import reached
from drugbot.due.several import in_order, say_the_same
from drugbot.due.together import between
from drugbot.due.topic import on_topic, topic_asked, with_topics
from drugbot.errors import SettingsError
from drugbot.index.contents import Index
from drugbot.index.encoder import Encoder
from drugbot.index.loading import load_encoder
from drugbot.index.models import find_model
from drugbot.index.store import load_index
from drugbot.index.threads import one_thread
from drugbot.retrieval.features import FEATURES
from drugbot.retrieval.hits import Hit
from drugbot.retrieval.search import Searcher
from drugbot.retrieval.wording import WORDING
from drugbot.settings import Settings

_WHATEVER_THE_LANGUAGE = frozenset({"emergency", "empty_question"})
# What can be switched off.
PARTS = (
    *FEATURES,
    "learned",
    "confidence",
    "cutting",
    *WORDING,
    "reaching",
    "focus",
    "everybody",
    "unspoken",
    "listing",
    "pooling",
)
_SURE = 0.7  # confidence from which an answer is given whatever language the question seems to be in
_EXAMPLES = 3  # medicines named in the help text


class Chatbot:
    """Answers questions from one index.

    A chatbot keeps nothing between calls: a conversation is the sequence of the user's turns, passed whole.

    Attributes:
        index: what it answers from.
        encoder: the one that built it.
        known: what turns are understood with.
        desk: what replies are made with.
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
            SettingsError: a part that is to be switched off does not exist.
        """
        self.index = index
        self.encoder = encoder
        self._off = frozenset(part.strip() for part in settings.without.split(",") if part.strip())
        if not self._off <= set(PARTS):
            raise SettingsError(
                f"without is {settings.without!r}; what can be switched off is {', '.join(PARTS)}"
            )
        searcher = Searcher(index, encoder, settings.rank_constant, self._off)
        policy = Policy(
            settings.answer_threshold,
            settings.evidence_floor,
            settings.topic_floor,
            settings.further_passages,
            settings.stale_after_months,
            cuts="cutting" not in self._off,
        )
        helplines = Helplines(settings.emergency_numbers, settings.poison_numbers, settings.crisis_numbers)
        self.desk = Desk(index, searcher, policy, today, helplines, self._off)
        self.known = knowledge_of(self.desk, encoder)

    @classmethod
    def open(cls, settings: Settings) -> Chatbot:
        """Open the index and the encoder that the settings name.

        From then on numpy multiplies with one thread, in the whole process (`drugbot.index.threads`).

        Raises:
            StoredIndexError: there is no index, or it is damaged or foreign.
            EncoderError: the encoder's weights are missing or altered.
        """
        one_thread()
        index = load_index(settings.index)
        model = find_model(settings)
        index.check_encoder(model.identity, settings.index)  # before seconds are spent on loading it
        return cls(index, load_encoder(model, settings), settings)

    def reply(self, turns: Sequence[str]) -> Reply:
        """Reply to the last turn, with the earlier ones as context."""
        if not turns:
            return empty_question()
        context = Context()
        with self.desk.searcher.remembering():
            for turn in turns[:-1]:
                context = self._after(turn, context)
            return self._reply(turns[-1], context)[0]

    def replies(self, turns: Sequence[str]) -> tuple[Reply, ...]:
        """Reply to every turn, each with the earlier ones as context."""
        context = Context()
        found = []
        for turn in turns:
            with self.desk.searcher.remembering():
                reply, context = self._reply(turn, context)
            found.append(reply)
        return tuple(found)

    def search(
        self, turns: Sequence[str], count: int = CANDIDATES, *, without_faqs: bool = False
    ) -> tuple[Query, tuple[Hit, ...]]:
        """Return the last turn as it is searched with, and its passages: what evaluation judges.

        Of several questions in the turn it is the last.
        """
        context = Context()
        query = Query("", "", ())
        with self.desk.searcher.remembering():
            for turn in turns:
                query, context = self._understood(turn, context)[-1]
            query = reached(query, self.desk)
            found = self.desk.searcher.search(
                query.generic, query.drugs, count, brands=query.brands, without_faqs=without_faqs
            )
            return query, found.hits

    def _understood(self, turn: str, context: Context) -> list[tuple[Query, Context]]:
        """Return the queries of a turn, each with the context after it.

        A turn that speaks of danger is never taken apart, and neither is one of which a part would not be understood.
        """
        whole = understand(turn, context, self.known)
        questions = () if whole[0].danger or whole[0].doubts else parted(tidied(turn))
        if len(questions) < 2:
            questions = self._topics_joined(whole[0])
        if len(questions) < 2:
            return [whole]
        start = context
        if not context.drugs and whole[0].drugs and not self.known.lexicon.mentions(questions[0]):
            start = replace(
                whole[1], thread=()
            )  # "how often is it given, and what are the side effects of …"
        found = []
        for question in questions:
            query, start = understand(question, start, self.known, screened=True)
            found.append((query, start))
        # "can you tell me about …, and what are …": a part that asks nothing yet is none of its own
        return [each for each in found if each[0].shape != "topic"] or found[-1:]

    def _topics_joined(self, query: Query) -> tuple[str, ...]:
        """Return a question for each topic that a turn joins: "dose and side effects of metformin"."""
        names = {mention.said for mention in query.mentions}
        if len(query.drugs) != 1 or query.shape != "one" or len(names) > 1:
            return ()
        topics = joined_topics(query.bare if names else query.question)
        phrases = [f"the {topic}" for topic in topics]  # a single word is read less surely: "dose"
        subjects = {self.desk.sure_subject(phrase) for phrase in phrases if self.desk.stands_alone(phrase)}
        if not topics or len(subjects) < len(topics):
            return ()
        return tuple(f"{name}: {topic}" for topic in topics for name in names) if names else topics

    def _after(self, turn: str, context: Context) -> Context:
        return self._understood(turn, context)[-1][1]

    def _reply(self, turn: str, context: Context) -> tuple[Reply, Context]:
        started = perf_counter()
        found = self._understood(turn, context)
        replies = [self._in_its_language(reached(query, self.desk)) for query, _ in found]
        if len(replies) > 1 and say_the_same(replies):
            found = [understand(turn, context, self.known)]
            replies = [self._in_its_language(reached(query, self.desk)) for query, _ in found]
        reply = replies[0] if len(replies) == 1 else in_order(replies, tidied(turn))
        if len(found) == 1 and "emergency" not in reply.notices and "focus" not in self._off:
            if reply.kind == "answer" or reply.reason == "not_stated":
                reply = replace(reply, others=others(*found[0]))
            elif reply.reason == "unknown_drug":
                reply = replace(reply, others=pairs_with(found[0][0], context, self.known))
        return replace(reply, took_ms=round((perf_counter() - started) * 1000, 2)), found[-1][1]

    def _in_its_language(self, query: Query) -> Reply:
        reply = self._due(query)
        if query.after_danger:
            reply = after_danger(reply, query.after_danger, self.desk)
        is_sure = reply.kind == "answer" and reply.confidence >= _SURE
        whatever = bool({reply.reason, *reply.notices} & _WHATEVER_THE_LANGUAGE)
        if not (is_sure or whatever) and is_foreign(query.question):
            return other_language(replace(reply, drugs=query.drugs))
        return reply

    def _due(self, query: Query) -> Reply:
        asked = asked_of(query)
        if query.danger:
            return in_danger(query, asked, self.desk)
        if query.small_talk or not query.question:
            examples = self.known.titles[:_EXAMPLES]
            return helped(self.desk.count, examples) if query.question else empty_question()
        if query.doubts:
            said, names = query.doubts[0].said, query.doubts[0].names
            return which_drug(asked, names) if query.doubts[0].is_shared else did_you_mean(asked, said, names)
        if query.shape == "list":
            return across(query, asked, self.desk)
        return self._about_drugs(query, asked) if query.drugs else self._without_drug(query, asked)

    def _about_drugs(self, query: Query, asked: Asked) -> Reply:
        if query.shape == "topic":
            return topic_asked(query, asked, self.desk)
        if query.shape == "more":
            before = tuple((reached(earlier, self.desk), times) for earlier, times in query.before)
            return further(replace(query, before=before), asked, self.desk, self._due)
        if query.topic:
            return on_topic(query, asked, self.desk)
        if query.shape == "compare" and len(query.drugs) > 1:
            return compared(query, asked, self.desk)
        if query.is_of_several and (query.together or not is_of_each(query.question)):
            beside = compared if is_of_one(query, self.desk) else between
            return in_passing(query, asked, self.desk) or beside(query, asked, self.desk)
        reply = about_drugs(query, asked, self.desk)
        return with_topics(reply, self.desk) if query.alone else reply

    def _without_drug(self, query: Query, asked: Asked) -> Reply:
        if query.unknown:
            return unknown_drug(asked)
        if query.options:
            return which_drug(asked, query.options[:CHOICES])
        if self.desk.similarity(query.generic) < self.desk.policy.topic_floor:
            return off_topic(asked, self.desk.count)
        if query.asked_back:
            return not_understood(asked)
        # "My sulfonylurea": none of those with the nearest passages is one.
        return which_drug(asked, () if query.classes else self.desk.choices(query.generic))
