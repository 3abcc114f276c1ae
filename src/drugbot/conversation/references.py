"""Words that stand for something said before: one of the choices of a question back, or a drug talked about."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from drugbot.conversation import people
from drugbot.conversation.followups import SLOT
from drugbot.conversation.people import PERSON_OF
from drugbot.conversation.state import Context, Knowledge
from drugbot.corpus.names import spelled
from drugbot.retrieval.mentions import ClassMention, Mention

_APART = 3  # characters between a description and the name that it is of
_NUMBERS = {
    "first": 0, "1st": 0, "one": 0, "1": 0, "former": 0,
    "second": 1, "2nd": 1, "two": 1, "2": 1,
    "third": 2, "3rd": 2, "three": 2, "3": 2,
    "fourth": 3, "4th": 3, "four": 3, "4": 3,
    "fifth": 4, "5th": 4, "five": 4, "5": 4,
    "sixth": 5, "6th": 5, "six": 5, "6": 5,
    "seventh": 6, "7th": 6, "seven": 6, "7": 6,
    "eighth": 7, "8th": 7, "eight": 7, "8": 7,
    "latter": -1, "last": -1,
}  # fmt: skip
_KINDS = "one|drug|medicine|medication|med|pill|tablet|name|option|choice"
_ONES = rf"(?:{_KINDS})"
# What an ordinal counts of medicines: "the second tablet" is a dose.
_COUNTED = r"(?:one|drug|medicine|medication|med|name|option|choice)"
# "that one" chooses none of several.
_POINTS = re.compile(r"\b(?:the|that|no)\W+one\b", re.IGNORECASE)
_INJECTED = "jab|shot|injection"
_FORMS = "capsule|pen|spray|inhaler|cream|ointment|syrup|patch|stuff"
# "the jab", but "the injection site", "her pen needles"
_GIVEN = rf"(?P<form>{_INJECTED})s?\b(?!\s+(?:site|area|spot|mark|day|date|clinic|training|technique)s?\b)"
# Words that many things are described by: they are of no use.
_COMMON = (
    "other|same|second|next|new|newer|old|older|last|first|only|usual|regular|normal|daily|weekly|monthly|morning|evening|night"
    "|long|short|strong(?:er)?|weak(?:er)?|big(?:ger)?|small(?:er)?|little|cheap(?:er)?|generic|white|blue|pink|red|yellow|green|own|whole|best"
)
_OWNER = rf"(?:the|that|this|my|his|her|their|our|(?:{'|'.join(PERSON_OF)})['’]?s)"
_CHOICE = re.compile(
    rf"(?:(?:yes|yeah|yep|no|ok(?:ay)?|um|i\s+(?:mean|meant|think|guess)|it['’]?s|number|option|the|that|was|would\s+be)\b\W*)*"
    rf"(?P<number>{'|'.join(_NUMBERS)})\b(?:\s+{_ONES})?(?:\W+(?:please|thanks?|i\s+(?:mean|think|guess)))?",
    re.IGNORECASE,
)
_YES = re.compile(
    r"(?:(?:yes|yeah|yep|yup|yea|ya|right|correct|exactly|sure|ok(?:ay)?|that['’]?s\s+(?:it|right|the\s+one|him|correct)|(?:that|this)\s+(?:one|1)"
    r"|it\s+is|i\s+do|i\s+did)(?:\W+please)?\W*){1,2}",
    re.IGNORECASE,
)
# "the one i began with", "what i asked about first"
_BEGUN = re.compile(
    rf"\b(?:the\s+)?(?:{_COUNTED}|what)\s+(?:that\s+)?(?:i|we)\s+(?:first\s+)?(?:(?:began|started|opened)(?=\s+(?:off\s+|out\s+)?with)|(?:asked|talked|spoke)(?=\s+(?:about\s+|of\s+)?first))"
    r"(?:\s+(?:with|about|of|out|off))*(?:\s+first)?\b",
    re.IGNORECASE,
)
_YES_AND = re.compile(r"^(?:yes|yeah|yep|yup|right|correct|no)\b[\s,.:;!-]*(?=\w)", re.IGNORECASE)
_ORDINAL = re.compile(
    rf"\b(?:the\s+)?(?P<number>first|1st|second|2nd|third|3rd|fourth|4th)\s+{_COUNTED}\b"
    rf"|\b(?:the\s+)?(?P<side>former|latter)\b(?:\s+{_ONES}\b)?"
    r"|\bthe\s+(?P<bare>last(?=\W*$)|(?:first|second|third)(?=\W*$|\W+(?:can|is|does|do|how|what|when|then|too|please|per)\b|[,;:]))",
    re.IGNORECASE,
)
_OTHER = re.compile(rf"\b(?:the|my)\s+other\s+{_ONES}\b|\bthe\s+other(?=\W*$)", re.IGNORECASE)
# "that sugar tablet", "the clot preventer I asked about", "her jab": described by what it is for, or how it is given.
_DESCRIBED = re.compile(
    rf"\b{_OWNER}\s+{_GIVEN}|\b{_OWNER}\s+(?P<use>(?!(?:{_COMMON})\b)[^\W\d_]+(?:\s+[^\W\d_]+)?)"
    rf"(?:\s+(?:{_KINDS}|{_FORMS}|(?P<kind>{_INJECTED}))s?\b|(?=\s+(?:that\s+)?(?:i|we)\s+(?:asked|talked|spoke)\b))",
    re.IGNORECASE,
)
_THE = re.compile(rf"\b{_OWNER}\s+$", re.IGNORECASE)
# "my antibiotic", "mum's new heart tablets": what somebody takes. Of no use are "my wifes tablets" and "my tablets".
_NO_USE = "|".join((_COMMON, *PERSON_OF, "two|three|four|five|few|various|many"))
_TAKEN = "drug|medicine|medication|med|pill|tablet|tab|inhaler|cream|capsule|spray|drop"
_SOMEBODYS = (
    rf"\b(?:my|his|her|their|our|(?:{'|'.join(PERSON_OF)})['’]?s)\s+(?:(?:{_COMMON}|high|low)\s+){{0,2}}"
)
_OWN = re.compile(rf"{_SOMEBODYS}$", re.IGNORECASE)
_OWN_DESCRIBED = re.compile(
    rf"{_SOMEBODYS}(?P<whole>(?P<use>(?!(?:{_NO_USE})s?\b)[^\W\d_]+(?:\s+[^\W\d_]+)?)\s+(?:{_TAKEN})s?\b)",
    re.IGNORECASE,
)
_OF_KIND = re.compile(rf"\s+(?:{_TAKEN})s?\b", re.IGNORECASE)

# Beside a name, these only say that it is the one.
_SAYS_WHICH = frozenset(
    """
    it its is was on the my s that thats one yes yeah no sorry i think mean meant says said written called actually
    box packet label bottle prescription pack leaflet here
    """.split()
)


def says_which(bare: str) -> bool:
    """Return whether a turn says which medicine is meant, and nothing else: "its … on the box".

    Args:
        bare: the turn without the names of medicines.
    """
    return "?" not in bare and set(re.findall(r"[^\W_]+", bare.casefold())) <= _SAYS_WHICH


_ARTICLE = re.compile(r"^(?:(?:the|its|it['’]?s|my|i mean)\s+)+|(?:\s+(?:one|please))+$", re.IGNORECASE)


def choice(turn: str, options: Sequence[str]) -> str | None:
    """Return the option that a turn chooses, else None.

    By its number, by "yes" where there is only one, or, of medicines that share a name, by the word that one alone has
    ("the cream").
    """
    words = turn.strip(" .!?")
    number = _CHOICE.fullmatch(words)
    if number and not (len(options) > 1 and _POINTS.search(words)):
        at = _NUMBERS[number["number"].casefold()]
        return options[at] if at < len(options) and options else None
    if len(options) == 1:
        return options[0] if _YES.fullmatch(words) else None
    own = [_words(option) for option in options]
    shared = set.intersection(*own) if own else set()
    told = _words(_ARTICLE.sub("", words)) - shared
    having = [option for option, found in zip(options, own, strict=True) if shared and told and told <= found]
    return having[0] if len(having) == 1 else None


def _words(text: str) -> set[str]:
    return {word.removesuffix("s") for word in spelled(text).split()} - {"and", "or", "with"}


def without_yes(turn: str) -> str:
    """Return a turn without the "yes" or "no" that answers a question back."""
    return _YES_AND.sub("", turn)


def resolved(question: str, drugs: Sequence[str], earlier: Sequence[str]) -> tuple[str, str]:
    """Return a question with "the second one", "the other one" replaced by the drug, and the words replaced.

    Args:
        question: the user's words.
        drugs: titles talked about last.
        earlier: all titles talked about, in order of first mention.
    """
    among = drugs if len(drugs) > 1 else earlier
    ordinal = _ORDINAL.search(question)
    if ordinal and len(among) > 1:
        at = _NUMBERS[(ordinal["number"] or ordinal["side"] or ordinal["bare"]).casefold()]
        if at < len(among):
            return _put(question, ordinal, among[at])
    begun = _BEGUN.search(question)
    if begun and earlier:
        return _put(question, begun, earlier[0])
    other = _OTHER.search(question)
    rest = [title for title in earlier if [title] != list(drugs)]
    if other and rest:  # the last medicine named may have no monograph: then it is the one before
        return _put(question, other, rest[-1])
    return question, ""


def counts(question: str) -> bool:
    """Return whether a turn means one of several by its number: "the second one"."""
    return _ORDINAL.search(question) is not None


def by_class(question: str, classes: Sequence[ClassMention], earlier: Sequence[str]) -> tuple[str, str]:
    """Return a question with "the painkiller" replaced by the one drug of that class, and the words replaced.

    Args:
        question: the user's words.
        classes: that it names.
        earlier: all titles talked about.
    """
    for each in classes:
        article = _THE.search(question[: each.start])
        meant = [title for title in each.titles if title in earlier]
        if article and len(meant) == 1 and not each.said.casefold().endswith("s"):
            return f"{question[: article.start()]}{meant[0]}{question[each.end :]}", question[
                article.start() : each.end
            ]
    return question, ""


def own(
    question: str, classes: Sequence[ClassMention], told_for: Callable[[str], Sequence[str]]
) -> tuple[str, tuple[str, ...]] | None:
    """Return a question with a slot for "my antibiotic", "mum's heart tablets", and which titles that may be.

    None where it speaks of no medicine that somebody takes and that is described by its class or its use.

    Args:
        question: the user's words.
        classes: that it names.
        told_for: which titles are told to be for what words describe.
    """
    for each in classes:
        if _OWN.search(question[: each.start]):
            kind = _OF_KIND.match(question, each.end)  # "my antibiotic tablets"
            end = kind.end() if kind else each.end
            options = each.titles or told_for(_OF_KIND.sub("", each.said))
            return f"{question[: each.start]}{SLOT}{question[end:]}", tuple(options)
    described = _OWN_DESCRIBED.search(question)
    options = told_for(described["use"]) if described else ()
    if described is None or not options:
        return None
    start, end = described.span("whole")
    return f"{question[:start]}{SLOT}{question[end:]}", tuple(options)


def by_use(
    question: str, earlier: Sequence[str], used_for: Callable[[str, Sequence[str]], str]
) -> tuple[str, str]:
    """Return a question with "that sugar tablet", "her jab" replaced by the drug talked about that it describes.

    Args:
        question: the user's words.
        earlier: all titles talked about.
        used_for: which of some titles is what words describe, "" where it is none in particular.
    """
    described = _DESCRIBED.search(question)
    if not described:
        return question, ""
    meant = used_for(described["form"] or described["use"], earlier)
    if described["kind"] and meant != used_for(described["kind"], earlier):
        meant = ""  # "the annual flu shot" is none of them
    return _put(question, described, meant) if meant else (question, "")


def _put(question: str, match: re.Match[str], title: str) -> tuple[str, str]:
    return f"{question[: match.start()]}{title}{question[match.end() :]}", match.group()


def described(asked: str, context: Context, known: Knowledge) -> tuple[str, str]:
    """Return a turn with "her tablets", "the painkiller", "that sugar tablet" replaced by the drug talked about."""
    found = people.resolved(asked, context.takers)
    classes = known.lexicon.classes(asked)
    talked = () if len(context.earlier) == len(context.drugs) == 1 else context.earlier
    for among in (people.owned(asked, context.takers), talked):
        if not found[1]:
            found = by_class(asked, classes, among)
    if found[1] or not talked:
        return found
    found = by_use(asked, context.earlier, known.used_for)
    named = known.lexicon.mentions(asked)
    # "my heart tablet, bisoprolol" is no drug talked about
    return (
        (asked, "")
        if found[1] and any(_stands_beside(asked, found[1], mention) for mention in named)
        else found
    )


def _stands_beside(asked: str, said: str, mention: Mention) -> bool:
    start = asked.find(said)
    return 0 <= mention.start - start - len(said) <= _APART or 0 <= start - mention.end <= _APART
