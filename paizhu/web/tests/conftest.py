"""A browser, and the product that it looks at."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from paizhu.registry import here
from paizhu.registry.importing import import_file
from paizhu.registry.tests import conftest as registry_tests
from paizhu.tests.serving import serving
from paizhu.web.tests import cities
from tools.assets import AXE as _AXE

_RUN_AXE = """async () => {
  const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
  return (await axe.run(document, {runOnly: rules})).violations;
}"""

_QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def product_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The product's address, served by a process of its own."""
    with serving(tmp_path_factory.mktemp("home")) as (_, host):
        yield f"http://{host}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        pytest.fail("the browser tests need Chromium; ./test installs it, or name one in CHROMIUM")
    # Chromium's own sandbox does not work for root, which is what tests often run as in a container.
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=[*_QUIET, *root])
        yield started
        started.close()


class Complaints(list[str]):
    """What the browser found wrong, such as a breach of the CSP; anything in it fails the test at its end."""

    # Axe tries styles on the page to measure it; that the policy forbids them is no fault of the page.
    axe_has_run = False

    def hear(self, message: ConsoleMessage) -> None:
        by_axe = self.axe_has_run and message.text.startswith("Applying inline style violates")
        if message.type == "error" and not by_axe:
            self.append(message.text)


@pytest.fixture
def complaints() -> Complaints:
    return Complaints()


@pytest.fixture(params=[(1280, 800), (360, 740)], ids=["desktop", "360px"])
def page(
    request: pytest.FixtureRequest, browser: Browser, product_address: str, complaints: Complaints
) -> Iterator[Page]:
    """A page of either width."""
    width, height = request.param
    context = browser.new_context(
        base_url=product_address, viewport={"width": width, "height": height}, reduced_motion="reduce"
    )
    opened = context.new_page()
    opened.on("console", complaints.hear)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert complaints == []


@pytest.fixture
def barriers(page: Page, complaints: Complaints) -> Callable[[], list[str]]:
    """Call it for what axe finds against WCAG 2.1 AA on the page as it is now, one line for each rule."""

    def look() -> list[str]:
        complaints.axe_has_run = True
        # Evaluated by the debugger, which the page's own policy does not hold back.
        page.evaluate(_AXE.read_text("utf-8"))
        found: list[dict[str, Any]] = page.evaluate(_RUN_AXE)
        return [f"{one['id']}: {one['help']} {[node['target'] for node in one['nodes']]}" for one in found]

    return look


@pytest.fixture(autouse=True)
def _registry(request: pytest.FixtureRequest) -> None:
    """Pages look into the registry, empty here; in a browser it is that of the served home."""
    if not request.node.get_closest_marker("browser"):
        request.getfixturevalue("db")


@pytest.fixture
def small_city(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  the database first
    """The small city, recorded in June and corrected in September; today is in November 2025."""
    # Other tests record other things at the same instants.
    monkeypatch.setattr(here, "_kept", {})
    monkeypatch.setattr(here, "_then", {})
    now = [cities.RECORDED]
    monkeypatch.setattr(timezone, "now", lambda: now[0])
    for instant, path in zip((cities.RECORDED, cities.CORRECTED), cities.files(tmp_path), strict=True):
        now[0] = instant
        import_file(path)
    now[0] = cities.CORRECTED.replace(month=11)


# Imports lists given as Python.
bring = registry_tests.bring
