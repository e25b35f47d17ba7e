"""A browser, and the product that it looks at."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, expect, sync_playwright

from paizhu.accounts.tests.signed_in import make_account, sign_in
from paizhu.registry import here
from paizhu.registry.importing import import_file
from paizhu.registry.tests import conftest as registry_tests
from paizhu.tests.migrated import migrated
from paizhu.tests.once import once
from paizhu.tests.serving import serving
from paizhu.web.tests import cities, looking
from paizhu.web.tests.barriers import barriers_on
from paizhu.web.tests.looking import DESKTOP, PHONE, in_language, overflow, speak, unfold

ROOT = Path(__file__).resolve().parents[3]
# On a busy machine a page may take long, which is no fault of it; what comes at once is not waited for.
expect.set_options(timeout=20_000)
_BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")  # as tools/chromium.sh looks for them
_QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-sync",
    "--no-first-run",
    # Pages of one context share a process, which has compiled their scripts and Axe.
    "--process-per-site",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Pages look into the registry, empty here; in a browser it is that of the served home.

    By a mark, not by a fixture: where no test of a run is marked, no test database is made, and the real one is opened.
    """
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent) and not item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.django_db)


@pytest.fixture(scope="session")
def product_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The product's address, served by a process of its own."""
    with serving(tmp_path_factory.mktemp("home")) as (_, host):
        yield f"http://{host}"


@dataclass(frozen=True, slots=True)
class Demonstration:
    """The demonstration's city and accounts, served."""

    home: Path
    address: str


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """What `./run` opens, for journeys by people of the demonstration."""
    home = tmp_path_factory.mktemp("demonstration") / "home"
    shutil.copytree(once("demonstration", lambda made: demonstrated(migrated(made))), home)
    with serving(home) as (_, host):
        yield Demonstration(home, f"http://{host}")


def demonstrated(home: Path) -> None:
    """Load the demonstration's city, which takes half a minute."""
    run_in(
        home,
        "-c",
        "import json; from tools import demonstration; city = demonstration.city();"
        "demonstration.load(city, json.dumps(city))",
    )


def run_in(home: Path, *words: str) -> str:
    """Run Python in a home; return what it printed."""
    surroundings = os.environ | {"PAIZHU_HOME": str(home), "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        [sys.executable, *words], env=surroundings, capture_output=True, text=True, check=True
    )
    return ended.stdout


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _BROWSERS)), None)
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
    # The browser reports an honest status code as if it were a fault.
    refusal_expected = False

    def hear(self, message: ConsoleMessage) -> None:
        by_axe = self.axe_has_run and message.text.startswith("Applying inline style violates")
        as_expected = self.refusal_expected and bool(re.search("status of (401|403|422)", message.text))
        if message.type == "error" and not by_axe and not as_expected:
            self.append(message.text)

    def take(self, error: Error) -> None:
        """Take what a script of the page did not catch."""
        self.append(str(error))


@pytest.fixture
def complaints() -> Complaints:
    return Complaints()


@pytest.fixture(scope="module")
def kept_page(browser: Browser, product_address: str) -> Iterator[Page]:
    """A page that stays open: its context, and the process of its site, have read style and scripts once for all pages."""
    context = browser.new_context(base_url=product_address, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def _signed_in_anew(context: BrowserContext, address: str) -> None:
    """Leave nothing of an earlier test: who had signed in, in which language, and what was allowed."""
    context.clear_cookies()
    context.clear_permissions()
    looking.sign_in(context, address)


@contextmanager
def _heard(page: Page, complaints: Complaints) -> Iterator[Page]:
    page.on("console", complaints.hear)
    page.on("pageerror", complaints.take)
    yield page
    page.remove_listener("console", complaints.hear)
    page.remove_listener("pageerror", complaints.take)
    assert complaints == []


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "360px"])
def page(
    request: pytest.FixtureRequest, kept_page: Page, product_address: str, complaints: Complaints
) -> Iterator[Page]:
    """A page of either width."""
    _signed_in_anew(kept_page.context, product_address)
    if kept_page.url == "about:blank":
        kept_page.goto("/healthz")  # now its process is that of the site
    opened = kept_page.context.new_page()
    _resize(opened, request.param)
    with _heard(opened, complaints):
        yield opened
    for other in kept_page.context.pages:
        if other is not kept_page:
            other.close()


