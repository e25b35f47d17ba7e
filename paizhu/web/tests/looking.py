"""What every page is held to in a browser."""

from urllib.parse import urlsplit, urlunsplit

import pytest
from playwright.sync_api import BrowserContext, Page

from paizhu.tests.serving import session

# Width and height of a window, in pixels.
DESKTOP = (1280, 800)
PHONE = (360, 740)

# For a test that the width makes no difference to.
at_desktop = pytest.mark.parametrize("page", [DESKTOP], indirect=True, ids=["desktop"])


def unfold(page: Page, within: str = "") -> None:
    """Open whatever can be opened by its summary on the page, once that has loaded."""
    page.wait_for_load_state()
    page.evaluate(
        "within => document.querySelectorAll(`${within} details`).forEach(e => { e.open = true; })", within
    )


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than the window; one that fits itself to it may take seconds."""
    fits = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    wider: int = page.evaluate(fits)
    for _n in range(100):
        if wider == 0:
            break
        page.wait_for_timeout(50)
        wider = page.evaluate(fits)
    return wider


def sign_in(context: BrowserContext, address: str) -> None:
    """Let a system administrator have signed in, without the pages of it, which have a journey of their own."""
    key = session(address.removeprefix("http://").rstrip("/"))
    context.add_cookies([{"name": "paizhu_session", "value": key, "url": address}])


def in_language(address: str, lang: str) -> str:
    """Return the address of the page in that language, whichever the reader has chosen."""
    parts = urlsplit(address)
    query = "&".join(filter(None, (parts.query, f"lang={lang}")))
    return urlunsplit(parts._replace(query=query, fragment=""))


def speak(page: Page, address: str, lang: str) -> None:
    """Choose the language for all pages to come, as the form on every page does. lang: zh or en."""
    value = {"zh": "zh-hans", "en": "en"}[lang]
    page.context.add_cookies([{"name": "paizhu_language", "value": value, "url": address}])
