"""Editing the registry in a real browser, in both languages and at both widths."""

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from paizhu.registry.tests.charts import city, organ
from paizhu.registry.tests.imported import imported
from paizhu.tests.serving import serving
from paizhu.web.tests.barriers import barriers_on
from paizhu.web.tests.conftest import Fits
from paizhu.web.tests.looking import PHONE, at_desktop, overflow, speak

pytestmark = pytest.mark.browser
PAGES = {
    "new": "/organs/new/",
    "organ": "/organs/Z1/edit/",
    "relation": "/organs/Z1/edit/relations/R4/",
    "seat": "/organs/Z1/edit/seats/new/?post=P2",
    "withdraw": "/organs/Z1/edit/organs/Z1/withdraw/",
    "changes": "/organs/changes/",
    "change": "/organs/changes/1/",
}
WORDS = {
    "zh": {
        "record": "记录",
        "done": "已记录",
        "last": "终止日期（含当日）",
        "reason": "理由",
        "again": "已有他人修改",
    },
    "en": {
        "record": "Record",
        "done": "Recorded",
        "last": "Last day",
        "reason": "Reason",
        "again": "somebody else",
    },
}


@pytest.fixture(scope="session")
def product_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A product of its own, with a small city."""
    home = tmp_path_factory.mktemp("home-of-edits")
    lists = city()
    long = "安澜市" + "推进城乡一体化发展和基础设施建设" * 3 + "工作办公室"
    lists["organs"].append(organ("H3", "驻在单位", long))
    lists["relations"].append(
        {"id": "R30", "type": "covers", "from": "Z1", "to": "H3", "since": "2018-01-01"}
    )
    (home / "city.json").write_text(json.dumps(lists, ensure_ascii=False), "utf-8")
    with serving(imported(home, home / "city.json")) as (_, host):
        yield f"http://{host}"


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_page_has_no_barriers_and_fits(everywhere: Callable[[str], None], address: str) -> None:
    everywhere(address)


@at_desktop
def test_a_relation_ends_and_another_who_looked_before_is_told(
    page: Page, product_address: str, fits: Fits, complaints: list[str]
) -> None:
    said, english, day = WORDS["zh"], WORDS["en"], "2031-01-01"
    other = page.context.new_page()
    other.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    for each, lang in ((other, "en"), (page, "zh")):
        speak(page, product_address, lang)
        each.goto("/organs/Z2/edit/")
        each.locator("a[href*='/relations/R5/']").click()
        expect(each.get_by_label(WORDS[lang]["last"])).to_be_visible()
    page.get_by_label(said["last"]).fill(day)
    page.get_by_label(said["reason"]).fill("安编办〔2026〕1号")
    page.get_by_role("button", name=said["record"]).click()
    expect(page.get_by_role("status")).to_contain_text(said["done"])
    expect(page.locator("main")).to_contain_text(day)
    speak(page, product_address, "en")
    other.get_by_label(english["last"]).fill("2039-12-31")
    other.get_by_label(english["reason"]).fill("安编办〔2026〕2号")
    other.get_by_role("button", name=english["record"]).click()
    expect(other.get_by_role("alert")).to_contain_text(english["again"])
    assert barriers_on(other) == []
    assert overflow(other) == 0
    speak(page, product_address, "zh")
    expect(other.get_by_role("alert")).to_contain_text(day)
    page.get_by_role("status").get_by_role("link").click()
    expect(page.locator("ins").first).to_have_text(day)
    fits()
    complaints[:] = [one for one in complaints if "status of 409" not in one]


def test_faults_stand_at_their_fields(
    page: Page, barriers: Callable[[], list[str]], complaints: list[str]
) -> None:
    page.goto(PAGES["relation"])
    page.get_by_label("终止日期（含当日）").fill("2017-01-01")
    page.get_by_role("button", name="记录").click()
    page.get_by_role("alert").get_by_role("link", name="终止日期").click()
    expect(page.get_by_label("终止日期（含当日）")).to_be_focused()
    assert barriers() == []
    assert overflow(page) == 0
    complaints[:] = [one for one in complaints if "status of 422" not in one]
