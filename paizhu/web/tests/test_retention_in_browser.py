"""Journeys through retention, print and personal data: fitting, without barriers, in both languages."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from paizhu.web.tests.conftest import Fits
from paizhu.web.tests.looking import at_desktop
from paizhu.web.tests.recorded import City, recorded

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def kept_city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """A product of its own, with a city in which matters were closed years ago."""
    with recorded(tmp_path_factory.mktemp("home-of-what-is-kept"), "kept_city") as city:
        yield city


@pytest.fixture(scope="session")
def product_address(kept_city: City) -> str:
    return kept_city.address


@at_desktop
def test_from_what_falls_due_to_the_proof(page: Page, kept_city: City, fits: Fits) -> None:
    kept_city.enter(page, "head")
    page.goto("/retention/terms/")
    expect(page.locator("#retention")).to_contain_text("未设期限：保管")
    expect(page.locator("#retention")).to_contain_text("须核")
    fits("no term set: kept", "to be verified")
    page.goto("/retention/holds/")
    expect(page.locator("#retention")).to_contain_text("生效中")
    fits("stands")
    page.goto("/retention/")
    expect(page.locator("#retention")).to_contain_text("关于差旅费的函")
    fits()
    waiting = page.locator("li").filter(has_text="关于专项检查的函 zh")
    waiting.get_by_role("button", name="批准：销毁内容").click()
    expect(page).to_have_url(re.compile("/retention/destroyed/"))
    fits("Destroyed")
    page.locator("#retention li a").first.click()
    expect(page.locator("#stub-title")).to_contain_text("内容已经销毁")
    fits("The content was destroyed")
    page.locator("a[href*='/record/entry/']").first.click()
    expect(page).to_have_url(re.compile("/record/entry/"))
    page.goto("/account/data/")
    with page.expect_download() as download:
        page.get_by_role("button", name="取得我的信息").click()
    assert download.value.suggested_filename.startswith("personal-data-")
    fits("Get my data")
    page.goto("/retention/")
    page.get_by_role("link", name="关于会议费的函").first.click()
    expect(page.locator("#matter")).to_be_visible()
    fits("Print")
    page.get_by_role("button", name="打印", exact=True).click()
    expect(page.locator("h1")).to_contain_text("关于会议费的函")
    expect(page.locator(".pz-paper")).to_be_visible()
    fits(again=page.reload)
