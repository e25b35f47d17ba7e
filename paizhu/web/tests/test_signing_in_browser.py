"""Signing in, in a real browser: from the one-time code to the second step, by keyboard alone; the demonstration's cards."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from paizhu.accounts.tests.device import code
from paizhu.tests.commands import paizhu
from paizhu.web.tests.conftest import Complaints, Demonstration
from paizhu.web.tests.looking import overflow, speak

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[3]
PASSWORD = "correct horse battery"
PAGES = {
    "account": "/account/",
    "password": "/account/password/",
    "password-again": "/account/password/again/",
    "sign-out": "/sign-out/",
    "accounts": "/accounts/",
    "new": "/accounts/new/",
    "invited": "/invited/",
}


@pytest.fixture(scope="session")
def home(demonstration: Demonstration) -> Path:
    return demonstration.home


@pytest.fixture(scope="session")
def product_address(demonstration: Demonstration) -> str:
    return demonstration.address


def type_into(page: Page, *fields: str) -> None:
    """Type into one field after another, as whoever has no mouse does, and send the form."""
    for n, text in enumerate(fields):
        if n:
            page.keyboard.press("Tab")
        page.keyboard.type(text)
    page.keyboard.press("Enter")


def test_from_the_one_time_code_to_the_second_step(
    page: Page, home: Path, product_address: str, lang: str, barriers: Callable[[], list[str]]
) -> None:
    name = f"new-{lang}"
    words = ["user", "add", name, "--administers", "audit", "--seat", "admin:root", "--json"]
    one_time = json.loads(paizhu(*words, PAIZHU_HOME=str(home)).stdout)["code"]
    page.context.clear_cookies()
    speak(page, product_address, lang)
    page.goto("/organs/")
    expect(page).to_have_url("/sign-in/?next=/organs/")
    assert barriers() == []
    page.locator(".pz-signing a").focus()
    page.keyboard.press("Enter")
    page.locator("#id_name").focus()
    type_into(page, name, one_time)
    expect(page).to_have_url("/invited/set-up/")
    assert (barriers(), overflow(page)) == ([], 0)
    secret = page.locator(".pz-code").inner_text()
    page.locator("#id_password1").focus()
    type_into(page, PASSWORD, PASSWORD, code(secret))
    expect(page.locator(".pz-codes li")).to_have_count(10)
    assert (barriers(), overflow(page)) == ([], 0)
    # A security administrator is there in the demonstration.
    words = ["user", "let-in", name, "--seat", "admin:security"]
    assert paizhu(*words, PAIZHU_HOME=str(home)).stdout
    page.goto("/sign-in/?next=/organs/")
    page.locator("#id_login").focus()
    type_into(page, name, PASSWORD)
    expect(page.locator("#id_code")).to_be_focused()
    assert (barriers(), overflow(page)) == ([], 0)
    type_into(page, code(secret))
    expect(page).to_have_url("/organs/")
    summary = page.locator("#who summary")
    expect(summary).to_contain_text(name)
    summary.focus()
    page.keyboard.press("Enter")
    assert (barriers(), overflow(page)) == ([], 0)
    page.locator("#who").get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url("/sign-in/")
    page.goto("/account/")
    expect(page).to_have_url(re.compile("/sign-in/"))


def test_a_card_and_two_seats(
    page: Page, product_address: str, lang: str, barriers: Callable[[], list[str]], complaints: Complaints
) -> None:
    page.context.clear_cookies()
    speak(page, product_address, lang)
    page.goto("/sign-in/?next=/organs/")
    assert overflow(page) == 0
    page.locator("button", has_text="郑守谦").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url("/seat/?next=/organs/")
    assert (barriers(), overflow(page)) == ([], 0)
    page.locator(".pz-card", has_text="机关纪委书记").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url("/organs/")
    summary = page.locator("#who summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".pz-who-menu")).to_be_in_viewport(ratio=1)
    page.locator("#who").get_by_role("button", name="机关党委副书记").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url("/organs/")
    expect(page.locator(".pz-who-menu p").first).to_contain_text("机关党委副书记")
    complaints.refusal_expected = True
    page.goto("/accounts/")
    expect(page.locator("#error")).to_be_visible()
    assert (barriers(), overflow(page)) == ([], 0)


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_page_has_no_barriers_and_fits(everywhere: Callable[[str], None], address: str) -> None:
    everywhere(address)


def test_a_part_of_a_page_leads_to_where_one_signs_in(page: Page, complaints: Complaints) -> None:
    complaints.refusal_expected = True
    page.goto("/organs/?on=2025-07-01")
    page.context.clear_cookies(name="paizhu_session")
    page.locator("#id_q").fill("财政")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/sign-in/\?next=/organs/"))


def test_whole_way_without_scripts(browser: Browser, product_address: str) -> None:
    context = browser.new_context(base_url=product_address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/sign-in/")
    page.locator("button", has_text="韩正平").click()
    expect(page.locator("#who")).to_be_visible()
    page.goto("/account/")
    expect(page.locator("main")).to_contain_text("副书记")
    page.locator("#who summary").click()
    page.locator("#who").get_by_role("button").click()
    expect(page).to_have_url("/sign-in/")
    context.close()
