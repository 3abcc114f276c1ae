"""How the parts of a text hang together: what cannot stand without the part before, and what must not be left out."""

from __future__ import annotations

import re
from collections.abc import Mapping

_MARKUP = re.compile(r"^(?:\s|[-+*•>|]|\d+[.)](?=\s)|[*_\"“(]+)+")
_LABEL = 60  # characters: a line without an end of sentence that is no longer is a heading for what follows
_END_OF_SENTENCE = re.compile(r"[.!?;:…|][\s*_\"”)\]]*$")

# "It is taken once a day." says nothing without the sentence before; neither does "In these patients …".
_CONTRARY = (
    r"however|but|except|unless|otherwise|although|though|nevertheless|nonetheless|yet|instead|rather|still"
    r"|even (?:so|then)|in (?:that|this|such|these|those) cases?|if (?:so|not|this|that|these|it|they)"
    r"|when (?:this|that|it|they)|on the other hand|in contrast|conversely"
)
_REFERRING = (
    r"it|its|they|their|them|he|she|his|her|this|these|those|that|such|both|neither|either|each"
    r"|(?:all|some) of (?:these|them)|the (?:same|latter|former|other|others|first|second|third|rest)|others?|another"
    r"|then|thereafter|afterwards|after that|therefore|thus|hence|so|consequently|as a result|accordingly|similarly"
    r"|likewise|also|too|moreover|furthermore|in addition|additionally|for example|for instance|and|or|nor"
    r"|because of (?:this|these)"
)
_DANGLING = re.compile(
    rf"(?:{_CONTRARY}|{_REFERRING})\b|(?:[\w-]+\s+){{0,3}}(?:this|these|those|such)\b", re.IGNORECASE
)
_OF_ITSELF = re.compile(
    r"(?:[\w-]+\s+){0,3}(?:this|these) (?:medicines?|medications?|drugs?|monographs?)\b|so that\b|that is\b"
    r"|each (?!of (?:these|them))|both (?!of|are|is|were|can|may)|either (?!of)",
    re.IGNORECASE,
)

# What follows a statement and takes something back, whatever it stands in; and what does so within a paragraph.
_TAKING_BACK = re.compile(rf"(?:{_CONTRARY})\b|(?:only|not|nor|never|do not|don't)\b", re.IGNORECASE)
_CONDITION = re.compile(
    r"(?:if|when|where|while|until|before|after|provided|as long as|once|do(?:es)? not|don't|never|not|no"
    r"|none|nobody|avoid|stop|contact|call|tell|ask|seek|talk|speak|consult|get|check|only|without)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not|never|cannot|can't|don't|doesn't|shouldn't|mustn't|isn't|aren't|no longer|avoid(?:ed)?"
    r"|contraindicated|except|unless)\b",
    re.IGNORECASE,
)
_CONTINUING = re.compile(r"[\"“*_]*[a-zß-öø-ÿ(\[]")
_LIST_MARK = re.compile(r"\s*(?:[-+*•]|\d+[.)])\s")
_NUMBERED = re.compile(r"\s*\d+[.)]\s")
_COUNTED = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten|all|both|steps)\b", re.IGNORECASE)
_ANNOUNCING = re.compile(r"\b(?:following|as follows|below)\b|[:：][\s*_]*$", re.IGNORECASE)

_POPULATIONS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for name, words in {
        "children": r"child(?:ren)?|kids?|toddlers?|infants?|bab(?:y|ies)|newborns?|neonates?|pa?ediatrics?"
        r"|adolescents?|teen(?:ager)?s?|(?:my|his|her|our) (?:son|daughter)s?|little (?:boy|girl)",
        "elderly": r"elderly|older (?:adults?|people|patients?|persons?)|geriatrics?|seniors?"
        r"|(?:grand(?:mother|father|ma|pa))|aged? (?:6[05]|7\d|8\d|9\d)|old age",
        "renal": r"renal|kidneys?|dialysis|creatinine|egfr|crcl|ckd|esrd",
        "hepatic": r"hepatic|livers?|cirrhosis|cirrhotic|child-pugh",
        "pregnancy": r"pregnan\w*|expecting a baby|unborn|f(?:o)?etus|trimesters?",
        "breastfeeding": r"breast-?\s?feed\w*|breast milk|nursing|lactat\w*",
    }.items()
}


def depends_on_last(before: str, text: str) -> bool:
    """Return whether a part cannot be understood without the one before it."""
    return is_dangling(text) or _is_label(before)


def is_dangling(text: str) -> bool:
    """Return whether a part begins with a word that ties it to the one before."""
    words = _MARKUP.sub("", text)
    return _continues(text) or (_DANGLING.match(words) is not None and _OF_ITSELF.match(words) is None)


def _continues(text: str) -> bool:
    """Return whether a sentence goes on from the one before (parted at an abbreviation), or adds to it in brackets."""
    return _CONTINUING.match(text) is not None


def qualifies(text: str, *, together: bool) -> bool:
    """Return whether a part limits what the one before says, or takes it back.

    Args:
        text: of the part.
        together: whether both are sentences of one paragraph. What stands in bullets or paragraphs of its own is a
            matter of its own, unless it says otherwise ("However …").
    """
    words = _MARKUP.sub("", text)
    if not together:
        contrary = re.match(rf"(?:{_CONTRARY})\b", words, re.IGNORECASE)
        return contrary is not None and (is_dangling(text) or not _LIST_MARK.match(text))
    tied = is_dangling(text) and _NEGATION.search(words) is not None
    return (
        tied
        or _continues(text)
        or _TAKING_BACK.match(words) is not None
        or _CONDITION.match(words) is not None
    )


def wants_next(text: str) -> bool:
    """Return whether a part announces the next one."""
    return _ANNOUNCING.search(text) is not None


def counts(lead: str) -> bool:
    """Return whether a lead-in says of how many, or of all that follows ("at least two of these:")."""
    return _COUNTED.search(lead) is not None


def is_step(text: str) -> bool:
    """Return whether a part is numbered, and so one of several that belong together."""
    return _NUMBERED.match(text) is not None


def populations(text: str) -> frozenset[str]:
    """Return the groups of people that a text names."""
    return frozenset(name for name, words in _POPULATIONS.items() if words.search(text))


def _is_label(text: str) -> bool:
    return 0 < len(text) <= _LABEL and not _END_OF_SENTENCE.search(text) and not _LIST_MARK.match(text)
