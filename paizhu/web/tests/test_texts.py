"""The pages of full texts: what they show of a library, and what an import does."""

import html
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from paizhu.norms.texts.library import open_library
from paizhu.norms.texts.tests.homes import fingerprint, text
from paizhu.web import uploads

OLD = text(
    "第一章 总则\n\n第一条 档案室保管会议记录。\n\n第二条 下列人员可以查阅：\n\n（一）<b>主任</b>；",
    since="2010年2月1日",
)
NEW = text("第一条 为了试验。\n\n第二条 档案室保管会议记录三十年。", since="2020年2月1日")
RULES = text(
    "第二十五条 派驻机构协助其开展内部巡视巡察。",
    title="纪检监察机关派驻机构工作规则",
    head="（2022年6月22日中共中央办公厅发布）",
)
IMPORT = "/norms/texts/import/"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PAIZHU_HOME", str(tmp_path))
    return tmp_path


def send(client: Client, *files: tuple[str, bytes], **fields: str) -> tuple[int, str]:
    """Upload files and return status and page."""
    chosen = [SimpleUploadedFile(name, raw) for name, raw in files]
    reply = client.post(IMPORT, {"files": chosen, **fields})
    return reply.status_code, reply.content.decode()


def token(page: str) -> str:
    found = re.search(r'name="upload" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def bring_in(client: Client, *files: tuple[str, bytes]) -> None:
    """Upload files and confirm."""
    _, page = send(client, *files)
    reply = client.post(IMPORT, {"do": "confirm", "upload": token(page)})
    assert reply.status_code == 200


def get(client: Client, address: str, **fields: str) -> str:
    reply = client.get(address, fields)
    assert reply.status_code == 200, reply.status_code
    return reply.content.decode()


def test_empty_library_says_how_to_begin(client: Client) -> None:
    page = get(client, "/norms/texts/")
    assert "还没有导入法规全文" in page
    assert f'href="{IMPORT}"' in page


def test_preview_writes_no_text_and_confirming_does(client: Client, home: Path) -> None:
    status, page = send(client, ("a.txt", OLD))
    assert status == 200
    assert "试验办法" in page
    assert len(open_library(home)) == 0
    reply = client.post(IMPORT, {"do": "confirm", "upload": token(page)})
    assert "已导入1部法规文本" in reply.content.decode()
    assert [v.title for v in open_library(home)] == ["试验办法"]
    assert list((home / "uploads").iterdir()) == []


def test_last_day_that_may_be_too_late_is_called_so(client: Client) -> None:
    bring_in(client, ("a.txt", OLD))
    undated = text("第一条 丙。", head="（2015年1月1日发布）")
    _, page = send(client, ("b.txt", undated), ("c.txt", NEW))
    assert "版本 2010 的最后一天不晚于 2020-01-31" in page
    assert "版本 2015 到 2020-01-31 为止" in page
    client.post(IMPORT, {"do": "confirm", "upload": token(page)})
    assert get(client, "/norms/texts/").count("不晚于") == 1


def test_upload_is_confirmed_once(client: Client) -> None:
    _, page = send(client, ("a.txt", OLD))
    fields = {"do": "confirm", "upload": token(page)}
    client.post(IMPORT, fields)
    again = client.post(IMPORT, fields)
    assert again.status_code == 422
    assert "请重新选择" in again.content.decode()


@pytest.mark.parametrize("name", ["../texts", "", "x" * 30, "../../../../etc"])
def test_upload_that_is_not_there_is_refused(name: str, client: Client, home: Path) -> None:
    bring_in(client, ("a.txt", OLD))
    before = fingerprint(home)
    reply = client.post(IMPORT, {"do": "confirm", "upload": name})
    assert reply.status_code == 422
    assert fingerprint(home) == before


def test_old_uploads_go(client: Client, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    send(client, ("a.txt", OLD))
    monkeypatch.setattr(uploads, "_LONGEST_S", -1)
    send(client, ("b.txt", NEW))
    assert len(list((home / "uploads").iterdir())) == 1


@pytest.mark.parametrize(
    ("files", "fields", "said"),
    [
        ([("a.txt", b"")], {}, ["a.txt", "文件是空的"]),
        ([("../../evil<b>.txt", b"%PDF")], {}, ["evil&lt;b&gt;.txt", "PDF"]),
        (
            [("a.txt", OLD), ("b.txt", b"\xff\xfe\x00"), ("c.docx", b"PK")],
            {},
            ["b.txt", "c.docx", "共2处错误"],
        ),
        ([("a.txt", OLD)], {"effective": "2020"}, ["施行日", "2020", "YYYY-MM-DD"]),
        ([("a.txt", OLD), ("b.txt", NEW)], {"title": "甲"}, ["只能导入一个文件"]),
        ([], {}, ["应选择一个或多个文件"]),
    ],
    ids=["empty", "name with folders", "several", "year only", "title of many", "nothing"],
)
def test_refused_upload_says_why_and_changes_nothing(
    files: list[tuple[str, bytes]], fields: dict[str, str], said: list[str], client: Client, home: Path
) -> None:
    status, page = send(client, *files, **fields)
    assert status == 422
    assert all(words in page for words in said)
    assert fingerprint(home) == {}


def test_day_that_is_asked_for_can_be_answered(client: Client, home: Path) -> None:
    _, page = send(client, ("a.txt", text("第一条 甲。", head="（2015年1月1日发布）")))
    assert 'name="effective-0"' in page
    client.post(IMPORT, {"do": "confirm", "upload": token(page), "effective-0": "2015-03-01"})
    assert [str(v.since) for v in open_library(home)] == ["2015-03-01"]


def test_import_is_for_a_system_administrator_only(visitor: Client, auditor: Client) -> None:
    assert visitor.get(IMPORT)["Location"].startswith("/sign-in/?next=")
    files = {"files": [SimpleUploadedFile("a.txt", OLD)]}
    assert [auditor.get(IMPORT).status_code, auditor.post(IMPORT, files).status_code] == [403, 403]


def test_form_from_elsewhere_is_refused(home: Path) -> None:
    client = Client(enforce_csrf_checks=True)
    reply = client.post(IMPORT, {"files": [SimpleUploadedFile("a.txt", OLD)]})
    assert reply.status_code == 403
    assert fingerprint(home) == {}


def test_text_is_shown_whole(client: Client, home: Path) -> None:
    bring_in(client, ("a.txt", OLD))
    (version,) = open_library(home)
    page = get(client, f"/norms/texts/{version.regulation}/{version.version}/")
    shown = html.unescape(re.sub(r"<(?!b>|/b>)[^>]+>", "", page))
    for words in ("第一章 总则", "档案室保管会议记录。", "（一）<b>主任</b>；"):
        assert words in shown
    assert "<b>主任" not in page
    assert 'id="art-1"' in page


def test_stray_lines_stay_and_are_said(client: Client, home: Path) -> None:
    bring_in(client, ("b.txt", "试验办法\n\n第一章 总则\n\n孤行\n\n第一条 甲。".encode()))
    (version,) = open_library(home)
    page = get(client, f"/norms/texts/{version.regulation}/{version.version}/")
    assert '<p class="pz-stray" lang="zh-Hans">孤行</p>' in page
    assert "第5行“孤行”" in page


def test_norms_stand_beside_their_article_and_wrong_quotes_are_flagged(client: Client) -> None:
    _, preview = send(client, ("r.txt", RULES))
    assert "引文不在这一文本中" in preview
    bring_in(client, ("r.txt", RULES))
    page = get(client, "/norms/texts/stationed_rules/2022/")
    assert 'href="/norms/stationed_rules/2022/25/#norm-' in page
    assert "不在第二十五条" in page
    assert "文本没有第三条" in page
    article = get(client, "/norms/stationed_rules/2022/25/")
    assert "派驻机构协助其开展内部巡视巡察。" in article
    assert "不在第二十五条" in article
    assert 'href="/norms/texts/stationed_rules/2022/"' in get(client, "/norms/stationed_rules/2022/")


def test_versions_are_compared(client: Client) -> None:
    bring_in(client, ("a.txt", OLD), ("b.txt", NEW))
    page = get(client, "/norms/texts/试验办法/compare/")
    assert "<ins>三十年</ins>" in page
    assert "第一条</a> → <a" in page
    only = get(client, "/norms/texts/试验办法/compare/", show="gone")
    assert "<ins>" not in only
    assert 'id="old-2"' in only


def test_article_is_followed_through_versions(client: Client) -> None:
    bring_in(client, ("a.txt", OLD), ("b.txt", NEW))
    page = get(client, "/norms/texts/试验办法/2020/2/")
    assert "<ins>三十年</ins>" in page
    assert "2010 · 第一条" in page
    assert "以下版本没有这一条" in get(client, "/norms/texts/试验办法/2020/1/")


@pytest.mark.parametrize(
    "address",
    [
        "/norms/texts/nowhere/2020/",
        "/norms/texts/试验办法/1999/",
        "/norms/texts/试验办法/2010/77/",
        "/norms/texts/nowhere/compare/",
        "/norms/texts/试验办法/compare/?from=1999",
    ],
)
def test_what_is_not_there_is_not_found(address: str, client: Client) -> None:
    bring_in(client, ("a.txt", OLD))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_speaks_both_languages(lang: str, client: Client) -> None:
    bring_in(client, ("a.txt", OLD), ("b.txt", NEW), ("r.txt", RULES))
    word = {"zh": "法规全文", "en": "Full texts"}[lang]
    for address in (
        "/norms/texts/",
        IMPORT,
        "/norms/texts/试验办法/2010/",
        "/norms/texts/试验办法/2020/2/",
        "/norms/texts/试验办法/compare/",
    ):
        assert word in get(client, address, lang=lang)
