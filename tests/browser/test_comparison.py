"""Drugs compared: a table, and cards where there is no room for one."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.driving import PHONE, WIDE, ask, check_axe, opened

pytestmark = pytest.mark.browser

QUESTION = "compare apixaban and warfarin: how are they stored"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_comparison_is_a_table_with_a_column_for_each_drug(
    browser: Browser, address: str, scheme: str
) -> None:
    with opened(browser, address, viewport=WIDE, color_scheme=scheme) as page:
        reply = ask(page, QUESTION)
        table = reply.get_by_role("table", name="Comparison:")
        heads = table.get_by_role("columnheader")
        expect(heads).to_have_count(2)
        cells = reply.locator(".drugbot-comparison > table > tbody > tr > td")
        for number in range(2):
            drug = heads.nth(number).inner_text()
            expect(cells.nth(number).locator(".drugbot-place").first).to_contain_text(drug)
            head, cell = heads.nth(number).bounding_box(), cells.nth(number).bounding_box()
            assert head is not None
            assert cell is not None
            assert abs(head["x"] - cell["x"]) < 2
        expect(table.locator(".drugbot-part-head").first).to_be_hidden()
        check_axe(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_comparison_is_a_card_for_each_drug_on_a_phone(browser: Browser, address: str, scheme: str) -> None:
    with opened(browser, address, viewport=PHONE, color_scheme=scheme) as page:
        reply = ask(page, QUESTION)
        table = reply.get_by_role("table", name="Comparison:")
        cells = table.get_by_role("cell")
        expect(cells).to_have_count(2)
        places = (
            "cells => cells.map(cell => cell.getBoundingClientRect()).map(({ top, bottom }) => [top, bottom])"
        )
        (_, bottom), (top, _) = cells.evaluate_all(places)
        assert top >= bottom
        drugs = table.get_by_role("heading").all_inner_texts()
        assert sorted(drugs) == ["Apixaban", "Warfarin"]
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        check_axe(page)


def test_comparison_makes_room_for_the_monograph_beside_it(browser: Browser, address: str) -> None:
    with opened(browser, address, viewport={"width": 1100, "height": 800}) as page:
        reply = ask(page, QUESTION)
        reply.locator(".drugbot-cite").first.click()
        expect(page.get_by_role("dialog")).to_be_visible()
        box = reply.locator(".drugbot-comparison").evaluate("box => [box.scrollWidth, box.clientWidth]")
        assert box[0] <= box[1]
