"""Journeys through proofs: countersigning, verifying, the picture, an export that the verifier verifies elsewhere."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from paizhu.web.tests.looking import at_desktop, overflow, speak, unfold
from paizhu.web.tests.recorded import City, recorded

pytestmark = pytest.mark.browser

PROOF = {
    "zh": {"proof": "证明", "verify": "核验", "well": "核验通过", "countersign": "会签", "done": "已核验并会签",
           "entry": "一项行为及其证明", "export": "导出", "download": "下载", "ready": "文件已备好"},
    "en": {"proof": "Proof", "verify": "Verify", "well": "Verified", "countersign": "Countersign",
           "done": "Verified and countersigned", "entry": "One act with its proof", "export": "Export",
           "download": "Download", "ready": "The file is ready"},
}  # fmt: skip


@pytest.fixture(scope="session")
def proven_city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """A product of its own: what is countersigned here is to change no other journey."""
    with recorded(tmp_path_factory.mktemp("home-of-proofs")) as city:
        yield city


@pytest.fixture(scope="session")
def product_address(proven_city: City) -> str:
    return proven_city.address


def test_proof_from_countersigning_to_the_verifier(
    page: Page, proven_city: City, barriers: Callable[[], list[str]], lang: str, tmp_path: Path
) -> None:
    said = PROOF[lang]
    speak(page, proven_city.address, lang)

    def fits() -> None:
        unfold(page, "main")
        assert barriers() == []
        assert overflow(page) == 0

    proven_city.enter(page, "superior")
    page.goto("/record/log/")
    page.get_by_role("link", name=said["proof"], exact=True).click()
    expect(page.locator(".pz-led > li")).to_have_count(2)
    fits()
    office = page.locator(".pz-led > li").get_by_role("button")
    if office.count():  # another language or width may have done it before
        office.first.click()
        expect(page.get_by_role("heading", name=said["done"])).to_be_visible()
        fits()
    proven_city.enter(page, "head")
    page.goto("/record/proof/")
    page.get_by_role("button", name=said["verify"], exact=True).click()
    expect(page.get_by_role("heading", name=said["well"], exact=True)).to_be_visible()
    fits()
    page.goto("/record/entry/?organ=Z1&entry=2")
    expect(page.locator(".pz-pf-seal")).to_have_count(2)
    fits()
    page.goto("/record/proof/")
    page.get_by_label(said["entry"]).check()
    page.locator("#p-entry").fill("2")
    page.get_by_role("button", name=said["export"], exact=True).click()
    expect(page.get_by_role("heading", name=said["ready"])).to_be_visible()
    fits()
    with page.expect_download() as fetched:
        page.get_by_role("link", name=said["download"], exact=True).click()
    export, keys = tmp_path / "export.jsonl", tmp_path / "log.pub"
    fetched.value.save_as(export)
    with page.expect_download() as fetched:
        page.locator("a[href$='/keys/log/']").click()
    fetched.value.save_as(keys)
    with page.expect_download() as fetched:
        page.locator("a[href$='/verifier/']").click()
    fetched.value.save_as(tmp_path / "paizhu_verify.py")
    words = [sys.executable, "-I", "paizhu_verify.py", str(export), "--key", str(keys)]
    assert subprocess.run(words, cwd=tmp_path, capture_output=True, check=False).returncode == 0


@at_desktop
def test_long_work_has_a_process_of_its_own_and_its_page_follows(page: Page, proven_city: City) -> None:
    speak(page, proven_city.address, "en")
    begin = """
import django
django.setup()
from paizhu.web.record.jobs import Asked, Task, begin, start
of = begin(Asked("S-head", Task.VERIFY, "Z1", "en"))
print(of.token, flush=True)
start(of)
"""
    env = os.environ | {"PAIZHU_HOME": str(proven_city.home), "DJANGO_SETTINGS_MODULE": "paizhu.settings"}
    with subprocess.Popen(
        [sys.executable, "-c", begin], env=env, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        token = process.stdout.readline().strip()
        assert process.wait(timeout=30) == 0
        proven_city.enter(page, "head")
        page.goto(f"/record/proof/work/{token}/")
        expect(page.get_by_role("heading", name="Verified", exact=True)).to_be_visible(timeout=15_000)


# The work itself, but that its second stage waits until the test has seen what the first one has shown.
PACED = """
import sys
import django
django.setup()
from paizhu.journal.checking import Verification
from paizhu.web.changing.jobs import locked
from paizhu.web.record.jobs import Asked, Task, begin
from paizhu.web.record.working import work
goes_on = Verification.of_entries
def waits(self, told):
    told(1, 2)
    sys.stdin.readline()
    return goes_on(self, told)
Verification.of_entries = waits
of = begin(Asked("S-head", Task.VERIFY, "Z1", sys.argv[1]))
with locked(of.folder / "lock"):
    print(of.token, flush=True)
    work(of)
"""


def test_what_the_first_stage_has_shown_stands_there_while_the_second_goes_on(
    page: Page, proven_city: City, barriers: Callable[[], list[str]], lang: str
) -> None:
    speak(page, proven_city.address, lang)
    env = os.environ | {"PAIZHU_HOME": str(proven_city.home), "DJANGO_SETTINGS_MODULE": "paizhu.settings"}
    with subprocess.Popen(
        [sys.executable, "-c", PACED, lang], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        token = process.stdout.readline().strip()
        proven_city.enter(page, "head")
        page.goto(f"/record/proof/work/{token}/")
        expect(page.locator(".pz-stages > li")).to_have_count(2)
        log, text = page.locator(".pz-stages > li").all()
        expect(text.get_by_role("progressbar")).to_have_attribute("value", "1", timeout=15_000)
        expect(log.get_by_role("progressbar")).to_have_count(0)
        expect(log).to_contain_text({"en": "were hashed anew", "zh": "的哈希"}[lang])
        expect(page.get_by_role("heading", name=PROOF[lang]["well"], exact=True)).to_have_count(0)
        assert barriers() == []
        assert overflow(page) == 0
        print(file=process.stdin, flush=True)
        expect(page.get_by_role("heading", name=PROOF[lang]["well"], exact=True)).to_be_visible(
            timeout=15_000
        )
        expect(page.locator(".pz-stages > li")).to_have_count(2)
        assert barriers() == []
        assert overflow(page) == 0
