from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from drugbot.chatbot import Chatbot
from drugbot.settings import Settings
from drugbot.web.serving import serve
from tests.browser.driving import WIDE, ready

# Chromium itself asks for updates and the like; switched off: what is recorded is what the page asks for.
_QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium; skipped where there is none, unless the environment insists on it."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if executable is None:
        message = (
            "no Chromium on the PATH: the page is not tested in a browser (Debian: apt-get install chromium)"
        )
        if os.environ.get("DRUGBOT_REQUIRE_BROWSER"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=list(_QUIET))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def address(chatbot: Chatbot) -> Iterator[str]:
    """The page, served on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    served: list[str] = []
    running = serve(chatbot, Settings(port=port), served.append, block=False)
    yield served[0]
    running.close()


@pytest.fixture
def requests() -> list[str]:
    """The addresses that the page has asked for."""
    return []


@pytest.fixture
def viewport() -> dict[str, int]:
    """The size of the window; modules whose features are for every size give several."""
    return WIDE


@pytest.fixture
def page(browser: Browser, address: str, requests: list[str], viewport: dict[str, int]) -> Iterator[Page]:
    """The chat page, freshly opened."""
    context = browser.new_context(viewport=viewport)
    opened = context.new_page()
    opened.on("request", lambda request: requests.append(request.url))
    opened.goto(address)
    ready(opened)
    yield opened
    context.close()
