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
# "1) dose? 2) alcohol?"; but "what if i took 20. can i drink" has a number, and "vitamin d. how much" a name.
_ITEM = re.compile(r"(?:^|\s)(\d+|[a-e])[.)]\s+", re.IGNORECASE)
_MARKS = ("123456789", "abcde")
# "what is the dose and side effects of metformin", "metformin: dose, side effects, storage": topics of one medicine.
_TOPICS_LEAD = re.compile(
    r"^\W*(?:(?:what(?:['’]?s)?|which|is|are|tell|give|show|list|me|us|please|pls|can|could|you|i|we|need|want|to|know|have|info(?:rmation)?|on"
    r"|about|for|of|the|its|and|also|some|any)\b\W*)*",
    re.IGNORECASE,
)
_TOPICS_END = re.compile(
    r"(?:\b(?:of|for|on|with|in|about|please|pls|thanks|info(?:rmation)?)\b|\W)+$", re.IGNORECASE
)
_TOPICS_JOINT = re.compile(r"\s*(?:[,;/&+]|\b(?:and|plus)\b)[\s,]*(?:(?:the|its|also)\s+)?", re.IGNORECASE)
_TOPIC_WORDS = 3
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


def joined_topics(bare: str) -> tuple[str, ...]:
    """Return the topics that a turn joins and asks nothing else of: "dose", "side effects"; empty where it does not.

    Whether they are topics by themselves is for the learned subjects to say.

    Args:
        bare: the turn without the name of its medicine.
    """
    rest = _TOPICS_END.sub("", _TOPICS_LEAD.sub("", bare))
    topics = tuple(_TOPICS_JOINT.split(rest))
    is_list = 1 < len(topics) <= _MOST and all(0 < len(t.split()) <= _TOPIC_WORDS for t in topics)
    return topics if is_list else ()


def asks(turn: str) -> bool:
    """Return whether a turn has the form of a question: it ends as one, or opens like one."""
    return "?" in turn or _opens(turn)


def _sentences(turn: str) -> list[str]:
    found: list[str] = []
    for piece in _END.split(_without_marks(turn)):
        if found and _ABBREVIATED.search(found[-1]):
            found[-1] = f"{found[-1]} {piece}"
        elif piece.strip():
            found.append(piece.strip())
    return found


def _without_marks(turn: str) -> str:
    """Return a turn without the marks that number its questions, where they follow one another from the first on."""
    marks = "".join(found[1] for found in _ITEM.finditer(turn)).casefold()
    is_list = len(marks) > 1 and any(row.startswith(marks) for row in _MARKS)
    return _ITEM.sub(" ", turn) if is_list else turn


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
