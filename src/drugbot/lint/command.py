"""What the command `drugbot lint` does, but for printing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from drugbot.errors import LintError
from drugbot.lint.config import load_config
from drugbot.lint.mending import mended_files, write
from drugbot.lint.report import LintReport
from drugbot.lint.running import files_under, lint
from drugbot.progress import Progress, no_progress
from drugbot.settings import Settings


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did.

    Attributes:
        report: what was found; after mending, where files were mended.
        diff: what mending changes, as a unified diff.
        mended: how many files were mended.
    """

    report: LintReport
    diff: str
    mended: int


def run(
    settings: Settings,
    paths: Sequence[Path],
    today: date,
    *,
    diff: bool = False,
    fix: bool = False,
    progress: Progress = no_progress,
) -> Outcome:
    """Look at a corpus folder, and mend its files where asked to.

    Args:
        settings: names the folder and the age from which a monograph is out of date.
        paths: files or folders of the corpus to report about and to mend; all of it where there are none.
        today: the day that ages are counted to.
        diff: say what mending changes.
        fix: mend.
        progress: shows how far the run is.

    Raises:
        CorpusError: the folder is missing.
        LintError: a path holds no file of the corpus, lint.toml cannot be used, a file cannot be written.
    """
    config = load_config(settings.corpus, settings.stale_after_months)
    only = files_under(settings.corpus, paths) if paths else None
    mended = mended_files(settings.corpus, config, only) if fix or diff else ()
    shown = "".join(one.diff() for one in mended)
    if fix:
        write(mended)
    report = lint(settings.corpus, config, today=today, only=only, progress=progress)
    return Outcome(report, shown, len(mended) if fix else 0)


def write_sarif(path: Path, report: LintReport) -> None:
    """Write a report as a SARIF file.

    Raises:
        LintError: the file cannot be written.
    """
    text = json.dumps(report.sarif(version("drugbot")), ensure_ascii=False, indent=2)
    try:
        path.write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        raise LintError(f"{path}: cannot be written ({error.strerror}); give another file") from error
