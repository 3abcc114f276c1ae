"""A dose that is asked about for nobody in particular: one for some people alone must not be quoted first.

"Dose of ibuprofen" led with a child's, "zolpidem dose" with that of the frail, since nothing in the question says that
it is not theirs. A reader with ten seconds would take it for everybody's. A question that says anything beside that a
dose is wanted may tell whom it is for, in whatever words, so its ranking stays, unless it names adults.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import inf

from drugbot.answering.confidence import telling_words
from drugbot.answering.joints import populations
from drugbot.answering.ranges import asked, closeness, is_for
from drugbot.corpus.passage import Passage
from drugbot.corpus.sections import is_on_dose
from drugbot.retrieval.features import without
from drugbot.retrieval.hits import Hit

DOSES = frozenset({"administration", "dose", "max_dose", "frequency"})  # subjects
_MUCH = 3  # times narrower must a range be, in one section, to tell better of somebody
_NEAR = 3  # passages found, among which one for the people asked about is looked for
_LOOKED_AT = 6  # passages found, among which one for everybody is looked for
_AGE = re.compile(r"\b(\d{1,3})[- ](?:years?|yrs?)[- ]old\b", re.IGNORECASE)
_GROWN = 18  # years
_FIRST_WORDS = 60  # characters of a passage that say for whom it is
_AMOUNT = re.compile(
    r"\d\s*(?:mg|mcg|µg|micrograms?|milligrams?|g|grams?|ml|units?|iu|tablets?|capsules?|puffs?|drops?|%)(?!\w)",
    re.IGNORECASE,
)
# All that a question may say that asks for a dose and for nobody's in particular.
_PLAIN = frozenset(
    """
    dose doses dosage dosages dosing dosed amount amounts strength strengths mg milligrams max maximum highest most
    usual normal standard typical regular recommended starting start initial maintenance daily total per hours
    administered administration taken frequency times adult adults
    """.split()
)
# A figure tells of somebody, unless it is that of "24 hours".
_OF_SOMEBODY = re.compile(r"(?<!\d)(?!24 ?h)\d|\b(?:old|kg)\b", re.IGNORECASE)
_OF_ADULTS = re.compile(r"\badults?\b|\bgrown[- ]?ups?\b", re.IGNORECASE)
_OF_OTHERS = re.compile(
    r"interact|concomitant|inhibitor|inducer|adjust|modif|overdos|missed|metaboli[sz]er", re.IGNORECASE
)


def for_everybody(question: str, hits: Sequence[Hit]) -> Sequence[Hit]:
    """Return hits with a dose for everybody first, where one for some people leads and the question names none.

    Args:
        question: about a dose, as it is searched with.
        hits: best first.
    """
    if not hits or not _is_for_some(hits[0].passage) or not _is_of_nobody(question, hits[0].passage.drug):
        return hits
    best = next((hit for hit in hits[:_LOOKED_AT] if _is_for_all(hit.passage, hits[0].passage.drug)), hits[0])
    return [best, *(hit for hit in hits if hit is not best)]


def for_somebody(question: str, hits: Sequence[Hit]) -> Sequence[Hit]:
    """Return hits with a dose for the people asked about first, where a dose that is not said to be theirs leads.

    "The dose for schizophrenia in the elderly" led with a summary of the doses of adults.

    Args:
        question: about a dose, as it is searched with.
        hits: best first.
    """
    kinds = populations(question)
    if (
        not kinds
        or not hits
        or kinds & _spoken_of(hits[0].passage)
        or _AMOUNT.search(hits[0].passage.excerpt.quote) is None
    ):
        return hits
    near = (hit.passage for hit in hits[1:_NEAR])
    are_theirs = [kinds <= _spoken_of(passage) and is_on_dose(passage) for passage in near]
    if True not in are_theirs:
        return hits
    best = hits[1 + are_theirs.index(True)]
    return [best, *(hit for hit in hits if hit is not best)]


def for_the_measured(question: str, hits: Sequence[Hit]) -> Sequence[Hit]:
    """Return hits with a dose for the age, weight or kidney function asked about first, where one for others leads.

    "How much for my 4 year old" led with the rows for children of 9 to 11.
    """
    people = asked(question)
    if not people or not hits:
        return hits
    first = hits[0].passage
    least = closeness(_told(first), people)
    near = [
        (closeness(_told(hit.passage), people), at, hit)
        for at, hit in enumerate(hits[1:_LOOKED_AT])
        if is_on_dose(hit.passage)
    ]
    width, _, best = min(near, default=(inf, 0, hits[0]))
    is_told = is_for(_told(first), people)
    is_closer = is_told and best.passage.section == first.section and width * _MUCH <= least
    if width == inf or not (is_told is False or is_closer):
        return hits
    return [best, *(hit for hit in hits if hit is not best)]


def for_the_grown(question: str, hits: Sequence[Hit]) -> Sequence[Hit]:
    """Return hits without a passage for children in front, where the person asked about is said to be grown.

    "How often (79 years old)" led with a table of children's weights.
    """
    is_grown = any(int(age) >= _GROWN for age in _AGE.findall(question))
    if (
        not is_grown
        or "children" in populations(question)
        or not hits
        or not _is_for_children(hits[0].passage)
    ):
        return hits
    best = next((hit for hit in hits[:_LOOKED_AT] if not _is_for_children(hit.passage)), hits[0])
    return [best, *(hit for hit in hits if hit is not best)]


def _is_for_children(passage: Passage) -> bool:
    return populations(" ".join((*passage.section, passage.excerpt.quote[:_FIRST_WORDS]))) == {"children"}


def _spoken_of(passage: Passage) -> frozenset[str]:
    return populations(_told(passage))


def _told(passage: Passage) -> str:
    context = (part.quote for part in passage.context)
    return " ".join((*passage.section, *context, passage.excerpt.quote))


def _is_of_nobody(question: str, drug: str) -> bool:
    is_plain = set(telling_words(without(question, (drug,)))) <= _PLAIN or _OF_ADULTS.search(question)
    return bool(is_plain) and not populations(question) and not _OF_SOMEBODY.search(question)


def _is_for_some(passage: Passage) -> bool:
    return bool(populations(" ".join((*passage.section, passage.excerpt.quote[:_FIRST_WORDS]))))


def _is_for_all(passage: Passage, drug: str) -> bool:
    led = " ".join((*passage.section, *(part.quote for part in passage.context)))
    is_narrow = (
        _is_for_some(passage) or bool(populations(led)) or _OF_OTHERS.search(f"{led} {passage.excerpt.quote}")
    )
    is_dose = is_on_dose(passage) and _AMOUNT.search(passage.excerpt.quote) is not None
    return passage.drug == drug and is_dose and not is_narrow
