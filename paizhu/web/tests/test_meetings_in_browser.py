"""A journey over a consultation by both sides, who confirm no version that they have not seen; then its day in the calendar."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from paizhu.web.tests.conftest import Complaints, Fits
from paizhu.web.tests.looking import DESKTOP, PHONE, at_desktop, overflow, unfold
from paizhu.web.tests.recorded import City, recorded

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def meeting_city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    with recorded(tmp_path_factory.mktemp("home-of-the-meetings")) as city:
        yield city


@pytest.fixture(scope="module")
def product_address(meeting_city: City) -> str:
    return meeting_city.address


@contextmanager
def beside(page: Page, city: City, who: str) -> Iterator[Page]:
    """A second browser of the same size, in which somebody else has signed in."""
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(base_url=city.address, viewport=page.viewport_size)
    other = context.new_page()
    city.enter(other, who)
    yield other
    context.close()


def act(page: Page, id_: str, **given: str) -> None:
    """Open an act, fill it in and send it."""
    found = page.locator(f"#act-consultation{id_}")
    found.evaluate("element => { element.open = true; }")
    for name, value in given.items():
        field = found.locator(f"[name={name}]")
        if field.evaluate("element => element.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    found.get_by_role("button").click()


def done(page: Page, id_: str, **given: str) -> None:
    act(page, id_, **given)
    expect(page.locator("#done")).to_be_visible()
    expect(page.locator(f"#act-consultation{id_}[open]")).to_have_count(0)


@at_desktop
def test_both_sides_confirm_one_version(
    page: Page, meeting_city: City, fits: Fits, barriers: Callable[[], list[str]], complaints: Complaints
) -> None:
    on = timezone.localdate()
    today, later = on.isoformat(), (on + timedelta(days=30)).isoformat()
    meeting_city.enter(page, "secretary")
    with beside(page, meeting_city, "head") as office:
        office.goto("/matters/new/consultation.propose/")
        for name, value in {"group": "D1", "title": "专题会商", "day": today}.items():
            office.locator(f"[name={name}]").fill(value)
        office.locator("form.card button[type=submit]").first.click()
        expect(office.locator("#matter")).to_be_visible()
        address = office.url
        page.goto(address)
        fits()
        done(page, "item", title="廉洁风险", text="采购环节。")
        done(page, "agree")
        office.goto(address)
        done(office, "hold", held_on=today, office_present="组长", group_present="书记")
        done(office, "write", text="研究了采购环节廉洁风险。")
        done(
            office,
            "decide",
            text="通报采购安排。",
            owner="group",
            act="notify.important",
            due_on=later,
        )
        done(office, "confirm_office")
        page.goto(address)
        # While the secretary reads, the office changes the minutes, and confirms them as changed.
        done(office, "write", text="另一种说法。")
        done(office, "confirm_office")
        complaints.refusal_expected = True
        act(page, "confirm_group")
        expect(page.locator("#act-consultationconfirm_group .pz-fault")).to_contain_text("写成第4版")
        expect(page.locator(".pz-confirmed-yes")).to_have_count(1)
        expect(page.locator("#matter")).to_contain_text("另一种说法。")
        # What was refused stands at no address; the page around it is looked at in English below.
        unfold(page, "main")
        assert barriers() == []
        for size in (PHONE, DESKTOP):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            assert overflow(page) == 0
        page.goto(address)
        done(page, "confirm_group")
        expect(page.locator(".pz-confirmed-yes")).to_have_count(2)
        expect(page.locator(".pz-confirmed-yes").first).to_contain_text("确认本版")
        fits("confirmed this version")
        office.goto(address)
        done(office, "entrust", number="1")
        expect(office.locator(".pz-decision-line")).to_contain_text("交办事项")
    page.goto("/calendar/")
    expect(page.locator("h1")).to_contain_text("日历")
    expect(page.locator(f'time[datetime="{today}"] ~ ul')).to_contain_text("专题会商")
    fits("Calendar")
