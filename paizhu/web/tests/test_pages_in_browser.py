"""A journey through each page in a real browser, at both widths and in both languages."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from paizhu.web.tests.looking import at_desktop, overflow

pytestmark = pytest.mark.browser

SEED = "派驻机构对驻在单位党组织是否有协助职责？"
ASKED = "/ask/?q=派驻机构对驻在单位党组织是否有协助职责？&on=2026-11-23"
PAGES = {
    "empty": "/ask/",
    "ruled": ASKED,
    "unanswerable": "/ask/?q=今天天气怎么样？&on=2026-11-23",
    "refused": "/ask/?q=x&on=2026-13-40",
    "terms": "/ask/rule/",
    "terms-refused": "/ask/rule/?bearer=派驻机&act=协助&on=2026-11-23",
    "regulations": "/norms/",
    "found": "/norms/?q=内部巡视巡察",
    "version": "/norms/stationed_rules/2022/",
    "article": "/norms/stationed_rules/2022/36/",
    "matrix": "/norms/matrix/",
    "toward-one": "/norms/matrix/?bearer=stationed_body&toward=host_party_group",
    "roles": "/norms/roles/",
    "procedures": "/norms/procedures/",
    "procedure": "/norms/procedures/task.2022/",
    "clock": "/clock/?event=2025-03-05&length=1&unit=month&rolls=by_analogy",
    "clock-refused": "/clock/?event=2025-03-05&length=0&unit=hour",
}


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_page_has_no_barriers_and_fits(everywhere: Callable[[str], None], address: str) -> None:
    everywhere(address)


def test_matrix_of_every_counterpart_fits(page: Page) -> None:
    # Axe takes ten seconds for its thousands of cells, which are built like those of the matrix above.
    page.goto("/norms/matrix/?columns=all")
    assert overflow(page) == 0


@at_desktop
def test_dark_card_has_no_barriers(page: Page, barriers: Callable[[], list[str]]) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(ASKED)
    assert barriers() == []
    page.goto("/norms/matrix/")
    assert barriers() == []


def test_question_is_asked_by_keyboard_alone(page: Page) -> None:
    page.goto("/ask/")
    page.keyboard.press("Tab")
    for _ in range(20):
        if page.evaluate("document.activeElement.id") == "id_q":
            break
        page.keyboard.press("Tab")
    page.keyboard.type(SEED)
    page.keyboard.press("Enter")
    expect(page.locator("#answer")).to_contain_text("仅限列明事项")
    expect(page.locator("#result")).to_be_focused()
    expect(page).to_have_url(re.compile(r"/ask/\?q=.*&on=\d{4}-\d\d-\d\d$"))


def test_an_example_is_followed_back_in_time(page: Page) -> None:
    page.goto("/ask/")
    page.get_by_role("link", name=SEED).click()
    expect(page.locator("#answer")).to_contain_text("仅限列明事项")
    page.get_by_role("link", name="没有规定").first.click()
    expect(page.locator("#answer")).to_contain_text("没有规定")
    expect(page.locator("#id_on")).to_have_value("2019-01-01")
    page.go_back()
    expect(page.locator("#answer")).to_contain_text("仅限列明事项")


def test_link_is_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(ASKED)
    page.get_by_role("link", name="永久链接").click()
    expect(page.locator("[data-copy-status]")).to_have_text("链接已复制")
    assert "/ask/?q=" in page.evaluate("navigator.clipboard.readText()")


def test_wrong_day_is_said_at_the_form(page: Page, complaints: list[str]) -> None:
    page.goto("/ask/rule/?bearer=nobody&act=assist")
    expect(page.get_by_role("alert")).to_contain_text("nobody")
    complaints.clear()
    page.locator("#id_bearer").fill("派驻机构")
    page.locator("#id_toward").fill("驻在单位党组")
    page.get_by_role("button", name="看结论").click()
    expect(page.locator("#answer")).to_contain_text("仅限列明事项")


def test_matrix_leads_to_a_ruling_and_an_article(page: Page) -> None:
    page.goto("/norms/matrix/")
    page.locator(".pz-matrix td a").first.click()
    expect(page.locator("#answer")).to_be_visible()
    page.locator("#result .pz-cite").first.click()
    expect(page.locator(".pz-whole:target")).to_be_visible()


def test_whole_way_without_scripts(browser: Browser, product_address: str) -> None:
    context = browser.new_context(base_url=product_address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/ask/")
    page.locator("#id_q").fill(SEED)
    page.locator("#id_on").fill("2022-03-01")
    page.get_by_role("button", name="提问").click()
    expect(page.locator("#answer")).to_contain_text("仅限列明事项")
    page.get_by_role("link", name="早一年").click()
    expect(page.locator("#answer")).to_contain_text("没有规定")
    page.get_by_role("link", name="永久链接").click()
    expect(page).to_have_url(re.compile("on=2021-03-01"))
    context.close()
