"""Quality against time as an SVG that stands alone: light and dark, and in words for a screen reader."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

_WIDTH, _HEIGHT = 720.0, 380.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 64.0, 510.0, 36.0, 320.0
_LINE = 16.0  # least distance between two labels
_STYLE = Markup(
    "svg{font:13px system-ui,sans-serif;background:#fff}text{fill:#1f2328}.tick{fill:#59636e;font-size:12px}"
    ".grid{stroke:#d1d9e0}.lead{stroke:#9aa4af}.theirs{fill:#8a949e}.ours{fill:#0969da}"
    ".name-ours{font-weight:600}"
    "@media(prefers-color-scheme:dark){svg{background:#0d1117}text{fill:#f0f6fc}.tick{fill:#9198a1}"
    ".grid{stroke:#30363d}.lead{stroke:#6e7681}.theirs{fill:#9198a1}.ours{fill:#58a6ff}}"
)


@dataclass(frozen=True, slots=True)
class Point:
    """A contender on the plot.

    Attributes:
        name: its label.
        quality: share that is right.
        ms: median time of a question.
        ours: whether it is drugbot.
    """

    name: str
    quality: float
    ms: float
    ours: bool = False


def plot(title: str, quality: str, points: Sequence[Point]) -> str:
    """Return the plot.

    Args:
        title: what is shown.
        quality: name of the upward axis.
        points: at least one.
    """
    least, most = min(p.ms for p in points), max(p.ms for p in points)
    low, high = math.floor(math.log10(least / 1.2)), math.ceil(math.log10(most * 1.2))
    ticks = [t for power in range(low, high + 1) for t in (10.0**power, 2 * 10.0**power, 5 * 10.0**power)]
    start = max(t for t in ticks if t <= least / 1.2)
    end = min(t for t in ticks if t >= most * 1.2)

    def across(ms: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * math.log(ms / start) / math.log(end / start)

    def down(share: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * share

    drawn = [_text(8, 20, f"{quality} (higher is better)")]
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        drawn += [
            _line(_LEFT, down(share), _RIGHT, down(share), "grid"),
            _text(_LEFT - 8, down(share) + 4, f"{share:.0%}", "tick", "end"),
        ]
    for ms in (t for t in ticks if start <= t <= end):
        drawn += [
            _line(across(ms), _TOP, across(ms), _BOTTOM, "grid"),
            _text(across(ms), _BOTTOM + 18, f"{ms:g} ms", "tick", "middle"),
        ]
    drawn.append(_text(_RIGHT, _BOTTOM + 42, "median time of a question (left is better)", "", "end"))
    for point, height in _labels({p: down(p.quality) for p in points}).items():
        x, y, kind = across(point.ms), down(point.quality), "ours" if point.ours else "theirs"
        drawn += [
            _line(x, y, _RIGHT + 8, height, "lead"),
            Markup('<circle class="{}" cx="{}" cy="{}" r="{}"/>').format(
                kind, _n(x), _n(y), 7 if point.ours else 5
            ),
            _text(_RIGHT + 12, height + 4, f"{point.name} {point.quality:.0%}", f"name-{kind}"),
        ]
    said = "; ".join(f"{p.name}: {p.quality:.0%} right, {p.ms:.0f} ms" for p in points)
    return str(
        Markup(
            '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title desc" '
            'viewBox="0 0 {0} {1}" width="{0}" height="{1}"><title id="title">{2}</title>'
            '<desc id="desc">{3}</desc><style>{4}</style>\n{5}\n</svg>\n'
        ).format(_n(_WIDTH), _n(_HEIGHT), title, said, _STYLE, Markup("\n").join(drawn))
    )


def _labels(places: Mapping[Point, float]) -> dict[Point, float]:
    """Return heights for the labels: near their points, none over another, all within the drawing."""
    found: dict[Point, float] = {}
    lowest = _TOP - _LINE
    for point, place in sorted(places.items(), key=lambda item: (item[1], -item[0].ms)):
        lowest = max(place, lowest + _LINE)
        found[point] = lowest
    ceiling = _BOTTOM + _LINE
    for point in reversed(list(found)):
        ceiling = min(found[point], ceiling - _LINE)
        found[point] = ceiling
    return found


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> Markup:
    return Markup('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(
        kind, _n(x1), _n(y1), _n(x2), _n(y2)
    )


def _text(x: float, y: float, text: str, kind: str = "", anchor: str = "start") -> Markup:
    return Markup('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>').format(
        kind, _n(x), _n(y), anchor, text
    )


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
