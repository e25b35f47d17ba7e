"""What every page is held to in a browser."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from paizhu.tests.serving import session
from tools.assets import AXE as _AXE

# Width and height of a window, in pixels.
DESKTOP = (1280, 800)
PHONE = (360, 740)

# For a test that the width makes no difference to.
at_desktop = pytest.mark.parametrize("page", [DESKTOP], indirect=True, ids=["desktop"])

_RUN_AXE = """async () => {
  const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
  return (await axe.run(document, {runOnly: rules, resultTypes: ["violations"]})).violations;
}"""


def barriers_on(page: Page) -> list[str]:
    """Return what axe finds against WCAG 2.1 AA on the page as it is now, one line for each rule."""
    # Evaluated by the debugger, which the page's own policy does not hold back.
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE.read_text("utf-8"))
    found: list[dict[str, Any]] = page.evaluate(_RUN_AXE)
    return [f"{one['id']}: {one['help']} {[node['target'] for node in one['nodes']]}" for one in found]


def unfold(page: Page, within: str = "") -> None:
    """Open whatever on the page can be opened by its summary."""
    page.evaluate(
        "within => document.querySelectorAll(`${within} details`).forEach(e => { e.open = true; })", within
    )


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than the window; one that fits itself to the window may take a second."""
    fits = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    wider: int = page.evaluate(fits)
    for _n in range(20):
        if wider == 0:
            break
        page.wait_for_timeout(50)
        wider = page.evaluate(fits)
    return wider


def sign_in(context: BrowserContext, address: str) -> None:
    """Let a system administrator have signed in, without the pages of it, which have a journey of their own."""
    key = session(address.removeprefix("http://").rstrip("/"))
    context.add_cookies([{"name": "paizhu_session", "value": key, "url": address}])


def speak(page: Page, address: str, lang: str) -> None:
    """Choose the language for all pages to come, as the form on every page does. lang: zh or en."""
    value = {"zh": "zh-hans", "en": "en"}[lang]
    page.context.add_cookies([{"name": "paizhu_language", "value": value, "url": address}])
