"""The medicines, links that reproduce an answer, and taking it along."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from drugbot.chatbot import Chatbot
from tests.browser.driving import PHONE, WIDE, ask, opened, ready, reply_to

pytestmark = pytest.mark.browser


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "phone"])
def viewport(request: pytest.FixtureRequest) -> dict[str, int]:
    """The sizes of window in which all of this is done."""
    size: dict[str, int] = request.param
    return size


@pytest.mark.parametrize("words", ["denosumab", "PROLIA", "Xgeva"])
def test_medicine_is_found_by_generic_and_brand_name(page: Page, words: str) -> None:
    page.get_by_role("tab", name="Medicines").click()
    page.get_by_label("Find a medicine").fill(words)
    shown = page.locator(".drugbot-medicine:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("Denosumab")
    expect(page.locator("#drugbot-found")).to_have_text("1 of 40 medicines")


def test_medicine_is_found_by_a_class_that_its_monograph_states(page: Page) -> None:
    page.get_by_role("tab", name="Medicines").click()
    page.get_by_label("Find a medicine").fill("statin")
    expect(page.locator(".drugbot-medicine:visible h2")).to_contain_text(["Atorvastatin"])


def test_chosen_drug_scopes_the_chat_until_it_is_removed(page: Page) -> None:
    page.get_by_role("tab", name="Medicines").click()
    page.get_by_role("button", name="Ask about it: Apixaban").click()
    chip = page.locator(".drugbot-chip")
    expect(chip).to_contain_text("Asking about Apixaban")
    expect(ask(page, "how is it stored?").locator(".drugbot-place").first).to_contain_text("Apixaban")
    expect(ask(page, "how is prolia stored?").locator(".drugbot-place").first).to_contain_text("Denosumab")
    expect(ask(page, "how is it stored?").locator(".drugbot-place").first).to_contain_text("Apixaban")

    page.get_by_role("button", name="Stop asking about Apixaban only").click()
    expect(chip).to_have_count(0)
    page.get_by_role("button", name="Start over").click()
    expect(ask(page, "how is it stored?")).to_contain_text("Which medicine is it about?")


def test_monograph_can_be_read_from_the_list(page: Page) -> None:
    page.get_by_role("tab", name="Medicines").click()
    page.get_by_role("button", name="Read: Apixaban").click()
    expect(page.get_by_role("dialog").get_by_role("heading", name="Usage", exact=True)).to_be_visible()


def test_link_with_drug_and_question_opens_and_asks(
    browser: Browser, address: str, viewport: dict[str, int]
) -> None:
    with opened(browser, f"{address}#drug=xgeva&q=how+is+it+stored%3F", viewport=viewport) as page:
        reply = reply_to(page, "how is it stored?")
        expect(reply.locator(".drugbot-place").first).to_contain_text("Denosumab")
        expect(page.locator(".drugbot-chip")).to_contain_text("Denosumab")


def test_link_to_a_drug_that_is_not_here_says_so(
    browser: Browser, address: str, viewport: dict[str, int]
) -> None:
    with opened(browser, f"{address}#drug=aspirin", viewport=viewport) as page:
        expect(page.locator("#drugbot-said")).to_contain_text("no monograph of “aspirin”")


def test_questions_of_a_link_stay_out_of_addresses(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}#q=how+often+is+prolia+given")
    ready(page)
    reply_to(page, "how often is prolia given")
    context.close()
    assert not any("often" in urlsplit(url).path + urlsplit(url).query for url in asked)


def test_every_answer_has_a_link_that_reproduces_it(
    browser: Browser, address: str, chatbot: Chatbot, viewport: dict[str, int]
) -> None:
    first = "what is the dose of prolia"
    with opened(browser, address, viewport=viewport) as page:
        ask(page, first)
        reply = ask(page, "and in children?")
        quote = reply.locator("blockquote").first.inner_text()
        link = reply.get_by_role("link", name="Copy link").get_attribute("href") or ""
        reply.get_by_role("link", name="Copy link").click()
        assert page.url.endswith(link)
    values = parse_qsl(link.lstrip("#"))
    assert [value for name, value in values if name == "q"] == [
        "what is the dose of prolia",
        "and in children?",
    ]
    assert dict(values)["revision"] == chatbot.index.by_title["Denosumab"].revision

    with opened(browser, address + link, viewport=viewport) as page:
        again = reply_to(page, "and in children?")
        expect(again.locator("blockquote").first).to_have_text(quote, use_inner_text=True)
        expect(again.locator(".drugbot-link-changed")).to_have_count(0)


def test_link_to_another_revision_says_so_and_names_both(
    browser: Browser, address: str, chatbot: Chatbot, viewport: dict[str, int]
) -> None:
    link = "#q=how+often+is+prolia+given&passage=0000000000000000&revision=1111111111111111"
    with opened(browser, address + link, viewport=viewport) as page:
        notice = reply_to(page, "how often is prolia given").locator(".drugbot-link-changed")
        expect(notice).to_contain_text("Changed since")
        expect(notice).to_contain_text("0000000000000000")
        expect(notice).to_contain_text("1111111111111111")
        expect(notice).to_contain_text(chatbot.index.by_title["Denosumab"].revision)
        expect(notice).to_contain_text("no longer stands there")


def test_quote_is_copied_exactly_with_its_source(
    browser: Browser, address: str, chatbot: Chatbot, viewport: dict[str, int]
) -> None:
    permissions = ["clipboard-read", "clipboard-write"]
    with opened(browser, address, permissions=permissions, viewport=viewport) as page:
        ask(page, "how often is prolia given").get_by_role("button", name="Copy with source").first.click()
        expect(page.locator("#drugbot-said")).to_contain_text("Copied")
        copied = page.evaluate("navigator.clipboard.readText()")
    cited = chatbot.reply(["how often is prolia given"]).citations[0]
    assert copied.startswith(cited.quote + "\n\n— Denosumab › FAQs")
    assert copied.endswith(f"({cited.file}, last modified {cited.last_modified}, revision {cited.revision})")


def test_conversation_is_saved_as_markdown(page: Page, chatbot: Chatbot) -> None:
    ask(page, "how often is prolia given")
    ask(page, "<b>*and* in children?")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as Markdown").click()
    saved = Path(download.value.path()).read_text(encoding="utf-8")
    assert download.value.suggested_filename == "drugbot.md"
    assert "## how often is prolia given\n" in saved
    assert "## \\<b\\>\\*and\\* in children?\n" in saved
    assert chatbot.reply(["how often is prolia given"]).text in saved


def test_printed_page_has_all_quotes_and_no_controls(page: Page) -> None:
    reply = ask(page, "what are the side effects of topiramate")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(reply.locator(".drugbot-citation").last).to_be_visible()
    expect(page.get_by_role("textbox", name="Your question")).to_be_hidden()
    expect(page.get_by_role("tab").first).to_be_hidden()
    assert page.locator("button:visible:not(.drugbot-cite)").count() == 0
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(reply.locator(".drugbot-citation").last).to_be_hidden()
