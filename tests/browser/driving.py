"""What tests do in the page as a person would."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

AXE = Path(__file__).parents[2] / "build" / "axe-core" / "axe.min.js"
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 780}
NARROWEST = {"width": 320, "height": 640}


@contextmanager
def opened(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """Open the page in a window of its own; nothing may go wrong in it, whatever is done."""
    context = browser.new_context(**{"viewport": WIDE, **options})
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(told(message)) if message.type == "error" else None)
    page.goto(address)
    ready(page)
    yield page
    context.close()
    assert not problems, problems


def told(message: ConsoleMessage) -> str:
    """Return a message of the browser's console with the address that it is about."""
    return f"{message.text} {message.location['url']}"


def ready(page: Page) -> None:
    """Wait until questions can be asked."""
    page.locator("body.drugbot-ready").wait_for()


def box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your question")


def ask(page: Page, question: str) -> Locator:
    """Type a question, send it, and return the reply to it."""
    box(page).fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()
    return reply_to(page, question)


def reply_to(page: Page, question: str) -> Locator:
    """Return the reply to the last question once it is there, and is the one to this question."""
    exchange = page.locator(".drugbot-exchange").last
    expect(exchange.locator(".drugbot-question")).to_have_text(question)
    expect(exchange.locator(".drugbot-reply")).to_be_visible(timeout=20_000)
    return exchange.locator(".drugbot-reply")


def open_citation(page: Page, reply: Locator) -> Locator:
    """Click the first citation of a reply and return the panel that shows it."""
    reply.locator(".drugbot-cite").first.click()
    panel = page.get_by_role("dialog")
    expect(panel.locator("#drugbot-quoted")).to_be_in_viewport()
    return panel


def check_axe(page: Page) -> None:
    """Assert that axe-core finds nothing, at any level, in what is shown."""
    if not AXE.is_file():
        message = "axe-core is not there: run `make axe` (it needs npm)"
        if os.environ.get("DRUGBOT_REQUIRE_BROWSER"):
            pytest.fail(message)
        pytest.skip(message)
    page.wait_for_timeout(400)  # colours fade in
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    told = [(one["impact"], one["id"], one["nodes"][0]["html"][:200]) for one in found]
    assert not told, told
