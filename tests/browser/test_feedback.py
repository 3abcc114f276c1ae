"""Feedback, where it is switched on: nothing is kept before it was shown and sent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from drugbot.chatbot import Chatbot
from drugbot.feedback.store import FeedbackStore
from drugbot.settings import Settings
from drugbot.web.serving import serve
from tests.browser.driving import PHONE, WIDE, ask, check_axe, opened

pytestmark = pytest.mark.browser


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "phone"])
def viewport(request: pytest.FixtureRequest) -> dict[str, int]:
    """The sizes of window in which all of this is done."""
    size: dict[str, int] = request.param
    return size


QUESTION = "I am Jane Doe, how often is prolia given?"


@pytest.fixture
def store(tmp_path: Path) -> FeedbackStore:
    return FeedbackStore(tmp_path / "feedback.sqlite")


@pytest.fixture
def asking(chatbot: Chatbot, tmp_path: Path) -> Iterator[str]:
    settings = Settings(port=0, feedback=str(tmp_path / "feedback.sqlite"))
    served: list[str] = []
    running = serve(chatbot, settings, served.append, block=False)
    yield served[0]
    running.close()


def voted(page: Page, vote: str) -> Locator:
    reply = ask(page, QUESTION)
    reply.get_by_role("button", name=vote, exact=False).last.click()
    return reply


def test_no_feedback_is_asked_for_by_default(page: Page, address: str) -> None:
    reply = ask(page, QUESTION)
    assert reply.get_by_role("group", name="Feedback on this answer").count() == 0
    assert page.request.post(f"{address}drugbot/feedback/keep", data={}).status == 404


def test_down_vote_shows_what_will_be_kept_masked_and_keeps_it_only_then(
    browser: Browser, asking: str, store: FeedbackStore, viewport: dict[str, int]
) -> None:
    with opened(browser, asking, viewport=viewport) as page:
        reply = voted(page, "Not helpful")
        reply.get_by_label("out of date").check()
        reply.get_by_label("In your own words").fill("ask Peter Smith-Jones on 415-555-2671")
        check_axe(page)
        reply.get_by_role("button", name="Show what will be kept").click()
        shown = reply.locator("pre")
        expect(shown).to_contain_text("I am [name], how often is prolia given?")
        expect(shown).to_contain_text("[phone]")
        check_axe(page)
        assert store.all() == ()
        text = shown.inner_text()
        reply.get_by_role("button", name="Keep it").click()
        expect(reply).to_contain_text("Kept. Thank you.")
    ((_, kept),) = store.all()
    assert kept.reason == "out_of_date"
    assert kept.note in text
    assert "Jane" not in kept.turns[0]


def test_up_vote_can_be_cancelled(
    browser: Browser, asking: str, store: FeedbackStore, viewport: dict[str, int]
) -> None:
    with opened(browser, asking, viewport=viewport) as page:
        reply = voted(page, "▲ Helpful")
        reply.get_by_role("button", name="Cancel").click()
        expect(reply.locator("pre")).to_have_count(0)
    assert store.all() == ()
