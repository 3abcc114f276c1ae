from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from benchmarking.plot import Point, plot

POINTS = [
    Point("drugbot", 0.9, 7.0, ours=True),
    *(Point(f"a & b {number}", 0.5, 10.0 + number) for number in range(6)),
    Point("none", 0.0, 1500.0),
]


def test_plot_is_well_formed_and_says_in_words_what_it_shows() -> None:
    root = ET.fromstring(plot("quality < time", "P@1", POINTS))
    name = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{name}title") == "quality < time"
    assert "drugbot: 90% right, 7 ms; a & b 0: 50% right, 10 ms" in (root.findtext(f"{name}desc") or "")
    assert len(root.findall(f"{name}circle")) == len(POINTS)


def test_plot_has_colours_for_the_dark() -> None:
    assert "prefers-color-scheme:dark" in plot("t", "P@1", POINTS)


def test_labels_do_not_cover_each_other() -> None:
    heights = sorted(
        float(y) for y in re.findall(r'class="name-\w+" x="\S+" y="(\S+)"', plot("t", "q", POINTS))
    )
    assert len(heights) == len(POINTS)
    assert all(after - before >= 15.9 for before, after in pairwise(heights))


@pytest.mark.parametrize("ms", [0.4, 1.0, 10.0, 999.0])
def test_one_point_lies_on_the_drawing(ms: float) -> None:
    (x,) = re.findall(r'<circle class="\w+" cx="(\S+)"', plot("t", "q", [Point("one", 1.0, ms)]))
    assert 64 <= float(x) <= 510
