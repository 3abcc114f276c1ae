"""Replies of every kind that the contract allows, made by hand, as the page shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from drugbot.answering.reply import Reply, Understood
from drugbot.chatbot import Chatbot
from drugbot.settings import Settings
from drugbot.web.serving import serve
from tests.browser.driving import PHONE, WIDE, ask, check_axe, opened

pytestmark = pytest.mark.browser

NOTICES = (
    "emergency",
    "personal_advice",
    "banned",
    "stale",
    "disagrees",
    "boxed_warning",
    "part_of_product",
)


class Scripted:
    """A chatbot that has an answer for everything; whatever it is not asked for, the real one does."""

    def __init__(self, chatbot: Chatbot) -> None:
        self._chatbot = chatbot

    def __getattr__(self, name: str) -> Any:
        return getattr(self._chatbot, name)

    def reply(self, turns: Sequence[str]) -> Reply:
        quoted = self._chatbot.reply(["how often is prolia given"]).citations
        other = self._chatbot.reply(["eliquis storage"]).citations
        one = Reply(kind="answer", citations=quoted, query="Denosumab: how often", notices=("stale",))
        two = Reply(kind="answer", citations=other, query="Apixaban: storage", silent=("Apixaban",))
        near = Reply(
            kind="abstention", reason="not_stated", text="Nothing on hair was found.", offered=quoted
        )
        return {
            "notices": Reply(
                kind="answer",
                citations=quoted,
                notices=NOTICES,
                text="**Call 112 now.**\n\nmore",
                unknown=("fosamax",),
                understood=(Understood("prollia", "Denosumab", "spelling"),),
                suggestions=("What is Prolia used for?",),
            ),
            "parts": Reply(kind="answer", citations=(*quoted, *other), parts=(one, two, near)),
            "near": near,
            "topics": Reply(
                kind="clarification",
                reason="which_topic",
                options=("Prolia dose", "Prolia storage"),
                text="What about it?\n- Prolia dose\n- Prolia storage",
            ),
        }[turns[-1]]


@pytest.fixture(scope="module")
def scripted(chatbot: Chatbot) -> Iterator[str]:
    served: list[str] = []
    running = serve(Scripted(chatbot), Settings(port=0), served.append, block=False)  # type: ignore[arg-type]
    yield served[0]
    running.close()


@pytest.mark.parametrize(
    ("scheme", "viewport"), [("light", WIDE), ("dark", PHONE)], ids=["light-wide", "dark-phone"]
)
def test_every_kind_of_reply_is_shown_and_passes_axe(
    browser: Browser, scripted: str, scheme: str, viewport: dict[str, int]
) -> None:
    with opened(browser, scripted, color_scheme=scheme, viewport=viewport) as page:
        reply = ask(page, "notices")
        expect(reply.locator("> :first-child")).to_contain_text("Call 112 now.")
        expect(reply.locator(".drugbot-notice")).to_have_count(len(NOTICES))
        expect(reply).to_contain_text("There is no monograph of fosamax")
        expect(reply.get_by_role("group", name="You could ask next").get_by_role("button")).to_have_count(1)
        check_axe(page)
        reply.get_by_role("button", name="Show the boxed warning").click()
        expect(page.get_by_role("dialog").locator("#drugbot-quoted")).to_be_in_viewport()
        page.keyboard.press("Escape")
        expect(reply.get_by_role("button", name="Take “prollia” as it stands")).to_be_visible()

        parts = ask(page, "parts").locator(".drugbot-part")
        expect(parts).to_have_count(3)
        expect(parts.nth(1)).to_contain_text("Apixaban: storage")
        check_axe(page)
        near = ask(page, "near")
        expect(near.locator("details")).to_contain_text("nearest section")
        expect(near.locator("blockquote").first).to_be_hidden()
        near.locator("summary").click()
        expect(near.locator("blockquote").first).to_be_visible()
        check_axe(page)
        ask(page, "topics").get_by_role("button", name="Prolia dose")
        check_axe(page)
        page.screenshot(path=f"build/replies-{scheme}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
