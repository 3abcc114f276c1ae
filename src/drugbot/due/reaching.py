"""How far back a turn reaches: which of its readings is searched with.

Each reading is looked up, and the one taken whose best passage most likely says what is asked. That is told by a
logistic regression over how sure the retrieval is of each, how far they agree, what the turn is like, and what was put
in front of it. Learned by `scripts/train_reaching.py` from talks about monographs; it fits the bundled model. This
is query performance prediction (Carmel and Yom-Tov, "Estimating the Query Difficulty for Information Retrieval", 2010)
used to choose between formulations of a query.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from drugbot.answering.confidence import Vocabulary, telling_words
from drugbot.conversation import followups, shapes
from drugbot.conversation.query import Query, Reading
from drugbot.conversation.readings import leans, of
from drugbot.due.desk import Desk
from drugbot.index.encoder import Vectors
from drugbot.retrieval.features import without
from drugbot.retrieval.ranker import learned_ranker
from drugbot.retrieval.regression import learned_regression

PACKAGE, FILE = "drugbot.due", "reaching.safetensors"
# By so much a reading must be likelier to be taken: in general, and turns put in front of a question in full.
_GAIN, _GAIN_OF_FULL = 0.1, 0.2
_LITTLE = 0.01  # keeps logarithms finite
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, eq=False)
class Look:
    """What a reading finds.

    Attributes:
        reading: what was looked up.
        shares: the ranker's probability of each passage of the drug, shape (passages,).
        confidence: that the best of them says it.
        vector: of the reading, shape (dimension,).
    """

    reading: Reading
    shares: Vectors
    confidence: float
    vector: Vectors

    @property
    def best(self) -> int:
        """The number of the likeliest passage among those of the drug."""
        return int(self.shares.argmax())


def reached(query: Query, desk: Desk) -> Query:
    """Return a query with the reading that is searched with, and with how likely each is."""
    if not query.readings or not desk.searcher.is_learned or desk.off & {"reaching", "learned", "confidence"}:
        return query
    looks = looked_up(query, desk)
    learned = learned_regression(PACKAGE, FILE)
    likely = [learned.probability(row) for row in features(query, looks, desk)]
    if query.is_fragment and followups.is_condition(query.said):
        likely[1] = 0.0  # "and in children" says nothing by itself
    chosen = looks[likeliest(likely, is_leaning=leans(query))]
    if chosen.reading.head and _is_silence_hidden(chosen, looks, query, desk):
        chosen = looks[0]
    ways = (replace(each, likely=share) for each, share in zip(query.readings, likely, strict=True))
    query = replace(query, readings=tuple(ways))
    text = chosen.reading.text
    return query if text == query.generic else replace(query, text=text, generic=text)


def likeliest(likely: Sequence[float], *, is_leaning: bool) -> int:
    """Return the number of the reading to take, given the probabilities of all.

    That of plain words, unless another is likelier by a margin: the less a turn looks as if it needed those before it,
    the surer it must be that they help.
    """
    best = 1 if likely[1] > likely[0] + _GAIN else 0
    behind = max(range(2, len(likely)), key=likely.__getitem__, default=best)
    gain = _GAIN if is_leaning else _GAIN_OF_FULL
    return behind if likely[behind] > likely[best] + gain else best


def _is_silence_hidden(chosen: Look, looks: tuple[Look, ...], query: Query, desk: Desk) -> bool:
    """Return whether a question in full that nothing answers would get what the turns before it alone find.

    "Can it be taken on a plane" after "how is it stored" must not be answered with how it is stored. But where the
    passage speaks of what is asked ("does it harm the baby"), it may well be the answer.
    """
    if leans(query) or max(look.confidence for look in looks[:2]) >= desk.policy.answer_threshold:
        return False
    drug = query.drugs[0]
    words = telling_words(without(query.said, (drug,)))
    passage = Vocabulary([desk.index.passages[int(desk.index.by_drug[drug][chosen.best])]])
    if sum(map(passage.lacks, words)) < len(words) / 2:
        return False
    before = Reading(of(drug, chosen.reading.head or ()))
    return _look(before, query, desk).best == chosen.best


def looked_up(query: Query, desk: Desk) -> tuple[Look, ...]:
    """Return what each reading of a query finds."""
    heads = query.readings[-1].head or ()
    desk.searcher.expect([query.said, *(reading.text for reading in query.readings), *heads])
    return tuple(_look(reading, query, desk) for reading in query.readings)


def _look(reading: Reading, query: Query, desk: Desk) -> Look:
    found = desk.found(reading.text, query.drugs, brands=query.brands)
    assert found.evidence is not None  # it is learned
    assert found.encoding is not None
    own = found.evidence.among(desk.index.by_drug[query.drugs[0]].tolist())
    scores = learned_ranker().scores(own.values)
    shares = np.exp(scores - scores.max())
    return Look(reading, shares / shares.sum(), desk.confidence(found) or 0.0, found.encoding.vector)


def features(query: Query, looks: tuple[Look, ...], desk: Desk) -> Vectors:
    """Return the features of each reading, shape (readings, features).

    Args:
        query: with its readings.
        looks: what they find, in the same order: that of plain words, that of the turn by itself, the others.
        desk: to encode with.
    """
    own = desk.searcher.encoded(query.said).vector
    heads = looks[-1].reading.head or ()
    nearness = {head: float(own @ desk.searcher.encoded(head).vector) for head in heads}
    signs = _signs_of_turn(query, looks, nearness[heads[-1]] if heads else 0.0)
    mean = np.mean([look.shares for look in looks], axis=0)
    rows = []
    for number, look in enumerate(looks):
        head = look.reading.head or ()
        is_itself = look.reading.head == ()
        kinds = [float(is_itself), float(bool(head)), float(len(head) > 1)]
        rows.append(
            [
                *_signs_of_head(head, nearness),
                *_signs_of_look(look, looks, mean, number),
                float(look.vector @ own),
                *signs,
                *(kind * sign for kind in kinds for sign in signs),
                *(kinds[1] * own),
                *(kinds[0] * own),
            ]
        )
    return np.asarray(rows, np.float32)


def _signs_of_turn(query: Query, looks: tuple[Look, ...], nearness: float) -> list[float]:
    turn, before = query.said, looks[-1].reading.head or ()
    last = before[-1] if before else ""
    return [
        float(followups.is_tied(turn)),
        float(followups.is_fragment(turn)),
        float(shapes.points_back(turn)),
        float(followups.points_at_matter(turn)),
        float(followups.is_statement(turn)),
        float(followups.is_condition(turn)),
        float(followups.is_bare(turn)),
        float(any(mention.titles for mention in query.mentions)),
        float(query.is_fragment),
        math.log1p(len(_WORD.findall(turn))),
        math.log1p(len(telling_words(turn))),
        float("?" in turn),
        float(len(before)),
        looks[1].confidence,
        looks[0].confidence,
        nearness,
        *_form(last),
    ]


def _form(turn: str) -> tuple[float, ...]:
    return (float(followups.is_fragment(turn)), float(followups.is_statement(turn)))


def _signs_of_head(head: tuple[str, ...], nearness: dict[str, float]) -> list[float]:
    near = [nearness[turn] for turn in head] or [0.0]
    forms = [_form(turn) for turn in head] or [(0.0, 0.0)]
    return [
        float(len(head) == 1),
        float(len(head) > 1),
        min(near),
        max(near),
        near[0],
        *np.mean(forms, axis=0).tolist(),
        *forms[0],
    ]


def _signs_of_look(look: Look, looks: tuple[Look, ...], mean: Vectors, number: int) -> list[float]:
    rules, itself = looks[0], looks[1]
    share = float(look.shares.max())
    others = [float(other.shares[look.best]) for at, other in enumerate(looks) if at != number]
    return [
        float(number == 0),
        float(number == 1),
        look.confidence,
        math.log(look.confidence + _LITTLE),
        look.confidence - rules.confidence,
        look.confidence - itself.confidence,
        look.confidence - max(each.confidence for each in looks),
        sum(each.best == look.best for each in looks) / len(looks),
        float(look.best == rules.best),
        float(look.best == itself.best),
        share,
        math.log(share + _LITTLE),
        float(mean[look.best]),
        max(others),
        math.log1p(len(_WORD.findall(look.reading.text))),
    ]
