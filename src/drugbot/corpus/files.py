"""The corpus folder: which files are read, and all monographs that they hold."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from drugbot.corpus.monograph import Monograph
from drugbot.corpus.reading import read_monograph
from drugbot.errors import CorpusError, MonographError
from drugbot.progress import Progress, no_progress

SUFFIXES = (".md", ".markdown", ".txt")
LARGEST = 2**20  # bytes; the largest of 300 FDA labels has 68 thousand
_READINGS = 3  # of a file that is being written meanwhile
EVALUATION = "evaluation"  # topics and judgements live under the corpus, and are no monographs


@dataclass(frozen=True)
class Corpus:
    """What a corpus folder holds.

    Attributes:
        root: the folder.
        monographs: those that can be used, by file.
        left_out: one error for each file that cannot be used.
        passed_over: files without front matter, which are no monographs.
        checksum: of the names and bytes of all files (`corpus_checksum`).
    """

    root: Path
    monographs: tuple[Monograph, ...]
    left_out: tuple[MonographError, ...]
    passed_over: tuple[str, ...]
    checksum: str


def read_corpus(root: Path, *, strict: bool = False, progress: Progress = no_progress) -> Corpus:
    """Read every monograph under a folder.

    Args:
        root: the corpus folder.
        strict: stop at the first file that cannot be used.
        progress: wraps the files to show how far the reading is.

    Raises:
        CorpusError: the folder is missing.
        MonographError: in strict mode, for the first file that cannot be used.
    """
    monographs: list[Monograph] = []
    left_out: list[MonographError] = []
    passed_over: list[str] = []
    contents: list[tuple[str, bytes | None]] = []
    files = corpus_files(root)
    for path in progress(files, "reading", len(files)):
        file, data = relative(path, root), None
        try:
            data = _bytes(path, file, root)
            monograph = read_monograph(data, file)
        except MonographError as error:
            if strict:
                raise
            left_out.append(error)
        else:
            if monograph is None:
                passed_over.append(file)
            else:
                monographs.append(monograph)
        contents.append((file, data))
    unique, doubled = _unique(monographs)
    if doubled and strict:
        raise doubled[0]
    return Corpus(root, tuple(unique), (*left_out, *doubled), tuple(passed_over), _checksum(contents))


def corpus_checksum(root: Path) -> str:
    """Return the checksum that `read_corpus` gives for a folder, without parsing anything.

    Raises:
        CorpusError: the folder is missing.
    """
    contents: list[tuple[str, bytes | None]] = []
    for path in corpus_files(root):
        file = relative(path, root)
        try:
            contents.append((file, _bytes(path, file, root)))
        except MonographError:
            contents.append((file, None))
    return _checksum(contents)


def _checksum(contents: Iterable[tuple[str, bytes | None]]) -> str:
    digest = hashlib.sha256()
    for file, data in contents:
        state = hashlib.sha256(data).hexdigest() if data is not None else "unreadable"
        digest.update(f"{file}\0{state}\n".encode())
    return digest.hexdigest()


def corpus_files(root: Path) -> tuple[Path, ...]:
    """Return the files under a folder that may be monographs, in a fixed order.

    Raises:
        CorpusError: the folder is missing or is not a folder.
    """
    if not root.is_dir():
        raise CorpusError(f"{root}: there is no such corpus folder; give one with --corpus")
    return tuple(sorted(_walk(root), key=lambda path: path.relative_to(root).as_posix()))


def _walk(root: Path) -> Iterator[Path]:
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        if Path(folder) == root and EVALUATION in subfolders:
            subfolders.remove(EVALUATION)
        for name in names:
            if not name.startswith(".") and name.lower().endswith(SUFFIXES):
                yield Path(folder, name)
        # A linked folder is not entered; it is named among what cannot be read, not skipped in silence.
        yield from (path for name in subfolders if (path := Path(folder, name)).is_symlink())


def relative(path: Path, root: Path) -> str:
    """Return the POSIX path of a file relative to the corpus folder, with what cannot be printed escaped."""
    readable = path.relative_to(root).as_posix().encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in readable)


def _bytes(path: Path, file: str, root: Path) -> bytes:
    if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root.resolve()):
        raise MonographError(file, 1, "a link to a file outside the corpus", "copy the file into the corpus")
    if (path.exists() or path.is_symlink()) and not path.is_file():
        raise MonographError(file, 1, "not a regular file", "replace it by a file or remove it")
    try:
        data = _settled(path)
    except OSError as error:
        raise MonographError(
            file, 1, f"cannot be read ({error.strerror})", "check its permissions"
        ) from error
    if data is None:
        raise MonographError(file, 1, "it was written to while it was read", "run `drugbot index` again")
    if len(data) > LARGEST:
        problem = f"larger than the {LARGEST:,} bytes that a monograph may have"
        raise MonographError(file, 1, problem, "split it, or remove what is no text of the monograph")
    return data


def _settled(path: Path) -> bytes | None:
    """Return the bytes of a file at one moment, one beyond the limit at most; None if it never rests."""
    for _ in range(_READINGS):
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            data = file.read(LARGEST + 1)
            after = os.fstat(file.fileno())
        if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns):
            return data
    return None


def _unique(monographs: list[Monograph]) -> tuple[list[Monograph], list[MonographError]]:
    """Leave out every monograph whose title another one has: which of them is right cannot be known."""
    by_title: dict[str, list[Monograph]] = defaultdict(list)
    for monograph in monographs:
        by_title[normalize("NFC", monograph.title).casefold()].append(monograph)
    errors = []
    for group in by_title.values():
        for monograph in group if len(group) > 1 else ():
            others = ", ".join(other.file for other in group if other is not monograph)
            errors.append(
                MonographError(
                    monograph.file,
                    1,
                    f"the title '{monograph.title}' is also that of {others}; neither is indexed",
                    "keep one of them or give each a title of its own",
                )
            )
    return [group[0] for group in by_title.values() if len(group) == 1], errors
