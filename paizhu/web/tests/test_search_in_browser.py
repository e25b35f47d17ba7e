"""A journey through the Search page in a real browser, at both widths and in both languages."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from paizhu.norms.search.tests import small
from paizhu.tests.serving import serving
from paizhu.web.base import opened
from paizhu.web.tests.looking import overflow

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
    small.imported(home, opened().base)
    with serving(home) as (_, host):
        yield f"http://{host}"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_page_has_no_barriers_and_fits(
    page: Page, barriers: Callable[[], list[str]], complaints: list[str], address: str, lang: str
) -> None:
    page.goto(f"{address}&lang={lang}")
    assert barriers() == []
    assert overflow(page) == 0
    # The browser reports an honest status code as if it were a fault.
    complaints[:] = [said for said in complaints if "status of 422" not in said]


def test_an_article_is_found_and_followed_back_in_time(page: Page) -> None:
    page.goto("/norms/")
    page.get_by_role("link", name="检索全文").click()
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
