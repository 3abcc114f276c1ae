"""Comments by which a monograph switches rules of `drugbot lint` off.

Such a comment is a line of its own: ``<!-- drugbot-lint: off rule -->`` in the body, or
``# drugbot-lint: off rule`` in the front matter. It speaks to the maintainer, never to the reader:
`drugbot.corpus.repair` takes it out of the text that is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARK = "drugbot-lint"
_LINE_START = r"(?:\A|(?<=[\r\n]))"
_LINE_END = r"[ \t]*(?:\r\n?|\n|\Z)"
_IN_BODY = re.compile(rf"{_LINE_START}[ \t]*<!--[ \t]*{_MARK}:([^\r\n]*?)-->{_LINE_END}")
_IN_FRONT_MATTER = re.compile(rf"{_LINE_START}[ \t]*#[ \t]*{_MARK}:([^\r\n]*){_LINE_END}")
_BOUNDARY = re.compile(rf"{_LINE_START}\ufeff?-{{3,}}{_LINE_END}")
_OFF = re.compile(r"\s*off\b(?P<rules>.*?)(?:\s--\s.*)?$")
_RULE = re.compile(r"[^\s,]+")


@dataclass(frozen=True, slots=True)
class LintComment:
    """One comment.

    Attributes:
        start: where its line begins in the file's text.
        end: where the next line begins.
        rules: ids of the rules that it switches off; empty where the comment cannot be understood.
    """

    start: int
    end: int
    rules: tuple[str, ...]


def lint_comments(source: str) -> tuple[LintComment, ...]:
    """Return the comments of a file's text, in order."""
    return tuple(_comments(source)) if _MARK in source else ()


def _comments(source: str) -> Iterator[LintComment]:
    opening = _BOUNDARY.search(source)
    closing = _BOUNDARY.search(source, opening.end()) if opening else None
    body = closing.end() if closing else 0
    found = [*_IN_FRONT_MATTER.finditer(source, 0, body), *_IN_BODY.finditer(source, body)]
    for match in found:
        off = _OFF.match(match.group(1))
        yield LintComment(match.start(), match.end(), tuple(_RULE.findall(off["rules"])) if off else ())
