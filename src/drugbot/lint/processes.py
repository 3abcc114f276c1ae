"""Do the same with every file, with as many processes as there are processors."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")

_FEWEST = 24  # files; starting processes costs more than reading fewer


def each(
    function: Callable[[Path], Result], paths: Sequence[Path], processes: int | None = None
) -> Iterator[Result]:
    """Yield the result for each path, in their order.

    Args:
        function: what is done with each; it and its results must be such that pickle takes them.
        paths: the files.
        processes: how many to use; as many as there are processors where not given.
    """
    workers = processes if processes is not None else os.cpu_count() or 1
    if workers == 1 or len(paths) < _FEWEST:
        yield from map(function, paths)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(function, paths, chunksize=8)
