"""Views that a reader chooses: larger and explained, as usual, dense and in a fixed order."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.driving import PHONE, WIDE, ask, check_axe, open_citation, opened, ready, reply_to

pytestmark = pytest.mark.browser

MANY = "what are the side effects of topiramate"  # several passages, of several sections
HARD = "contraindications of metformin"


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "phone"])
def viewport(request: pytest.FixtureRequest) -> dict[str, int]:
    """The sizes of window in which all of this is done."""
    size: dict[str, int] = request.param
    return size


def choose(page: Page, view: str) -> None:
    page.get_by_role("group", name="View").get_by_role("button", name=view).click()


def text_of(quotes: Locator) -> list[str]:
    texts: list[str] = quotes.evaluate_all("quotes => quotes.map(quote => quote.textContent)")
    return texts


def orders(page: Page, selector: str) -> list[int]:
    found = page.locator(selector).evaluate_all("items => items.map(item => Number(item.dataset.order))")
    return [int(one) for one in found]


def test_view_is_chosen_shown_and_remembered_in_the_browser_alone(page: Page, requests: list[str]) -> None:
    choose(page, "Patient")
    expect(page.get_by_role("button", name="Patient")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Standard")).to_have_attribute("aria-pressed", "false")
    page.reload()
    ready(page)
    expect(page.get_by_role("button", name="Patient")).to_have_attribute("aria-pressed", "true")
    assert page.context.cookies() == []
    assert not [url for url in requests if "patient" in url.lower()]


def test_views_have_their_names_where_the_words_come_late(
    browser: Browser, address: str, viewport: dict[str, int]
) -> None:
    def answer_late(route: Route) -> None:
        page.get_by_role(
            "button", name="Ask"
        ).wait_for()  # the parts of the page are there before its words are
        page.wait_for_timeout(300)
        route.continue_()

    page = browser.new_context(viewport=viewport).new_page()
    page.route("**/drugbot/start*", answer_late)
    page.goto(address)
    ready(page)
    expect(page.get_by_role("group", name="View").get_by_role("button")).to_have_text(
        ["Patient", "Standard", "Professional"]
    )
    page.context.close()


def test_page_works_where_the_browser_keeps_nothing(browser: Browser, address: str) -> None:
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied'); } })"
    )
    page = context.new_page()
    page.goto(address)
    ready(page)
    choose(page, "Professional")
    expect(page.get_by_role("button", name="Professional")).to_have_attribute("aria-pressed", "true")
    ask(page, HARD)
    context.close()


def test_patient_view_is_larger_and_professional_view_is_denser(page: Page) -> None:
    quote = ask(page, HARD).locator("blockquote").first
    sizes = []
    for view in ("Patient", "Standard", "Professional"):
        choose(page, view)
        sizes.append(quote.evaluate("quote => parseFloat(getComputedStyle(quote).fontSize)"))
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] >= 20
    assert len(set(sizes)) == 3


def test_hard_words_are_explained_and_no_character_of_the_quote_changes(page: Page) -> None:
    reply = ask(page, HARD)
    before = text_of(reply.locator("blockquote"))
    assert reply.locator("[data-term]").count() == 0
    choose(page, "Patient")
    word = reply.get_by_role("button", name="ketoacidosis", exact=True)
    word.click()
    meaning = page.locator("#drugbot-meaning")
    expect(meaning).to_contain_text("dangerous build-up of acids")
    expect(meaning).to_contain_text("not part of the monograph")
    expect(meaning).to_be_in_viewport()
    expect(word).to_have_attribute("aria-expanded", "true")
    assert text_of(reply.locator("blockquote")) == before
    assert reply.locator("#drugbot-meaning").count() == 0
    choose(page, "Standard")
    expect(meaning).to_be_hidden()
    assert reply.locator("[data-term]").count() == 0
    assert text_of(reply.locator("blockquote")) == before


def test_copy_of_a_quote_has_no_word_of_the_glossary(browser: Browser, address: str) -> None:
    with opened(browser, address, permissions=["clipboard-read", "clipboard-write"]) as page:
        reply = ask(page, HARD)
        copied = []
        for view in ("Standard", "Patient"):
            choose(page, view)
            if view == "Patient":
                reply.get_by_role("button", name="ketoacidosis", exact=True).click()
            reply.get_by_role("button", name="Copy with source").first.click()
            page.locator(".drugbot-toast").first.wait_for()
            copied.append(page.evaluate("navigator.clipboard.readText()"))
            selected = "range => (getSelection().selectAllChildren(range), getSelection().toString())"
            copied.append(reply.locator("blockquote").first.evaluate(selected))
        assert copied[0] == copied[2]
        assert copied[1] == copied[3]


def test_meaning_is_opened_and_closed_by_keyboard_and_the_monograph_stays_open(page: Page) -> None:
    choose(page, "Patient")
    panel = open_citation(page, ask(page, HARD))
    word = panel.locator("[data-term]").first
    word.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#drugbot-meaning")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator("#drugbot-meaning")).to_be_hidden()
    expect(panel).to_be_visible()
    expect(word).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("#drugbot-meaning")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator("#drugbot-meaning")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_professional_view_has_sections_in_a_fixed_order_and_the_first_quote_stays_first(page: Page) -> None:
    reply = ask(page, MANY)
    first = reply.locator("blockquote").first.inner_text()
    usual = text_of(reply.locator(".drugbot-further blockquote"))
    choose(page, "Professional")
    assert reply.locator("blockquote").first.inner_text().split() == first.split()
    arranged = orders(page, ".drugbot-further > .drugbot-citation")
    assert arranged == sorted(arranged)
    assert sorted(text_of(reply.locator(".drugbot-further blockquote"))) == sorted(usual)
    panel = open_citation(page, reply)
    for selector in (".drugbot-monograph > [data-order]", ".drugbot-contents li"):
        arranged = orders(page, selector)
        assert len(arranged) > 8
        assert arranged == sorted(arranged)
    headings = panel.locator("h3").all_inner_texts()
    assert (
        headings.index("Contraindications") < headings.index("Drug Interactions") < headings.index("Storage")
    )
    page.keyboard.press("Escape")
    choose(page, "Standard")
    assert text_of(reply.locator(".drugbot-further blockquote")) == usual


def test_new_reply_and_medicines_follow_the_view_that_was_chosen(page: Page) -> None:
    choose(page, "Patient")
    ask(page, HARD)
    expect(page.locator("[data-term]").first).to_be_attached()
    page.get_by_role("tab", name="Medicines").click()
    page.get_by_role("button", name="Read: Metformin").click()
    expect(page.get_by_role("dialog").locator("[data-term]").first).to_be_attached()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_either_view(
    browser: Browser, address: str, scheme: str, viewport: dict[str, int]
) -> None:
    with opened(browser, address, color_scheme=scheme, viewport=viewport) as page:
        reply = ask(page, HARD)
        for view in ("Professional", "Patient"):
            choose(page, view)
            check_axe(page)
        reply.locator("summary").click()
        reply.get_by_role("button", name="ketoacidosis", exact=True).first.click()
        expect(page.locator("#drugbot-meaning")).to_be_visible()
        check_axe(page)
        panel = open_citation(page, reply)
        panel.locator("[data-term]").first.click()
        check_axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_views_and_meanings_speak_spanish_and_the_meaning_is_marked_as_english(
    browser: Browser, address: str, viewport: dict[str, int]
) -> None:
    with opened(browser, address, locale="es-MX", viewport=viewport) as page:
        page.get_by_role("button", name="Paciente").click()
        page.get_by_role("textbox", name="Su pregunta").fill(HARD)
        page.keyboard.press("Enter")
        reply = reply_to(page, HARD)
        reply.get_by_role("button", name="ketoacidosis", exact=True).click()
        meaning = page.locator("#drugbot-meaning")
        expect(meaning).to_contain_text("no es parte de la monografía")
        expect(meaning.locator("[lang=en]")).to_contain_text("ketoacidosis")
        check_axe(page)
