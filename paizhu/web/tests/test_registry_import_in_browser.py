"""The import of organs in a real browser: preview, questions, faults, a large file, at both widths."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from paizhu.registry.tests.charts import city, organ
from paizhu.tests.postgresql import TEMPLATE, running
from paizhu.tests.serving import serving
from paizhu.web.tests.conftest import Fits
from paizhu.web.tests.looking import at_desktop, overflow, sign_in, speak

pytestmark = pytest.mark.browser
IMPORT = "/organs/import/"
MANY = 2_000


@pytest.fixture(scope="session")
def charts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("charts")
    long = "安澜市" + "推进城乡一体化发展和基础设施建设" * 3 + "工作办公室"
    lists = city()
    lists["organs"].append(organ("H3", "驻在单位", long))
    many = [organ(f"M{n}", "驻在单位", f"安澜市第{n}局", short=f"市第{n}局") for n in range(MANY)]
    files = {
        "city.json": json.dumps(lists, ensure_ascii=False),
        "many.json": json.dumps({"organs": many}, ensure_ascii=False),
        "organs.csv": "编号,名称,性质\nA1,安澜市体育局,局机关\n",
        "bad.json": json.dumps(
            {"organs": [{"id": "B1", "name": "<b>甲</b>", "kind": "x", "valid_from": "2020"}]}
        ),
    }
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="session")
def product_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A product of its own: what is imported here is seen by no other test."""
    with serving(tmp_path_factory.mktemp("home-of-imports")) as (_, host):
        yield f"http://{host}"


def choose(page: Page, file: Path, lang: str = "zh", product: str = "") -> None:
    page.goto(product + IMPORT)
    page.locator("#id_files").set_input_files(file)
    page.get_by_role("button", name={"zh": "预览", "en": "Preview"}[lang]).click()


def test_import_is_previewed_and_recorded(
    page: Page, product_address: str, charts: Path, lang: str, barriers: Callable[[], list[str]]
) -> None:
    speak(page, product_address, lang)
    page.goto(IMPORT)
    assert barriers() == []
    assert overflow(page) == 0
    choose(page, charts / "city.json", lang)
    heading = {"zh": "将发生的变化", "en": "What would change"}[lang]
    expect(page.get_by_role("heading", name=heading)).to_be_focused()
    assert barriers() == []
    assert overflow(page) == 0
    page.wait_for_load_state()
    record = page.get_by_role("button", name={"zh": "记录26项变化", "en": "Record 26 changes"}[lang])
    if record.count():
        record.click()
        expect(page.get_by_role("heading", name={"zh": "已记录", "en": "Recorded"}[lang])).to_be_focused()
        assert overflow(page) == 0


@at_desktop
def test_an_import_holds_on_postgresql(page: Page, charts: Path, tmp_path: Path) -> None:
    with running(TEMPLATE) as database, serving(tmp_path, DATABASE_URL=database) as (_, host):
        sign_in(page.context, f"http://{host}")
        choose(page, charts / "city.json", product=f"http://{host}")
        page.get_by_role("button", name="记录26项变化").click()
        expect(page.get_by_role("heading", name="已记录")).to_be_focused()
        page.goto(f"http://{host}/organs/Z1/")
        expect(page.locator("h1")).to_contain_text("纪检监察组")
        page.get_by_role("link", name="编辑", exact=True).click()
        expect(page.locator("#relations-title")).to_be_visible()


@at_desktop
def test_a_large_file_shows_how_far_it_is(page: Page, charts: Path, fits: Fits) -> None:
    choose(page, charts / "many.json")
    expect(page.locator("#import")).to_contain_text("many.json", timeout=30_000)
    expect(page.get_by_role("heading", name="将发生的变化")).to_be_focused(timeout=60_000)
    assert len(page.url.split("/")[-2]) > 20
    page.reload()
    expect(page.get_by_role("heading", name="将发生的变化")).to_be_visible()
    next_page = page.get_by_role("link", name="下一页")
    next_page.click()
    expect(page.locator("#import")).to_contain_text("第2页，共40页")
    fits("many.json")
    page.get_by_role("button", name="记录2000项变化").click()
    expect(page.get_by_role("heading", name="已记录")).to_be_focused(timeout=60_000)


def test_what_is_doubtful_is_asked(
    page: Page,
    product_address: str,
    charts: Path,
    lang: str,
    barriers: Callable[[], list[str]],
    complaints: list[str],
) -> None:
    speak(page, product_address, lang)
    choose(page, charts / "organs.csv", lang)
    heading = {"zh": "以下词语是什么意思？", "en": "What does this stand for?"}[lang]
    expect(page.get_by_role("heading", name=heading)).to_be_focused()
    assert barriers() == []
    assert overflow(page) == 0
    page.locator("#id_ask_0").select_option("kind")
    page.get_by_role(
        "button", name={"zh": "按以上回答重新查看", "en": "Look at it with these answers"}[lang]
    ).click()
    expect(page.locator("label[for=id_ask_0]")).to_contain_text("局机关")
    page.locator("#id_ask_0").select_option("驻在单位")
    page.get_by_role(
        "button", name={"zh": "按以上回答重新查看", "en": "Look at it with these answers"}[lang]
    ).click()
    expect(page.locator("#import")).to_contain_text("安澜市体育局")
    complaints[:] = [said for said in complaints if "status of 422" not in said]


def test_faults_are_listed_with_their_places(
    page: Page,
    product_address: str,
    charts: Path,
    lang: str,
    barriers: Callable[[], list[str]],
    complaints: list[str],
) -> None:
    speak(page, product_address, lang)
    choose(page, charts / "bad.json", lang)
    expect(page.locator("#import")).to_contain_text({"zh": "未作任何改动", "en": "nothing was changed"}[lang])
    expect(page.locator(".pz-fault-table")).to_contain_text("valid_from")
    assert barriers() == []
    assert overflow(page) == 0
    complaints[:] = [said for said in complaints if "status of 422" not in said]


def test_whole_way_without_scripts(browser: Browser, product_address: str, charts: Path) -> None:
    context = browser.new_context(base_url=product_address, java_script_enabled=False)
    sign_in(context, product_address)
    page = context.new_page()
    (charts / "plain.json").write_text(
        '{"organs": [{"id": "N1", "name": "甲局", "kind": "驻在单位"}]}', "utf-8"
    )
    choose(page, charts / "plain.json")
    page.get_by_role("button", name="记录1项变化").click()
    expect(page.get_by_role("heading", name="已记录")).to_be_visible()
    context.close()
