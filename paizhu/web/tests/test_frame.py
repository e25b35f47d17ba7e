"""What every page has: headers, language, error pages, icons."""

import errno
import re
from pathlib import Path

import pytest
from django.db import OperationalError
from django.templatetags.static import static
from django.test import Client

from paizhu.web.headers import CONTENT_SECURITY_POLICY
from tools.assets import ICONS, SHEET, VENDOR, whole_sheet

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
STATIC = Path(__file__).resolve().parents[1] / "static/web"


@pytest.mark.parametrize("address", ["/ask/", "/norms/", "/nowhere/", static("made/pages.css")])
def test_every_reply_carries_the_policy(client: Client, address: str) -> None:
    reply = client.get(address)
    reply.close()
    assert reply["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert reply["X-Content-Type-Options"] == "nosniff"


def test_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    assert "default-src 'self'" in CONTENT_SECURITY_POLICY
    assert re.findall(r"unsafe|https?:|\*|nonce", CONTENT_SECURITY_POLICY) == []


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_templates_obey_the_policy(path: Path) -> None:
    text = path.read_text("utf-8")
    assert (
        re.findall(r"<style|\sstyle=|\son\w+=|hx-on|javascript:|[\"']js:|//cdn|src=[\"']https?:", text) == []
    )
    assert re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", text) == []


def test_pages_are_not_kept(client: Client) -> None:
    assert client.get("/ask/")["Cache-Control"] == "no-cache, private"


@pytest.mark.parametrize("name", ["made/pages.css", "vendor/htmx.min.js", "web/drawing.js"])
def test_static_files_are_kept_for_good(client: Client, name: str) -> None:
    reply = client.get(static(name))
    reply.close()
    assert "immutable" in reply["Cache-Control"]


def test_static_files_come_compressed(client: Client) -> None:
    reply = client.get(static("made/pages.css"), headers={"accept-encoding": "gzip"})
    reply.close()
    assert reply["Content-Encoding"] == "gzip"


def test_no_file_is_served_at_an_address_that_would_outlive_it(client: Client) -> None:
    assert client.get("/static/made/pages.css").status_code == 404


def test_home_leads_to_the_question_box_or_to_today(client: Client, visitor: Client) -> None:
    assert visitor.get("/")["Location"] == "/ask/"
    assert client.get("/")["Location"] == "/today/"


def test_page_is_chinese_whatever_the_browser_prefers(client: Client) -> None:
    page = client.get("/ask/", headers={"accept-language": "en"})
    assert '<html lang="zh-Hans">' in page.content.decode()
    assert page["Content-Language"] == "zh-hans"


def test_reader_can_choose_english_and_go_back(client: Client) -> None:
    reply = client.post("/language/", {"language": "en", "next": "/norms/"})
    assert reply["Location"] == "/norms/"
    assert '<html lang="en">' in client.get("/norms/").content.decode()
    client.post("/language/", {"language": "zh-hans", "next": "/norms/"})
    assert '<html lang="zh-Hans">' in client.get("/norms/").content.decode()


@pytest.mark.parametrize("cookie", ["xx", "../..", "x" * 5000], ids=["no such", "path", "long"])
def test_unknown_language_is_chinese(client: Client, cookie: str) -> None:
    client.cookies["paizhu_language"] = cookie
    assert client.get("/ask/")["Content-Language"] == "zh-hans"


def test_language_form_leads_nowhere_else(client: Client) -> None:
    reply = client.post("/language/", {"language": "en", "next": "https://example.org/"})
    assert reply["Location"] == "/"


@pytest.mark.parametrize(
    ("page", "language"),
    [
        ("http://localhost/ask/?lang=en", "en"),
        ("http://localhost/ask/", "zh-hans"),
        ("http://[", "zh-hans"),
    ],
    ids=["the page's", "none", "no address"],
)
def test_what_htmx_puts_into_a_page_speaks_its_language(client: Client, page: str, language: str) -> None:
    reply = client.get("/ask/", headers={"hx-request": "true", "hx-current-url": page})
    assert reply["Content-Language"] == language
    assert "HX-Current-URL" in reply["Vary"]


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "没有找到"), ("en", "Not found")])
def test_missing_page_in_house_style(client: Client, language: str, word: str) -> None:
    client.cookies["paizhu_language"] = language
    reply = client.get("/nowhere/")
    assert reply.status_code == 404
    assert f'<h1 class="page-title">{word}</h1>' in reply.content.decode()


