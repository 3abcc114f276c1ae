"""What a conversation leaves behind, and what it is understood with."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from drugbot.conversation.circumstances import People
from drugbot.conversation.emergencies import Danger
from drugbot.conversation.matters import NOTHING, Matter
from drugbot.conversation.people import Takers
from drugbot.conversation.query import Query
from drugbot.index.encoder import Vectors
from drugbot.retrieval.lexicon import Lexicon
from drugbot.retrieval.mentions import Mention

THREAD = 5  # queries on the same drugs that "tell me more" looks back on
TRAIL = 10  # turns that a return to an earlier medicine looks back on


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What a turn is understood with.

    Attributes:
        lexicon: names of medicines.
        titles: of all monographs in the collection.
        ordinary: words that are no misspelt names.
        topics: the headings that a monograph offers to a question that names its drug alone.
        choices: the medicines that are offered for a question that names none.
        vector_of: how the bundled encoder reads a message for danger; None where another encoder is in use.
        meaning_of: how it reads a text; None as well.
        bears_on: signs of how far the monographs of drugs say what words ask, shape (drugs, signs); None as well.
        is_personal: whether what words ask may turn on who takes the medicine: the dose does, storage does not.
        is_harmless: whether no answer to what words ask serves to harm: how it is stored, not how much is taken.
        used_for: which of some titles words describe ("sugar", "jab"), "" where it is none in particular.
        told_for: which titles are told to be used for what words say ("heart").
        is_injected: whether a drug is given by injection.
        listed: the titles that the reply to a question over the collection quotes, in its order.
        speaks_of: whether the monograph of a drug names a medicine, or a class of its.
        worded: a text with misspelt ordinary words put right and shorthand written out.
        stands_alone: whether words are a matter by themselves, such as "side effects?".
    """

    lexicon: Lexicon
    titles: tuple[str, ...]
    ordinary: Collection[str]
    topics: Callable[[str], tuple[str, ...]]
    choices: Callable[[str], tuple[str, ...]]
    worded: Callable[[str], str]
    stands_alone: Callable[[str], bool]
    used_for: Callable[[str, Sequence[str]], str]
    is_personal: Callable[[str], bool]
    is_harmless: Callable[[str], bool]
    told_for: Callable[[str], Sequence[str]]
    listed: Callable[[str], tuple[str, ...]]
    speaks_of: Callable[[Sequence[str], Sequence[Mention]], bool]
    is_injected: Callable[[str], bool]
    vector_of: Callable[[str], Vectors] | None = None
    meaning_of: Callable[[str], Vectors] | None = None
    bears_on: Callable[[str, Sequence[str]], Vectors] | None = None


@dataclass(frozen=True, slots=True)
class Focus:
    """What a turn was about.

    Attributes:
        drugs: titles.
        brands: names of those drugs that were used.
        query: what was asked of them.
    """

    drugs: tuple[str, ...]
    brands: tuple[str, ...]
    query: Query


@dataclass(frozen=True, slots=True)
class Context:
    """What earlier turns leave behind.

    Attributes:
        drugs: titles that the conversation is about.
        brands: names of those drugs that were used.
        matter: what was asked of them, without their names: what a fragment is put behind.
        is_of_all: whether the matter was asked of the whole collection.
        pending: a question for which no medicine was named, or one that may be misspelt, with a slot for that one.
        offered: the names that were offered for it; empty where they are to be looked up.
        topics: the headings that the last reply offered to choose from.
        earlier: titles talked about so far, in order of first mention.
        trail: what the last turns were about, those that were about medicines, the last one last.
        thread: queries on the same drugs so far, each with how often more was asked for.
        takers: who takes which of them, as far as it was said.
        people: who was spoken of, with what was said of each that bears on a dose.
        danger: what an earlier turn spoke of, until a question about a medicine that speaks of none.
    """

    drugs: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    matter: Matter = NOTHING
    is_of_all: bool = False
    pending: str = ""
    offered: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    trail: tuple[Focus, ...] = ()
    thread: tuple[tuple[Query, int], ...] = ()
    takers: Takers = ()
    people: People = ()
    danger: Danger | None = None
