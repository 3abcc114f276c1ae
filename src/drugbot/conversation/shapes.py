"""What kind of reply a question calls for, by the plain words that say so.

A question that compares drugs is about each of them; "tell me more" asks nothing new. Everything else is a matter of
the drugs that are meant.
"""

from __future__ import annotations

import re

from drugbot.conversation.people import PERSON_OF

_COMPARING = re.compile(
    r"\b(?:vs|versus|or|than|compared?|comparison|differences?|differ|better|instead|which|both"
    r"|same(?!\s+(?:time|day|week|evening|morning)))\b",
    re.IGNORECASE,
)
_STRICTLY = re.compile(
    r"\b(?:vs|versus|than|compared?|comparison|differences?|differ|better|which\s+(?:one|of\s+(?:the\s+two|them|these|those))|of\s+the\s+(?:two|pair)|of\s+both|and\s+of)\b",
    re.IGNORECASE,
)
_OR = re.compile(r"\bor\b|\bwhich\b", re.IGNORECASE)
_WITH = re.compile(r"\b(?:with|while|on|if|taking|together|after|before|interact\w*|mix\w*)\b", re.IGNORECASE)
# The words of a comparison that say nothing about its matter.
_COMPARISON = re.compile(
    r"\b(?:vs\.?|versus|compar(?:ed?|ing|ison)(?:\s+(?:of|to|with|between))?|(?:what(?:['’]?s|\s+is|\s+are)?\s+)?(?:the\s+)?"
    r"difference?s?(?:\s+(?:between|in|of|from))?|differ(?:s|ent)?(?:\s+from)?|which(?:\s+(?:one|of\s+(?:the\s+two|them|these)))?"
    r"(?:\s+(?:is|are|has|have|works?|does))?|how\s+(?:do(?:es)?|is|are)|better|worse|stronger|safer|between|both|either"
    r"|than|instead(?:\s+of)?|each|respectively|the\s+two(?:\s+of\s+them)?|of\s+them|so|them)\b\.?",
    re.IGNORECASE,
)
# "how much a day", but not "how much worse", nor "how often are bloods checked", which may be of the other.
_DOSE = re.compile(
    r"\bhow\s+(?:much|many)\b(?!\s+(?:is|are|was|does|do|did|longer|worse|better|alcohol|risk\w*|water|time|days|weeks)\b)"
    r"|\bhow\s+often\b(?=\W*(?:\w+\W*)?$|\s+can\b)|\b(?:dos(?:e|es|age)|max(?:imum)?)\b|\btimes\s+a\s+day\b",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"\b(?:it|this|that|them|these|those|its|either|neither|both|there|the\s+(?:drug|medicine|pair|two))\b",
    re.IGNORECASE,
)
# "is it ok to take …" points at nothing.
_DUMMY = re.compile(
    r"\b(?:is|was|would|isn['’]?t)\s+(?:it|that)\s+(?:\w+\s+)?(?:ok(?:ay)?|safe|fine|al+\s?right|bad|possible|true|normal|dangerous"
    r"|necessary|better|allowed|common|advisable|best|harmful|risky|good)\s+(?:to|if|that|when|for|taking|in)\b"
    r"|\bthat\s+(?:is|are|was|i|my|he|she|they)\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"(?:(?:ok(?:ay)?|and|please|can\s+you|could\s+you|yes|thanks?)\W+)*"
    r"(?:(?:tell|show|give)\s+me\s+(?:some\s+)?more(?:\s+(?:about|on)\s+(?:it|that|this))?(?:\s+(?:info\w*|details?))?"
    r"|more(?:\s+(?:info\w*|details?|please|about\s+(?:it|that|this)|on\s+(?:it|that|this)))?|(?:what|anything|something)\s+(?:else|more)"
    r"(?:\s+(?:does\s+it\s+say|is\s+there|do\s+you\s+have|should\s+i\s+know|about\s+(?:it|that|this)|on\s+(?:it|that|this)))?"
    r"|go\s+on|continue|say\s+more|(?:further|any\s+(?:more|other|further)|other)\s+(?:details?|info\w*|passages?)"
    r"|what\s+(?:else\s+)?does\s+it\s+say(?:\s+(?:about|on)\s+(?:it|that|this))?)(?:\W+please)?",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"\b(?:both|the\s+two|these\s+two|those\s+two|two\s+of\s+them|the\s+pair"
    r"|(?:which|either|any|each|one)\s+of\s+(?:(?:the|these|those|my|your|his|her|our)\s+)?(?:two|pair|both|them)"
    r"|(?:they|them|these|those)\b.*\b(?:together|combined?|mixed?)"
    r"|with\s+each\s+other|one\s+another"
    r"|which\s+(?:one\s+)?(?:is|has|works|gives|causes)\s+(?:the\s+)?(?:better|best|worse|worst|safer|safest|stronger|strongest|more|less|fewer|faster|quicker))\b",
    re.IGNORECASE,
)
# "does that matter with either", "which of the 3 does it upset"
_EACH = re.compile(
    r"\b(?:with|to|for|of|on|affects?|matters?|upsets?|rules?|have|take)\s+(?:either|neither|both)(?!\s+(?:and|my|the|his|her|your|way|\w+\s+and)\b)"
    r"(?:\s+of\s+(?:them|those|these|the\s+two))?\b(?=\W*$|\s+(?:of|out|as|though|or|if|at|in)\b)"
    r"|\b(?:which|any|one|all)\s+of\s+(?:the|his|her|my|these|those)\s+(?:two|pair|2|3|three|lot|others)\b|\bthe\s+two\s+(?:mix|go|clash|interact)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\b(?:there|between|apart|why)\b"
    r"|\b(?:is|are|would)\s+(?:that|this|they)\s+(?:be\s+)?(?:an?\s+|any\s+)?(?:problem|issue|risky?|ok(?:ay)?|al+\s*right|safe|fine|bad|dangerous|harmful)\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"^\W*(?:(?:and|oh|ok(?:ay)?|or)\b\W*)*\+|^\W*plus\b|\b(?:together|along|combined)\s+with\b|\bon\s+top\b"
    # "on the same day", but "at the same time every day", "on the same day as the scan"
    r"|\b(?:at|on)\s+the\s+same\s+(?:time|day|night|morning|evening)\b(?!\s+(?:every|each|of)\b|\s+as\s+(?!(?:it|that|this|these|those|them)\b))"
    r"|\balso\s+(?:\w+\s+)?(?:on|takes?|taking|gets?|uses?|using|has)\b"
    r"|\b(?:is|am|are|['’]m|['’]s|takes?|taking|gets?|uses?|has|have|had)\s+(?:on\s+)?\S+(?:\s+\S+)?\s+(?:too|also|as\s*well)\b"
    r"|\bon\s+board\b|\busers?\s+(?:here|too|also|as\s*well)\b"
    r"|^\W*(?:can|could|may)\s+(?:i|he|she|we|they|my\s+\w+)\s+(?:still\s+|also\s+)?(?:have|add|take)\s+\S+\s+(?:for|afterwards|too|as\s*well|in\s+between)",
    re.IGNORECASE,
)
# "he's also on", "she takes": what leads to a medicine that somebody tells of.
_TELLS = re.compile(
    r"\b(?:add(?:s|ed|ing)?|start(?:s|ed|ing)?|took|taken|takes?|taking|gave|given|gets?|got|getting|rx(?:['’]?d)?|prescribed|has|have|had|having"
    r"|uses?|using|swallowed)\b(?:(?!\babout\b)[^.?!,;:]){0,25}$"
    r"|\b(?:is|am|are|was|were|been|(?:he|she)['’]?s|i['’]?m|they['’]?re|we['’]?re|also|now|put|him|her|them|me)\s+"
    r"(?:(?:also|now|already|currently)\s+)?(?:anticoagulated\s+with|on)\s+(?:(?:the|some)\s+)?$",
    re.IGNORECASE,
)
_ON = re.compile(r"^\W*(?:and\s+)?on\s+$", re.IGNORECASE)
_ON_TOO = re.compile(r"\b(?:too|as\s*well|also|already|board)\b|\d", re.IGNORECASE)
_QUESTION_WORD = re.compile(
    r"\b(?:what|how|can|could|does|do|did|will|would|when|why|which|should|is\s+(?:it|that|this))\b",
    re.IGNORECASE,
)
_SOMEBODY_ELSE = re.compile(
    rf"\b(?:{'|'.join(PERSON_OF)}|mate|bf|gf|another|other|next|different|new|second|bed"
    r"|lady|chap|bloke|kid|child)\b",
    re.IGNORECASE,
)
# What leads from the medicine talked about to the other: "does it clash with", "can i have it if i take"
_TO_NAME = re.compile(
    r"\b(?:with|and|or|to|than|as|like|from|affects?|stops?|for|while|if|when|taking|takes?|after|before|plus|instead|i['’]?m|already|also)\b[^.?!]{0,25}$",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:too|as\s*well|also)\W*$|^\W*(?:and\s+|but\s+)?compared\s+(?:to|with)\b", re.IGNORECASE
)