def test_stale_form_says_what_to_do() -> None:
    reply = Client(enforce_csrf_checks=True).post("/language/", {"language": "en"})
    assert reply.status_code == 403
    assert "Cookie" in reply.content.decode()


def test_what_a_browser_asks_for_by_itself_leaves_a_loaded_form_as_it_is(visitor: Client) -> None:
    reply = visitor.get("/favicon.ico", follow=True)
    reply.close()
    assert reply.status_code == 200
    assert reply["Content-Type"] == "image/svg+xml"
    assert not visitor.cookies


def test_wrong_host_gets_the_house_page(client: Client) -> None:
    reply = client.get("/ask/", headers={"host": "evil.example"})
    assert reply.status_code == 400
    assert "无法识别" in reply.content.decode()


def test_fault_shows_a_page_without_internals(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("secret content")

    monkeypatch.setattr("paizhu.web.ask.page", fail)
    reply = Client(raise_request_exception=False).get("/ask/")
    assert reply.status_code == 500
    assert "系统出错" in reply.content.decode()
    assert "secret content" not in reply.content.decode()


@pytest.mark.parametrize(
    "fault", [OperationalError("secret content"), OSError(errno.ENOSPC, "secret content")]
)
def test_what_cannot_be_used_just_now_is_said_to_be_so(
    monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr("paizhu.web.ask.page", fail)
    reply = Client(raise_request_exception=False).get("/ask/")
    assert (reply.status_code, reply.headers["Retry-After"]) == (503, "60")
    assert "暂时不可用" in reply.content.decode()
    assert "secret content" not in reply.content.decode()


def test_health(client: Client) -> None:
    assert client.get("/health/").content == b"ok\n"


def test_icons_in_templates_are_in_the_sprite() -> None:
    used = {
        name
        for path in TEMPLATES.rglob("*.html")
        for name in re.findall(r'{% icon "([^"]+)"', path.read_text())
    }
    assert used <= set(ICONS)
    sprite = (VENDOR / "icons.svg").read_text()
    assert all(f'id="{name}"' in sprite for name in ICONS)


def test_every_page_has_one_sheet_that_holds_all(client: Client) -> None:
    assert re.findall(r'<link rel="stylesheet" href="([^"]+)"', client.get("/ask/").content.decode()) == [
        static("made/pages.css")
    ]
    listed = re.findall(r'@import "([^"]+)"', (STATIC / "pz.css").read_text("utf-8"))
    assert sorted(listed) == sorted(sheet.name for sheet in STATIC.glob("*.css") if sheet.name != "pz.css")


def test_sheet_is_made_from_the_present_sources() -> None:
    assert SHEET.read_text("utf-8") == whole_sheet(), "run tools/assets.py"
    assert "@import" not in whole_sheet()


def test_no_two_sheets_lay_out_the_same_class() -> None:
    """All sheets hold on every page: a class that two of them lay out breaks the pages of one of them."""
    laid_out: dict[str, set[str]] = {}
    for sheet in STATIC.glob("*.css"):
        if sheet.name != "tokens.css":  # it gives values, to whatever class
            for name in re.findall(r"^(\.[\w-]+) {", sheet.read_text(), re.MULTILINE):
                laid_out.setdefault(name, set()).add(sheet.name)
    assert {name: sheets for name, sheets in laid_out.items() if len(sheets) > 1} == {}


def test_sheets_hold_literal_colours_nowhere() -> None:
    for sheet in STATIC.glob("*.css"):
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|!important", sheet.read_text()) == [], sheet.name
