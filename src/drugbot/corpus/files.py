"""The corpus folder: which files are read, and all monographs that they hold."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
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


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """A file that may be a monograph, or a folder that cannot be read and may hold some.

    Attributes:
        file: POSIX path relative to the corpus folder.
        content: its bytes, or why it cannot be read.
    """

    file: str
    content: bytes | MonographError


@dataclass(frozen=True)
class Corpus:
    """What a corpus folder holds.

    Attributes:
        root: the folder.
        monographs: those that can be used, by file.
        left_out: one error for each file, or folder, that cannot be used.
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
        CorpusError: the folder is missing or cannot be read.
        MonographError: in strict mode, for the first file that cannot be used.
    """
    monographs: list[Monograph] = []
    left_out: list[MonographError] = []
    passed_over: list[str] = []
    checksum = CorpusChecksum()
    paths = corpus_files(root)
    for path in progress(paths, "reading", len(paths)):
        found = read_file(path, root)
        checksum.add(found)
        try:
            monograph = monograph_in(found)
        except MonographError as error:
            if strict:
                raise
            left_out.append(error)
        else:
            if monograph is None:
                passed_over.append(found.file)
            else:
                monographs.append(monograph)
    doubled = of_one_title((monograph.title, monograph.file) for monograph in monographs)
    if doubled and strict:
        raise next(iter(doubled.values()))
    unique = tuple(monograph for monograph in monographs if monograph.file not in doubled)
    return Corpus(root, unique, (*left_out, *doubled.values()), tuple(passed_over), checksum.value())


def monograph_in(found: CorpusFile) -> Monograph | None:
    """Return the monograph of a file, None where it is none.

    Raises:
        MonographError: the file cannot be used.
    """
    if isinstance(found.content, MonographError):
        raise found.content
    return read_monograph(found.content, found.file)


class CorpusChecksum:
    """A checksum of the names and bytes of files, taken one by one in their order."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()

    def add(self, found: CorpusFile) -> None:
        """Take the next file."""
        content = found.content
        state = hashlib.sha256(content).hexdigest() if isinstance(content, bytes) else "unreadable"
        self._digest.update(f"{found.file}\0{state}\n".encode())

    def value(self) -> str:
        """Return the checksum of the files so far."""
        return self._digest.hexdigest()


def corpus_checksum(root: Path) -> str:
    """Return the checksum that `read_corpus` gives for a folder, without parsing anything.

    Raises:
        CorpusError: the folder is missing or cannot be read.
    """
    checksum = CorpusChecksum()
    for path in corpus_files(root):
        checksum.add(read_file(path, root))
    return checksum.value()


def corpus_files(root: Path) -> tuple[Path, ...]:
    """Return the files under a folder that may be monographs, in a fixed order.

    A folder in it that cannot be read is among them: it may hold monographs, which must not be lost in silence.

    Raises:
        CorpusError: the folder is missing, is not a folder or cannot be read.
    """
    try:
        os.scandir(root).close()
    except (FileNotFoundError, NotADirectoryError):
        raise CorpusError(f"{root}: there is no such corpus folder; give one with --corpus") from None
    except OSError as error:
        raise CorpusError(
            f"{root}: the corpus folder cannot be read ({error.strerror}); check its permissions"
        ) from error
    unread: list[OSError] = []
    paths = [*_walk(root, unread.append), *(Path(error.filename) for error in unread)]
    return tuple(sorted(paths, key=lambda path: path.relative_to(root).as_posix()))


def _walk(root: Path, onerror: Callable[[OSError], None]) -> Iterator[Path]:
    for folder, subfolders, names in os.walk(root, onerror=onerror):
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


def read_file(path: Path, root: Path) -> CorpusFile:
    """Read the bytes of a file of the corpus."""
    file = relative(path, root)
    try:
        return CorpusFile(file, _bytes(path, file, root))
    except MonographError as error:
        return CorpusFile(file, error)
    except OSError as error:
        problem = f"cannot be read ({error.strerror})"
        return CorpusFile(file, MonographError(file, 1, problem, "check its permissions"))


def _bytes(path: Path, file: str, root: Path) -> bytes:
    if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root.resolve()):
        raise MonographError(file, 1, "a link to a file outside the corpus", "copy the file into the corpus")
    if path.is_dir() and not path.is_symlink():
        os.scandir(path).close()  # says once more why it could not be listed
        raise MonographError(
            file, 1, "a folder that could not be read just before", "run `drugbot index` again"
        )
    if (path.exists() or path.is_symlink()) and not path.is_file():
        raise MonographError(file, 1, "not a regular file", "replace it by a file or remove it")
    data = _settled(path)
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


def of_one_title(titled: Iterable[tuple[str, str]]) -> dict[str, MonographError]:
    """Return an error for every file whose title another one has: which of them is right cannot be known.

    Args:
        titled: title and file of each monograph.
    """
    by_title: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for title, file in titled:
        by_title[normalize("NFC", title).casefold()].append((title, file))
    errors = {}
    for group in by_title.values():
        for title, file in group if len(group) > 1 else ():
            others = ", ".join(other for _, other in group if other != file)
            errors[file] = MonographError(
                file,
                1,
                f"the title '{title}' is also that of {others}; neither is indexed",
                "keep one of them or give each a title of its own",
            )
    return errors
