"""A journey through rectification: board, table, timeline, causes, and a measure verified; both languages, both widths."""

import re
from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from paizhu.web.tests.conftest import Fits
from paizhu.web.tests.looking import at_desktop
from paizhu.web.tests.recorded import City, recorded

pytestmark = pytest.mark.browser

TITLE = "规范公务接待审批"


@pytest.fixture(scope="session")
def rectified_city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """A product of its own with rectifications."""
    with recorded(tmp_path_factory.mktemp("home-of-rectification"), "rectified_city") as city:
        yield city


@pytest.fixture(scope="session")
def product_address(rectified_city: City) -> str:
    return rectified_city.address


@at_desktop
def test_journey(page: Page, rectified_city: City, fits: Fits) -> None:
    rectified_city.enter(page, "clerk")
    page.goto("/rectification/")
    expect(page.locator(".pz-board-card")).to_have_count(2)
    expect(page.locator(".pz-board-late")).to_contain_text(TITLE)
    fits("1 overdue")
    page.get_by_role("link", name="时间轴", exact=True).click()
    expect(page.locator(".pz-axis-late").locator("visible=true")).to_have_count(1)
    fits()
    page.get_by_role("link", name="原因", exact=True).click()
    expect(page.locator(".pz-causes")).to_be_visible()
    fits()
    page.locator(".pz-causes td a").first.click()
    expect(page.locator("#rectifications tbody tr")).to_have_count(1)
    page.get_by_role("link", name="表格", exact=True).click()
    expect(page.locator("#rectifications tbody tr")).to_have_count(2)
    page.locator("#r-late").check()
    expect(page.locator("#rectifications tbody tr")).to_have_count(1)
    expect(page).to_have_url(re.compile("late=1"))
    fits()
    page.get_by_role("link", name=TITLE).click()
    expect(page.locator("h1")).to_contain_text(TITLE)
    page.wait_for_load_state()  # what is counted stands below the heading
    before = page.locator(".pz-measure dd", has_text="已现场核查").count()
    act = page.locator("#act-rectificationverify")
    act.locator("summary").click()
    act.locator("input[type=date]").fill(timezone.localdate().isoformat())
    act.locator("textarea").fill("现场查看，属实。")
    act.get_by_role("button", name="现场核查措施").click()
    expect(page.locator("#done")).to_be_visible()
    expect(page.locator(".pz-measure dd", has_text="已现场核查")).to_have_count(before + 1)
    fits("verified on site")
    rectified_city.enter(page, "secretary")
    page.goto("/rectification/")
    expect(page.locator(".pz-board-card")).to_have_count(1)
    expect(page.get_by_role("link", name="拟提建议")).to_have_count(0)
    fits()
