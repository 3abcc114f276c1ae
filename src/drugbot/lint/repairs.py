"""Findings for what reading had to mend, and for what could not be read."""

from __future__ import annotations

from collections.abc import Iterator

from drugbot.corpus.monograph import Monograph
from drugbot.errors import MonographError
from drugbot.lint.finding import Finding
from drugbot.lint.rules import finding

# What stands in the message; a repair has its text before and after.
_WORDS = {
    "byte-order-mark": "the file begins with a byte order mark",
    "line-end": "lines do not end with a line feed alone",
    "mojibake": "{before!r} is read as {after!r}",
    "heading-markup": "the heading {before!r} is read as {after!r}",
    "description-truncated": "the description breaks off ({before!r}) and is read as {after!r}",
    "faq-leaked-answer": "the question {before!r} holds its answer",
    "faq-answer-mark": "the answer begins with a mark: {before!r}",
    "faq-question-markup": "the question {before!r} is read as {after!r}",
    "faq-without-answer": "{before!r} has no answer",
    "faq-twice": "{before!r} stands twice with the same answer",
    "faq-answers-differ": "{before!r} has two answers that differ",
}


def repair_findings(monograph: Monograph) -> Iterator[Finding]:
    """Yield a finding for each repair."""
    for repair in monograph.repairs:
        what = _WORDS[repair.rule].format(before=repair.before, after=repair.after)
        yield finding(repair.rule, monograph.file, repair.line, what)


def unreadable(error: MonographError) -> Finding:
    """Return the finding for a file that cannot be used."""
    return finding("unreadable", error.file, error.line, error.problem, error.remedy)


def same_title(error: MonographError) -> Finding:
    """Return the finding for a file whose title another one has."""
    return finding("same-title", error.file, error.line, error.problem, error.remedy)
