"""Turns that ask nothing: greetings, thanks, what the bot can do."""

from __future__ import annotations

import re

_SMALL_TALK = re.compile(
    r"""(?:
        (?:hi|hello|hey|good\s+(?:morning|afternoon|evening|day))(?:\s+(?:there|drugbot|bot))?
      | (?:ok(?:ay)?\W+)?(?:many\s+)?(?:thanks?|thank\s+you|thx|cheers)
        (?:\s+(?:a\s+lot|so\s+much|very\s+much))?
      | (?:good)?bye | ok(?:ay)? | great | help
      | what\s+can\s+you\s+do | what\s+do\s+you\s+know | who\s+are\s+you | how\s+does\s+this\s+work
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def is_small_talk(question: str) -> bool:
    """Return whether a turn is small talk and nothing else."""
    return _SMALL_TALK.fullmatch(question.strip(" .!?,;:)(-")) is not None
