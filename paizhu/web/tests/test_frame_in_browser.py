"""The frame of a page in a real browser."""

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from paizhu.web.tests.looking import at_desktop

pytestmark = pytest.mark.browser


@at_desktop
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_follows_the_scheme_without_barriers(
    page: Page, barriers: Callable[[], list[str]], scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto("/norms/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", scheme)
    assert barriers() == []


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
