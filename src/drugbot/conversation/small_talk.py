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


# A worry, with the words that go with it and none that says what about: that may be an effect, or a question.
_WORRIES = frozenset(
    """
    scared scary afraid frightened frightening terrified terrifying worried worrying overwhelmed overwhelming upset
    upsetting stressful
    """.split()
)
_WITH_WORRY = frozenset(
    """
    i im am me it its is this that thats all a bit so very really quite pretty too just getting feel feeling sounds
    now oh ok god gosh wow for about her him them us my mum mom dad tbh honestly kind of sort and but bit s m
    """.split()
)


def is_worry(question: str) -> bool:
    """Return whether a turn says that somebody is worried, and nothing else: "im scared for her now"."""
    words = set(re.findall(r"[^\W_]+", question.casefold()))
    return bool(words & _WORRIES) and words <= _WORRIES | _WITH_WORRY and "?" not in question
