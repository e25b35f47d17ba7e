"""A journey of a host and its office: an invitation refused and changed, a lead, a notice, a visit with a problem."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from paizhu.web.tests.conftest import Complaints, Fits
from paizhu.web.tests.looking import at_desktop
from paizhu.web.tests.recorded import City, recorded

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def liaison_city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    with recorded(tmp_path_factory.mktemp("home-of-the-liaison")) as city:
        yield city


@pytest.fixture(scope="module")
def product_address(liaison_city: City) -> str:
    return liaison_city.address


def fill(page: Page, where: str, given: dict[str, str]) -> None:
    for name, value in given.items():
        field = page.locator(f"{where} [name={name}]")
        if field.evaluate("element => element.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def begin(page: Page, act: str, /, **given: str) -> None:
    """Open a matter by the way in the host's space, where there is one; its page follows."""
    page.goto(f"/matters/new/{act}/")
    fill(page, "#opening-form", given)
    page.locator("#opening-form button[type=submit]").first.click()
    expect(page.locator("#matter")).to_be_visible()


def do(page: Page, act: str, **given: str) -> None:
    where = f"#act-{act.replace('.', '')}"
    found = page.locator(where)
    found.evaluate("element => { element.open = true; }")
    fill(page, where, given)
    found.get_by_role("button").click()
    expect(page.locator("#done")).to_be_visible()
    expect(page.locator(f"{where}[open]")).to_have_count(0)


def _office(page: Page, invitation: str, review: str, notice: str) -> str:
    """The head's half: accepts, answers, and visits; return where the visit is."""
    today = timezone.localdate().isoformat()
    page.goto(invitation)
    do(page, "business_invitation.accept")
    page.locator('.pz-meeting a[href*="/matters/"]').last.click()
    expect(page.locator("h1")).to_contain_text("开标")
    page.goto(review)
    do(page, "lead_review.take_up")
    do(page, "lead_review.hold", held_on=today, office_present="组长", group_present="书记")
    do(page, "lead_review.decide", number="1", outcome="taken", assessment="另有同类反映。")
    page.goto(notice)
    do(page, "notification.receive")
    do(page, "notification.answer", text="请报送整改时间表。")
    begin(page, "visit.plan", host="D1", title="走访", day=today, place="大厅", subject="窗口。")
    do(page, "visit.record", visited_on=today, visitors="组长", text="看了窗口。")
    do(page, "visit.problem", text="未公示收费标准。")
    do(page, "visit.tell", text="请改。", length="10")
    do(page, "visit.rectify", number="1", text="公示收费标准。", length="30")
    expect(page.locator(".pz-decision-line")).to_contain_text("整改事项")
    return page.url.split("?")[0]


def _stands_in_one_row(page: Page) -> None:
    """No host has more pages in its navigation; they stand beside its name on a small laptop too, in both languages."""
    size = page.viewport_size
    assert size is not None
    for code in ("en", "zh"):
        page.goto(f"/host/?lang={code}")
        for width in (1024, size["width"]):
            page.set_viewport_size({"width": width, "height": size["height"]})
            tops = "[...document.querySelectorAll('.pz-navbar-row > *')].map(e => e.getBoundingClientRect().bottom)"
            page.wait_for_function(f"Math.max(...{tops}) < 60")  # one row is 56 px


@at_desktop
def test_host_and_office_work_together(
    page: Page, liaison_city: City, fits: Fits, complaints: Complaints
) -> None:
    on = timezone.localdate()
    today, later = on.isoformat(), (on + timedelta(days=5)).isoformat()
    # The host asks for a seat on its bid panel, is told why not, and takes what is open.
    liaison_city.enter(page, "secretary")
    page.goto("/host/")
    _stands_in_one_row(page)
    fits()
    page.locator('a[href*="business_invitation.invite"]').click()
    fill(
        page,
        "#opening-form",
        {"title": "开标", "role": "host_business.bid", "business": "项目开标。", "day": later},
    )
    complaints.refusal_expected = True
    send = page.locator("#opening-form button[type=submit]").first
    send.click()
    refusal = page.locator("#refusal")
    expect(refusal).to_contain_text("分管")
    fits("in charge", again=send.click)
    refusal.locator('button[value="attend_meeting"]').click()
    expect(page.locator("#matter")).to_contain_text("列席")
    invitation = page.url
    # It brings a lead, and tells of something important.
    begin(page, "lead_review.ask", office="Z1", field="采购", title="线索排查", day=today, text="标书雷同。")
    review = page.url
    begin(
        page,
        "notification.give",
        receiver="Z1",
        sort="problem",
        title="项目延期",
        body="项目延期三个月。",
        arose_on=today,
    )
    notice = page.url
    fits()

    liaison_city.enter(page, "head")
    visit = _office(page, invitation, review, notice)
    fits("Rectification")

    liaison_city.enter(page, "secretary")
    page.goto(review)
    expect(page.locator(".pz-decisions")).to_contain_text("已接收")
    fits("Taken over")
    expect(page.locator("#matter")).not_to_contain_text("另有同类反映。")
    page.goto(visit)
    expect(page.locator(".pz-decisions")).to_contain_text("未公示收费标准。")
    expect(page.locator(".pz-decision-line a")).to_have_count(
        0
    )  # the draft of the office is not the host's to see
    do(page, "visit.respond", text="今日公示。")