def is_of_each(question: str) -> bool:
    """Return whether a question that names several drugs is about each, not about what one does to the other."""
    return _COMPARING.search(question) is not None


def compares(question: str) -> bool:
    """Return whether a question that names several drugs wants them side by side."""
    if _STRICTLY.search(question):
        return True
    return _OR.search(question) is not None and _WITH.search(question) is None


def compared_matter(bare: str) -> str:
    """Return what a comparison compares, without the words that compare; may be empty.

    Args:
        bare: the question without the names of medicines.
    """
    rest = re.sub(
        r"\b(?:and|or|to|of|with|in)\b(?=\W*$)|^\W*(?:and|or|to|of|the|with)\b",
        " ",
        _COMPARISON.sub(" ", bare),
    )
    return " ".join(re.sub(r"\s+([?,.:;])", r"\1", rest).split()).strip(" ,.?:;-&/")


def asks_for_more(question: str) -> bool:
    """Return whether a turn asks for more on the matter before, and nothing else."""
    return _MORE.fullmatch(question.strip(" ?!.")) is not None


def points(question: str) -> bool:
    """Return whether a question has a word that points at something."""
    return _POINTING.search(question) is not None


def points_back(question: str) -> bool:
    """Return whether a question points at what was talked about: "does it …", "is that …"."""
    return _POINTING.search(_DUMMY.sub(" ", question)) is not None


