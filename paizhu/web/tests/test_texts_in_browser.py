"""The full texts in a real browser: an import with its preview, reading, comparing, at both widths."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from paizhu.norms.texts.tests.homes import text
from paizhu.tests.serving import serving
from paizhu.web.tests.looking import at_desktop, overflow, sign_in

pytestmark = pytest.mark.browser

FILES = {
    "old.txt": text(
        "第一章 总则\n\n第一条 档案室保管会议记录。\n\n第二条 下列人员可以查阅：\n\n（一）主任；\n\n（二）委员。",
        title="试验档案办法",
        since="2010年2月1日",
    ),
    "new.txt": text(
        "第一条 为了试验。\n\n第二条 档案室保管会议记录三十年。", title="试验档案办法", since="2020年2月1日"
    ),
    "rules.txt": text(
        "第二十五条 派驻机构协助其开展内部巡视巡察。",
        title="纪检监察机关派驻机构工作规则",
        head="（2022年6月22日中共中央办公厅发布）",
    ),
    "undated.txt": text("第一条 甲。", title="试验未定办法", head="（2015年1月1日发布）"),
}
PAGES = {
    "list": "/norms/texts/",
    "text": "/norms/texts/试验档案办法/2010/",
    "text-with-norms": "/norms/texts/stationed_rules/2022/",
    "comparison": "/norms/texts/试验档案办法/compare/",
    "history": "/norms/texts/试验档案办法/2020/2/",
    "import": "/norms/texts/import/",
    "article": "/norms/stationed_rules/2022/25/",
}


@pytest.fixture(scope="session")
def texts_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    for name, raw in FILES.items():
        (folder / name).write_bytes(raw)
    (folder / "bad.txt").write_bytes(b"%PDF-1.7")
    return folder


@pytest.fixture(scope="session")
def product_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A product of its own: what is imported here is seen by no other test."""
    with serving(tmp_path_factory.mktemp("home-of-texts")) as (_, host):
        yield f"http://{host}"


def choose(page: Page, folder: Path, *names: str) -> None:
    page.goto("/norms/texts/import/")
    page.locator("#id_files").set_input_files([folder / name for name in names])
    page.get_by_role("button", name="预览").click()


@pytest.fixture
def imported(page: Page, texts_folder: Path) -> Page:
    """A page of a product that has the texts; they are imported by the first test."""
    if page.request.get(PAGES["text-with-norms"]).ok:
        return page
    choose(page, texts_folder, "old.txt", "new.txt", "rules.txt")
    expect(page.get_by_role("heading", name="将发生的变化")).to_be_focused()
    page.get_by_role("button", name="导入3部").click()
    expect(page.get_by_role("heading", name="已导入3部法规文本")).to_be_focused()
    return page


def test_import_is_previewed_and_confirmed(
    page: Page, texts_folder: Path, barriers: Callable[[], list[str]]
) -> None:
    choose(page, texts_folder, "undated.txt")
    expect(page.locator("#import")).to_contain_text("还没有写入任何内容")
    assert barriers() == []
    assert overflow(page) == 0
    page.wait_for_load_state()
    if page.get_by_label("施行日（如已确知）").count():
        page.get_by_label("施行日（如已确知）").fill("2015-03-01")
        page.get_by_role("button", name="导入1部").click()
        expect(page.locator("#import")).to_contain_text("2015-03-01")
    page.goto("/norms/texts/")
    expect(page.locator("#texts")).to_contain_text("试验未定办法")


def test_refused_import_says_why(page: Page, texts_folder: Path, complaints: list[str]) -> None:
    choose(page, texts_folder, "bad.txt", "old.txt")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("bad.txt")
    expect(alert).to_contain_text("未作任何改动")
    expect(alert).to_be_focused()
    complaints[:] = [said for said in complaints if "status of 422" not in said]


@at_desktop
@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_page_has_no_barriers_and_fits(everywhere: Callable[[str], None], address: str) -> None:
    everywhere(address)


@at_desktop
def test_dark_comparison_has_no_barriers(imported: Page, barriers: Callable[[], list[str]]) -> None:
    imported.emulate_media(color_scheme="dark")
    imported.goto(PAGES["comparison"])
    assert barriers() == []


@at_desktop
def test_changed_words_are_told_by_more_than_colour(imported: Page) -> None:
    imported.goto(PAGES["comparison"])
    added = imported.locator("ins").first
    expect(added).to_have_text("三十年")
    assert "underline" in added.evaluate("element => getComputedStyle(element).textDecorationLine")


def test_way_from_contents_to_history_and_comparison(imported: Page) -> None:
    imported.goto(PAGES["text"])
    imported.get_by_role("link", name="第一章 总则").click()
    imported.get_by_role("link", name="第一条在各版本中的沿革").click()
    expect(imported.locator("#history")).to_contain_text("2020 · 第二条")
    imported.get_by_role("link", name="2010 · 第一条").click()
    expect(imported.locator("#art-1")).to_be_in_viewport()
    imported.get_by_role("link", name="比较版本").click()
    imported.get_by_role("link", name="删去").click()
    expect(imported.locator("#comparison")).to_contain_text("（一）主任；")


def test_whole_way_without_scripts(browser: Browser, product_address: str, texts_folder: Path) -> None:
    context = browser.new_context(base_url=product_address, java_script_enabled=False)
    sign_in(context, product_address)
    page = context.new_page()
    (texts_folder / "plain.txt").write_bytes(
        text("第一条 乙。", title="试验无脚本办法", since="2021年1月1日")
    )
    choose(page, texts_folder, "plain.txt")
    page.get_by_role("button", name="导入1部").click()
    page.get_by_role("link", name="查看法规全文").click()
    expect(page.locator("#texts")).to_contain_text("试验无脚本办法")
    context.close()
