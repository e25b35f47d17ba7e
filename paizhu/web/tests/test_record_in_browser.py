"""A journey through Today, the record and the logs: without barriers, fitting, in both languages at both widths."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from paizhu.tests.serving import serving
from paizhu.web.tests.looking import overflow, speak

pytestmark = pytest.mark.browser

WORDS = {
    "zh": {"due": "本期应履行", "supervision": "监督责任", "principal": "主体责任", "log": "日志",
           "refused": "未予通过", "show": "显示", "record": "履责记实"},
    "en": {"due": "Expected this period", "supervision": "Responsibility for supervision",
           "principal": "Principal responsibility", "log": "Log", "refused": "refused", "show": "Show",
           "record": "Record"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class City:
    """A served city. keys: of sessions, by the name of whoever has signed in."""

    address: str
    keys: dict[str, str]

    def enter(self, page: Page, who: str) -> None:
        """Let that one have signed in."""
        cookie = {"name": "paizhu_session", "value": self.keys[who], "url": self.address}
        page.context.add_cookies([cookie])  # type: ignore[list-item]


@pytest.fixture(scope="session")
def recorded_city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """A product of its own, with a city in which acts are on record."""
    home = tmp_path_factory.mktemp("home-of-the-record")
    with serving(home) as (_, host):
        made = subprocess.run(
            [sys.executable, "-m", "paizhu.tests.recorded_city"],
            env=os.environ | {"PAIZHU_HOME": str(home), "DJANGO_SETTINGS_MODULE": "paizhu.settings"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert made.returncode == 0, made.stderr
        yield City(f"http://{host}", json.loads(made.stdout.splitlines()[-1]))


@pytest.fixture(scope="session")
def product_address(recorded_city: City) -> str:
    return recorded_city.address


def test_journey(page: Page, recorded_city: City, barriers: Callable[[], list[str]], lang: str) -> None:
    said = WORDS[lang]
    speak(page, recorded_city.address, lang)

    def fits() -> None:
        for details in page.locator("details").all():
            details.evaluate("element => { element.open = true; }")
        assert barriers() == []
        assert overflow(page) == 0

    recorded_city.enter(page, "head")
    page.goto("/today/")
    expect(page.locator("#expected-title")).to_contain_text(said["due"])
    fits()
    page.get_by_role("link", name=said["record"], exact=True).click()
    expect(page.locator("#supervision-title")).to_contain_text(said["supervision"])
    expect(page.locator("#principal-title")).to_contain_text(said["principal"])
    expect(page.locator(".pz-state-done")).to_have_count(1)  # consulting with the Party group
    fits()
    page.get_by_role("link", name="通报重要情况").first.click()
    expect(page.locator("h1")).to_contain_text("通报重要情况")
    page.go_back()
    page.get_by_role("link", name=said["log"], exact=True).click()
    expect(page.locator(".pz-log-entry").filter(has_text=said["refused"])).to_have_count(2)
    fits()


def test_dispatching_organ_chooses_by_keyboard(page: Page, recorded_city: City, lang: str) -> None:
    speak(page, recorded_city.address, lang)
    recorded_city.enter(page, "superior")
    page.goto("/record/")
    page.locator("#r-office").focus()
    page.locator("#r-office").select_option("Z2")
    expect(page.locator("#record")).to_contain_text("安澜市水利局")
    expect(page.locator("#r-host")).to_have_value("H2")
    expect(page.locator("#r-office")).to_be_focused()
    assert "office=Z2" in page.url


def test_audit_administrator_reads_logs_only(
    page: Page, recorded_city: City, barriers: Callable[[], list[str]], lang: str
) -> None:
    speak(page, recorded_city.address, lang)
    recorded_city.enter(page, "audit")
    page.goto("/record/")
    page.locator("#l-organ").select_option("Z1")
    page.get_by_role("button", name=WORDS[lang]["show"]).click()
    expect(page.locator("#entry-1")).to_be_visible()
    assert page.locator("main a[href^='/matters/']").count() == 0
    assert barriers() == []
    assert overflow(page) == 0
