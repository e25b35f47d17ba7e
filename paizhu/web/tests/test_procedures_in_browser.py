"""A procedure looked at in a browser: its drawing can be read at any width, and its list by keyboard."""

import pytest
from playwright.sync_api import Page, expect

from paizhu.web.tests.looking import speak

pytestmark = pytest.mark.browser

ADDRESS = "/norms/procedures/task.2022/"
SMALLEST = 10  # pixels of the smallest type that is still read without effort

_TYPE = """text => {
  const scale = text.ownerSVGElement.getScreenCTM().a;
  return parseFloat(getComputedStyle(text).fontSize) * scale;
}"""
# By how much the name of a state, as the browser sets it, reaches out of its frame.
_OUT = """svg => {
  const boxes = [...svg.querySelectorAll('.pz-pd-state')].map(b => b.getBoundingClientRect());
  const names = [...svg.querySelectorAll('.pz-dg-name, .pz-dg-note')].map(t => t.getBoundingClientRect());
  const right = Math.min(...boxes.map(b => b.right));
  return Math.max(...names.map(t => t.right)) - right;
}"""


def test_drawing_can_be_read(page: Page, lang: str, product_address: str) -> None:
    speak(page, product_address, lang)
    page.goto(ADDRESS)
    drawing = page.locator("svg.pz-pd")
    sizes = [text.evaluate(_TYPE) for text in drawing.locator("text").all()]
    assert min(sizes) >= SMALLEST
    assert drawing.evaluate(_OUT) <= 0
    expect(drawing).to_have_accessible_name(
        {"zh": "程序：交办督办事项", "en": "Procedure: general task"}[lang]
    )


def test_list_is_opened_by_keyboard_and_a_clock_is_followed(
    page: Page, lang: str, product_address: str
) -> None:
    speak(page, product_address, lang)
    page.goto(ADDRESS)
    page.locator("#procedure-diagram summary").focus()
    page.keyboard.press("Enter")
    first = page.locator(".pz-pd-list > li").first
    expect(first).to_contain_text(
        {"zh": "批准交办 → 已交办待接收", "en": "Approve and assign → assigned"}[lang]
    )
    page.locator('[id="act-task.approve"] a[href="#limit-answer"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator("#limit-answer")).to_be_in_viewport()
