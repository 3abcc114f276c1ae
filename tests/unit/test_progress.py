from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from drugbot.progress import no_progress, progress_bar


@pytest.mark.parametrize("progress", [no_progress, progress_bar])
def test_progress_yields_each_item_once_and_in_order(
    progress: Callable[[Iterable[int], str, int | None], Iterable[int]],
) -> None:
    assert list(progress(iter(range(100)), "counting", 100)) == list(range(100))


def test_bar_of_short_work_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    list(progress_bar([1, 2], "counting"))
    assert capsys.readouterr() == ("", "")
