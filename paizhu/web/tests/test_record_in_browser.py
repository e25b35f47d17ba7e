"""Journeys through Today, the record, the logs and the host's space: fitting, without barriers, in both languages."""

import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from paizhu.web.tests.conftest import Complaints, Fits
from paizhu.web.tests.looking import at_desktop, speak
from paizhu.web.tests.recorded import City, recorded

pytestmark = pytest.mark.browser

WORDS = {
    "zh": {"due": "本期应履行", "supervision": "监督责任", "principal": "主体责任", "log": "日志",
           "refused": "未予通过", "show": "显示", "record": "履责记实"},
    "en": {"due": "Expected this period", "supervision": "Responsibility for supervision",
           "principal": "Principal responsibility", "log": "Log", "refused": "Refused", "show": "Show",
           "record": "Record"},
}  # fmt: skip

HOST = {
    "zh": {"space": "驻在单位专区", "page": "在页面上办理", "receive": "接收", "file": "表单文件：答复", "bring": "导入",
           "answered": "已答复待核验", "again": "已经导入过"},
    "en": {"space": "The host's space", "page": "Reply on the page", "receive": "receive", "file": "Form file: answer",
           "bring": "Bring it back", "answered": "Answered", "again": "brought back before"},
}  # fmt: skip


@pytest.fixture(scope="session")
def recorded_city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """A product of its own, with a city in which acts are on record."""
    with recorded(tmp_path_factory.mktemp("home-of-the-record")) as city:
        yield city


@pytest.fixture(scope="session")
def product_address(recorded_city: City) -> str:
    return recorded_city.address


@at_desktop
def test_journey(page: Page, recorded_city: City, fits: Fits) -> None:
    said, english = WORDS["zh"], WORDS["en"]
    recorded_city.enter(page, "head")
    page.goto("/today/")
    expect(page.locator("#expected-title")).to_contain_text(said["due"])
    fits(english["due"])
    page.get_by_role("link", name=said["record"], exact=True).click()
    expect(page.locator("#supervision-title")).to_contain_text(said["supervision"])
    expect(page.locator("#principal-title")).to_contain_text(said["principal"])
    expect(page.locator(".pz-state-done")).to_have_count(1)  # consulting with the Party group
    fits(english["supervision"], english["principal"])
    page.get_by_role("link", name="通报重要情况").first.click()
    expect(page.locator("h1")).to_contain_text("通报重要情况")
    page.go_back()
    page.get_by_role("link", name=said["log"], exact=True).click()
    expect(page.locator(".pz-log-entry").filter(has_text=said["refused"])).to_have_count(2)
    fits(english["refused"])


def test_dispatching_organ_chooses_by_keyboard(page: Page, recorded_city: City, lang: str) -> None:
    speak(page, recorded_city.address, lang)
    recorded_city.enter(page, "superior")
    page.goto("/record/")
    page.locator("#r-office").focus()
    page.locator("#r-office").select_option("Z2")
    expect(page.locator("#record")).to_contain_text("安澜市水利局")
    expect(page.locator("#r-host")).to_have_value("H2")
    expect(page.locator("#r-office")).to_be_focused()
    expect(page).to_have_url(re.compile("office=Z2"))


@at_desktop
def test_audit_administrator_reads_logs_only(page: Page, recorded_city: City, fits: Fits) -> None:
    recorded_city.enter(page, "audit")
    page.goto("/record/")
    page.locator("#l-organ").select_option("Z1")
    page.get_by_role("button", name=WORDS["zh"]["show"]).click()
    expect(page.locator("#entry-1")).to_be_visible()
    page.wait_for_load_state()
    expect(page.locator("main a[href^='/matters/']")).to_have_count(0)
    fits(WORDS["en"]["log"])


@at_desktop
def test_host_receives_a_letter_and_answers_it_by_a_form_file(
    page: Page, recorded_city: City, fits: Fits, complaints: Complaints, tmp_path: Path
) -> None:
    said, english, title = HOST["zh"], HOST["en"], "关于专项检查的函 zh"
    recorded_city.enter(page, "discipline")
    page.goto("/today/")
    page.get_by_role("link", name=said["space"]).click()
    turn = page.locator(".pz-turn").filter(has_text=title)
    fits(english["page"])
    turn.get_by_role("link", name=said["page"]).click()
    receive = page.locator("#act-letterreceive")
    receive.locator("summary").click()
    receive.get_by_role("button", name=said["receive"]).click()
    expect(page.locator("#done")).to_be_focused()
    fits()
    page.goto("/host/")
    with page.expect_download() as fetched:
        turn.get_by_role("link", name=said["file"]).click()
    file = tmp_path / "form.xlsx"
    fetched.value.save_as(file)
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    sheet.cell(sheet.max_row, 2).value = "已检查，未发现问题。"
    book.save(file)

    def bring(words: dict[str, str], outcome: str) -> None:
        page.goto("/host/")
        page.locator("#form-file").set_input_files(file)
        page.get_by_role("button", name=words["bring"]).click()
        expect(page.locator("main")).to_contain_text(words[outcome])

    bring(said, "answered")
    complaints.refusal_expected = True
    bring(said, "again")
    fits(english["again"], again=lambda: bring(english, "again"))
