"""Turns that ask nothing: greetings, thanks, what the bot can do."""

from __future__ import annotations

import re

from drugbot.conversation.leads import unacknowledged

_SMALL_TALK = re.compile(
    r"""(?:
        (?:hi|hello|hey|good\s+(?:morning|afternoon|evening|day))(?:\s+(?:there|drugbot|bot))?
      | (?:good)?bye | ok(?:ay)? | great | help
      | what\s+(?:(?:sorts?|kinds?)\s+of\s+things?\s+)?can\s+you\s+(?:do|help\s+(?:me\s+)?with)
      | (?:what|which|list|name|show\s+me)\s+(?:all\s+)?(?:(?:the|your|of)\s+)*
        (?:drugs|medicines|medications|meds|monographs)
        (?:\s+(?:do|can)?\s*you\s+(?:know|have|cover|answer)(?:\s+(?:about|of|on))?|\s+are\s+(?:there|in\s+here))?
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


def is_thanks(question: str) -> bool:
    """Return whether a turn thanks, and nothing else."""
    words = set(re.findall(r"[^\W_]+", question.casefold()))
    return bool(words & _THANKS) and words <= _THANKS | _WITH_THANKS


def is_call(question: str) -> bool:
    """Return whether a turn calls for help: a greeting's "help" asks what there is, one amid danger does not."""
    return question.casefold().strip(" .!?") in ("help", "help me", "please help")


def is_small_talk(question: str) -> bool:
    """Return whether a turn is small talk and nothing else."""
    return is_thanks(question) or _SMALL_TALK.fullmatch(question.strip(" .!?,;:)(-")) is not None


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


# "ringing the doctor now", "off to a&e", "i'll ask the chemist then".
_MY = r"(?:(?:the|my|our|his|her|an?)\s+)?"
_SURGERY = (
    r"(?:doctor['’]?s?|docs?|dr|gp|surgery|nurse|pharmac(?:y|ist)|chemist['’]?s?|hospital|clinic|midwife|consultant"
    r"|out\s+of\s+hours)"
)
_WARD = (
    r"(?:a\s*(?:&|and|\+|n)\s*e|e\.?r|e\.?d|casualty|emergency(?:\s+(?:room|department))?|urgent\s+care"
    r"|walk[-\s]in(?:\s+cent(?:re|er))?)"
)
_SOON = (
    r"(?:\s+(?:now|then|straight\s*away|right\s+(?:now|away)|asap|today|tomorrow|tonight|first\s+thing|this\s+(?:minute|morning|afternoon)"
    r"|in\s+the\s+morning|again|anyway|instead|just\s+in\s+case|to\s+be\s+(?:safe|sure)))*"
)
_SEES_TO_IT = re.compile(
    r"(?:(?:i|we|s?he|they)(?:['’]?(?:m|re|s|ll)|\s+(?:am|are|is|will))\s+|(?:mum|mom|dad)(?:['’]?s|\s+is)\s+)?(?:just\s+|now\s+)?"
    r"(?:(?:(?:going\s+to|gonna|off\s+to|about\s+to|(?<=ll\s)|(?<=will\s))\s*(?:just\s+|go\s+(?:and\s+)?)?(?:ring|call|phone|see|ask)"
    r"|ringing|calling|phoning|seeing|asking)"
    rf"\s+(?:them|{_MY}(?:{_SURGERY}|{_WARD}|ambulance|helpline|poisons?\s+(?:line|control|centre)|\d{{3}}))"
    r"|(?:off|going|heading|driving|popping|on\s+(?:my|our|the)\s+way|taking\s+(?:him|her|them))(?:\s+(?:straight|back|over|down|in|now|off))*"
    rf"\s+(?:to|up\s+to)\s+{_MY}(?:{_SURGERY}|{_WARD})"
    r"|(?:(?:i|we)(?:['’]?ve|\s+have)?\s+)?(?:just\s+|already\s+)?(?:called|rung|rang|phoned|told|asked|spoken\s+to)"
    rf"\s+(?:them|{_MY}(?:{_SURGERY}|{_WARD}|ambulance|helpline|poisons?\s+(?:line|control|centre)|\d{{3}}))"
    r"|(?:the\s+)?(?:ambulance|paramedics?)(?:['’]?s|\s+(?:is|are))\s+(?:here|coming|on\s+(?:the|its|their)\s+way))"
    rf"{_SOON}",
    re.IGNORECASE,
)


def is_seen_to(question: str) -> bool:
    """Return whether a turn says that somebody is called or gone to, and nothing else: "ok ringing them now"."""
    return _SEES_TO_IT.fullmatch(unacknowledged(question).rstrip(" .!,:;)(-")) is not None
