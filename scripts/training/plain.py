"""Plain questions that a section answers by its very subject: "dose of …", "… side effects".

People who write questions to learn from avoid them, and a model that has seen none is unsure of the plainest of all.
Whatever stands under the heading answers them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drugbot.corpus.passage import Passage

_ASKED = (
    (
        r"us(?:age|es?)|indications?(?: (?:and|&) usage)?",
        ("what is {drug} used for", "{drug} uses", "what is {drug} for"),
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


def plain_questions(passages: Sequence[Passage], number: int) -> Iterator[tuple[str, list[bool]]]:
    """Yield plain questions about the sections of one document, each with the passages that stand under its heading.

    Args:
        passages: of the document.
        number: of the document, by which one of several phrasings is chosen.
    """
    drug = passages[0].drug
    for turn, (heading, phrasings) in enumerate(_ASKED):
        pattern = re.compile(heading, re.IGNORECASE)
        under = [
            any(map(pattern.fullmatch, passage.section)) and passage.kind != "faq" for passage in passages
        ]
        if any(under):
            question = phrasings[(number + turn) % len(phrasings)].format(drug=drug)
            yield question, under