@pytest.fixture
def lang(page: Page) -> str:
    """The language of a journey that is made in both: zh on the desktop, en on the phone."""
    size = page.viewport_size
    assert size is not None
    return "en" if size["width"] == PHONE[0] else "zh"


@pytest.fixture
def barriers(page: Page, complaints: Complaints) -> Callable[[], list[str]]:
    """Call it for what axe finds against WCAG 2.1 AA on the page as it is now, one line for each rule."""

    def look() -> list[str]:
        complaints.axe_has_run = True
        return barriers_on(page)

    return look


@pytest.fixture
def everywhere(
    kept_page: Page, product_address: str, complaints: Complaints
) -> Iterator[Callable[[str], None]]:
    """Call it with an address: that page has no barriers and fits, in both languages at both widths, all of it open.

    Axe, which takes most of the time, looks at each language at one of the widths.
    """
    complaints.axe_has_run = complaints.refusal_expected = True
    _signed_in_anew(kept_page.context, product_address)

    def hold(address: str) -> None:
        for lang, widths in (("zh", (DESKTOP, PHONE)), ("en", (PHONE, DESKTOP))):
            speak(kept_page, product_address, lang)
            _resize(kept_page, widths[0])
            kept_page.goto(address)
            unfold(kept_page)
            assert barriers_on(kept_page) == [], lang
            for size in widths:
                _resize(kept_page, size)
                assert overflow(kept_page) == 0, (lang, size)

    with _heard(kept_page, complaints):
        yield hold


class Fits(Protocol):
    def __call__(self, *words: str, again: Callable[[], object] | None = None) -> None: ...


@pytest.fixture
def fits(page: Page, product_address: str, complaints: Complaints, barriers: Callable[[], list[str]]) -> Fits:
    """Call it where a journey in Chinese at the desktop has come to: that page has no barriers and fits.

    So it does in English on a phone, opened beside by its address; words: what it then says.  again: brings what stands at
    no address once more, such as a refused form that is sent again.
    """
    kept: list[Page] = []

    def look(*words: str, again: Callable[[], object] | None = None) -> None:
        unfold(page, "main")
        assert barriers() == []
        assert overflow(page) == 0
        if again is not None:
            speak(page, product_address, "en")
            again()
            _resize(page, PHONE)
            _in_english(page, words)
            _resize(page, DESKTOP)
            speak(page, product_address, "zh")
            return
        if not kept:
            kept.append(page.context.new_page())
            _resize(kept[0], PHONE)
            kept[0].on("console", complaints.hear)
            kept[0].on("pageerror", complaints.take)
        kept[0].goto(in_language(page.url, "en"))
        _in_english(kept[0], words)

    return look


def _in_english(page: Page, words: Sequence[str]) -> None:
    expect(page.locator("html")).to_have_attribute("lang", "en")
    for word in words:
        expect(page.locator("body")).to_contain_text(word)
    unfold(page, "main")
    assert barriers_on(page) == []
    assert overflow(page) == 0


def _resize(page: Page, size: tuple[int, int]) -> None:
    width, height = size
    if page.viewport_size != {"width": width, "height": height}:
        page.set_viewport_size({"width": width, "height": height})


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


@pytest.fixture
def client(db: None) -> Client:  # noqa: ARG001  the database first
    """A browser in which a system administrator has signed in: everything but other administrators' pages is open."""
    return sign_in(Client(), make_account("root", administers="system"))


@pytest.fixture
def auditor(db: None) -> Client:  # noqa: ARG001  the database first
    """A browser in which an audit administrator has signed in, who may change nothing."""
    return sign_in(Client(), make_account("eyes", administers="audit"))


@pytest.fixture
def visitor() -> Client:
    """A browser in which nobody has signed in."""
    return Client()


# Imports lists given as Python.
bring = registry_tests.bring
