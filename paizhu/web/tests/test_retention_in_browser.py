"""Journeys through retention, print and personal data: fitting, without barriers, in both languages."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from paizhu.web.tests.looking import overflow, speak, unfold
from paizhu.web.tests.recorded import City, recorded

pytestmark = pytest.mark.browser

WORDS = {
    "zh": {"approve": "批准：销毁内容", "gone": "内容已经销毁", "destroyed": "已销毁", "stands": "生效中",
           "own": "未设期限：保管", "verify": "须核", "print": "打印", "get": "取得我的信息"},
    "en": {"approve": "Approve: destroy the content", "gone": "The content was destroyed", "destroyed": "Destroyed",
           "stands": "stands", "own": "no term set: kept", "verify": "to be verified", "print": "Print",
           "get": "Get my data"},
}  # fmt: skip


@pytest.fixture(scope="session")
def kept_city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """A product of its own, with a city in which matters were closed years ago."""
    with recorded(tmp_path_factory.mktemp("home-of-what-is-kept"), "kept_city") as city:
        yield city


@pytest.fixture(scope="session")
def product_address(kept_city: City) -> str:
    return kept_city.address


def test_from_what_falls_due_to_the_proof(
    page: Page, kept_city: City, barriers: Callable[[], list[str]], lang: str
) -> None:
    said = WORDS[lang]
    speak(page, kept_city.address, lang)

    def fits() -> None:
        unfold(page, "main")
        assert barriers() == []
        assert overflow(page) == 0

    kept_city.enter(page, "head")
    page.goto("/retention/terms/")
    expect(page.locator("#retention")).to_contain_text(said["own"])
    expect(page.locator("#retention")).to_contain_text(said["verify"])
    fits()
    page.goto("/retention/holds/")
    expect(page.locator("#retention")).to_contain_text(said["stands"])
    fits()
    page.goto("/retention/")
    expect(page.locator("#retention")).to_contain_text("关于差旅费的函")
    fits()
    waiting = page.locator("li").filter(has_text=f"关于专项检查的函 {lang}")
    waiting.get_by_role("button", name=said["approve"]).click()
    expect(page.locator("h1")).to_be_visible()
    page.goto("/retention/destroyed/")
    fits()
    page.locator("#retention li a").first.click()
    expect(page.locator("#stub-title")).to_contain_text(said["gone"])
    fits()
    page.locator("a[href*='/record/entry/']").first.click()
    expect(page.locator("h1")).to_be_visible()
    page.goto("/account/data/")
    with page.expect_download() as download:
        page.get_by_role("button", name=said["get"]).click()
    assert download.value.suggested_filename.startswith("personal-data-")
    fits()
    page.goto("/retention/")
    page.get_by_role("link", name="关于会议费的函").first.click()
    page.get_by_role("button", name=said["print"], exact=True).click()
    expect(page.locator("h1")).to_contain_text("关于会议费的函")
    fits()