def points_before(question: str, position: int) -> bool:
    """Return whether a question points at what was talked about before a position: "does it clash with …"."""
    before = question[:position]
    return points_back(before) and _TO_NAME.search(before) is not None


def asks_dose(question: str) -> bool:
    """Return whether a question asks how much of a medicine is taken, or how often."""
    return _DOSE.search(question) is not None


def asks_between(question: str) -> bool:
    """Return whether a question asks on about two medicines taken together: "why?", "what is the problem there"."""
    return _BETWEEN.search(question) is not None


def means_both(question: str) -> bool:
    """Return whether a question that names no drug is about two that were talked about."""
    return _TOGETHER.search(question) is not None


def means_each(question: str) -> bool:
    """Return whether a question that names a drug is about it and each of those talked about."""
    return _EACH.search(question) is not None


def means_either(question: str) -> bool:
    """Return whether a question that names a drug is about two more."""
    return re.search(r"\b(?:either|neither)\b", question, re.IGNORECASE) is not None


def adds_to(question: str) -> bool:
    """Return whether a question names a medicine that is taken beside the one talked about."""
    return _BESIDE.search(question) is not None


def tells_of(question: str, named: tuple[int, int]) -> bool:
    """Return whether a turn tells that the person takes the medicine named there, and asks nothing: "he has X too".

    Somebody else's medicine is talked about by itself.
    """
    before, after = question[: named[0]], question[named[1] :]
    if "?" in question or _QUESTION_WORD.search(question) or _SOMEBODY_ELSE.search(question):
        return False
    if _ON.match(before):  # "on X too", but "and on X" asks the same of X
        return _ON_TOO.search(after) is not None
    return _TELLS.search(before) is not None


def speaks_of_another(question: str) -> bool:
    """Return whether a question speaks of a person who may not be the one talked about: a relative, "bed 4"."""
    return _SOMEBODY_ELSE.search(question) is not None


def adds_other(question: str) -> bool:
    """Return whether a question that names a medicine without a monograph is still about the one talked about."""
    return _OTHER.search(question) is not None
