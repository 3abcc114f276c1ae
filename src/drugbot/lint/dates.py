"""Findings about the age of a monograph and its description."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from drugbot.corpus.monograph import Monograph
from drugbot.lint.finding import Finding
from drugbot.lint.places import front_matter_line
from drugbot.lint.rules import finding


def date_findings(monograph: Monograph, stale_after_months: int, today: date) -> Iterator[Finding]:
    """Yield what is wrong with the day of the last change, and with the description."""
    changed = monograph.last_modified
    line = front_matter_line(monograph, "lastModified")
    if changed is None:
        yield finding("no-date", monograph.file, line, "the front matter has no lastModified")
    elif changed > today:
        yield finding("future-date", monograph.file, line, f"last modified on {changed}, after {today}")
    elif months_between(changed, today) >= stale_after_months:
        what = f"last modified on {changed}, {months_between(changed, today)} months ago"
        yield finding("stale-date", monograph.file, line, what)
    if not monograph.description:
        line = front_matter_line(monograph, "description")
        yield finding("no-description", monograph.file, line, "the front matter has no description")


def months_between(earlier: date, later: date) -> int:
    """Return the whole months from one day to a later one."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - (later.day < earlier.day)
