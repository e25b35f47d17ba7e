"""A task passed down two levels, seen from below and from above; and an organ's own layout, tried, kept and put back."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from paizhu.norms.periods.official import official
from paizhu.reports import layouts
from paizhu.web.tests.conftest import Complaints, Fits
from paizhu.web.tests.looking import at_desktop
from paizhu.web.tests.recorded import City, recorded
from paizhu.web.tests.test_liaison_in_browser import begin, do

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def levels_city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    with recorded(tmp_path_factory.mktemp("home-of-the-levels")) as city:
        yield city


@pytest.fixture(scope="module")
def product_address(levels_city: City) -> str:
    return levels_city.address


def working_day(after: int) -> str:
    day: date = timezone.localdate() + timedelta(days=after)
    while not official().is_working(day):
        day += timedelta(days=1)
    return day.isoformat()


def pass_down(page: Page, units: tuple[str, ...], due: str, title: str) -> None:
    page.locator('a[href*="relay.pass/?what="]').click()
    for unit in units:
        page.locator(f'input[name=units][value="{unit}"]').check()
    page.locator("#opening-form [name=title]").fill(title)
    page.locator("#opening-form [name=request]").fill("请报送本单位台账。")
    page.locator("#opening-form [name=due_on]").fill(due)
    page.locator("#opening-form button[type=submit]").first.click()
    expect(page.locator("#matter")).to_be_visible()


@at_desktop
def test_two_levels_below_answer_and_everybody_above_sees_it(
    page: Page, levels_city: City, fits: Fits
) -> None:
    city = levels_city
    city.enter(page, "clerk")
    begin(
        page, "task.propose", assignee="D1", act="cooperate.provide_materials", title="提供台账",
        request="请提供本单位和直属单位台账。", length="60",
    )  # fmt: skip
    task = page.url.split("?")[0]
    city.enter(page, "head")
    page.goto(task)
    do(page, "task.approve")
    city.enter(page, "secretary")
    page.goto(task)
    do(page, "task.accept")
    page.locator('a[href*="relay.pass/?what="]').click()
    expect(page.locator("#opening-form")).to_be_visible()
    fits()
    page.goto(task)
    pass_down(page, ("J1", "U1"), working_day(20), "报送台账")
    # The committee receives it and passes it on.
    city.enter(page, "secretary")
    page.goto(task)
    tree = page.locator(".pz-branches")
    expect(tree.locator("li")).to_have_count(2)
    below = tree.locator("a").first.get_attribute("href")
    fits()
    city.enter(page, "committee")
    page.goto(f"{city.address}{below}")
    do(page, "relay.receive")
    pass_down(page, ("K1",), working_day(10), "报送机关本级台账")
    last = page.url.split("?")[0]
    city.enter(page, "discipline")
    page.goto(last)
    expect(page.locator("#matter")).not_to_contain_text("提供台账")
    do(page, "relay.receive")
    do(page, "relay.answer", text="已报送。")
    fits()
    city.enter(page, "head")
    page.goto(task)
    rows = page.locator(".pz-branches li")
    expect(rows).to_have_count(3)
    expect(rows.nth(1)).to_contain_text("已答复")
    expect(rows.nth(2)).to_contain_text("无回音")
    fits("answered", "silent")


@at_desktop
@pytest.mark.usefixtures("levels_city")
def test_a_layout_is_tried_kept_and_put_back(
    page: Page, fits: Fits, complaints: Complaints, tmp_path: Path
) -> None:
    page.goto("/administration/layouts/")
    fits()
    page.locator('a[href$="/layouts/Z1/"]').click()
    expect(page.locator("#id_minutes_typst")).to_be_visible()
    fits()
    own, broken, docx = tmp_path / "own.typ", tmp_path / "broken.typ", tmp_path / "own.docx"
    own.write_text(layouts.builtin().minutes_typst.replace("#d4121a", "#0000ff"), "utf-8")
    broken.write_text(layouts.builtin().minutes_typst + '\n#read("/etc/passwd")', "utf-8")
    docx.write_bytes(layouts.builtin().minutes_docx)
    complaints.refusal_expected = True

    def tried(typst: Path, shows: str) -> None:
        page.goto("/administration/layouts/Z1/")
        page.locator("#id_minutes_typst").set_input_files(typst)
        page.locator("#id_minutes_docx").set_input_files(docx)
        page.locator("button[type=submit]", has=page.locator("use[href$='#search']")).click()
        expect(page.locator(shows).first).to_be_visible()

    for typst, shows in ((broken, "#refused"), (own, ".pz-document-pages img")):
        tried(typst, shows)
        fits(again=partial(tried, typst, shows))
    page.locator("input[name=do][value=keep] ~ p button").click()
    expect(page.locator("#done")).to_be_visible()
    holds = page.locator(".pz-matter-side dd")
    expect(holds).to_have_text(["标准版式", "标准版式", "自有模板", "自有模板"])
    fits("The standard layout", "A template of its own")
    page.locator("input[name=do][value=standard] ~ button").click()
    expect(holds).to_have_text(["标准版式"] * 4)
