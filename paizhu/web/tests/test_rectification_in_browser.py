"""A journey through rectification: board, table, timeline, causes, and a measure verified; both languages, both widths."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from paizhu.web.tests.looking import overflow, speak, unfold
from paizhu.web.tests.recorded import City, recorded

pytestmark = pytest.mark.browser

WORDS = {
    "zh": {"table": "表格", "timeline": "时间轴", "causes": "原因", "late": "逾期1项", "verify": "现场核查措施",
           "verified": "已现场核查", "draft": "拟提建议"},
    "en": {"table": "Table", "timeline": "Timeline", "causes": "Causes", "late": "1 overdue",
           "verify": "verify a measure on site", "verified": "verified on site", "draft": "Draft a recommendation"},
}  # fmt: skip
TITLE = "规范公务接待审批"


@pytest.fixture(scope="session")
def rectified_city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """A product of its own with rectifications."""
    with recorded(tmp_path_factory.mktemp("home-of-rectification"), "rectified_city") as city:
        yield city


@pytest.fixture(scope="session")
def product_address(rectified_city: City) -> str:
    return rectified_city.address


def test_journey(page: Page, rectified_city: City, barriers: Callable[[], list[str]], lang: str) -> None:
    said = WORDS[lang]
    speak(page, rectified_city.address, lang)

    def fits() -> None:
        unfold(page, "main")
        assert barriers() == []
        assert overflow(page) == 0

    rectified_city.enter(page, "clerk")
    page.goto("/rectification/")
    expect(page.locator(".pz-board-card")).to_have_count(2)
    expect(page.locator(".pz-board-late")).to_contain_text(TITLE)
    fits()
    page.get_by_role("link", name=said["timeline"], exact=True).click()
    expect(page.locator(".pz-axis-late").locator("visible=true")).to_have_count(1)
    fits()
    page.get_by_role("link", name=said["causes"], exact=True).click()
    fits()
    page.locator(".pz-causes td a").first.click()
    expect(page.locator("#rectifications tbody tr")).to_have_count(1)
    page.get_by_role("link", name=said["table"], exact=True).click()
    expect(page.locator("#rectifications tbody tr")).to_have_count(2)
    page.locator("#r-late").check()
    expect(page.locator("#rectifications tbody tr")).to_have_count(1)
    assert "late=1" in page.url
    fits()
    page.get_by_role("link", name=TITLE).click()
    expect(page.locator("h1")).to_contain_text(TITLE)
    before = page.locator(".pz-measure dd", has_text=said["verified"]).count()
    act = page.locator("#act-rectificationverify")
    act.locator("summary").click()
    act.locator("input[type=date]").fill(datetime.now(UTC).date().isoformat())
    act.locator("textarea").fill("现场查看，属实。")
    act.get_by_role("button", name=said["verify"]).click()
    expect(page.locator("#done")).to_be_visible()
    expect(page.locator(".pz-measure dd", has_text=said["verified"])).to_have_count(before + 1)
    fits()
    rectified_city.enter(page, "secretary")
    page.goto("/rectification/")
    expect(page.locator(".pz-board-card")).to_have_count(1)
    expect(page.get_by_role("link", name=said["draft"])).to_have_count(0)
    fits()
