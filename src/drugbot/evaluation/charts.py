"""Charts as inline SVG, to be read on a phone, in the dark, on paper without colour and by a screen reader.

Colours are classes of the page's style sheet. Development topics are filled and drawn through, those held
back outlined and dashed: they can be told apart without colour. Each chart says in words what it shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from drugbot.evaluation.gold import Part
from drugbot.evaluation.statistics import Calibration, Mean, RiskCoverage

PART_NAMES: Mapping[Part, str] = {"dev": "development", "test": "held back"}
_WIDTH = 360
_LEFT, _RIGHT = 44.0, 340.0
_BAR, _LABEL = 13, 19
_SHARES = ("0\u00a0%", "50\u00a0%", "100\u00a0%")
_EMPTY, _LINES = Markup(""), Markup("\n")


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars of one kind of question.

    Attributes:
        label: what stands before them.
        means: one for each part that has such questions.
    """

    label: str
    means: Mapping[Part, Mean]


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where a value lies on the drawing."""

    start: float
    end: float
    top: float = 1.0

    def __call__(self, value: float) -> float:
        return self.start + (self.end - self.start) * value / self.top


def bar_chart(name: str, title: str, rows: Sequence[Bars], parts: Sequence[Part]) -> Markup:
    """Return horizontal bars with their intervals.

    Args:
        name: unique in the page.
        title: what is shown.
        rows: from top to bottom.
        parts: in the order of the bars.
    """
    x, step, top = _Scale(132, 312), _BAR * len(parts) + 7, 26
    bottom = top + step * len(rows)
    drawn = [_legend(parts), _vertical_grid(x, _SHARES, top, bottom)]
    described = []
    for number, row in enumerate(rows):
        start = top + step * number
        drawn.append(_text(x.start - 6, start + step / 2 + 4, _short(row.label), "end", "label"))
        drawn += [
            _bar(row.means.get(part), part, x, start + 4 + _BAR * place) for place, part in enumerate(parts)
        ]
        said = (
            f"{PART_NAMES[part]} {_with_interval(mean)}" for part, mean in row.means.items() if mean.count
        )
        described.append(f"{row.label}: {', '.join(said)}")
    return _svg(name, title, described, bottom + 20, drawn)


def _bar(mean: Mean | None, part: Part, x: _Scale, top: float) -> Markup:
    if mean is None or not mean.count:
        return _text(x.start + 3, top + 9, "none asked", "start")
    middle = top + 5
    drawn = [
        _box(part, x.start, top + 0.5, x(mean.value) - x.start, 9),
        _line(x(mean.low), middle, x(mean.high), middle, "whisker"),
        *(_line(x(end), middle - 3, x(end), middle + 3, "whisker") for end in (mean.low, mean.high)),
        _text(_WIDTH - 2, top + 9, f"{mean.value * 100:.0f}\u00a0%", "end"),
    ]
    return _EMPTY.join(drawn)


def risk_chart(name: str, title: str, curves: Mapping[Part, RiskCoverage]) -> Markup:
    """Return how often answers are wrong if only the surest are given.

    Args:
        name: unique in the page.
        title: what is shown.
        curves: of each part.
    """
    highest = max((risk for curve in curves.values() for risk in curve.risk), default=0.0)
    ceiling = next(step for step in (0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0) if highest <= step)
    x, y = _Scale(_LEFT, _RIGHT), _Scale(214, 44, ceiling)
    drawn = [
        _legend(list(curves)),
        _text(2, 34, "share of the answers given that is wrong", "start"),
        _horizontal_grid(y, [(value, _percent(value)) for value in (0.0, ceiling / 2, ceiling)]),
        _vertical_grid(x, _SHARES, 44, 214),
        _text(_RIGHT, 248, "share of all questions that is answered", "end"),
    ]
    described = []
    for part, curve in curves.items():
        if curve.coverage:
            drawn.append(_curve(curve, part, x, y))
            answered, wrong = _percent(curve.coverage[-1]), _percent(curve.risk[-1])
            described.append(f"{PART_NAMES[part]}: {answered} answered, {wrong} of these wrong")
    return _svg(name, title, described, 254, drawn)


def _curve(curve: RiskCoverage, part: Part, x: _Scale, y: _Scale) -> Markup:
    points = [(x(share), y(risk)) for share, risk in zip(curve.coverage, curve.risk, strict=True)]
    return Markup(
        '<polyline class="curve {0}" points="{1}"/><circle class="bar {0}" cx="{2}" cy="{3}" r="4"/>'
    ).format(part, " ".join(f"{_n(across)},{_n(down)}" for across, down in points), *map(_n, points[-1]))


def reliability_chart(name: str, title: str, found: Calibration, part: Part) -> Markup:
    """Return the share that is right for each tenth of stated confidence, with the number of answers.

    Args:
        name: unique in the page.
        title: what is shown.
        found: the tenths.
        part: whose they are.
    """
    x, y = _Scale(_LEFT, _RIGHT), _Scale(212, 52)
    tenth = (x.end - x.start) / 10
    drawn = [
        _text(2, 14, "share that is right; on top: number of answers", "start"),
        _horizontal_grid(y, [(0.0, "0\u00a0%"), (0.5, "50\u00a0%"), (1.0, "100\u00a0%")]),
        _vertical_grid(x, ("0", "0.5", "1"), 52, 212),
        _text(_RIGHT, 246, "confidence that the reply states", "end"),
    ]
    described = []
    for count, stated, right in found.bins:
        start = x.start + tenth * min(int(stated * 10), 9)
        drawn.append(_box(part, start + 3, y(right), tenth - 6, y.start - y(right)))
        drawn.append(_text(start + tenth / 2, 42, str(count), "middle"))
        described.append(f"confidence {stated:.2f}: {_percent(right)} of {count} right")
    drawn.append(_line(x(0), y(0), x(1), y(1), "ideal"))
    return _svg(name, title, described, 252, drawn)


def time_chart(name: str, title: str, times: Mapping[Part, tuple[float, float]]) -> Markup:
    """Return the median and the 99th percentile of the time of a reply.

    Args:
        name: unique in the page.
        title: what is shown.
        times: both in milliseconds.
    """
    longest = _round_up(max((high for _, high in times.values()), default=0.0))
    x, top, step = _Scale(92, 330, longest), 10, 46
    bottom = top + step * len(times)
    drawn = [_vertical_grid(x, ("0", f"{longest / 2:g}", f"{longest:g}\u00a0ms"), top, bottom)]
    described = []
    for number, (part, (median, high)) in enumerate(times.items()):
        y = top + step * number + 20
        said = f"median {median:.0f}, 99th percentile {high:.0f}\u00a0ms"
        described.append(f"{PART_NAMES[part]}: {said}")
        drawn += [
            _text(x.start - 6, y + 10, PART_NAMES[part], "end", "label"),
            _box(part, x.start, y, x(median) - x.start, 12),
            _line(x(median), y + 6, x(high), y + 6, "whisker"),
            _line(x(high), y, x(high), y + 12, "whisker"),
            _text(x.start + 3, y - 5, said, "start"),
        ]
    return _svg(name, title, described, bottom + 20, drawn)


def _round_up(value: float) -> float:
    """Return the next 1, 2 or 5 times a power of ten."""
    size = 1.0
    while size * 10 < value:
        size *= 10
    return next((size * step for step in (1, 2, 5) if value <= size * step), size * 10)


def _svg(name: str, title: str, described: Sequence[str], height: float, drawn: Iterable[Markup]) -> Markup:
    return Markup(
        '<svg role="img" aria-labelledby="{0}-title {0}-desc" viewBox="0 0 {1} {2}">'
        '<title id="{0}-title">{3}</title><desc id="{0}-desc">{4}</desc>\n{5}\n</svg>'
    ).format(name, _WIDTH, _n(height), title, "; ".join(described) or "nothing to show", _LINES.join(drawn))


def _legend(parts: Sequence[Part]) -> Markup:
    drawn = []
    for number, part in enumerate(parts):
        start = _WIDTH - 204 + 112 * number
        drawn += [_box(part, start, 3.5, 14, 9), _text(start + 19, 12, PART_NAMES[part], "start")]
    return _EMPTY.join(drawn)


def _vertical_grid(x: _Scale, labels: tuple[str, str, str], top: float, bottom: float) -> Markup:
    drawn = []
    for share, label in zip((0.0, 0.5, 1.0), labels, strict=True):
        at = x(share * x.top)
        drawn += [_line(at, top, at, bottom, "grid"), _text(at, bottom + 15, label, "middle")]
    return _EMPTY.join(drawn)


def _horizontal_grid(y: _Scale, labelled: Iterable[tuple[float, str]]) -> Markup:
    return _EMPTY.join(
        _line(_LEFT, y(value), _RIGHT, y(value), "grid") + _text(_LEFT - 5, y(value) + 4, label, "end")
        for value, label in labelled
    )


def _box(part: Part, left: float, top: float, width: float, height: float) -> Markup:
    return Markup('<rect class="bar {}" x="{}" y="{}" width="{}" height="{}"/>').format(
        part, _n(left), _n(top), _n(max(width, 0.5)), _n(max(height, 0.5))
    )


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> Markup:
    return Markup('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(
        kind, _n(x1), _n(y1), _n(x2), _n(y2)
    )


def _text(x: float, y: float, text: str, anchor: str, kind: str = "tick") -> Markup:
    return Markup('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>').format(
        kind, _n(x), _n(y), anchor, text
    )


def _short(label: str) -> str:
    return label if len(label) <= _LABEL else f"{label[: _LABEL - 1]}…"


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _percent(value: float) -> str:
    return f"{value * 100:.3g}\u00a0%"


def _with_interval(mean: Mean) -> str:
    return f"{_percent(mean.value)} ({_percent(mean.low)} to {_percent(mean.high)})"
