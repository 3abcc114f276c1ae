"""A conversation: choices, suggestions, taking back, asking again, stopping."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driving import PHONE, WIDE, ask, box, reply_to

pytestmark = pytest.mark.browser


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "phone"])
def viewport(request: pytest.FixtureRequest) -> dict[str, int]:
    """The sizes of window in which all of this is done."""
    size: dict[str, int] = request.param
    return size


def test_choice_of_a_clarification_is_a_button_that_answers_it(page: Page) -> None:
    ask(page, "is it safe in pregnancy?").get_by_role("button").first.click()
    drug = page.locator(".drugbot-question").last.inner_text()
    expect(reply_to(page, drug).locator("blockquote").first).to_be_visible()


def test_three_suggestions_follow_an_answer_and_asking_one_answers_it(page: Page) -> None:
    suggested = ask(page, "what is apixaban used for").get_by_role("group", name="You could ask next")
    expect(suggested.get_by_role("button")).to_have_count(3)
    question = suggested.get_by_role("button").first.inner_text()
    suggested.get_by_role("button").first.click()
    reply = reply_to(page, question)
    expect(reply.locator(".drugbot-place").first).to_contain_text("Apixaban")
    left = reply.get_by_role("group", name="You could ask next").get_by_role("button")
    assert question not in left.all_inner_texts()


def test_drug_taken_from_before_is_said_and_undone_by_one_click(page: Page) -> None:
    ask(page, "how often is prolia given")
    reply = ask(page, "is it safe in pregnancy?")
    expect(reply.locator(".drugbot-understood")).to_contain_text("About Denosumab")
    reply.get_by_role("button", name="Ask again without Denosumab").click()
    expect(page.locator(".drugbot-exchange")).to_have_count(2)
    expect(page.locator(".drugbot-reply").last).to_contain_text("Which medicine is it about?")


def test_corrected_name_is_said_and_taken_as_it_stands_by_one_click(page: Page) -> None:
    reply = ask(page, "how is metropolol stored")
    expect(reply.locator(".drugbot-understood")).to_contain_text("I read “metropolol” as")
    reply.get_by_role("button", name="Take “metropolol” as it stands").click()
    literal = reply_to(page, 'how is "metropolol" stored')
    expect(literal).to_contain_text("There is no monograph of metropolol")
    expect(literal.locator("blockquote")).to_have_count(0)
    expect(page.locator(".drugbot-exchange")).to_have_count(1)


def test_taking_back_in_an_earlier_reply_asks_that_question_and_keeps_what_came_after(page: Page) -> None:
    ask(page, "how often is prolia given")
    ask(page, "is it safe in pregnancy?")
    ask(page, "how is Eliquis stored?")
    earlier = page.locator(".drugbot-exchange").nth(1)
    earlier.get_by_role("button", name="Ask again without Denosumab").click()
    expect(reply_to(page, "is it safe in pregnancy?")).to_contain_text("Which medicine is it about?")
    expect(page.locator(".drugbot-exchange")).to_have_count(4)


def test_last_question_can_be_edited_and_takes_the_place_of_the_old_one(page: Page) -> None:
    ask(page, "how often is prolia given")
    ask(page, "and Eliquis?")
    page.get_by_role("button", name="Edit").click()
    expect(box(page)).to_have_value("and Eliquis?")
    expect(box(page)).to_be_focused()
    ask(page, "how is it stored?")
    expect(page.locator(".drugbot-question")).to_have_text(["how often is prolia given", "how is it stored?"])
    expect(page.locator(".drugbot-reply").last.locator(".drugbot-place").first).to_contain_text("Denosumab")


def test_question_is_asked_again_in_its_place(page: Page) -> None:
    ask(page, "how often is prolia given")
    with page.expect_response("**/drugbot/ask"):
        page.get_by_role("button", name="Ask again").click()
    reply_to(page, "how often is prolia given")
    expect(page.locator(".drugbot-exchange")).to_have_count(1)


def test_question_that_takes_long_can_be_stopped(page: Page) -> None:
    page.route("**/drugbot/ask", lambda route: None)  # never answered
    box(page).fill("how often is prolia given")
    box(page).press("Enter")
    expect(page.locator(".drugbot-exchange")).to_contain_text("Looking it up")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".drugbot-exchange")).to_contain_text("Stopped.")
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    page.unroute("**/drugbot/ask")
    page.get_by_role("button", name="Ask again").click()
    reply_to(page, "how often is prolia given")


def test_server_that_is_gone_is_said(page: Page) -> None:
    page.route("**/drugbot/ask", lambda route: route.abort())
    box(page).fill("how often is prolia given")
    box(page).press("Enter")
    expect(page.locator(".drugbot-exchange")).to_contain_text("The server did not answer")


def test_enter_sends_and_shift_enter_makes_a_line(page: Page) -> None:
    box(page).click()
    page.keyboard.type("how often")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("is prolia given")
    expect(box(page)).to_have_value("how often\nis prolia given")
    page.keyboard.press("Enter")
    expect(page.locator(".drugbot-reply blockquote").first).to_contain_text("6 months")


def test_emergency_is_red_first_named_and_announced_at_once(page: Page) -> None:
    reply = ask(page, "i want to kill myself with prolia")
    notice = reply.locator("> :first-child")
    expect(notice).to_contain_text("Emergency")
    expect(notice).to_have_attribute("role", "alert")
    expect(notice).to_have_css("background-color", "rgb(185, 28, 28)")
    expect(page.locator("#drugbot-urgent")).to_contain_text("112")
    assert reply.locator("blockquote").count() == 0


def test_banned_drug_is_marked_by_a_word(page: Page) -> None:
    notice = ask(page, "what is sibutramine used for").locator(".drugbot-banned")
    expect(notice.locator(".drugbot-notice-word")).to_have_text("Banned")
    expect(notice).to_contain_text("marked as banned in this collection")


def test_reply_is_announced_to_a_screen_reader(page: Page) -> None:
    ask(page, "how often is prolia given")
    expect(page.locator("#drugbot-said")).to_contain_text("every 6 months")
    expect(page.locator("#drugbot-said")).to_have_attribute("role", "status")


def test_everything_is_done_by_keyboard_alone(page: Page) -> None:
    box(page).focus()
    page.keyboard.type("how often is prolia given")
    page.keyboard.press("Enter")
    reply_to(page, "how often is prolia given")
    for _ in range(12):  # back from the box, past suggestions and tools
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.classList.contains('drugbot-cite')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("#drugbot-quoted")).to_be_focused()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.classList.contains('drugbot-cite')")
