"""Whether a question is in another language than the monographs; the only home of py3langid."""

from __future__ import annotations

from functools import cache
from typing import Any

# Languages that are told from English; more of them would make short questions look foreign more often.
_LANGUAGES = ("en", "de", "es", "fr", "it", "nl", "pl", "pt")
# Log-likelihood ratio against English. Of 1,307 development questions in English, none reaches it (the highest: 17);
# brand names and shorthand look Italian.
_CLEARLY = 20.0


def is_foreign(question: str) -> bool:
    """Return whether a question is clearly not in English.

    Loads the identifier, a tenth of a second, when it is first asked.
    """
    scores = dict(_identifier().rank(question))
    return bool(max(scores.values()) - scores["en"] >= _CLEARLY)


@cache
def _identifier() -> Any:
    from py3langid import langid  # noqa: PLC0415 - only questions that get no answer need it

    langid.set_languages(list(_LANGUAGES))
    return langid
