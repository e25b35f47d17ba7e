"""The frame of a page in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from paizhu.web.tests.looking import overflow

pytestmark = pytest.mark.browser

PAGES = ["/ask/", "/norms/"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", PAGES)
def test_page_has_no_barriers_and_fits(
    page: Page, barriers: Callable[[], list[str]], address: str, scheme: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(address)
    expect(page.locator("html")).to_have_attribute("data-bs-theme", scheme)
    assert barriers() == []
    assert overflow(page) == 0


def test_language_is_switched_by_keyboard(page: Page) -> None:
    page.goto("/norms/")
    expect(page.locator("h1")).to_have_text("规范库")
    page.get_by_role("button", name="English").focus()
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url("/norms/")


def test_first_tab_stop_skips_to_the_content(page: Page) -> None:
    page.goto("/ask/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
