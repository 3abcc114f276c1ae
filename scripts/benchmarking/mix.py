"""A mix of questions such as a chatbot over a collection of medicines is asked, and copies of the collection.

The questions are the same for the same titles. Copies of a monograph go under invented names, in title and text, so
that a collection can be made as many times as large as it is without two passages that are the same.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# Kind → how many of them, and the ways to ask; {a} and {b} are titles, {x} a misspelt one.
_KINDS: dict[str, tuple[int, tuple[tuple[str, ...], ...]]] = {
    "one drug": (
        200,
        (
            ("how often is {a} given",),
            ("What is the usual dose of {a} for adults?",),
            ("can i take {a} while breastfeeding",),
            ("what if i miss a dose of {a}",),
            ("is {a} safe with alcohol",),
            ("{a} side effects",),
            ("What are the most common side effects of {a}?",),
            ("how should {a} be stored",),
            ("does {a} make you drowsy",),
            ("is {a} safe in pregnancy?",),
            ("My kidneys are weak, does the dose of {a} have to be lowered?",),
            ("what is {a} used for",),
            ("who should not take {a}",),
            ("can children be given {a}, and how much",),
            ("how does {a} work",),
            ("{a} overdose",),
            ("what does the boxed warning of {a} say",),
            ("how long until {a} works",),
            ("Does {a} raise blood pressure?",),
            ("should {a} be taken with food or on an empty stomach?",),
            ("can i drive after taking {a}",),
            ("is it dangerous to stop {a} suddenly",),
            ("what forms and strengths does {a} come in",),
            ("my 80 year old mother was put on {a}, anything to watch for at her age?",),
            ("do i need blood tests while on {a}",),
            ("what is the maximum daily dose of {a}",),
            ("{a} and liver disease",),
            ("is {a} addictive",),
            ("how much does {a} cost",),
            ("what is the half-life of {a}",),
        ),
    ),
    "follow-up": (
        20,
        (
            ("what is the dose of {a}", "and in children?"),
            ("side effects of {a}", "what about while breastfeeding?"),
            ("how is {a} taken", "does it interact with alcohol"),
            ("what is {a} for", "and {b}?"),
        ),
    ),
    "one of several": (
        12,
        (
            ("can i take {a} with {b}", "how often are blood tests needed"),
            ("what is the dose of {a}", "side effects of {b}", "is it safe while breastfeeding"),
            ("{a} and {b} together", "does it make you drowsy"),
        ),
    ),
    "more": (4, (("what are the side effects of {a}", "tell me more"),)),
    "misspelt": (
        20,
        (("what is the dose of {x}",), ("is {x} safe in pregnancy",), ("{x} and alcohol",)),
    ),
    "unknown medicine": (
        12,
        (
            ("what is the dose of zolgensma",),
            ("side effects of tirzepatide",),
            ("is fosamax safe in pregnancy",),
            ("can i crush blanitumab tablets",),
        ),
    ),
    "no medicine": (
        12,
        (
            ("what is the weather like in paris",),
            ("who won the world cup",),
            ("how do i reset my password",),
            ("can i take it with food",),
            ("is it safe in pregnancy",),
        ),
    ),
    "list": (
        16,
        (
            ("which drugs cause weight gain",),
            ("which medicines must not be taken with grapefruit juice?",),
            ("list all drugs that prolong the QT interval",),
            ("which drugs have a boxed warning about suicidal thoughts",),
            ("what medicines are harmful to the liver",),
            ("which drugs are safe while breastfeeding",),
            ("which medications need regular blood tests",),
            ("what drugs can cause hair loss",),
        ),
    ),
    "complaint": (
        8,
        (
            ("what helps against heartburn",),
            ("what is good for high blood pressure",),
            ("anything for a migraine",),
            ("what can i take for a cough",),
        ),
    ),
    "class": (
        8,
        (
            ("are statins safe in pregnancy",),
            ("can opioids be taken with alcohol",),
            ("which beta blockers cause tiredness",),
            ("do proton pump inhibitors weaken bones",),
        ),
    ),
    "comparison": (
        14,
        (
            ("{a} or {b}: which causes less drowsiness",),
            ("difference between {a} and {b} in pregnancy",),
            ("compare {a} and {b}",),
        ),
    ),
    "two drugs": (
        14,
        (
            ("can i take {a} with {b}",),
            ("does {a} interact with {b}",),
            ("{a} together with {b}",),
        ),
    ),
    "several questions": (
        4,
        (("how often is {a} taken? and what are its side effects?",),),
    ),
    "emergency": (
        10,
        (
            ("i took 30 {a} tablets and cannot breathe",),
            ("my daughter swallowed a whole bottle of {a}",),
            ("i want to kill myself with {a}",),
            ("my throat is swelling after {a}",),
        ),
    ),
}
_SYLLABLES = ("bo", "ce", "du", "fi", "go", "ka", "le", "mu", "ni", "po", "ra", "se", "tu", "vi", "xo", "za")
_TITLE = re.compile(r"^title:\s*(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the mix.

    Attributes:
        kind: of question.
        turns: of the conversation; the last is what is asked.
    """

    kind: str
    turns: tuple[str, ...]


def mixed(titles: Sequence[str]) -> tuple[Asked, ...]:
    """Return the mix over titles, at least two, kinds in random order."""
    chance = random.Random(0)
    found = []
    for kind, (count, ways) in _KINDS.items():
        for number in range(count):
            first, second = chance.sample(list(titles), 2)
            names = {"a": first.casefold(), "b": second.casefold(), "x": _misspelt(first.casefold(), chance)}
            found.append(Asked(kind, tuple(turn.format(**names) for turn in ways[number % len(ways)])))
    chance.shuffle(found)
    return tuple(found)


def _misspelt(name: str, chance: random.Random) -> str:
    at = chance.randrange(2, max(3, len(name) - 2))
    return name[:at] + name[at + 1 :]


def multiply(corpus: Path, times: int) -> None:
    """Write beside each monograph of a folder its copies under invented names, until there are so many of it."""
    chance = random.Random(0)
    used: set[str] = set()
    for path in sorted(corpus.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        title = _TITLE.search(text)
        for number in range(2, times + 1 if title else 2):
            copy = _renamed(text, title[1].strip("'\"") if title else "", _invented(chance, used))
            path.with_name(f"{path.stem}-{number}.md").write_text(copy, encoding="utf-8")


def _renamed(text: str, old: str, new: str) -> str:
    return re.sub(re.escape(old), lambda found: _like(found[0], new), text, flags=re.IGNORECASE)


def _invented(chance: random.Random, used: set[str]) -> str:
    while (name := "".join(chance.choices(_SYLLABLES, k=5)) + "q") in used:
        pass
    used.add(name)
    return name


def _like(said: str, name: str) -> str:
    return name.upper() if said.isupper() else name.capitalize() if said[0].isupper() else name
