"""A citation opens its monograph at the quoted words."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.driving import PHONE, ask, open_citation, opened

pytestmark = pytest.mark.browser
QUESTION = "How often is Prolia given?"


def test_citation_opens_the_monograph_at_the_quote_beside_the_chat(page: Page) -> None:
    reply = ask(page, QUESTION)
    quote = reply.locator("blockquote").first.inner_text().strip()
    panel = open_citation(page, reply)

    expect(panel.get_by_role("heading", name="Monograph of Denosumab")).to_be_visible()
    expect(panel.locator("#drugbot-quoted")).to_have_text(quote)
    expect(panel.locator("#drugbot-quoted")).to_be_focused()
    expect(panel.get_by_role("heading", name="Dosage", exact=True)).to_be_attached()
    assert panel.evaluate("panel => !panel.matches(':modal')")
    chat, beside = reply.bounding_box(), panel.bounding_box()
    assert chat is not None
    assert beside is not None
    assert chat["x"] + chat["width"] <= beside["x"]


def test_every_quote_of_a_reply_is_found_in_the_monograph_it_opens(page: Page) -> None:
    reply = ask(page, "what are the side effects of topiramate")
    reply.locator("summary").click()
    for number in range(reply.locator(".drugbot-citation").count()):
        quote = reply.locator("blockquote").nth(number).inner_text()
        reply.locator(".drugbot-cite").nth(number).click()
        shown = page.locator("#drugbot-quoted")
        expect(shown).to_be_in_viewport()
        for _ in range(100):  # until the panel has turned from the quote before to this one
            if marked_words(shown) in "".join(quote.split()):
                break
            page.wait_for_timeout(50)
        assert marked_words(shown) in "".join(quote.split())


def marked_words(shown: Locator) -> str:
    """Return what is marked of a passage, all of it where no part is, without white space."""
    return "".join("".join(shown.locator("mark").all_inner_texts() or [shown.inner_text()]).split())


def test_contents_lead_to_each_section(page: Page) -> None:
    panel = open_citation(page, ask(page, QUESTION))
    panel.get_by_text("Contents").click()
    panel.get_by_role("link", name="Storage").click()
    expect(panel.get_by_role("heading", name="Storage", exact=True)).to_be_in_viewport()
    assert "#drugbot-section" not in page.url


def test_escape_closes_the_panel_and_the_focus_goes_back(page: Page) -> None:
    reply = ask(page, QUESTION)
    panel = open_citation(page, reply)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(reply.locator(".drugbot-cite").first).to_be_focused()


def test_on_a_phone_the_monograph_is_a_sheet_that_keeps_the_focus(browser: Browser, address: str) -> None:
    with opened(browser, address, viewport=PHONE) as page:
        panel = open_citation(page, ask(page, QUESTION))
        assert panel.evaluate("panel => panel.matches(':modal')")
        box = panel.bounding_box()
        assert box is not None
        assert box["width"] == PHONE["width"]
        panel.get_by_role("button", name="Close").click()
        expect(panel).to_be_hidden()


def test_ask_about_it_in_the_panel_scopes_the_chat(page: Page) -> None:
    panel = open_citation(page, ask(page, QUESTION))
    panel.get_by_role("button", name="Ask about it").click()
    expect(page.locator(".drugbot-chip")).to_contain_text("Denosumab")
    expect(panel).to_be_hidden()
