"""Take out of a text what tells who wrote it: phone numbers, dates, record numbers, addresses, names.

Phone numbers are found by the `phonenumbers` library (Google's libphonenumber); the rest by the patterns
below, since the libraries that find names need a language model that cannot be had offline. Patterns miss:
docs/design.md has the recall that was measured. The reader is therefore shown what will be kept, first.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from phonenumbers import Leniency, PhoneNumberMatcher

# Where a number without a country's prefix may come from.
_REGIONS: Final = ("US", "GB", "AU", "IN", "DE", "FR", "ES")
_MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
_ORDINAL: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_PATTERNS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("address", r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+"),
        (
            "date",
            rf"\b(?:{_ORDINAL}(?:\s+of)?[\s-]+{_MONTH}[\s,-]+\d{{2,4}}|{_MONTH}\s+{_ORDINAL},?\s+\d{{4}}"
            r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d{2})\b",
        ),
        ("date", r"(?<=born in )\d{4}\b|(?<=born )\d{4}\b"),
        ("number", r"\b\d{3}-\d{2}-\d{4}\b"),
        (
            "number",
            r"\b(?:mrn|nhs|ssn|nhi|chi|record|chart|hospital|patient|account|policy|member|insurance|passport"
            r"|medicare|medicaid|case|file|reference|ref|id)\b(?:\s*(?:number|no|num|id|is|card|#|:|\.))*"
            r"\s*#?\s*(?=[a-z]{0,4}[- ]?(?:\d[a-z -]?){3})[a-z]{0,4}[- ]?\d[\da-z]*(?:[ -]\d[\da-z]*)*\b"
            r"(?!\s*(?:mg|ml|mcg|g|kg|years?|days?|weeks?"
            r"|months?|hours?|times?|doses?|tablets?)\b)",
        ),
        ("number", r"\b(?:[a-z]{0,3}\d[ -]?){7,}\b"),
    )
)
_WORD: Final = r"[^\W\d_][\w'’-]*"
_NAME: Final = r"[A-ZÀ-Þ][\w'’-]*[a-zß-ÿ][\w'’-]*"  # not an abbreviation
_TITLED: Final = r"(?:mr|mrs|ms|miss|mx|dr|doctor|prof(?:essor)?|nurse|sister|patient|pt)\b\.?"
_KIN: Final = (
    r"(?:son|daughter|wife|husband|mother|father|mom|mum|mam|dad|brother|sister|friend|partner|boss|baby|aunt|uncle"
    r"|grand(?:ma|pa|mother|father|son|daughter)|neighbou?r|colleague|boyfriend|girlfriend|cousin|niece|nephew)"
)
# After these words comes a name, whatever else its words may mean.
_CUED: Final = (
    re.compile(
        rf"(?:\bname(?:['’]s|\s+is|\s*:)|\b(?:i\s+am|i['’]m|is|was)\s+(?:called|named)|\bnamed|\bsigned,?"
        rf"|\b(?:yours|kind|best)?\s*(?:regards|sincerely),?)\s+(?P<name>{_WORD}(?:\s+{_WORD}){{0,2}})",
        re.IGNORECASE,
    ),
    re.compile(rf"(?i:\b{_TITLED})\s+(?P<name>{_NAME}(?:\s+{_NAME}){{0,2}})"),
    re.compile(rf"(?i:\b{_KIN}),?\s+(?P<name>{_NAME}(?:\s+{_NAME})?)"),
    re.compile(rf"(?i:\b(?:i\s+am|i['’]m|im|call\s+me|ask\s+for))\s+(?P<name>{_NAME}(?:\s+{_NAME}){{0,2}})"),
)
# After these it may be one; two words in capitals may be one anywhere.
_UNCUED: Final = (
    re.compile(
        rf"(?i:\b(?:this\s+is|it['’]s|speak\s+to|thanks,?|from|for))\s+(?P<name>{_NAME}(?:\s+{_NAME}){{0,2}})"
    ),
    re.compile(rf"(?P<name>\b{_NAME}\s+(?:[A-Z]\.\s+)?{_NAME})"),
)
_SMALL_WORDS: Final = (
    "a about am an and are as at be but by can do does for from has have he her his how i if in is it "
    "may me my no not of on or our she should so that the they this to was we what when where which "
    "who why will with you your yes hi hello thanks please could would also today"
)
_SMALL: Final = frozenset(_SMALL_WORDS.split())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words, in lower case, that are not taken for names of people.

    Attributes:
        medicines: never.
        others: not without a cue: there is brown fat, and there is Mrs Brown.
    """

    medicines: Collection[str]
    others: Collection[str]


def mask(text: str, vocabulary: Vocabulary) -> str:
    """Return a text with [phone], [date], [number], [address] and [name] in place of those.

    Args:
        text: anybody's words.
        vocabulary: what is not taken for a name.
    """
    masked = text
    for kind, pattern in _PATTERNS[:2]:  # a date is not to be taken for a phone number
        masked = pattern.sub(f"[{kind}]", masked)
    masked = _without_phones(masked)
    for kind, pattern in _PATTERNS[2:]:
        masked = pattern.sub(f"[{kind}]", masked)
    return _without_names(masked, vocabulary)


def _without_phones(text: str) -> str:
    for region in _REGIONS:
        for found in reversed(list(PhoneNumberMatcher(text, region, leniency=Leniency.VALID))):
            text = f"{text[: found.start]}[phone]{text[found.end :]}"
    return text


def _without_names(text: str, vocabulary: Vocabulary) -> str:
    for pattern in (*_CUED, *_UNCUED):
        for match in reversed(list(pattern.finditer(text))):
            end = _end_of_name(match, vocabulary)
            if end > match.start("name"):
                text = f"{text[: match.start('name')]}[name]{text[end:]}"
    return text


def _end_of_name(match: re.Match[str], vocabulary: Vocabulary) -> int:
    """Return where the words that are a name end: before the first that is not."""
    end = match.start("name")
    for word in re.finditer(_WORD, match["name"]):
        plain = re.sub(r"['’]s$", "", word.group().lower())
        is_ordinary = plain in _SMALL or plain in vocabulary.medicines
        if is_ordinary or (match.re in _UNCUED and plain in vocabulary.others):
            # Without a cue, only words that are nothing else are a name.
            return match.start("name") if match.re in _UNCUED else end
        end = match.start("name") + word.end()
    return end
