"""All rules, in one table. `docs/lint.md` documents each of them; a test holds it to this table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from drugbot.lint.finding import Finding, Severity
from drugbot.lint.rule import Rule

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE


_FIX = "run `drugbot lint --fix`"

_TABLE = (
    # The file
    Rule(
        "unreadable",
        _E,
        "a file that cannot be read as a monograph",
        "nothing of it is indexed, so no question about the drug is answered",
        "mend the file as the message says",
    ),
    Rule(
        "same-title",
        _E,
        "two monographs with one title",
        "neither is indexed: which of them is right cannot be known",
        "keep one of them or give each a title of its own",
    ),
    Rule(
        "no-front-matter",
        _N,
        "a file without front matter",
        "it is passed over when the index is built",
        "begin it with front matter, or move it out of the corpus folder",
    ),
    Rule(
        "lint-comment",
        _W,
        "a lint comment that cannot be understood or names no rule",
        "it switches nothing off",
        "write '<!-- drugbot-lint: off rule-id -->' with the id of a rule",
    ),
    # Repairs that reading needs
    Rule(
        "byte-order-mark", _N, "a byte order mark", "other programs show it as stray characters", _FIX, True
    ),
    Rule(
        "line-end",
        _N,
        "line ends other than line feeds",
        "other programs count lines differently",
        _FIX,
        True,
    ),
    Rule(
        "mojibake",
        _W,
        "text that was decoded with the wrong encoding ('Prolia速' for 'Prolia®')",
        "drugbot mends it while reading, by a guess; other programs show it as it is",
        _FIX,
        True,
    ),
    Rule(
        "heading-markup",
        _N,
        "emphasis, numbering or a colon in a heading",
        "it is dropped while reading; other programs show it",
        f"{_FIX}, or mend the heading by hand where links or symbols stand in it",
        True,
    ),
    Rule(
        "description-truncated",
        _W,
        "a description that breaks off",
        "it is completed from the text while reading, or cut at its last whole sentence",
        f"{_FIX}, or write the description anew",
        True,
    ),
    Rule(
        "faq-leaked-answer",
        _W,
        "an answer that leaked into the question of an FAQ",
        "other programs show the answer as part of the question",
        f"{_FIX}; where the leaked answer differs from the given one, keep the right one by hand",
        True,
    ),
    Rule(
        "faq-answer-mark", _W, "a mark such as 'A:**' before an answer", "other programs show it", _FIX, True
    ),
    Rule(
        "faq-question-markup",
        _N,
        "numbering or emphasis in the question of an FAQ",
        "it is dropped while reading; other programs show it",
        _FIX,
        True,
    ),
    # FAQ pairs
    Rule(
        "faq-without-answer",
        _W,
        "an FAQ question without an answer",
        "it is left out of the index",
        "write the answer or delete the question",
    ),
    Rule(
        "faq-twice",
        _N,
        "the same FAQ pair twice, in the front matter and in the body or in one of them",
        "each copy must be kept in step with the other",
        "keep one of the copies",
    ),
    Rule(
        "faq-answers-differ",
        _E,
        "two answers to one FAQ question that are not the same",
        "both are quoted; a reader cannot know which holds",
        "keep the right answer",
    ),
    Rule(
        "faq-alike",
        _W,
        "two FAQ questions that ask the same in nearly the same words",
        "replies show both; each must be kept in step with the other",
        "keep one of the pairs",
    ),
    Rule(
        "faq-repeats-section",
        _N,
        "an FAQ answer that is word for word a part of a section",
        "replies show the same words twice",
        "put the answer in other words, or delete the pair",
    ),
    Rule(
        "faq-count",
        _W,
        "fewer or more FAQ pairs than the pattern wants",
        "questions that people ask go without a direct answer, or drown",
        "write FAQ pairs until there are enough, or keep those that matter",
    ),
    # Sections
    Rule(
        "missing-section",
        _W,
        "a section of the pattern that is not there",
        "questions about it are answered with silence",
        "write the section, or take it out of `sections` in lint.toml",
    ),
    Rule(
        "empty-section",
        _W,
        "a heading with nothing below it",
        "questions about it are answered with silence",
        "write the section or delete the heading",
    ),
    Rule(
        "heading-variant",
        _W,
        "a heading that means one of the pattern in other words",
        "the section is not recognised as the one of the pattern",
        "use the wording of the pattern",
    ),
    Rule(
        "heading-order", _N, "a section out of its order", "readers expect the same order", "move the section"
    ),
    Rule(
        "heading-level",
        _N,
        "a heading that skips a level, or a section of the pattern at another level than its own",
        "the section gets a wrong heading path",
        "give the heading the level that the pattern has",
    ),
    Rule(
        "heading-twice",
        _W,
        "one heading path that stands twice",
        "statements of one topic drift apart in two places",
        "put the two sections together or give one another heading",
    ),
    # Dates and description
    Rule(
        "stale-date",
        _W,
        "a last change that is long ago",
        "every reply from the monograph carries a notice that it may be out of date",
        "review the monograph and set lastModified to the day of the review",
    ),
    Rule(
        "future-date",
        _W,
        "a last change in the future",
        "the monograph never counts as out of date",
        "set lastModified to the day of the last change",
    ),
    Rule(
        "no-date",
        _W,
        "no day of the last change",
        "every reply from the monograph carries a notice that its age is unknown",
        "add lastModified to the front matter",
    ),
    Rule(
        "no-description",
        _N,
        "no description",
        "a list of the monographs cannot say what the drug is for",
        "write one or two whole sentences",
    ),
    # Names
    Rule(
        "name-unknown",
        _W,
        "a medicine's name that resolves to nothing and is one letter away from a known one",
        "a question about the medicine does not find the passage",
        "mend the spelling, or switch the rule off where the name is right",
    ),
    Rule(
        "name-of-another",
        _W,
        "a stated name that is known as the name of another medicine",
        "questions about the other medicine are answered from this monograph",
        "take the name out of Alternate Names, or say there whose name it is",
    ),
    Rule(
        "name-shared",
        _W,
        "a name that two monographs state as their own",
        "a question by that name gets passages of both",
        "keep the name where the product's ingredients are; a product of both drugs is no name of one",
    ),
    Rule(
        "name-ordinary",
        _W,
        "a stated name that many other monographs use as an ordinary word ('Solution')",
        "a question with that word is taken to be about this drug",
        "take the name out of Alternate Names",
    ),
    Rule(
        "interaction-one-sided",
        _N,
        "an interaction that only one of two monographs names",
        "whoever asks about the other drug first is not told of it",
        "name the drug in the other monograph's interactions as well",
    ),
    # Statements that disagree
    Rule(
        "dose-differs",
        _E,
        "two statements that give different doses, intervals or limits in the same context",
        "a reader may follow the wrong one",
        "find out which is right and mend the other; name what tells them apart where both are right",
    ),
    Rule(
        "number-differs",
        _E,
        "two statements that give different numbers (half-life, threshold, duration) for the same thing",
        "a reader may rely on the wrong one",
        "find out which is right and mend the other; name what tells them apart where both are right",
    ),
    Rule(
        "dose-tenfold",
        _E,
        "a dose ten, a hundred or a thousand times another one in the same context",
        "this is how a slipped decimal point or a wrong unit looks, and it can kill",
        "check the decimal point and the unit of both",
    ),
    Rule(
        "unit-slip",
        _E,
        "one number with two units (25 mg, 25 mcg) in the same context",
        "a wrong unit changes a dose a thousandfold",
        "check the unit of both",
    ),
    Rule(
        "verdict-differs",
        _E,
        "one statement that forbids what another allows",
        "a reader may follow the wrong one",
        "find out which is right; name the condition under which each holds where both are right",
    ),
    Rule(
        "adjustment-differs",
        _E,
        "one statement that asks for another dose in a group of patients and one that says none is needed",
        "a reader may follow the wrong one",
        "find out which is right; name the severity, brand or route where both are right",
    ),
)

RULES: Mapping[str, Rule] = MappingProxyType({rule.id: rule for rule in _TABLE})
"""Every rule by its id, in the order of the documentation."""


def finding(rule: str, file: str, line: int, what: str, how: str = "") -> Finding:
    """Return a finding of a rule, on one line each."""
    return RULES[rule].finding(file, line, " ".join(what.split()), how)
