"""Mend what can be mended without a decision: `drugbot lint --fix` and `--diff`.

What is written reads to the same monograph: each edit is kept only if reading the mended file gives the same
sections, FAQ pairs, names and description as reading the file as it was.
"""

from __future__ import annotations

import os
import re
import stat
import tempfile
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from functools import partial
from pathlib import Path

from drugbot.corpus.files import corpus_files, read_file, relative
from drugbot.corpus.monograph import Monograph, Section
from drugbot.corpus.reading import read_monograph
from drugbot.corpus.repair import COMMENT, Edit, RepairedText
from drugbot.errors import LintError, MonographError
from drugbot.lint.config import LintConfig
from drugbot.lint.mending_faqs import front_matter_edits
from drugbot.lint.mending_headings import heading_edits
from drugbot.lint.processes import each
from drugbot.lint.silencing import silenced

_LINE = re.compile(r"[^\n]*\n|[^\n]+")  # as patch and git see lines
_MOST_ROUNDS = 4  # of mending what is mended; the second changes nothing but in contrived files
_MOST_SINGLE = 200  # edits of one rule that are tried one by one


@dataclass(frozen=True, slots=True)
class Mended:
    """A file before and after.

    Attributes:
        path: where it is.
        file: relative to the corpus folder.
        before: its text.
        after: its text with everything mended that can be.
    """

    path: Path
    file: str
    before: str
    after: str

    def diff(self) -> str:
        """Return the change as a unified diff."""
        before, after = (_lines(text) for text in (self.before, self.after))
        return "".join(unified_diff(before, after, f"a/{self.file}", f"b/{self.file}"))


def mended_files(corpus: Path, config: LintConfig, only: Collection[str] | None = None) -> tuple[Mended, ...]:
    """Return the files that can be mended, with what is to be written.

    Args:
        corpus: the folder.
        config: rules that it switches off mend nothing.
        only: files to look at, relative to the folder; all where not given.

    Raises:
        CorpusError: the folder is missing.
    """
    wanted = [path for path in corpus_files(corpus) if only is None or relative(path, corpus) in only]
    found = each(partial(_mended_file, corpus=corpus, config=config), wanted)
    return tuple(one for one in found if one is not None)


def _mended_file(path: Path, corpus: Path, config: LintConfig) -> Mended | None:
    """Return what is to be written; None where there is nothing to mend, or the file cannot be read."""
    file = read_file(path, corpus)
    try:
        before = file.content.decode("utf-8") if isinstance(file.content, bytes) else ""
    except UnicodeDecodeError:
        return None
    after = mended(before, file.file, config)
    return Mended(path, file.file, before, after) if after != before else None


def write(files: Iterable[Mended]) -> None:
    """Write mended files, each in one step and with its permissions.

    Raises:
        LintError: a file cannot be written; it and those after it are as they were.
    """
    for one in files:
        try:
            _replace(one.path, one.after.encode("utf-8"))
        except OSError as error:
            raise LintError(
                f"{one.path}: cannot be written ({error.strerror}); check the permissions of its folder"
            ) from error


def _replace(path: Path, data: bytes) -> None:
    target = Path(os.path.realpath(path))  # a link stays a link
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".drugbot-lint-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(stat.S_IMODE(target.stat().st_mode))
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def mended(source: str, file: str, config: LintConfig) -> str:
    """Return the text of a file with everything mended that can be; the same text where it is no monograph.

    Mending the result again changes nothing.
    """
    for _ in range(_MOST_ROUNDS):
        after = _mended_once(source, file, config)
        if after == source:
            break
        source = after
    return source


def _mended_once(source: str, file: str, config: LintConfig) -> str:
    before = _read(source, file)
    if before is None:
        return source
    off = frozenset(_switched_off(before, config))
    noise = [edit for edit in before.text.edits if edit.rule not in (*off, COMMENT)]
    source = _kept(source, noise, before)
    between = _read(source, file) if noise else before
    if between is None:
        return source
    edits = [edit for edit in (*heading_edits(between), *front_matter_edits(between)) if edit.rule not in off]
    return _kept(source, _apart(edits), before)


def _switched_off(monograph: Monograph, config: LintConfig) -> Iterable[str]:
    yield from silenced(monograph).rules
    yield from config.off
    for entry in config.ignore:
        if entry.covers(monograph.file):
            yield entry.rule


def _apart(edits: Iterable[Edit]) -> list[Edit]:
    """Leave out edits that overlap one before them; they come back in the next round."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def _kept(source: str, edits: Sequence[Edit], before: Monograph) -> str:
    """Apply the edits after which the file reads to the same monograph: all, else by rule, else singly."""
    if not edits:
        return source
    whole = RepairedText(source, edits).text
    if _reads_the_same(whole, before):
        return whole
    kept: list[Edit] = []
    for rule in sorted({edit.rule for edit in edits}):
        group = [edit for edit in edits if edit.rule == rule]
        if _reads_the_same(RepairedText(source, [*kept, *group]).text, before):
            kept += group
            continue
        for edit in group[:_MOST_SINGLE]:
            if _reads_the_same(RepairedText(source, [*kept, edit]).text, before):
                kept.append(edit)
    return RepairedText(source, kept).text


def _reads_the_same(source: str, before: Monograph) -> bool:
    after = _read(source, before.file)
    return after is not None and _reading(after) == _reading(before)


def _reading(monograph: Monograph) -> tuple[object, ...]:
    """Return everything that a monograph says, without where it says it."""
    return (
        monograph.title,
        monograph.description,
        monograph.is_banned,
        monograph.last_modified,
        monograph.names,
        tuple((s.path, _blocks(monograph, s)) for s in monograph.sections),
        tuple((pair.question, pair.answer) for pair in monograph.faqs),
        repr(monograph.extra),
    )


def _blocks(monograph: Monograph, section: Section) -> tuple[object, ...]:
    text = monograph.text.text
    return tuple(
        (block.kind, block.leads_in, tuple(text[unit.span.start : unit.span.end] for unit in block.units))
        for block in section.blocks
    )


def _read(source: str, file: str) -> Monograph | None:
    try:
        return read_monograph(source.encode("utf-8"), file)
    except (MonographError, UnicodeEncodeError):
        return None


def _lines(text: str) -> list[str]:
    lines = [*_LINE.findall(text)]
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n\\ No newline at end of file\n"
    return lines
