"""How a long run shows how far it is: a wrapper around what is iterated over."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Protocol, TypeVar

Item = TypeVar("Item")


class Progress(Protocol):
    """Wraps items, yielding each of them once and in order, and may show progress meanwhile."""

    def __call__(self, items: Iterable[Item], label: str, total: int | None = None) -> Iterable[Item]:
        """Return ``items``; ``label`` names the work, ``total`` says how many there are where known."""
        ...


def no_progress(items: Iterable[Item], label: str, total: int | None = None) -> Iterable[Item]:  # noqa: ARG001
    """Show nothing."""
    return items


def progress_bar(items: Iterable[Item], label: str, total: int | None = None) -> Iterable[Item]:
    """Show a bar on stderr: soon on a terminal; in a log only where the work takes long, and seldom."""
    from tqdm import tqdm  # noqa: PLC0415 - not needed unless a bar is shown

    delay, interval = (0.5, 0.5) if sys.stderr.isatty() else (5.0, 10.0)
    bar: Iterable[Item] = tqdm(items, desc=label, total=total, delay=delay, mininterval=interval)
    return bar
