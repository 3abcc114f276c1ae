"""A dose that is asked about for nobody in particular: one for some people alone must not be quoted first.

"Dose of ibuprofen" led with a child's, "zolpidem dose" with that of the frail, since nothing in the question says that
it is not theirs. A reader with ten seconds would take it for everybody's. A longer question tells more of whom it is
about than groups, ages and weights, so its ranking stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from drugbot.answering.confidence import telling_words
from drugbot.answering.joints import populations
from drugbot.corpus.passage import Passage
from drugbot.due.desk import is_on_dose
from drugbot.retrieval.features import without
from drugbot.retrieval.search import Hit

DOSES = frozenset({"administration", "dose", "max_dose", "frequency"})  # subjects
_LOOKED_AT = 6  # passages found, among which one for everybody is looked for
_MOST_WORDS = 4  # that say something about the matter, in a plain question
_FIRST_WORDS = 60  # characters of a passage that say for whom it is
_AMOUNT = re.compile(
    r"\d\s*(?:mg|mcg|µg|micrograms?|milligrams?|g|grams?|ml|units?|iu|tablets?|capsules?|puffs?|drops?|%)(?!\w)",
    re.IGNORECASE,
)
_OF_SOMEBODY = re.compile(
    r"\b\d+\s*-?\s*(?:years?|yrs?|yo|y/o|months?|weeks?|kg|kilos?|lbs?|pounds)\b|\b(?:old|frail|weigh\w*)\b",
    re.IGNORECASE,
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


def _is_of_nobody(question: str, drug: str) -> bool:
    is_plain = len(telling_words(without(question, (drug,)))) <= _MOST_WORDS
    return is_plain and not populations(question) and not _OF_SOMEBODY.search(question)


def _is_for_some(passage: Passage) -> bool:
    return bool(populations(" ".join((*passage.section, passage.excerpt.quote[:_FIRST_WORDS]))))


def _is_for_all(passage: Passage, drug: str) -> bool:
    is_dose = is_on_dose(passage) and _AMOUNT.search(passage.excerpt.quote) is not None
    return passage.drug == drug and is_dose and not _is_for_some(passage)
