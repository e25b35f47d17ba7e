"""A matter from Today through its acts, by people of the demonstration, by keyboard alone; each page in both languages.

Each kind of refusal is met on the way: the ruling, the power of a seat, and what may not be seen.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from paizhu.web.tests.conftest import Complaints, Demonstration, Fits
from paizhu.web.tests.looking import at_desktop

pytestmark = pytest.mark.browser

WU, HAN, CHEN, HE, ZHAO, SUN = "吴清和", "韩正平", "陈启明", "何思远", "赵文川", "孙晓棠"
OFFICE = "驻市财政局纪检监察组"
MOST_TABS = 80


@pytest.fixture(scope="session")
def product_address(demonstration: Demonstration) -> str:
    return demonstration.address


@dataclass(frozen=True, slots=True)
class Hands:
    """Somebody at the keyboard."""

    page: Page

    def on(self, selector: str, text: str = "") -> None:
        """Press Enter on what fits, such as a link or a button."""
        found = (
            self.page.locator(selector, has_text=text).first if text else self.page.locator(selector).first
        )
        found.focus()
        self.page.keyboard.press("Enter")

    def into(self, **fields: str) -> None:
        """Type into fields by their names, the first form on the page that has them."""
        for name, text in fields.items():
            self.page.locator(f"[name={name}]:visible").first.focus()
            self.page.keyboard.type(text)

    def as_(self, name: str) -> None:
        """Sign in with a card of the demonstration; a page of Today follows."""
        self.page.context.clear_cookies(name="paizhu_session")
        self.page.goto("/sign-in/?next=/today/")
        self.on("button.pz-card", name)
        expect(self.page).to_have_url(re.compile(r"^[^?]*/(today|seat)/"))
        if "/seat/" in self.page.url:
            self.on(".pz-card")
        expect(self.page).to_have_url(re.compile(r"^[^?]*/today/$"))

    def do(self, act: str, **fields: str) -> None:
        """Open an act on the matter's page and do it."""
        self.on(f"#act-{act} summary")
        for name, text in fields.items():
            self.page.locator(f"#act-{act} [name={name}]").focus()
            self.page.keyboard.type(text)
        self.on(f"#act-{act} button[type=submit]")
        expect(self.page.locator("#done")).to_be_visible()

    def tab_to(self, selector: str) -> None:
        """Reach what fits with the Tab key alone."""
        expect(self.page.locator(selector).first).to_be_visible()
        self.page.wait_for_load_state()  # a page takes the focus to where it wants it
        self.page.evaluate("document.activeElement.blur()")
        for _n in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(selector)


@at_desktop
def test_task_from_proposal_to_close(  # noqa: PLR0915  one way, from the first step to the last
    page: Page, fits: Fits, complaints: Complaints, tmp_path: Path
) -> None:
    hands, title = Hands(page), "核查会议费支出"
    hands.as_(WU)
    fits()
    hands.tab_to("a[href='/matters/']")
    page.keyboard.press("Enter")
    expect(page.locator("a[href='/matters/new/']")).to_be_visible()
    page.goto("/matters/new/task.propose/")
    hands.into(
        assignee=OFFICE,
        act="carry_out_assigned",
        title=title,
        request="请核查会议费支出情况。",
        length="5",
    )
    fits()
    hands.on("#opening form button.btn-primary")
    expect(page.locator("h1")).to_contain_text(title)
    matter = page.url.split("?")[0]
    # Whoever has not the level for it is told why, and has no button.
    expect(page.locator("#act-taskapprove")).to_have_count(0)

    hands.as_(HAN)
    hands.on(".pz-turn-title a", title)
    hands.do("taskapprove")
    fits()

    hands.as_(HE)
    hands.on(".pz-turn-title a", title)
    hands.tab_to("#act-taskaccept summary")
    hands.do("taskaccept")
    expect(page.locator("#act-taskanswer")).to_have_count(0)

    hands.as_(CHEN)
    page.goto("/inbox/")
    fits()
    page.goto(matter)
    # What is left empty is said at its field, and what was typed stays.
    complaints.refusal_expected = True

    def left_empty() -> None:
        page.goto(matter)
        hands.on("#act-taskanswer summary")
        page.locator("#act-taskanswer form").evaluate("form => { form.noValidate = true; }")
        hands.on("#act-taskanswer button[type=submit]")
        expect(page.locator("#act-taskanswer .pz-fault").first).to_be_visible()

    left_empty()
    fits(again=left_empty)
    page.goto(matter)
    hands.do("taskanswer", text="已核查，未发现问题。")

    # What may not be seen is answered like what does not exist.
    hands.as_(SUN)
    hidden, none = page.request.get(matter), page.request.get("/matters/0000000000/")
    assert hidden.status == none.status == 404
    assert title not in hidden.text()

    hands.as_(WU)
    page.goto(matter)
    hands.do("taskcheck", text="属实。")
    expect(page.locator("#act-taskclose")).to_have_count(0)
    hands.as_(HAN)
    page.goto(matter)
    hands.do("taskclose")
    page.goto("/matters/")
    hands.into(title=title)
    page.keyboard.press("Enter")
    expect(page.locator("#matters tbody tr")).to_have_count(1)
    fits()
    with page.expect_download() as started:
        hands.on("form.pz-export button")
    file = tmp_path / "matters.xlsx"
    started.value.save_as(file)
    assert [row[2] for row in openpyxl.load_workbook(file).worksheets[0].values][1:] == [title]


@at_desktop
def test_host_cannot_assign_what_the_office_does_not_owe(
    page: Page, fits: Fits, complaints: Complaints
) -> None:
    complaints.refusal_expected = True
    hands = Hands(page)
    hands.as_(ZHAO)
    page.goto("/matters/new/task.propose/")
    hands.into(assignee=OFFICE, act="assist", title="协助党组", request="请协助党组工作。", length="5")
    hands.on("#opening form button.btn-primary")
    refusal = page.locator("#refusal")
    expect(refusal).to_be_visible()
    expect(refusal).to_contain_text("协助")
    expect(refusal.locator("ul li").first).to_be_visible()
    expect(page.locator("#refusal-title")).to_be_focused()
    fits("assist", again=page.reload)
    page.goto("/matters/")
    expect(page.locator("#matters")).not_to_contain_text("协助党组")
