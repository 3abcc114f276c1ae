"""For everyone: axe-core on every view, small screens, large text, less motion."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.driving import NARROWEST, PHONE, WIDE, ask, box, check_axe, open_citation, opened, reply_to

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_view(
    browser: Browser, address: str, scheme: str, viewport: dict[str, int]
) -> None:
    with opened(browser, address, color_scheme=scheme, viewport=viewport) as page:
        check_axe(page)
        ask(page, "what is the dose of prolia").locator("summary").click()
        reply = ask(page, "and in children?")
        check_axe(page)
        open_citation(page, reply)
        check_axe(page)
        page.keyboard.press("Escape")
        for question in ("i want to kill myself", "what is sibutramine used for", "is it safe in pregnancy"):
            ask(page, question)
        ask(page, "dose of sildenafill")
        check_axe(page)
        page.get_by_role("tab", name="Medicines").click()
        page.get_by_role("button", name="Ask about it: Apixaban").wait_for()
        check_axe(page)
        page.get_by_role("tab", name="Explain").click()
        page.get_by_label("A question").fill("how often is prolia given")
        page.get_by_role("button", name="Explain this answer").click()
        page.get_by_role("heading", name="Candidate passages").wait_for()
        check_axe(page)


def width_of(page: Page) -> int:
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width


def test_nothing_scrolls_sideways_on_the_narrowest_phone(browser: Browser, address: str) -> None:
    with opened(browser, address, viewport=NARROWEST) as page:
        reply = ask(page, "what are the side effects of topiramate")
        reply.locator("summary").click()
        assert width_of(page) <= NARROWEST["width"]
        panel = open_citation(page, reply)
        assert panel.evaluate("panel => panel.scrollWidth") <= NARROWEST["width"]
        page.keyboard.press("Escape")
        for tab in ("Medicines", "Explain"):
            page.get_by_role("tab", name=tab).click()
            assert width_of(page) <= NARROWEST["width"]


def test_page_works_at_twice_the_text_size(browser: Browser, address: str) -> None:
    # A browser's zoom of 200 % leaves half the pixels; text alone may also be set to twice its size.
    with opened(browser, address, viewport={"width": 640, "height": 450}) as page:
        page.add_style_tag(content="html { font-size: 200% }")
        reply = ask(page, "how often is prolia given")
        assert width_of(page) <= 640
        quote = reply.locator("blockquote").first
        expect(quote).to_be_visible()
        assert float(quote.evaluate("quote => parseFloat(getComputedStyle(quote).fontSize)")) >= 32
        expect(box(page)).to_be_visible()


def test_nothing_moves_for_readers_who_want_it_still(browser: Browser, address: str) -> None:
    with opened(browser, address, reduced_motion="reduce") as page:
        ask(page, "how often is prolia given")
        moving = page.evaluate("document.getAnimations().filter(one => one.playState === 'running').length")
        assert moving == 0


def test_page_has_one_main_heading_named_tabs_and_a_language(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("drugbot")
    expect(page.get_by_role("tab")).to_have_text(["Chat", "Medicines", "Explain"])
    assert page.evaluate("document.documentElement.lang") == "en"
    ask(page, "how often is prolia given")
    expect(page.get_by_role("list", name="Conversation")).to_be_visible()
    expect(page.get_by_role("article", name="Reply")).to_be_visible()


SAID_IN_SPANISH = {
    "what is sibutramine used for": "Sibutramine figura como prohibido en esta colección.",
    "should i stop metropolol": "Leo «metropolol» como Metoprolol y respondo sobre eso.",
    "what is fosamax": "En esta colección no hay ninguna monografía de fosamax, así que no puedo responder a eso.",
    "i want to kill myself": "Si alguien está en peligro ahora, llame a su número local de emergencias",
}


def test_page_speaks_the_language_of_the_browser_and_quotes_stay(browser: Browser, address: str) -> None:
    with opened(browser, address, locale="es-MX") as page:
        expect(page.get_by_role("tab")).to_have_text(["Chat", "Medicamentos", "Detalle"])
        assert page.evaluate("document.documentElement.lang") == "es"
        page.get_by_role("textbox", name="Su pregunta").fill("how often is prolia given")
        page.get_by_role("button", name="Preguntar", exact=True).click()
        reply = page.get_by_role("article", name="Respuesta")
        expect(reply.locator("blockquote").first).to_contain_text("every 6 months")
        expect(reply.get_by_role("group", name="Puede preguntar a continuación")).to_be_visible()
        expect(reply.locator("blockquote").first).to_have_attribute("lang", "en")
        expect(page.get_by_role("button", name="Empezar de nuevo")).to_be_visible()
        check_axe(page)
        for question, said in SAID_IN_SPANISH.items():
            page.get_by_role("textbox", name="Su pregunta").fill(question)
            page.keyboard.press("Enter")
            expect(reply_to(page, question)).to_contain_text(said)
        check_axe(page)
        page.get_by_role("tab", name="Detalle").click()
        page.get_by_label("Una pregunta").fill("how often is prolia given")
        page.get_by_role("button", name="Explicar esta respuesta").click()
        expect(page.get_by_role("heading", name="Pasajes candidatos")).to_be_visible()
        check_axe(page)
