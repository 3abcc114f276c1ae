"""Where a build may write: the lock of an index, and a folder in it that the next generation is made in.

Both are had before the long work of a build begins. The lock is that of the operating system: it ends with its process.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from drugbot.errors import UnwritableIndexError
from drugbot.progress import Progress, no_progress

_LOCK = ".lock"
_SCRATCH = ".drugbot-build-"


@dataclass(frozen=True, slots=True)
class Site:
    """Where one build, and no other at the time, may write.

    Attributes:
        directory: where the index lives.
        scratch: a folder in it for a new generation.
    """

    directory: Path
    scratch: Path


@contextmanager
def building_site(directory: Path, progress: Progress = no_progress) -> Iterator[Site]:
    """Hold the lock of an index, after waiting for another build that holds it.

    What is done before the index is saved is done in here, so that a directory that cannot be written is noticed before
    anything is encoded, and that of two builds the second can use what the first one encoded.

    Args:
        directory: where the index lives; made where it is missing.
        progress: shows that another build is waited for.

    Raises:
        UnwritableIndexError: the directory cannot be written.
    """
    with ExitStack() as held:
        with writing(directory):
            directory.mkdir(parents=True, exist_ok=True)
            held.enter_context(_locked(directory / _LOCK, progress))
            scratch = held.enter_context(_scratch(directory))
        yield Site(directory, scratch)


@contextmanager
def writing(directory: Path) -> Iterator[None]:
    """Say of whatever fails while an index is written where it was to be written, and what to do.

    Raises:
        UnwritableIndexError: something failed.
    """
    try:
        yield
    except (OSError, RuntimeError) as error:  # faiss reports a full disk as a RuntimeError
        raise UnwritableIndexError(
            f"{directory}: the index cannot be written ({error}); the old one, if any, is untouched: "
            "check permissions and free space, or give another directory with --index"
        ) from error


@contextmanager
def _locked(file: Path, progress: Progress) -> Iterator[None]:
    lock = FileLock(file)
    for _ in progress(_attempts(lock), "waiting for another build"):
        pass
    try:
        yield
    finally:
        lock.release()


def _attempts(lock: FileLock) -> Iterator[None]:
    """Yield for every second that another build holds the lock."""
    patience = 0.0
    while True:
        try:
            lock.acquire(timeout=patience)
        except Timeout:
            patience = 1.0
            yield
        else:
            return


@contextmanager
def _scratch(directory: Path) -> Iterator[Path]:
    for left in directory.glob(f"{_SCRATCH}*"):  # of a build that was killed; the lock says none is at work
        shutil.rmtree(left, ignore_errors=True)
    scratch = (
        directory / f"{_SCRATCH}{os.getpid()}"
    )  # not by mkdtemp, which would keep other users from reading it
    scratch.mkdir()
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
