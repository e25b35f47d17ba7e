"""What every page is held to in a browser."""

from playwright.sync_api import Page


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than the window."""
    wider: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wider


def speak(page: Page, address: str, lang: str) -> None:
    """Choose the language for all pages to come, as the form on every page does. lang: zh or en."""
    value = {"zh": "zh-hans", "en": "en"}[lang]
    page.context.add_cookies([{"name": "paizhu_language", "value": value, "url": address}])
