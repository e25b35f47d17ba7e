"""A journey through the Search page in a real browser, at both widths and in both languages."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Page, expect

from paizhu.norms.search.place import FOLDER, open_index
from paizhu.norms.search.tests import small
from paizhu.tests.serving import serving
from paizhu.web.base import opened
from paizhu.web.tests.conftest import Fits
from paizhu.web.tests.looking import at_desktop

pytestmark = pytest.mark.browser

PAGES = {
    "start": "/norms/search/?",
    "hits": "/norms/search/?q=猫走失了怎么办",
    "cited": "/norms/search/?q=灯塔法2条",
    "nothing": "/norms/search/?q=zzzz",
    "no-such-day": "/norms/search/?q=猫&on=2026-13-40",
}


@pytest.fixture(scope="module")
def product_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The product with a few texts in its home."""
    home = tmp_path_factory.mktemp("home")
    base = opened().base
    # Were the index not there, a slow machine would show its making instead of the hits.
    open_index(home, small.imported(home, base), base)
    with serving(home) as (_, host):
        yield f"http://{host}"


@pytest.fixture
def index_in_the_making(tmp_path: Path) -> Iterator[tuple[str, FileLock]]:
    """The address of a product whose first index waits for the lock, which is held and may be released."""
    small.imported(tmp_path, opened().base)
    (tmp_path / FOLDER).mkdir()
    with serving(tmp_path) as (_, host), FileLock(tmp_path / FOLDER / "lock") as lock:
        yield f"http://{host}", lock


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_page_has_no_barriers_and_fits(everywhere: Callable[[str], None], address: str) -> None:
    everywhere(address)


def test_an_article_is_found_and_followed_back_in_time(page: Page) -> None:
    page.goto("/norms/")
    page.get_by_role("link", name="检索全文").click()
    expect(page).to_have_url(re.compile("/norms/search/"))
    page.locator("#id_q").fill("猫走失了怎么办")
    page.keyboard.press("Enter")
    first = page.locator(".pz-hit").first
    expect(first).to_contain_text("报告社区")
    expect(first.locator("mark").first).to_be_visible()
    page.locator("#id_on").fill("2012-01-01")
    page.get_by_role("button", name="检索").click()
    expect(page.locator(".pz-hit").first).to_contain_text("贴出启事")
    page.locator(".pz-hit a").first.click()
    expect(page.locator("#art-2")).to_be_in_viewport()


@at_desktop
def test_first_search_waits_for_its_index_and_shows_it(
    page: Page, fits: Fits, index_in_the_making: tuple[str, FileLock]
) -> None:
    address, lock = index_in_the_making
    page.goto(f"{address}/norms/search/?q=猫走失了怎么办")
    waiting = page.locator("#making")
    expect(waiting.get_by_role("progressbar")).to_be_visible()
    fits()
    waiting.get_by_role("link", name="重新查看").click()
    expect(waiting).to_be_visible()
    lock.release()
    # Without anybody's doing.
    expect(page.locator(".pz-hit").first).to_contain_text("报告社区")
