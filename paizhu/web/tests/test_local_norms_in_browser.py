"""Local norms in a real browser, in both languages and at both widths."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from paizhu.registry.tests.charts import city
from paizhu.registry.tests.imported import imported
from paizhu.registry.tests.local_norms import LOCAL
from paizhu.tests.serving import serving
from paizhu.web.tests.looking import overflow, speak, unfold

pytestmark = pytest.mark.browser
WORDS = {
    "zh": {"preview": "预览", "record": "记录1条规范", "end": "使其终止", "from": "施行日期", "by": "制定机关", "why": "理由"},
    "en": {"preview": "Preview", "record": "Record 1 norm", "end": "Let it end", "from": "In force from",
           "by": "Authority", "why": "Reason"},
}  # fmt: skip


@pytest.fixture(scope="session")
def product_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A product of its own, with a small city."""
    home = tmp_path_factory.mktemp("home-of-local-norms")
    (home / "city.json").write_text(json.dumps(city(), ensure_ascii=False), "utf-8")
    with serving(imported(home, home / "city.json")) as (_, host):
        yield f"http://{host}"


def test_local_norms_are_previewed_recorded_and_ended(
    page: Page, product_address: str, barriers: Callable[[], list[str]], lang: str, tmp_path: Path
) -> None:
    said = WORDS[lang]
    speak(page, product_address, lang)
    files = []
    for name, text in LOCAL.items():
        files.append(tmp_path / name.rpartition("/")[2])
        files[-1].write_text(text, "utf-8")

    def fits() -> None:
        assert barriers() == []
        assert overflow(page) == 0

    page.goto("/norms/local/import/")
    fits()
    page.locator("#id_files").set_input_files(files)
    page.get_by_label(said["by"]).fill("安澜市委")
    page.get_by_label(said["from"]).fill("2026-01-01")
    page.get_by_label(said["why"]).fill("安委发〔2025〕3号")
    page.get_by_role("button", name=said["preview"]).click()
    expect(page.locator("main")).to_contain_text("anlan.1.bid")
    fits()
    page.get_by_role("button", name=said["record"]).click()
    expect(page.locator("#pack-anlan")).to_contain_text("2026-01-01")
    fits()
    page.locator("#pack-anlan summary", has_text=said["end"]).click()
    page.locator("#id_until_1").fill("2026-12-31")
    page.locator("#id_reason_1").fill("x")
    page.get_by_role("button", name=said["end"]).click()
    expect(page.locator("#pack-anlan")).to_contain_text("2026-12-31")
    unfold(page)
    fits()
