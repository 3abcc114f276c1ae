"""Plain questions that a section answers by its very subject: "dose of …", "… side effects".

People who write questions to learn from avoid them, and a model that has seen none is unsure of the plainest of all.
What stands under the heading answers them: of doses what has a figure, of side effects what is common, where the
monograph has any such; whether the rest under the heading answers is not said. A dose for some people alone is no
answer where one for everybody stands there: who asks and says nothing of a child must not be quoted a child's.
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
# What is for some people alone, by its headings or its first words.
_FOR_SOME = re.compile(
    r"child|pa?ediatric|adolescent|infant|neonat|newborn|elderly|geriatric|older (?:people|adults|patients)"
    r"|over \d\d|renal|kidney|hepatic|liver|dialysis|pregnan|breast-?feed"
    r"|interact|concomitant|co-?administ|inhibitors?\b|inducers?\b|dos(?:e|age) (?:adjust|modif)|adverse reaction",
    re.IGNORECASE,
)
_FIRST_WORDS = 80  # characters: labels have no headings of a lower level, but begin with them


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
            for_all = [passage for passage in best if not _is_for_some(passage)]
            is_narrow = heading == _DOSES and bool(for_all)
            question = phrasings[(number + turn) % len(phrasings)].format(drug=drug)
            yield question, [_answers(p, for_all if is_narrow else best, under, is_narrow) for p in passages]


def _answers(
    passage: Passage, best: Sequence[Passage], under: Sequence[Passage], is_narrow: bool
) -> bool | None:
    """Return whether a passage answers, None where nobody can tell."""
    if passage in best:
        return True
    is_open = passage.kind == "faq" or (passage in under and not (is_narrow and _is_for_some(passage)))
    return None if is_open else False


def _is_for_some(passage: Passage) -> bool:
    return bool(_FOR_SOME.search(" ".join((*passage.section, passage.excerpt.quote[:_FIRST_WORDS]))))


def _best(sections: Sequence[Passage], better: re.Pattern[str] | None) -> Sequence[Passage]:
    """Return the passages under a heading that a plain question is first about, all where none stands out."""
    found = [passage for passage in sections if better and better.search(_said(passage))]
    return found or sections


def _said(passage: Passage) -> str:
    return " ".join((*passage.section, *(part.quote for part in passage.context), passage.excerpt.quote))
