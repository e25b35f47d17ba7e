"""A journey through rectification: board, table, timeline, causes, and a measure verified; both languages, both widths."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from paizhu.tests.serving import serving
from paizhu.web.tests.looking import overflow, speak

pytestmark = pytest.mark.browser

WORDS = {
    "zh": {"table": "表格", "timeline": "时间轴", "causes": "原因", "late": "逾期1项", "verify": "现场核查措施",
           "verified": "已现场核查", "draft": "拟提建议"},
    "en": {"table": "Table", "timeline": "Timeline", "causes": "Causes", "late": "1 overdue",
           "verify": "verify a measure on site", "verified": "verified on site", "draft": "Draft a recommendation"},
}  # fmt: skip
TITLE = "规范公务接待审批"


@pytest.fixture(scope="session")
def rectified_city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """A product of its own with rectifications: its address, and keys of sessions."""
    home = tmp_path_factory.mktemp("home-of-rectification")
    with serving(home) as (_, host):
        made = subprocess.run(
            [sys.executable, "-m", "paizhu.tests.rectified_city"],
            env=os.environ | {"PAIZHU_HOME": str(home), "DJANGO_SETTINGS_MODULE": "paizhu.settings"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert made.returncode == 0, made.stderr
        yield f"http://{host}", json.loads(made.stdout.splitlines()[-1])


@pytest.fixture(scope="session")
def product_address(rectified_city: tuple[str, dict[str, str]]) -> str:
    return rectified_city[0]


def test_journey(
    page: Page, rectified_city: tuple[str, dict[str, str]], barriers: Callable[[], list[str]], lang: str
) -> None:
    (address, keys), said = rectified_city, WORDS[lang]
    speak(page, address, lang)

    def enter(who: str) -> None:
        cookie = {"name": "paizhu_session", "value": keys[who], "url": address}
        page.context.add_cookies([cookie])  # type: ignore[list-item]

    def fits() -> None:
        for details in page.locator("main details").all():
            details.evaluate("element => { element.open = true; }")
        assert barriers() == []
        assert overflow(page) == 0

    enter("clerk")
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
    enter("secretary")
    page.goto("/rectification/")
    expect(page.locator(".pz-board-card")).to_have_count(1)
    expect(page.get_by_role("link", name=said["draft"])).to_have_count(0)
    fits()
