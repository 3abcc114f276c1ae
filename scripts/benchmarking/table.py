"""The figures as a Markdown table and as JSON."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np

from benchmarking.measuring import Figures
from drugbot.evaluation.statistics import mean_of, paired_p

Better = Literal["more", "less", "neither"]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table.

    Attributes:
        what: is measured, with its unit.
        better: which is better; the best is printed bold.
        value: of a contender; None where it was not measured.
        shown: the value as text.
    """

    what: str
    better: Better
    value: Callable[[Figures], float | None]
    shown: Callable[[float], str]


def _share(key: str, without: str | None = None) -> Callable[[Figures], float | None]:
    """Return of what share of the questions judged for it, those of a kind left out, something is true."""

    def value(figures: Figures) -> float | None:
        values = _values(figures, key, without)
        return statistics.fmean(values) if values else None

    return value


def _median(key: str) -> Callable[[Figures], float | None]:
    def value(figures: Figures) -> float | None:
        values = getattr(figures, key)
        return statistics.median(values) if values else None

    return value


def _percentile(figures: Figures) -> float | None:
    return float(np.percentile(figures.ask_ms, 99)) if figures.ask_ms else None


def _words(figures: Figures) -> float | None:
    lengths = [one.words for one in figures.judged.values() if one.words]
    return statistics.median(lengths) if lengths else None


def _without_passage(figures: Figures) -> float | None:
    return statistics.fmean(not one.words for one in figures.judged.values()) if figures.judged else None


def _number(value: float) -> str:
    """Return a number with about three digits that count."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _three_digits(value: float) -> str:
    return f"{value:.3f}"


ROWS = (
    Row("right drug", "more", _share("drug"), _three_digits),
    Row("right drug and section", "more", _share("section"), _three_digits),
    Row("P@1: the first passage says it", "more", _share("first"), _three_digits),
    Row("P@1 without the FAQ questions as they stand", "more", _share("first", without="faq"), _three_digits),
    Row("one of the first three says it", "more", _share("in_three"), _three_digits),
    Row("no passage returned", "neither", _without_passage, _three_digits),
    Row("words in the first passage, median", "neither", _words, _number),
    Row("one question, median, ms", "less", _median("ask_ms"), _number),
    Row("one question, 99th percentile, ms", "less", _percentile, _number),
    Row("questions a second, 8 clients", "more", _median("per_second"), _number),
    Row("cold start to the first answer, s", "less", _median("start_s"), _number),
    Row("index from nothing, s", "less", _median("index_s"), _number),
    Row("one changed file, program started anew, s", "less", _median("add_s"), _number),
    Row("one changed file, program running, s", "less", _median("again_s"), _number),
    Row("memory at rest, MB", "less", _median("rest_mb"), _number),
    Row("peak memory of indexing, MB", "less", _median("index_mb"), _number),
    Row("passages", "neither", lambda figures: float(figures.passages) or None, _number),
)


def table(figures: Mapping[str, Figures], ours: str) -> str:
    """Return the table: a column for each contender, the best of each row bold.

    Args:
        figures: name → what was measured.
        ours: name of the one that the others are tested against.
    """
    lines = [f"| | {' | '.join(figures)} |", f"|---|{'---|' * len(figures)}"]
    for row in ROWS:
        values = [row.value(one) for one in figures.values()]
        known = [value for value in values if value is not None]
        if known:
            best = {"more": max(known), "less": min(known), "neither": None}[row.better]
            cells = (_cell(value, best, row.shown) for value in values)
            lines.append(f"| {row.what} | {' | '.join(cells)} |")
    for key, what in (("first", "P@1"), ("section", "right drug and section")):
        tested = [_against(figures[ours], one, key) if name != ours else "" for name, one in figures.items()]
        if any(tested):
            lines.append(f"| p, {what} as good as {ours}'s | {' | '.join(tested)} |")
    return "\n".join(lines)


def table_by_kind(figures: Mapping[str, Figures]) -> str:
    """Return the share of first passages that say it by kind of question; "" where that was not judged.

    Args:
        figures: name → what was measured.
    """
    kinds = sorted({answer.kind for one in figures.values() for answer in one.judged.values()})
    lines = [f"| P@1 | questions | {' | '.join(figures)} |", f"|---|---|{'---|' * len(figures)}"]
    for kind in kinds:
        of_kind = [
            [a.first for a in one.judged.values() if a.kind == kind and a.first is not None]
            for one in figures.values()
        ]
        values = [statistics.fmean(first) if first else None for first in of_kind]
        known = [value for value in values if value is not None]
        if known:
            cells = " | ".join(_cell(value, max(known), _three_digits) for value in values)
            lines.append(f"| {kind or 'all'} | {max(map(len, of_kind))} | {cells} |")
    return "\n".join(lines) if len(lines) > 2 else ""


def _cell(value: float | None, best: float | None, shown: Callable[[float], str]) -> str:
    if value is None:
        return "–"
    return f"**{shown(value)}**" if best is not None and shown(value) == shown(best) else shown(value)


def _against(ours: Figures, theirs: Figures, key: str) -> str:
    both = [name for name in ours.judged if name in theirs.judged]
    pairs = [(getattr(ours.judged[name], key), getattr(theirs.judged[name], key)) for name in both]
    pairs = [pair for pair in pairs if None not in pair]
    if not pairs:
        return ""
    p = paired_p([float(a) for a, _ in pairs], [float(b) for _, b in pairs])
    return f"{p:.3f}" if p >= 0.001 else "< 0.001"


def record(figures: Mapping[str, Figures], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return everything as JSON values.

    Args:
        figures: name → what was measured.
        about: what else to say of the run.
    """
    contenders = {}
    for name, one in figures.items():
        shares = {
            key: asdict(mean_of(values))
            for key in ("drug", "section", "first", "in_three")
            if (values := _values(one, key))
        }
        contenders[name] = {
            "table": {row.what: row.value(one) for row in ROWS},
            "intervals": shares,
            **asdict(one),
        }
    return {**about, "contenders": contenders}


def _values(figures: Figures, key: str, without: str | None = None) -> Sequence[float]:
    values = [getattr(one, key) for one in figures.judged.values() if one.kind != without]
    return [float(value) for value in values if value is not None]
