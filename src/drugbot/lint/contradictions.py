"""Findings about statements of one monograph that disagree (`drugbot.lint.disagreements`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from drugbot.corpus.monograph import Monograph
from drugbot.corpus.repair import shortened
from drugbot.lint.disagreements import Disagreement, Side, disagreements
from drugbot.lint.finding import Finding
from drugbot.lint.rules import finding


def contradiction_findings(monograph: Monograph) -> Iterator[Finding]:
    """Yield a finding for each statement that disagrees with others, at the odd one out.

    A statement that several others speak against is one finding, not one for each of them.
    """
    left = list(disagreements(monograph))
    while left:
        counts = Counter((found.kind, side) for found in left for side in (found.second, found.first))
        (kind, odd), _ = counts.most_common(1)[0]
        group = [found for found in left if found.kind == kind and odd in (found.first, found.second)]
        left = [found for found in left if found not in group]
        yield _finding(monograph, odd, group)


def _finding(monograph: Monograph, odd: Side, group: list[Disagreement]) -> Finding:
    first = group[0]
    other = first.first if first.second == odd else first.second
    others = sorted(
        {_line(monograph, found.first if found.second == odd else found.second) for found in group}
    )
    lines = f"line{'s' if others[1:] else ''} {', '.join(map(str, others))}"
    said, against = shortened(odd.words, 160), shortened(other.words, 160)
    what = f"{said!r} disagrees with {lines}, {against!r} ({first.differs})"
    return finding(first.kind, monograph.file, _line(monograph, odd), what)


def _line(monograph: Monograph, side: Side) -> int:
    return monograph.text.line(side.span.start)
