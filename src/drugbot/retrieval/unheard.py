"""Words that stand where a medicine stands and are no English, misspelt or not: medicines not heard of here.

"Side effects of zorblaxin" must neither go off topic nor be answered from the medicine talked about before. A word
counts as English where it is in a list of words in use (`english.txt`), near to one by letters or by sound, or two
of them written as one; where it does not stand beside words that lead to a medicine, nothing is asked of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache
from importlib.resources import files

from jellyfish import metaphone
from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

SHORTEST = 5  # letters; shorter words are abbreviations as often as names
_COMMON, _VERY_COMMON = 27_000, 12_000  # of the words in order of frequency
_LEAST_PART = 3  # letters of a word that is written together with another
_REACH = 80  # characters on either side of a word that say where it stands
_SOUNDS_WITHIN = 0.5  # share of the letters that may be wrong in a word that sounds right

_ABOUT = (
    r"(?:side[\s-]?[ae]ff?ects?|effects?|dos(?:e|es|age|ing)|amount|use|uses|interactions?|contra\w*|warnings?|overdose|price|cost"
    r"|half[\s-]?life|storage|names?|generic|brand|mgs?|tablets?|pills?|capsules?|course|withdrawal|instead|purpose)"
)
_TAKE = (
    r"(?:takes?|taking|took|taken|us(?:e|es|ing)|prescribed|gave\s+(?:me|him|her)|given|put\s+(?:me|him|her|them)\s+on"
    r"|start(?:ed|ing)?|stop(?:ped|ping)?|switch(?:ed|ing)?\s+(?:from|to)|crush|store|inject|swallow|miss(?:ed)?|forgot|skip(?:ped)?"
    r"|(?:i['’]?m|am|is|are|was|were|been|while|when|people|alcohol|drink|drinking)\s+on)"
)
_BEFORE = re.compile(
    rf"(?:\b{_ABOUT}\s+(?:of|for|from|to|in|with)|\b{_TAKE}|\b(?:same\s+as|difference\s+between|compared\s+(?:to|with)|instead\s+of)|\b(?:tell\s+me|info\w*|questions?|know|what|how)\s+(?:about|on)"
    r"|^\W*(?:what(?:['’]?s|\s+is|\s+does|\s+are)|how\s+(?:much|many|often|does|do|long\s+(?:does|do)|is)|when\s+should|why\s+(?:was|is)"
    r"|is|are|does|do|can|could|should|will|and|what\s+if\s+i\s+miss)|\b(?:what\s+is|there)\s+in)"
    r"\s+(?:(?:my|the|some|any|a\s+dose\s+of|more|this|in)\s+)*$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"\s+(?:(?:max\w*|daily|normal|usual|renal|common|serious)\s+)?{_ABOUT}\b|\s+\d+\s*(?:mg|mcg|g|ml|units?)\b"
    r"|\s+(?:vs|versus|or|and|with|for|in|during|while)\s+\w|\s+(?:be\s+)?(?:taken|used|works?|treats?|causes?|raises?|lowers?|cream|inhaler|injections?|gel|patch)\b",
    re.IGNORECASE,
)
# Terms that are put together anew as they are needed: diseases and procedures, "intranasal", "postmenopausal".
_TERM = re.compile(
    r"\w+(?:itis|osis|a?emi[ac]|uria|algia|ectomy|opathy|plasty|oscopy|otomy|oma|iasis|phobia|trophy|o?edema|penia|plegia|rrh?ea|uresis)s?"
)
_PREFIX = re.compile(
    r"(?:anti|bi|bio|cardio|co|de|electro|extra|gastro|hepato|hyper|hypo|inter|intra|micro|mis|multi|neuro|non|over|para|peri|post|pre"
    r"|re|semi|sub|super|trans|ultra|un|under)(?P<rest>\w{4,})"
)
_JOINED = re.compile(
    r"\s*(?:[,+/&]|\b(?:and|with|or|vs\.?|versus|plus|than|together\s+with)\b)\s*(?:(?:my|the|some)\s+)?",
    re.IGNORECASE,
)
_WITH_IT = re.compile(
    r"\b(?:it|this|that|them)\s+(?:together\s+)?(?:with|and)\s+(?:(?:my|some)\s+)?$", re.IGNORECASE
)
_BEGINS = re.compile(r"^\W*(?:(?:and|my|the|so|ok)\s+)*$", re.IGNORECASE)


def stands_as_medicine(text: str, start: int, end: int, named: Iterable[tuple[int, int]]) -> bool:
    """Return whether a word of a question stands where the name of a medicine would.

    Args:
        text: the question.
        start: first character of the word.
        end: one past the last.
        named: where the medicines stand that are known.
    """
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    if start > _REACH:
        before = f"x{before}"  # so that no pattern takes it for the beginning
    if _BEFORE.search(before) or _WITH_IT.search(before):
        return True
    gaps = (
        text[min(end, last) : max(start, first)]
        for first, last in named
        if max(start, first) - min(end, last) <= _REACH
    )
    if any(_JOINED.fullmatch(gap) for gap in gaps):
        return True
    return _AFTER.match(after) is not None and _BEGINS.match(before) is not None


def is_no_english(word: str, ordinary: Collection[str], names: Collection[str]) -> bool:
    """Return whether a word is no English, misspelt or run together.

    Args:
        word: in the form of `spelled`.
        ordinary: further words in use, such as those of the monographs.
        names: of medicines; to be near to one of those makes no word English.
    """
    if len(word) < SHORTEST or not word.isalpha() or is_in_use(word):
        return False
    others = [other for other in ordinary if other not in names]
    return not (
        is_term(word) or _is_near(word, others) or _sounds_like_english(word) or _is_run_together(word)
    )


def is_in_use(word: str) -> bool:
    """Return whether a word, in the form of `spelled`, is one of the 89,000 that are most in use, in some form."""
    return any(form in _rank() for form in _forms(word))


def _forms(word: str) -> tuple[str, ...]:
    return (
        word,
        *(word.removesuffix(ending) for ending in ("s", "es", "ly", "ing", "ed") if word.endswith(ending)),
    )


def is_term(word: str) -> bool:
    """Return whether a word is put together as terms of medicine are ("hyponatraemia", "intranasal")."""
    prefixed = _PREFIX.fullmatch(word)
    return _TERM.fullmatch(word) is not None or (prefixed is not None and prefixed["rest"] in _rank())


def _is_near(word: str, others: Iterable[str]) -> bool:
    wrong = _wrong_letters(len(word))
    return any(
        extractOne(word, words, scorer=OSA.distance, score_cutoff=cutoff) is not None
        for words, cutoff in (
            (words_in_use()[:_COMMON], wrong),
            (words_in_use()[_COMMON:], 1),
            (others, wrong),
        )
    )


def _sounds_like_english(word: str) -> bool:
    alike = _by_sound().get(metaphone(word), ())
    return any(OSA.distance(word, other) <= _SOUNDS_WITHIN * len(word) for other in alike)


def _is_run_together(word: str) -> bool:
    rank = _rank()
    for at in range(_LEAST_PART, len(word) - _LEAST_PART + 1):
        left, right = word[:at], word[at:]
        if rank.get(left, _COMMON) < _VERY_COMMON and (
            rank.get(right, _COMMON) < _VERY_COMMON
            or (
                len(right) >= SHORTEST
                and extractOne(right, words_in_use()[:_VERY_COMMON], scorer=OSA.distance, score_cutoff=1)
            )
        ):
            return True
    return False


def _wrong_letters(length: int) -> int:
    return 1 if length < 7 else 2 if length < 11 else 3


@cache
def words_in_use() -> tuple[str, ...]:
    """Return words of English, the most frequent first."""
    return tuple((files(__package__) / "english.txt").read_text(encoding="utf-8").split())


@cache
def _rank() -> dict[str, int]:
    return {word: rank for rank, word in enumerate(words_in_use())}


@cache
def _by_sound() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in words_in_use()[:_COMMON]:
        found.setdefault(metaphone(word), []).append(word)
    return found
