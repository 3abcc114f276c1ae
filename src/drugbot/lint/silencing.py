"""Rules that a file switches off by a comment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from drugbot.corpus.comments import lint_comments
from drugbot.corpus.monograph import Monograph
from drugbot.lint.finding import Finding
from drugbot.lint.rules import RULES, finding


@dataclass(frozen=True, slots=True)
class Silenced:
    """What the comments of a file say.

    Attributes:
        rules: ids of the rules that they switch off in the whole file.
        findings: comments that cannot be understood.
    """

    rules: frozenset[str]
    findings: tuple[Finding, ...]


def silenced(monograph: Monograph) -> Silenced:
    """Return what the comments of a monograph switch off."""
    comments = lint_comments(monograph.text.source)
    rules = frozenset(rule for comment in comments for rule in comment.rules if rule in RULES)
    return Silenced(rules, tuple(_unknown(monograph)) if comments else ())


def _unknown(monograph: Monograph) -> Iterator[Finding]:
    source = monograph.text.source
    for comment in lint_comments(source):
        line = monograph.text.source_line(comment.start)
        if not comment.rules:
            words = source[comment.start : comment.end].strip()
            yield finding("lint-comment", monograph.file, line, f"the comment {words!r} switches nothing off")
        for rule in comment.rules:
            if rule not in RULES:
                yield finding("lint-comment", monograph.file, line, f"there is no rule '{rule}'")
