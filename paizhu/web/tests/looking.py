"""What every page is held to in a browser."""

from playwright.sync_api import Page


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than the window."""
    wider: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wider
