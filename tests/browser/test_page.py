"""The page as a person uses it."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.driving import ask, ready, reply_to

pytestmark = pytest.mark.browser

HOSTILE = (
    "<b id=injected>x</b> <img src=x onerror=\"document.title='owned'\"> **bold** [link](http://example.com) "
    "`code` $x^2$\n\n# heading\n- item <script>document.title='owned'</script> about prolia"
)


def test_a_question_is_answered_by_a_quote_with_drug_section_file_and_date(page: Page) -> None:
    reply = ask(page, "How often is Prolia given?")

    first = reply.locator(".drugbot-citation").first
    expect(first.locator("blockquote")).to_contain_text("60 mg")
    expect(first.locator("blockquote")).to_contain_text("every 6 months")
    expect(first.locator(".drugbot-place")).to_contain_text("Denosumab")
    expect(first.locator(".drugbot-place")).to_contain_text("FAQs")
    expect(first.locator(".drugbot-source")).to_have_text("denosumab.md, last modified 2026-11-23")
    expect(reply.locator(".drugbot-disclaimer")).to_contain_text("not medical advice")


def test_a_follow_up_keeps_the_drug_and_the_history_stays(page: Page) -> None:
    ask(page, "what is the dose of prolia")
    reply = ask(page, "and in children?")

    expect(reply.locator(".drugbot-understood")).to_contain_text("About Denosumab")
    expect(reply.locator(".drugbot-place").first).to_contain_text("Children")
    expect(page.locator(".drugbot-question")).to_have_text(["what is the dose of prolia", "and in children?"])


def test_other_passages_are_folded_until_asked_for(page: Page) -> None:
    reply = ask(page, "what are the side effects of topiramate")
    further = reply.locator("details .drugbot-citation").first

    expect(further).to_be_hidden()
    reply.locator("summary").click()
    expect(further).to_be_visible()


def test_an_example_question_of_the_corpus_can_be_clicked(page: Page) -> None:
    page.get_by_role("button", name="What is Eliquis prescribed for?").click()

    expect(reply_to(page, "What is Eliquis prescribed for?").locator("blockquote").first).to_contain_text(
        "stroke"
    )


def test_start_over_forgets_the_drug(page: Page) -> None:
    ask(page, "how often is prolia given")
    page.get_by_role("button", name="Start over").click()
    expect(page.locator(".drugbot-reply")).to_have_count(0)

    expect(ask(page, "is it safe in pregnancy?")).to_contain_text("Which medicine is it about?")


def test_markup_in_a_question_is_shown_as_typed_and_does_nothing(page: Page) -> None:
    ask(page, HOSTILE)

    shown = page.locator(".drugbot-question").first
    expect(shown).to_contain_text("<b id=injected>x</b>")
    expect(shown).to_contain_text("**bold** [link](http://example.com)")
    assert page.locator("#injected").count() == 0
    assert shown.locator("img, a, script, strong, code, h1, li").count() == 0
    assert page.title() == "drugbot"


def test_an_unknown_medicine_is_not_answered_from_another_drug(page: Page) -> None:
    reply = ask(page, "what is aspirin used for")

    expect(reply).to_contain_text("There is no monograph of aspirin")
    assert reply.locator("blockquote").count() == 0


def test_every_request_of_the_page_goes_to_its_own_server(
    page: Page, address: str, requests: list[str]
) -> None:
    ask(page, "How often is Prolia given?")
    page.get_by_role("tab", name="Medicines").click()
    page.locator(".drugbot-medicine").first.wait_for()
    page.get_by_role("tab", name="Explain").click()
    page.get_by_label("A question").fill("how often is prolia given")
    page.get_by_role("button", name="Explain this answer").click()
    page.get_by_role("heading", name="Candidate passages").wait_for()
    page.wait_for_timeout(1_000)  # the page never idles: it keeps one stream open

    assert len(requests) > 5
    assert {urlsplit(url).netloc for url in requests} == {urlsplit(address).netloc}


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_the_page_follows_the_readers_colour_scheme(
    browser: Browser, address: str, scheme: str, dark: bool
) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto(address)
    ready(page)
    ask(page, "How often is Prolia given?")
    background = page.evaluate("getComputedStyle(document.querySelector('.drugbot-reply blockquote')).color")
    context.close()

    lightness = sum(int(float(part)) for part in background.strip("rgb()a").split(",")[:3]) / 3
    assert (lightness > 128) == dark
