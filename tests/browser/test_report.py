"""The report of an evaluation as it opens from a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.unit.evaluation.test_html_report import page as report_page

pytestmark = pytest.mark.browser

SECTIONS = [
    "At a glance",
    "What became of the questions",
    "Plots",
    "Against the baseline",
    "By kind of question",
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "report.html"
    path.write_text(report_page(), encoding="utf-8")
    return path


@pytest.fixture(params=["light", "dark"])
def report(
    browser: Browser, file: Path, requests: list[str], request: pytest.FixtureRequest
) -> Iterator[Page]:
    """The report, opened on a phone."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, color_scheme=request.param)
    opened = context.new_page()
    opened.on("request", lambda asked: requests.append(asked.url))
    opened.goto(file.as_uri())
    yield opened
    context.close()


def test_report_asks_for_nothing_but_itself(report: Page, requests: list[str], file: Path) -> None:
    report.wait_for_load_state("networkidle")
    assert requests == [file.as_uri()]


def test_report_does_not_scroll_sideways_on_a_phone_or_a_desk(report: Page) -> None:
    for width in (360, 1280):
        report.set_viewport_size({"width": width, "height": 800})
        assert report.evaluate("document.documentElement.scrollWidth") <= width


def test_report_has_its_headings_and_charts_by_name(report: Page) -> None:
    expect(report).to_have_title("Report")
    for name in SECTIONS:
        expect(report.get_by_role("heading", name=name, exact=True)).to_be_visible()
    expect(report.get_by_role("img", name="Risk against coverage")).to_be_visible()


def test_markup_in_a_question_is_shown_as_typed_and_does_nothing(report: Page) -> None:
    expect(report.locator(".turn.last").filter(has_text="and now")).to_contain_text("<script>document.title")
    assert report.locator("script, img, iframe").count() == 0
    expect(report).to_have_title("Report")


def test_colours_follow_the_reader_and_paper_is_white(report: Page) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = report.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert (report.evaluate(ground) == "rgb(255, 255, 255)") != dark
    report.emulate_media(media="print")
    assert report.evaluate(ground) == "rgb(255, 255, 255)"
