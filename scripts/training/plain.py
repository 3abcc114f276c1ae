"""Plain questions that a section answers by its very subject: "dose of …", "… side effects".

People who write questions to learn from avoid them, and a model that has seen none is unsure of the plainest of all.
What stands under the heading answers them: of doses what has a figure, of side effects what is common, where the
monograph has any such; whether the rest under the heading answers is not said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drugbot.corpus.passage import Passage

_ASKED = (
    (
        r"us(?:age|es?)|indications?(?: (?:and|&) usage)?",
        ("what is {drug} used for", "{drug} uses", "what is {drug} for", "what is {drug}"),
    ),
    (
        r"(?:dosage|dosing|dose)\b.*",
        ("dose of {drug}", "{drug} dosage", "how much {drug}", "how is {drug} given"),
    ),
    (
        r"side effects|adverse reactions",
        ("side effects of {drug}", "{drug} side effects", "what can {drug} do to me"),
    ),
    (
        r"contraindications",
        ("who should not take {drug}", "{drug} contraindications", "when is {drug} not allowed"),
    ),
    (r"(?:drug )?interactions", ("{drug} interactions", "what does {drug} interact with")),
    (r"overdos(?:e|age)", ("{drug} overdose", "what happens if i take too much {drug}")),
    (r"missed doses?", ("missed dose of {drug}", "i forgot my {drug}")),
    (r"storage.*", ("how to store {drug}", "{drug} storage", "where do i keep {drug}")),
    (r"mechanism.*|how it works", ("how does {drug} work", "{drug} mechanism of action")),
    (r"pregnancy.*", ("{drug} in pregnancy", "can i take {drug} while pregnant")),
    (r"breast-?feeding|lactation|nursing mothers?", ("{drug} breastfeeding", "can i breastfeed on {drug}")),
    (
        r"(?:pediatric|paediatric) use|children.*|use in children",
        ("{drug} in children", "is {drug} for kids"),
    ),
    (r"geriatric use|elderly.*|older adults", ("{drug} in the elderly", "{drug} for old people")),
    (r"warnings.*|precautions", ("{drug} warnings", "what should i watch out for with {drug}")),
)


_DOSES, _SIDE_EFFECTS = _ASKED[1][0], _ASKED[2][0]
# What such a question is first about.
_BETTER = {
    _DOSES: re.compile(r"\d"),
    _SIDE_EFFECTS: re.compile(r"(?<!less[ -])(?<!not )\bcommon(?:ly)?\b(?! cold)", re.IGNORECASE),
}


def plain_questions(passages: Sequence[Passage], number: int) -> Iterator[tuple[str, list[bool | None]]]:
    """Yield plain questions about the sections of one document, each with whether a passage answers it.

    That is None where nobody can tell: of an FAQ pair, and of what stands under the heading but is not what such a
    question is first about.

    Args:
        passages: of the document.
        number: of the document, by which one of several phrasings is chosen.
    """
    drug = passages[0].drug
    for turn, (heading, phrasings) in enumerate(_ASKED):
        pattern = re.compile(heading, re.IGNORECASE)
        under = [passage for passage in passages if any(map(pattern.fullmatch, passage.section))]
        sections = [passage for passage in under if passage.kind != "faq"]
        if sections:
            best = _best(sections, _BETTER.get(heading))
            question = phrasings[(number + turn) % len(phrasings)].format(drug=drug)
            answers = [
                True if p in best else None if p in under or p.kind == "faq" else False for p in passages
            ]
            yield question, answers


def _best(sections: Sequence[Passage], better: re.Pattern[str] | None) -> Sequence[Passage]:
    """Return the passages under a heading that a plain question is first about, all where none stands out."""
    found = [passage for passage in sections if better and better.search(_said(passage))]
    return found or sections


def _said(passage: Passage) -> str:
    return " ".join((*passage.section, *(part.quote for part in passage.context), passage.excerpt.quote))
