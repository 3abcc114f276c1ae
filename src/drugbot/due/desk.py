"""What every kind of reply is made with."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from drugbot.answering.choosing import Policy, answered
from drugbot.answering.confidence import Vocabulary, learned_confidence, signs_of, telling_words
from drugbot.answering.declining import Asked
from drugbot.answering.helplines import Helplines
from drugbot.answering.reply import Reply
from drugbot.corpus.classes import classes_of_name
from drugbot.corpus.names import spelled
from drugbot.corpus.sections import is_on_dose, is_on_use
from drugbot.index.contents import Index
from drugbot.index.encoder import Vectors
from drugbot.retrieval.features import Evidence, without
from drugbot.retrieval.hits import Found, Hit
from drugbot.retrieval.medicines import also_called
from drugbot.retrieval.mentions import Mention
from drugbot.retrieval.ranker import learned_ranker
from drugbot.retrieval.search import Searcher
from drugbot.retrieval.subjects import learned_subjects
from drugbot.retrieval.unheard import is_in_use

CANDIDATES = 20
CHOICES = 8  # medicines that are offered to choose from
_INJECTED = frozenset({"jab", "shot", "injection"})
_INJECTION = re.compile(r"\binject", re.IGNORECASE)
_STANDS_OUT = 0.08  # by so much the uses of one drug must be nearer to a description than those of any other
_SURE = 0.6  # how likely the subject of a few words must be for them to be a matter by themselves
_SIDE_EFFECTS = frozenset({"common_side_effects", "serious_side_effects"})  # one matter in two sections
# Subjects that only put a condition to the matter before ("in children", "with bad kidneys").
_CONDITIONS = frozenset(
    {"children", "elderly", "renal", "hepatic", "use", "names", "summary", "forms", "precautions"}
)
# Subjects that turn on who takes the medicine.
_PERSONAL = frozenset(
    {"dose", "max_dose", "frequency", "duration", "use", "contraindications", "precautions", "summary"}
    | {"children", "elderly", "renal", "hepatic"}
)
# Subjects of which no answer serves to harm: no amounts, no effects nor what adds to them, not how to come by more.
_HARMLESS = frozenset(
    {"allergy", "breastfeeding", "driving", "fertility", "food_interactions", "manufacturer", "mechanism"}
    | {"monitoring", "names", "pregnancy", "storage", "vaccines"}
)


@dataclass(frozen=True, eq=False)
class Desk:
    """What every kind of reply is made with.

    Attributes:
        index: what to answer from.
        searcher: of it.
        policy: floors and limits.
        today: the day that staleness is reckoned from.
        helplines: whom to call in an emergency.
        off: parts that are switched off, to see what they are worth.
    """

    index: Index
    searcher: Searcher
    policy: Policy
    today: Callable[[], date]
    helplines: Helplines
    off: frozenset[str] = frozenset()
    _vocabularies: dict[str, Vocabulary] = field(default_factory=dict, repr=False)

    @property
    def count(self) -> int:
        """How many monographs there are."""
        return len(self.index.entries)

    def found(
        self,
        query: str,
        drugs: Collection[str],
        *,
        brands: Collection[str] = (),
        mentioning: Collection[str] = (),
    ) -> Found:
        """Return the best passages of drugs for a query."""
        return self.searcher.search(query, drugs, CANDIDATES, brands=brands, mentioning=mentioning)

    def answered(self, asked: Asked, hits: Sequence[Hit], confidence: float | None = None) -> Reply:
        """Return the reply that quotes the best of some passages, or says that there is none."""
        is_declined = confidence is not None and confidence < self.policy.answer_threshold
        is_strange = is_declined and self._is_strange(asked)
        return answered(asked, hits, self.index, self.policy, self.today(), confidence, is_strange=is_strange)

    def _is_strange(self, asked: Asked) -> bool:
        """Return whether no word that is asked of drugs is in use, or stands in their monographs; names apart."""
        names = [name for drug in asked.drugs for name in (drug, *self.index.by_title[drug].names)]
        words = telling_words(without(self.searcher.worded(asked.query), names))
        return bool(words) and not any(
            is_in_use(word) or not self.vocabulary(drug).lacks(word) for word in words for drug in asked.drugs
        )

    def knows_words(self, text: str) -> bool:
        """Return whether a text has a telling word that is in use, or stands in a monograph."""
        words = telling_words(self.searcher.worded(text))
        return not words or any(is_in_use(word) or word in self.searcher.vocabulary for word in words)

    def choices(self, question: str) -> tuple[str, ...]:
        """Return medicines to choose from for a question that names none: those with the nearest passages first."""
        nearest = (passage.drug for _, passage in self.searcher.nearest(question, CANDIDATES))
        return tuple(dict.fromkeys((*nearest, *(entry.title for entry in self.index.entries))))[:CHOICES]

    def brief(self, caution: float = 1.0) -> Desk:
        """Return a desk whose replies quote one passage.

        Args:
            caution: the share of the ordinary threshold of confidence that is asked for.
        """
        threshold = caution * self.policy.answer_threshold
        return replace(self, policy=replace(self.policy, further_passages=0, answer_threshold=threshold))

    def similarity(self, text: str) -> float:
        """Return how near a text is to whatever the collection says, -1 where it says nothing."""
        return self.searcher.likeness(text)

    def similarity_of_use(self, text: str, drug: str) -> float:
        """Return how near a text is to what a monograph says its drug is used for, -1 where it says nothing."""
        hits = self.found(text, (drug,)).hits
        return max((hit.similarity for hit in hits if is_on_use(hit.passage)), default=-1.0)

    def described(self, words: str, titles: Sequence[str]) -> str:
        """Return which of some titles words describe ("sugar", "jab"), "" where none stands out among them.

        Of words for an injection that is the only one that is injected; of others the only one whose section on use has
        the words, else the one whose uses are nearest.
        """
        if words.casefold() in _INJECTED:
            named = [title for title in titles if self.is_injected(title)]
            return named[0] if len(named) == 1 else ""
        named = self.told_for(words, titles)
        if len(named) == 1:
            return named[0]
        asked = f"{words}: what is it used for"
        near = sorted((self.similarity_of_use(asked, title), title) for title in titles)
        stands_out = len(near) == 1 or (len(near) > 1 and near[-1][0] - near[-2][0] >= _STANDS_OUT)
        return near[-1][1] if stands_out else ""

    def told_for(self, words: str, titles: Sequence[str]) -> list[str]:
        """Return those of some titles whose section on use has words ("heart"), all of them."""
        sought = telling_words(words)
        return [title for title in titles if sought and self._is_said_used_for(sought, title)]

    def _is_said_used_for(self, words: Sequence[str], title: str) -> bool:
        passages = (self.index.passages[number] for number in self.index.by_drug[title])
        said = set(spelled(" ".join(p.excerpt.quote for p in passages if is_on_use(p))).split())
        return all({word, f"{word}s", word.removesuffix("s")} & said for word in words)

    def is_injected(self, title: str) -> bool:
        """Return whether a drug is given by injection: half of what stands on doses speaks of that."""
        passages = [self.index.passages[number] for number in self.index.by_drug[title]]
        told = [_INJECTION.search(" ".join((*p.section, p.excerpt.quote))) for p in passages if is_on_dose(p)]
        return bool(told) and 2 * sum(found is not None for found in told) >= len(told)

    def speaks_of(self, drugs: Sequence[str], mentions: Sequence[Mention]) -> bool:
        """Return whether the monograph of a drug names a medicine, or a class that its names say it alone is of."""
        titles = [title for mention in mentions for title in mention.titles]
        names = {name for title in titles for name in (title, *self.index.by_title[title].names)}
        names |= {
            name for mention in mentions for name in (mention.said, mention.meant, *mention.ingredients)
        }
        own = {
            kind for drug in drugs for kind in (*self.index.by_title[drug].classes, *classes_of_name(drug))
        }
        kinds = {kind for name in names for kind in classes_of_name(name)} - own
        names |= set(self.also_called([name for name in names if name], drugs))
        return self.searcher.has_mention(drugs, [name for name in (*names, *kinds) if name])

    def also_called(self, names: Iterable[str], drugs: Sequence[str]) -> tuple[str, ...]:
        """Return further names of medicines that the monographs of drugs may call them by, of words that they have."""
        others = dict.fromkeys(other for name in names for other in also_called(spelled(name)))
        own = {spelled(drug) for drug in drugs}
        return tuple(
            other
            for other in others
            if other not in own
            and any(not any(map(self.vocabulary(drug).lacks, other.split())) for drug in drugs)
        )

    def subject(self, found: Found) -> str:
        """Return what a question is about."""
        if found.evidence is None:
            return ""
        return learned_subjects().names[int(found.evidence.subjects.argmax())]

    def sure_subject(self, words: str) -> str:
        """Return what words are about by themselves ("side effects?"); empty where that is not sure."""
        if not self.searcher.is_learned or not words.strip():
            return ""
        shares = learned_subjects().probabilities(self.searcher.encoded(words).vector[None])[0]
        named = dict(zip(learned_subjects().names, shares.tolist(), strict=True))
        best = max(named, key=named.__getitem__)
        kin = _SIDE_EFFECTS if best in _SIDE_EFFECTS else {best}
        return best if sum(named[subject] for subject in kin) >= _SURE else ""

    def stands_alone(self, words: str) -> bool:
        """Return whether words are a matter by themselves ("side effects?"), as the learned subject has it."""
        subject = self.sure_subject(words)
        return subject != "" and subject not in _CONDITIONS

    def is_personal(self, words: str) -> bool:
        """Return whether what words ask may turn on who takes the medicine, as the learned subject has it."""
        return self.sure_subject(words) in ("", *_PERSONAL)

    def is_harmless(self, words: str) -> bool:
        """Return whether no answer to what words ask serves to harm, as the learned subject has it."""
        return self.sure_subject(words) in _HARMLESS

    def confidence(self, found: Found) -> float | None:
        """Return the probability that the best passage says the answer, None where none was learned."""
        if found.evidence is None or not found.hits or "confidence" in self.off:
            return None
        drug = found.hits[0].passage.drug
        return self._confidence_in(found, found.evidence.among(self.index.by_drug[drug].tolist()), drug)

    def _confidence_in(self, found: Found, own: Evidence, drug: str) -> float:
        """Return the probability that a passage of a drug says the answer, by the evidence for its passages."""
        scores = learned_ranker().scores(own.values)
        signs = signs_of(own, scores, found.query, drug, self.vocabulary(drug), learned_subjects())
        return learned_confidence().probability(signs)

    def bears_on(self, words: str, drugs: Sequence[str]) -> Vectors:
        """Return signs of how far the monographs of drugs say what words ask that name none, shape (drugs, signs).

        How near the uses are, confidence, the most that any passage has of four features, the probability that any
        answers, and how many of the words, and which share, the monograph has in no form.
        """
        found = self.found(words, drugs)
        assert found.evidence is not None  # it is learned
        return np.stack([self._bearing(found, found.evidence, drug, telling_words(words)) for drug in drugs])

    def _bearing(self, found: Found, evidence: Evidence, drug: str, words: Sequence[str]) -> Vectors:
        own, vocabulary = evidence.among(self.index.by_drug[drug].tolist()), self.vocabulary(drug)
        near, attention = own.column("nearest"), own.column("attention")
        on_use = [is_on_use(self.index.passages[int(number)]) for number in own.passages]
        lost = sum(map(vocabulary.lacks, words))
        told = (
            float(near[on_use].max()) if any(on_use) else 0.0,
            self._confidence_in(found, own, drug),
            *(float(own.column(name).max()) for name in ("nearest", "attention", "matter", "kinship")),
            1 - 1 / (1 + float(np.exp(attention).sum())),
            lost,
            lost / max(len(words), 1),
        )
        return np.asarray(told, np.float32)

    def vocabulary(self, drug: str) -> Vocabulary:
        """Return the words of a monograph."""
        if drug not in self._vocabularies:
            passages = self.index.passages
            self._vocabularies[drug] = Vocabulary(passages[number] for number in self.index.by_drug[drug])
        return self._vocabularies[drug]
