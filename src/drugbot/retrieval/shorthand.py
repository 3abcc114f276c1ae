"""Clinical shorthand in a question, written out: "BBW?", "CIs", "w/ CKD4", "72 yo", "q8h".

The model has hardly seen such short forms, and monographs write the words out. The table (`shorthand.tsv`) has usual
ones that mean one thing where a medicine is asked about; what may be two is left out ("OD": once a day, overdose;
"PD": Parkinson's disease, peritoneal dialysis). Entries with capitals count as they stand alone ("MI", not "mi"), and
not where all is shouted.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

# (?<!…) and (?!…): a short form is a word by itself, and no part of a fraction or a combination
_BEFORE, _AFTER = r"(?<![\w/&'’])", r"(?:['’]?(?-i:s)(?!-))?(?![\w/½(])"
# Capitals beside these are a number: "stage IV", "class IV"; "PT" is a test of clotting.
_COUNTED = re.compile(r"(?:stage|class|schedule|grade|type|phase|nyha)\s+$", re.IGNORECASE)
_MANY, _SHOUTED = 5, 0.7  # words, and the share of them in capitals, from which all is shouted
_WITH_NUMBERS = (
    (re.compile(r"(?<!\w)(\d+)\s?(?:yo|y/o)\b", re.IGNORECASE), r"\1 years old"),
    (re.compile(r"\bq\s?(\d+)\s?(?:h|hrs?)\b", re.IGNORECASE), r"every \1 hours"),
    (
        re.compile(r"\bckd\s?-?([1-5])(?![\d.,]*\d)(?!\s?(?:mg|mcg|g|ml|units?)\b)\b", re.IGNORECASE),
        r"chronic kidney disease stage \1",
    ),
    (
        re.compile(r"(?<!\w)(\d+(?:\.\d+)?\s?(?:mg|mcg|g|ml|units?)?)\s+bd\b", re.IGNORECASE),
        r"\1 twice a day",
    ),
    (re.compile(r"\bt2d\b", re.IGNORECASE), "type 2 diabetes"),
    (re.compile(r"\bt1d\b", re.IGNORECASE), "type 1 diabetes"),
)
_JOINED = re.compile(r"(?<![\w/])w/(?=\w)", re.IGNORECASE)  # "w/food"


def written_out(text: str) -> str:
    """Return a text with words for its shorthand."""
    anywhere, exact = _table()
    is_shouted = _is_shouted(text)

    def words(match: re.Match[str]) -> str:
        short = match[1]
        if short == "PT" or (short.casefold() == "iv" and _COUNTED.search(match.string[: match.start()])):
            return match[0]
        found = anywhere.get(short.casefold())
        if found is None and not is_shouted:
            found = exact.get(short)
        return found or match[0]

    for pattern, wording in _WITH_NUMBERS:
        text = pattern.sub(wording, text)
    return _JOINED.sub("with ", _pattern().sub(words, text))


def _is_shouted(text: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 1]
    capitals = sum(word.isupper() for word in words)
    return text.upper() == text or (len(words) >= _MANY and capitals >= _SHOUTED * len(words))


@cache
def _table() -> tuple[dict[str, str], dict[str, str]]:
    """Return what short forms stand for, those in whatever letters and those that count as they stand."""
    lines = (files(__package__) / "shorthand.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [(short, words) for short, words in (line.split("\t") for line in lines)]
    anywhere = {short: words for short, words in rows if short == short.lower()}
    return anywhere, {short: words for short, words in rows if short not in anywhere}


@cache
def _pattern() -> re.Pattern[str]:
    shorts = sorted((short for table in _table() for short in table), key=len, reverse=True)
    return re.compile(rf"{_BEFORE}({'|'.join(map(re.escape, shorts))}){_AFTER}", re.IGNORECASE)
