"""Turns that ask nothing: greetings, thanks, what the bot can do."""

from __future__ import annotations

import re

_SMALL_TALK = re.compile(
    r"""(?:
        (?:hi|hello|hey|good\s+(?:morning|afternoon|evening|day))(?:\s+(?:there|drugbot|bot))?
      | (?:good)?bye | ok(?:ay)? | great | help
      | what\s+(?:(?:sorts?|kinds?)\s+of\s+things?\s+)?can\s+you\s+(?:do|help\s+(?:me\s+)?with)
      | what\s+do\s+you\s+know | who\s+are\s+you | how\s+does\s+this\s+work
    )""",
    re.IGNORECASE | re.VERBOSE,
)


# Thanks in whatever order, with the words that go with them.
_THANKS = frozenset({"thanks", "thank", "thankyou", "thx", "ty", "ta", "cheers", "tysm"})
_WITH_THANKS = frozenset(
    """
    you u ok okay oh ah a the lot very much so many great good cool perfect brilliant lovely super all right alright
    got it that is was helpful for your help really lol haha mate love dear duck pal friend bye goodbye
    now again one and
    """.split()
)


def is_small_talk(question: str) -> bool:
    """Return whether a turn is small talk and nothing else."""
    words = set(re.findall(r"[^\W_]+", question.casefold()))
    if words & _THANKS and words <= _THANKS | _WITH_THANKS:
        return True
    return _SMALL_TALK.fullmatch(question.strip(" .!?,;:)(-")) is not None
