"""Run all rules over a corpus folder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from drugbot.corpus.files import corpus_files, monograph_in, of_one_title, read_file, relative
from drugbot.corpus.monograph import Monograph
from drugbot.errors import LintError, MonographError
from drugbot.lint.config import LintConfig
from drugbot.lint.contradictions import contradiction_findings
from drugbot.lint.dates import date_findings
from drugbot.lint.digest import Digest, digest_of
from drugbot.lint.finding import Finding
from drugbot.lint.headings import section_findings
from drugbot.lint.interactions import one_sided
from drugbot.lint.names import name_findings
from drugbot.lint.processes import each
from drugbot.lint.questions import faq_findings
from drugbot.lint.repairs import repair_findings, same_title, unreadable
from drugbot.lint.report import LintReport
from drugbot.lint.rules import finding
from drugbot.lint.silencing import silenced
from drugbot.progress import Progress, no_progress


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one file gave."""

    file: str
    findings: tuple[Finding, ...]
    digest: Digest | None


def lint(
    corpus: Path,
    config: LintConfig,
    *,
    today: date,
    only: Collection[str] | None = None,
    processes: int | None = None,
    progress: Progress = no_progress,
) -> LintReport:
    """Look at every file of a corpus folder.

    Args:
        corpus: the folder.
        config: what to look for.
        today: the day that ages are counted to.
        only: files (relative to the folder) to report about; the others are read all the same, since some
            rules compare monographs. All where not given.
        processes: how many to use; as many as there are processors where not given.
        progress: shows how far the run is.

    Raises:
        CorpusError: the folder is missing.
    """
    paths = corpus_files(corpus)
    look = partial(_look, corpus=corpus, config=config, today=today)
    seen = tuple(progress(each(look, paths, processes), "reading", len(paths)))
    digests = [one.digest for one in seen if one.digest is not None]
    found = [*(f for one in seen for f in one.findings), *_across(digests)]
    off = {digest.file: digest.off for digest in digests}
    wanted = [f for f in found if only is None or f.file in only]
    shown = [f for f in wanted if f.rule not in off.get(f.file, ()) and not config.silences(f)]
    files = [one.file for one in seen if only is None or one.file in only]
    return LintReport(
        tuple(sorted(set(shown), key=Finding.place)), len(files), len(set(wanted)) - len(set(shown))
    )


def files_under(corpus: Path, paths: Iterable[Path]) -> frozenset[str]:
    """Return the files of a corpus folder that paths name: each a file of it, or a folder with files of it.

    Raises:
        CorpusError: the corpus folder is missing.
        LintError: a path holds no file of the corpus.
    """
    files: dict[Path, set[str]] = defaultdict(set)
    for path in corpus_files(corpus):
        place = path.resolve()
        for named in (place, *place.parents):
            files[named].add(relative(path, corpus))
    found: set[str] = set()
    for path in paths:
        if path.resolve() not in files:
            raise LintError(f"{path} holds no file of the folder {corpus}; name the right one with --corpus")
        found |= files[path.resolve()]
    return frozenset(found)


def _look(path: Path, corpus: Path, config: LintConfig, today: date) -> _Seen:
    file = relative(path, corpus)
    try:
        monograph = monograph_in(read_file(path, corpus))
    except MonographError as error:
        return _Seen(file, (unreadable(error),), None)
    if monograph is None:
        what = "the file has no front matter and is no monograph"
        return _Seen(file, (finding("no-front-matter", file, 1, what),), None)
    comments = silenced(monograph)
    found = (*comments.findings, *monograph_findings(monograph, config, today))
    return _Seen(file, found, digest_of(monograph, comments.rules))


def monograph_findings(monograph: Monograph, config: LintConfig, today: date) -> Iterator[Finding]:
    """Yield the findings of all rules that look at one monograph alone, whether switched off or not."""
    yield from repair_findings(monograph)
    yield from section_findings(monograph, config.sections)
    yield from faq_findings(monograph, config.least_faqs, config.most_faqs)
    yield from date_findings(monograph, config.stale_after_months, today)
    yield from contradiction_findings(monograph)


def _across(digests: Sequence[Digest]) -> Iterable[Finding]:
    """Yield the findings of the rules that compare monographs."""
    doubled = of_one_title((digest.title, digest.file) for digest in digests)
    yield from map(same_title, doubled.values())
    single = [digest for digest in digests if digest.file not in doubled]
    yield from one_sided(single)
    yield from name_findings(single)
