"""Whether a question asks of a kind of people of whom nothing that was found speaks: then the monograph is silent.

"Can i breastfeed on mefloquine" led with the milk that tablets are crushed in, "renal dose" with liver disease: near
in words, and of other people. Of 24 such questions about FDA labels the label was silent on 22 (docs/design.md).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from drugbot.answering.joints import populations
from drugbot.corpus.passage import Passage
from drugbot.retrieval.hits import Hit

_LOOKED_AT = 5  # passages found
_IMPAIRED = r"(?:impairment|function|failure|disease|insufficiency|dos\w*|adj\w*|problems?)"
_WEAK = r"(?:bad|weak|poor|failing)"
# Words that ask of such people; "trying for a baby", "kidney stones" and "my son" tell of other things as well.
_ASKED: Mapping[str, re.Pattern[str]] = {
    name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for name, words in {
        "renal": rf"(?:renal|kidney)\s+{_IMPAIRED}|crcl|egfr|dialysis|ckd\d?|esrd|{_WEAK}\s+kidneys?",
        "hepatic": rf"(?:hepatic|liver)\s+{_IMPAIRED}|cirrho\w+|child[- ]pugh|{_WEAK}\s+liver",
        "pregnancy": r"pregnan\w+|trimester",
        "breastfeeding": r"breast-?\s?feed\w*|nursing\s+(?:mother|mum|mom|my)|breast\s?milk|lactat(?:ing|ion)",
        "children": r"pa?ediatrics?|(?:in|for)\s+(?:children|kids)|(?:children|kids)['’]?s?\s+dose",
        "elderly": r"elderly|older\s+(?:people|adults|patients)|geriatrics?",
    }.items()
}


def is_unspoken(question: str, hits: Sequence[Hit]) -> bool:
    """Return whether a question names a kind of people and none of the passages found for it speaks of them.

    Args:
        question: as it is searched with.
        hits: what was found, best first.
    """
    asked = {name for name, words in _ASKED.items() if words.search(question)}
    return bool(asked) and not any(asked & _spoken_of(hit.passage) for hit in hits[:_LOOKED_AT])


def _spoken_of(passage: Passage) -> frozenset[str]:
    context = (part.quote for part in passage.context)
    return populations(" ".join((*passage.section, *context, passage.excerpt.quote)))
