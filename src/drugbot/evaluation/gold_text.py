"""The report on a gold set for a terminal."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from drugbot.evaluation.gold_report import Comparison, GoldReport, Group, PartReport
from drugbot.evaluation.statistics import Mean
from drugbot.evaluation.topics import Judgement

_PRECISIONS = (0.95, 0.99)
_WIDTH = 21
_HEAD = f"{'':{_WIDTH}} topics  right, 95 % interval   first quote   in three   declined     P@1   RR@10"
_LEGEND = """\
right: the first quote says it, or none was due and none was given, for the right reason. first quote,
in three: of the topics with an answer. declined: of those without one. P@1, RR@10: of the passages found."""


def gold_text(report: GoldReport, named: Collection[tuple[str, Judgement]] = ()) -> str:
    """Return the report as tables, the topics held back as figures only.

    Args:
        report: what to show.
        named: judgements without a passage that were listed before.
    """
    lines = [line for part in report.parts for line in _part(part)]
    lines.append(_LEGEND)
    lines += [_comparison(comparison) for comparison in report.comparisons]
    lines += [
        f"no passage fits: {topic}: {j.drug} {list(j.section)} {j.quote!r}"
        for topic, j in report.unresolved
        if (topic, j) not in named
    ]
    return "\n".join(lines)


def _part(part: PartReport) -> Iterator[str]:
    name = "development" if part.part == "dev" else "held back"
    yield f"{name}: {part.overall.right.count} topics in {len(part.drugs)} files"
    yield _HEAD
    yield from (_row(group) for group in (*part.kinds, part.overall))
    verdicts = ", ".join(f"{verdict} {count}" for verdict, count in part.overall.verdicts.items())
    yield f"verdicts: {verdicts}"
    coverages = ", ".join(
        f"{part.risk.coverage_at(precision):.3f} at {precision:.0%} precision" for precision in _PRECISIONS
    )
    yield f"coverage: {coverages}; AURC {part.risk.aurc:.3f}; calibration error {part.calibration.ece:.3f}"
    yield (
        f"judged words kept (80 % or more): {_share(part.quotes.kept)} of {part.quotes.kept.count} first quotes, "
        f"median length {part.quotes.length:.0f} characters"
    )
    yield f"time of a reply: median {part.took_ms[0]:.1f} ms, 99th percentile {part.took_ms[1]:.1f} ms\n"


def _row(group: Group) -> str:
    interval = f"{_share(group.right)} [{group.right.low:.3f}, {group.right.high:.3f}]"
    search = "  ".join(f"{_share(group.search[name]):>6}" for name in ("P@1", "RR@10"))
    columns = f"{_share(group.first):>11}  {_share(group.in_three):>9}  {_share(group.declined):>9}"
    return f"{group.name:{_WIDTH}} {group.right.count:>6}  {interval:>21}   {columns}  {search}"


def _share(mean: Mean) -> str:
    return f"{mean.value:.3f}" if mean.count else "-"


def _comparison(found: Comparison) -> str:
    verdict = "a significant loss" if found.is_loss else "no significant loss"
    return (
        f"against the baseline, {found.part}, {found.topics} topics, {found.figure}: {found.ours:.4f} now, "
        f"{found.baseline:.4f} then, p = {found.p:.4f}: {verdict}"
    )
