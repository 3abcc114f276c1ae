"""Monographs for tests, read from text that stands in the test."""

from __future__ import annotations

from drugbot.corpus.monograph import Monograph
from drugbot.corpus.reading import read_monograph

BODY = "## Usage\n\nFenolamine eases itching.\n"


def source(body: str = BODY, *, front: str = "", title: str = "Fenolamine") -> str:
    """Return the text of a monograph; its body begins on line 4 plus the lines of ``front``."""
    return f"---\ntitle: {title}\n{front}---\n{body}"


def read(body: str = BODY, *, front: str = "", title: str = "Fenolamine") -> Monograph:
    """Return the monograph of such a text."""
    return read_text(source(body, front=front, title=title))


def read_text(text: str) -> Monograph:
    """Return the monograph of a whole file's text."""
    found = read_monograph(text.encode(), "fenolamine.md")
    assert found is not None
    return found


def repairs(monograph: Monograph) -> list[tuple[str, int]]:
    """Return the rule and line of everything that was mended."""
    return [(repair.rule, repair.line) for repair in monograph.repairs]
