"""Several questions in one turn."""

from __future__ import annotations

import re

from drugbot.conversation.followups import is_bare

_OPENING = (
    r"(?:what|how|when|where|why|who|which|can|could|may|should|shall|must|will|would|is|are|was|were|do|does|did|has|have"
    r"|any|tell\s+me|explain)"
)
_CLAUSE = (
    r"(?:what(?:['’]?s)?|how|when|where|why|which|can|could|may|should|must|will|is|are|do|does)\s+(?:is|are|the|it|they|to|long"
    r"|much|many|often|i|you|my|we|he|she|do|does|should|can|if|happens?|there|a|an|about|dose|side)\b"
)
_END = re.compile(r"(?<=[?])\s*(?=\w)|(?<=[.!;])\s+(?=\w)")
_AND = re.compile(
    rf"(?:\s*,\s*|\s+)(?:and(?:\s+also)?|also|plus)\s+(?={_CLAUSE})|\s*,\s*(?={_CLAUSE})", re.IGNORECASE
)
_QUESTION = re.compile(rf"^(?:(?:and|also|so|but|then|ok(?:ay)?|plus)\b\W*)*{_OPENING}\b", re.IGNORECASE)
# "seroquel: will i gain weight, can i …": the medicine first, then what is asked of it.
_LEAD = re.compile(r"^[^\W\d_][^:,.;?!]{1,40}:\s+")
_ITEM = re.compile(r"(?:^|\s)(?:\d+|[a-e])[.)]\s+")
_MOST = 5
_LEAST_WORDS = 2
_LEAST_IN_CLAUSE = 4  # words: "and how much" is no question of its own
_ABBREVIATED = re.compile(r"\b(?:dr|mr|mrs|ms|st|vs|e\.g|i\.e|approx|no)\.\s*$", re.IGNORECASE)


def parted(turn: str) -> tuple[str, ...]:
    """Return the questions of a turn, in order; the turn itself where it is one.

    What asks nothing ("I take metformin.") stays with the question after it, or, at the end, before it.

    Args:
        turn: the user's words, tidied.
    """
    pieces = [piece for sentence in _sentences(turn) for piece in _clauses(sentence)]
    questions: list[str] = []
    waiting = ""
    for piece in pieces:
        joined = f"{waiting} {piece}".strip()
        if _asks(piece):
            questions.append(joined)
            waiting = ""
        else:
            waiting = joined
    if waiting and questions:
        questions[-1] = f"{questions[-1]} {waiting}"
    return tuple(questions) if 1 < len(questions) <= _MOST else (turn,)


def _sentences(turn: str) -> list[str]:
    found: list[str] = []
    for piece in _END.split(_ITEM.sub(" ", turn)):
        if found and _ABBREVIATED.search(found[-1]):
            found[-1] = f"{found[-1]} {piece}"
        elif piece.strip():
            found.append(piece.strip())
    return found


def _clauses(sentence: str) -> list[str]:
    """Return the questions that "and" joins, where each begins as a question does."""
    pieces = [piece.strip() for piece in _AND.split(sentence) if piece.strip()]
    whole = all(_opens(piece) and len(piece.split()) >= _LEAST_IN_CLAUSE for piece in pieces)
    if len(pieces) < 2 or not whole:
        return [sentence]
    return pieces


def _asks(piece: str) -> bool:
    words = re.findall(r"\w+", piece)
    return len(words) >= _LEAST_WORDS and not is_bare(piece) and (piece.endswith("?") or _opens(piece))


def _opens(piece: str) -> bool:
    return _QUESTION.match(_LEAD.sub("", piece)) is not None
