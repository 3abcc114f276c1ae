"""What is said in front of what is asked: "haha ok.", "fine, and", "back to bonex,"."""

from __future__ import annotations

import re
from dataclasses import replace

from drugbot.retrieval.mentions import Mention

# "ok thanks." says nothing about the matter.
_ACKNOWLEDGING = (
    r"(?:(?:ok(?:ay)?|thx|ty|thanks?(?:\s+you)?|thank\s+you|got\s+it|gotcha|alright|all\s+right|i\s+see|cheers|hm+|ah+|oh|sorry|soz|wait"
    r"|hang\s+on|hold\s+on|never\s*mind|lol|lmao|a?(?:ha)+|(?:he){2,}|phew|fair\s+enough|in\s+english(?:\s+then)?)\b"
    # "good." is one, "good stretches for …" is none
    r"|(?:fine|great|good|cool|right|perfect|lovely|noted|understood|makes\s+sense|no\s+(?:worries|problem))"
    r"(?=\s*[,.;:!-]|\s+(?:so|and|but|then|thanks?|i['’]?m|im|what|how|when|where|why|can|do|does|is|ok(?:ay)?|back\s+to)\b))"
)
_ACKNOWLEDGED = re.compile(rf"^(?:{_ACKNOWLEDGING}[\s,.;:!-]*)+(?=.*\w)", re.IGNORECASE)
# The same before a question that names a medicine, where "good for …" may be what is asked.
_LEADING = re.compile(
    rf"^(?:{_ACKNOWLEDGING}(?:\s+{_ACKNOWLEDGING})*\s*[,.;:!-]+\s*)+(?=.*\w)", re.IGNORECASE
)
_TIES = rf"(?:(?:{_ACKNOWLEDGING}|(?:and|but|so|now|then|anyway)\b)[\s,.;:!-]*)*"
_OWNERS = r"(?:(?:the|that|this|my|his|her|our|their)\s+)?"
# What leads to a medicine that a turn says first, before it asks: "back to bonex, …", "one more on bonex: …".
_TO_ONE = re.compile(
    rf"{_TIES}(?:(?:(?:let['’]?s\s+)?(?:go(?:ing)?|get(?:ting)?|com(?:e|ing)|turn(?:ing)?|switch(?:ing)?|jump(?:ing)?)\s+)?back\s+to"
    r"|return(?:ing)?\s+to|as\s+for|re|regarding|concerning"
    r"|(?:(?:just|one|an?)\s+)*(?:more|another|last|final|other|further|quick)(?:\s+(?:one|quick|last))?"
    r"(?:\s+(?:question|query|thing|point|bit))?\s+(?:on|about|re|regarding))"
    rf"\s+{_OWNERS}",
    re.IGNORECASE,
)
_TO_ONE_AGAIN = re.compile(rf"{_TIES}{_OWNERS}", re.IGNORECASE)
_AGAIN = re.compile(r"\s+again\s*[,.;:!-]+\s+(?=\w)", re.IGNORECASE)
# What may stand behind its name, up to what is asked.
_TO_MATTER = re.compile(
    r"(?:\s+(?:again|then|now|quickly|please|for\s+a\s+(?:sec(?:ond)?|moment|minute|bit)|one|thing|stuff|tablets?|pills?))*"
    r"(?:\s*[,.;:!?-]+\s+(?=\w)"
    r"|\s+(?=(?:how|what|when|where|why|i['’]?m|i['’]?ve|im|ive|i|(?:s?he|we)(?:['’]?s)?)\b"
    r"|(?:can|could|should|may|will|would|do|does|is|are)\s+(?:it|i|s?he|we|they|there|that|this|my|the)\b))",
    re.IGNORECASE,
)


def unacknowledged(question: str) -> str:
    """Return a follow-up without the acknowledgement before it: "ok thanks", "haha"."""
    return _ACKNOWLEDGED.sub("", question)


def without_lead(question: str) -> str:
    """Return a question without "fine." and the like before it."""
    return _LEADING.sub("", question)


def turned(question: str, mentions: tuple[Mention, ...]) -> tuple[str, tuple[Mention, ...]]:
    """Return a turn that says first which medicine it asks of ("back to bonex, can i …") as "bonex: can i …".

    Args:
        question: the user's words.
        mentions: the medicines that it names.

    Returns:
        The turn, and its mentions where they stand then; as they are given where it does not say so.
    """
    if not mentions:
        return question, mentions
    first, *others = mentions
    lead = question[: first.start]
    to_matter = _TO_MATTER.match(question, first.end) if _TO_ONE.fullmatch(lead) else None
    if to_matter is None and _TO_ONE_AGAIN.fullmatch(lead):
        to_matter = _AGAIN.match(question, first.end)
    if to_matter is None:
        return question, mentions
    named = question[first.start : first.end]
    head = f"{named}: "
    shift = len(head) - to_matter.end()
    moved = (replace(each, start=each.start + shift, end=each.end + shift) for each in others)
    return head + question[to_matter.end() :], (replace(first, start=0, end=len(named)), *moved)
