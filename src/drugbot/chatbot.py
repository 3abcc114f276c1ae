"""The ask line: turns in, a `Reply` out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from time import perf_counter

from drugbot.answering.choosing import Policy, answered, in_emergency
from drugbot.answering.confidence import Vocabulary, learned_confidence, signs_of
from drugbot.answering.declining import (
    Asked,
    did_you_mean,
    emergency,
    empty_question,
    helped,
    not_stated,
    off_topic,
    other_language,
    unknown_drug,
    which_drug,
)
from drugbot.answering.reply import Reply, Understood
from drugbot.conversation.context import Context, Query, understand
from drugbot.conversation.language import is_foreign
from drugbot.errors import SettingsError
from drugbot.index.contents import Index
from drugbot.index.encoder import Encoder
from drugbot.index.loading import load_encoder
from drugbot.index.models import find_model
from drugbot.index.store import load_index
from drugbot.retrieval.features import FEATURES
from drugbot.retrieval.lexicon import Lexicon
from drugbot.retrieval.medicines import known_medicines
from drugbot.retrieval.ranker import learned_ranker
from drugbot.retrieval.search import Found, Hit, Searcher
from drugbot.retrieval.subjects import learned_subjects
from drugbot.settings import Settings

_CANDIDATES = 20
_OPTIONS = 8
_WHATEVER_THE_LANGUAGE = frozenset({"emergency", "empty_question"})
PARTS = (*FEATURES, "learned", "confidence")  # what can be switched off
_CARRIED_FLOOR = 0.15  # similarity under which a declined follow-up is off topic: fragments say little
_EXAMPLES = 3  # medicines named in the help text
_WARNINGS = 3  # passages quoted in an emergency
_IN_DANGER = re.compile(r"overdos|serious|warning|when to call|emergenc", re.IGNORECASE)
_USE_HEADING = re.compile(r"(?:uses?|usage|indications?|what it is (?:used )?for)\b", re.IGNORECASE)

# A question that compares drugs is about each of them, not about what one does to the other.
_COMPARING = re.compile(
    r"\b(?:vs|versus|or|than|compared?|comparison|differences?|differ|better|instead|which|both"
    r"|same(?!\s+(?:time|day|week|evening|morning)))\b",
    re.IGNORECASE,
)

# "Should I stop it", "can i take it": what the person asking should do is not for a monograph to say.
_PERSONAL = re.compile(
    r"\bshould\s+(?:i|we|my\s+\w+|he|she)\s+(?:still\s+|just\s+)?(?:stop|quit|start|take|switch|change|skip|double|keep|use|be|go|come)"
    r"|\bis\s+it\s+(?:ok(?:ay)?|safe|alright|all\s+right|fine)\s+for\s+me\b|\bcan\s+i\s+(?:just\s+)?(?:stop|quit)\b",
    re.IGNORECASE,
)


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
            SettingsError: a part that is to be switched off does not exist.
        """
        self.index = index
        self.encoder = encoder
        self._off = frozenset(part.strip() for part in settings.without.split(",") if part.strip())
        if not self._off <= set(PARTS):
            raise SettingsError(
                f"without is {settings.without!r}; what can be switched off is {', '.join(PARTS)}"
            )
        self._searcher = Searcher(index, encoder, settings.rank_constant, self._off)
        self._lexicon = Lexicon(index.entries, known_medicines())
        self._titles = tuple(entry.title for entry in index.entries)
        self._policy = Policy(
            settings.answer_threshold,
            settings.evidence_floor,
            settings.topic_floor,
            settings.further_passages,
            settings.stale_after_months,
        )
        self._vocabularies: dict[str, Vocabulary] = {}
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
        index.check_encoder(model.identity, settings.index)  # before seconds are spent on loading it
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
        found = self._searcher.search(
            query.generic, query.drugs, count, brands=query.brands, without_faqs=without_faqs
        )
        return query, found.hits

    def _understand(self, turn: str, context: Context) -> tuple[Query, Context]:
        return understand(turn, context, self._lexicon, self._titles, self._searcher.vocabulary)

    def _reply(self, turn: str, context: Context) -> tuple[Reply, Context]:
        started = perf_counter()
        query, context = self._understand(turn, context)
        reply = self._due(query)
        if (
            reply.kind != "answer"
            and reply.reason not in _WHATEVER_THE_LANGUAGE
            and is_foreign(query.question)
        ):
            reply = other_language(reply)
        return replace(reply, took_ms=round((perf_counter() - started) * 1000, 2)), context

    def _due(self, query: Query) -> Reply:
        asked = Asked(
            query.text,
            query.drugs,
            query.unknown,
            _understood(query),
            is_personal=_PERSONAL.search(query.question) is not None,
        )
        if query.danger:
            return self._in_danger(query, asked)
        if not query.question:
            return empty_question()
        if query.small_talk:
            return helped(len(self._titles), self._titles[:_EXAMPLES])
        if query.doubts:
            return did_you_mean(asked, query.doubts[0].said, query.doubts[0].names)
        if query.drugs:
            return self._about_drugs(query, asked)
        return unknown_drug(asked) if query.unknown else self._without_drug(query, asked)

    def _in_danger(self, query: Query, asked: Asked) -> Reply:
        """Reply to an emergency: where help is, then warnings and overdose passages, never a dose.

        About self-harm nothing is said of a drug.
        """
        if query.danger == "self_harm" or not query.drugs:
            return emergency(asked, self_harm=query.danger == "self_harm")
        hits = self._searcher.search(query.generic, query.drugs, _CANDIDATES * 10).hits
        warning = [hit for hit in hits if any(map(_IN_DANGER.search, hit.passage.section[:2]))]
        if not warning:
            return emergency(asked)
        reply = answered(asked, warning[:_WARNINGS], self.index, self._policy, self._today())
        return in_emergency(reply)

    def _without_drug(self, query: Query, asked: Asked) -> Reply:
        anywhere = self._searcher.nearest(query.generic, _CANDIDATES)
        evidence = max((similarity for similarity, _ in anywhere), default=-1.0)
        if evidence < self._policy.topic_floor:
            return off_topic(asked, len(self._titles))
        nearest = dict.fromkeys(passage.drug for _, passage in anywhere)
        return which_drug(asked, tuple(dict.fromkeys((*nearest, *self._titles)))[:_OPTIONS])

    def _between(self, query: Query, asked: Asked) -> Reply:
        """Reply about drugs taken together: what the monograph of each says of the others, by name."""
        hits: list[Hit] = []
        for drug in query.drugs:
            others = [self.index.by_title[title] for title in query.drugs if title != drug]
            names = [name for other in others for name in (other.title, *other.names)]
            hits += self._searcher.search(
                query.generic, (drug,), _CANDIDATES, brands=query.brands, mentioning=names
            ).hits
        if not hits:
            return not_stated(asked)
        hits.sort(key=lambda hit: (-hit.similarity, hit.passage.id))
        return answered(asked, hits, self.index, self._policy, self._today())

    def _about_drugs(self, query: Query, asked: Asked) -> Reply:
        if query.is_of_several and not _COMPARING.search(query.question):
            return self._between(query, asked)
        found = self._searcher.search(
            query.generic, query.drugs, _CANDIDATES, brands=query.brands, mentioning=query.others
        )
        hits: Sequence[Hit] = found.hits
        asked = replace(asked, subject=self._subject(found))
        # Learned on questions about one drug: of several, or of another medicine, it says nothing.
        confidence = None if query.others or len(query.drugs) > 1 else self._confidence(found)
        if query.alone:  # a drug's name alone: what it is used for, from the section on that
            hits, confidence = sorted(hits, key=lambda hit: not _is_on_use(hit)), None
        if query.unknown and not query.others:
            hits = ()  # the product named holds the drug itself: every passage would be one that mentions it
        reply = answered(asked, hits, self.index, self._policy, self._today(), confidence)
        return off_topic(asked, len(self._titles)) if self._is_off_topic(query, reply) else reply

    def _is_off_topic(self, query: Query, reply: Reply) -> bool:
        """Return whether a question that was declined, and names no medicine itself, has nothing to do with any."""
        if reply.kind != "abstention" or not (query.only or query.carried):
            return False
        nearest = self._searcher.nearest(query.question, 1)
        floor = self._policy.topic_floor if query.only else _CARRIED_FLOOR
        return not nearest or nearest[0][0] < floor

    def _subject(self, found: Found) -> str:
        """Return what a question is about."""
        if found.evidence is None:
            return ""
        return learned_subjects().names[int(found.evidence.subjects.argmax())]

    def _confidence(self, found: Found) -> float | None:
        """Return the probability that the best passage says the answer, None where none was learned."""
        if found.evidence is None or not found.hits or "confidence" in self._off:
            return None
        drug = found.hits[0].passage.drug
        own = found.evidence.among(self.index.by_drug[drug].tolist())
        if drug not in self._vocabularies:
            passages = self.index.passages
            self._vocabularies[drug] = Vocabulary(passages[number] for number in self.index.by_drug[drug])
        scores = learned_ranker().scores(own.values)
        signs = signs_of(own, scores, found.query, drug, self._vocabularies[drug], learned_subjects())
        return learned_confidence().of(signs)


def _is_on_use(hit: Hit) -> bool:
    return bool(hit.passage.section) and _USE_HEADING.match(hit.passage.section[0]) is not None


def _understood(query: Query) -> tuple[Understood, ...]:
    if query.carried:
        return tuple(Understood("", title, "context") for title in query.drugs)
    if query.only:
        return tuple(Understood("", title, "only") for title in query.drugs)
    return tuple(
        dict.fromkeys(
            Understood(mention.said, title, mention.how)
            for mention in query.mentions
            for title in mention.titles
            if mention.how != "unknown"
        )
    )
