"""Whether a question is in another language than the monographs; the only home of py3langid."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

# Languages that are told from English; more of them would make short questions look foreign more often.
_LANGUAGES = ("en", "de", "es", "fr", "it", "nl", "pl", "pt")
# Log-likelihood ratio against English. Of 1,307 development questions in English, none reaches it (the highest: 17);
# brand names and shorthand look Italian.
_CLEARLY = 20.0
# The same where a word stands that English sentences have not: few words make no higher ratio ("metformin dosis para
# adultos"). One of 3,073 questions in English has such a word, and its ratio is 0.
_CLEARLY_ENOUGH = 10.0
_FOREIGN_WORDS = frozenset(
    """
    para el los las del por qué cuál cuánto cuánta cómo und für oder nicht avec les dans della voor het een não uma dla
    """.split()
)
_WORDS = re.compile(r"[^\W\d_]+")


def is_foreign(question: str) -> bool:
    """Return whether a question is clearly not in English.

    Loads the identifier, a tenth of a second, when it is first asked.
    """
    scores = dict(_identifier().rank(question))
    has_word = bool(_FOREIGN_WORDS & set(_WORDS.findall(question.casefold())))
    least = _CLEARLY_ENOUGH if has_word else _CLEARLY
    return bool(max(scores.values()) - scores["en"] >= least)


@cache
def _identifier() -> Any:
    from py3langid import langid  # noqa: PLC0415 - only questions that get no answer need it

    langid.set_languages(list(_LANGUAGES))
    return langid
