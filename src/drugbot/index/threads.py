"""How many threads work side by side; the only home of threadpoolctl."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from threadpoolctl import threadpool_limits


def one_thread() -> None:
    """Let numpy multiply with one thread from here on, in the whole process.

    The products of one question are small: two threads are no quicker at them when nothing else runs, and several
    times as slow where one has to wait for the other on a busy machine.
    """
    threadpool_limits(limits=1, user_api="blas")


@contextmanager
def with_one_thread() -> Iterator[None]:
    """Let numpy multiply with one thread for a while, where the result is kept: the last bits depend on how many."""
    with threadpool_limits(limits=1, user_api="blas"):
        yield


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
