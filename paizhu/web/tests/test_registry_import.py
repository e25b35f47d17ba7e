"""The import of organs through the page: previewed, asked, refused, recorded; all or nothing."""

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from paizhu.registry import models, queries
from paizhu.registry.tests.charts import changed, city, organ, relation, with_
from paizhu.web.changing import jobs, pages, starting

IMPORT = "/organs/import/"
Reply = tuple[int, str, str]  # status, page, address


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PAIZHU_HOME", str(tmp_path))
    return tmp_path


def as_json(lists: dict[str, Any]) -> bytes:
    return json.dumps(lists, ensure_ascii=False).encode()


def send(client: Client, *files: tuple[str, bytes], lang: str = "zh", **more: Any) -> Reply:
    """Upload files; return what the page then says."""
    chosen = [SimpleUploadedFile(name, raw) for name, raw in files]
    return _followed(client.post(f"{IMPORT}?lang={lang}", {"files": chosen, **more}, follow=True), client)


def act(client: Client, address: str, do: str, **fields: str) -> Reply:
    return _followed(client.post(address, {"do": do, **fields}, follow=True), client)


def _followed(reply: Any, _client: Client) -> Reply:
    address = reply.redirect_chain[-1][0] if reply.redirect_chain else IMPORT
    return reply.status_code, reply.content.decode(), address


def bring_in(client: Client, lists: dict[str, Any]) -> None:
    _, page, address = send(client, ("city.json", as_json(lists)))
    status, page, _ = act(client, address, "confirm")
    assert (status, "已记录" in page) == (200, True)


def test_preview_writes_nothing_and_confirming_does(client: Client, home: Path) -> None:
    status, page, address = send(client, ("city.json", as_json(city())))
    assert status == 200
    assert "还没有写入任何内容" in page
    assert "安澜市财政局党组" in page
    assert len(queries.chart()) == 0
    status, page, _ = act(client, address, "confirm")
    assert "已记录" in page
    assert len(queries.chart()) == 25
    assert list((home / "uploads").rglob("city.json")) == []


def test_confirming_twice_records_once(client: Client) -> None:
    _, _, address = send(client, ("city.json", as_json(city())))
    act(client, address, "confirm")
    act(client, address, "confirm")
    assert models.Change.objects.count() == 1


def test_preview_shows_old_and_new_field_by_field(client: Client) -> None:
    bring_in(client, city())
    lists = changed("relations", "R4", until="2025-04-30")
    lists["organs"][4]["name"] = "安澜市财政与国资局"
    lists["organs"].append(organ("H9", "驻在单位", "安澜市体育局"))
    _, page, address = send(client, ("city.json", as_json(lists)))
    assert "安澜市体育局" in page
    changed_page = client.get(address, {"show": "changed"}).content.decode()
    assert "<del>安澜市财政局</del>" in changed_page
    assert "<ins>安澜市财政与国资局</ins>" in changed_page
    ended = client.get(address, {"show": "ended"}).content.decode()
    assert "<del>–</del>" in ended
    assert "<ins>2025-04-30</ins>" in ended
    assert "记录3项变化" in page


def test_records_that_others_name_are_shown_by_their_names(client: Client) -> None:
    bring_in(client, city())
    more = {
        "organs": [organ("H9", "驻在单位", "安澜市数据局")],
        "relations": [relation("V9", "covers", "Z1", "H9")],
    }
    status, page, _ = send(client, ("more.json", as_json(more)))
    assert status == 200
    office = queries.chart().organs["Z1"].name
    assert f"Z1 {office}" in page
    assert "H9 安澜市数据局" in page


def test_nothing_to_change_offers_no_confirmation(client: Client) -> None:
    bring_in(client, city())
    _, page, _ = send(client, ("city.json", as_json(city())))
    assert "没有需要改动的。" in page
    assert 'value="confirm"' not in page


def test_all_faults_with_their_places_and_nothing_is_changed(client: Client) -> None:
    lists = with_(
        "organs", organ("h1", "驻在单位", "x"), organ("B1", "驻在单位", "<b>y</b>", valid_from="2020")
    )
    lists["relations"][3]["to"] = "H77"
    status, page, address = send(client, ("city.json", as_json(lists)))
    assert status == 422
    for words in ("3处错误", "city.json", "organs", "第11行", "第12行", "valid_from", "H77"):
        assert words in page
    assert "<b>y" not in page
    assert str(jobs.job(address.split("/")[-2]).folder) not in page
    assert len(queries.chart()) == 0


def test_all_faults_are_taken_away_as_a_table(client: Client) -> None:
    lists = with_("organs", *(organ(f"B{n}", "县局", "甲") for n in range(pages.SIZE + 1)))
    lists["organs"][-1]["kind"] = "=1+1"
    _, page, address = send(client, ("city.json", as_json(lists)))
    assert f'href="{address}faults.csv"' in page
    sent = client.get(f"{address}faults.csv").content
    heads, *rows = csv.reader(io.StringIO(sent.decode("utf-8-sig")))
    assert heads == ["文件", "工作表", "行", "列", "现有内容", "应为"]
    assert (len(rows), rows[0][:5]) == (pages.SIZE + 1, ["city.json", "organs", "11", "kind", "县局"])
    # Nothing that a spreadsheet program would count out.
    assert rows[-1][4] == "'=1+1"
    act(client, address, "drop")
    assert client.get(f"{address}faults.csv").status_code == 404


def test_answers_are_taken_away_as_a_map_file(client: Client) -> None:
    text = "单位编码,名称,类型,备注\nH1,甲,驻在单位,x\n".encode()
    _, _, address = send(client, ("organs.csv", text))
    assert client.get(f"{address}map.json").status_code == 404
    _, page, _ = act(client, address, "answer", **{"ask-0": "id", "ask-1": "-"})
    assert f'href="{address}map.json"' in page
    assert client.get(f"{address}faults.csv").status_code == 404
    kept = client.get(f"{address}map.json").content
    assert json.loads(kept) == {"headings": {"单位编码": "id", "备注": None}}
    status, _, _ = send(client, ("organs.csv", text), map=SimpleUploadedFile("map.json", kept))
    assert status == 200


def test_unknown_headings_and_words_are_asked(client: Client) -> None:
    text = "单位编码,名称,性质,备注\nH1,安澜市财政局,局机关,x\nH2,安澜市水利局,局机关,y\n"
    status, page, address = send(client, ("organs.csv", text.encode()))
    assert status == 422
    asked = re.findall(r'name="ask-(\d)"', page)
    assert len(asked) == 3
    answers = {"ask-0": "id", "ask-1": "kind", "ask-2": "-"}
    _, page, _ = act(client, address, "answer", **answers)
    assert "“类型”列中的“局机关”" in page
    assert "共2行" in page
    status, page, _ = act(client, address, "answer", **{"ask-0": "驻在单位"})
    assert status == 200
    act(client, address, "confirm")
    assert queries.chart().organs.keys() == {"H1", "H2"}


def test_a_file_whose_list_is_not_known_is_asked_about(client: Client) -> None:
    text = "代码,全称叫法,性质\nH1,安澜市财政局,驻在单位\n"
    _, page, address = send(client, ("ledger.csv", text.encode()))
    assert "“ledger”是哪一张表" in page
    act(client, address, "answer", **{"ask-0": "organs"})
    status, page, _ = act(client, address, "answer", **{"ask-0": "id", "ask-1": "name", "ask-2": "kind"})
    assert status == 200
    assert "安澜市财政局" in page


def test_answers_that_are_none_change_nothing(client: Client) -> None:
    _, _, address = send(client, ("organs.csv", "编号,名称,类型,备注\nH1,甲,驻在单位,x\n".encode()))
    for given in ("", "nonsense", "驻在单位"):
        status, page, _ = act(client, address, "answer", **{"ask-0": given})
        assert status == 422
        assert "没有作答" in page


def test_a_map_file_answers_beforehand(client: Client) -> None:
    mapped = as_json({"headings": {"备注": None, "单位编码": "id"}})
    text = "单位编码,名称,类型,备注\nH1,甲,驻在单位,x\n"
    status, _, _ = send(client, ("organs.csv", text.encode()), map=SimpleUploadedFile("m.json", mapped))
    assert status == 200
    status, page, _ = send(client, ("organs.csv", text.encode()), map=SimpleUploadedFile("m.json", b"[]"))
    assert (status, "map.json" in page) == (422, True)


def test_several_csv_files_make_one_import(client: Client) -> None:
    organs = "编号,名称,类型\nZ1,甲组,派驻机构\nH1,乙局,驻在单位\n"
    relations = "编号,类型,起点,终点\nR1,驻在,Z1,H1\n"
    _, _, address = send(client, ("organs.csv", organs.encode()), ("relations.csv", relations.encode()))
    act(client, address, "confirm")
    assert queries.chart().relations.keys() == {"R1"}


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([], "应选择文件"),
        ([("a.json", b"{}"), ("b.csv", b"x")], "须为CSV文件"),
        ([("a.csv", b"x"), ("A.csv", b"x")], "文件名不应相同"),
        ([("a.json", b"")], "有内容的文件"),
        ([("../../evil<b>.json", b"{")], "evil&lt;b&gt;.json"),
        ([("a.xlsx", b"PK\x03\x04cut")], "不完整或者已损坏"),
        ([("\u202etxt.exe.csv", b"\0\0\0")], "txt.exe.csv"),
    ],
    ids=["nothing", "mixed", "one name", "empty", "path and tags", "cut off", "turned name"],
)
def test_what_cannot_be_taken_is_refused(files: list[tuple[str, bytes]], said: str, client: Client) -> None:
    status, page, _ = send(client, *files)
    assert status == 422
    assert said in page
    assert len(queries.chart()) == 0


def test_what_changed_meanwhile_is_previewed_anew(client: Client) -> None:
    bring_in(client, city())
    _, _, address = send(client, ("a.json", as_json(changed("organs", "H1", name="甲局"))))
    bring_in(client, changed("organs", "H1", name="乙局"))
    status, page, _ = act(client, address, "confirm")
    assert status == 409
    assert "预览之后登记库又有变化" in page
    assert "<del>乙局</del>" in page
    assert queries.chart().organs["H1"].name == "乙局"
    act(client, address, "confirm")
    assert queries.chart().organs["H1"].name == "甲局"


def test_many_rows_come_in_pages(client: Client) -> None:
    rows = [organ(f"H{n}", "驻在单位", f"第{n}局") for n in range(1, 121)]
    _, page, address = send(client, ("many.json", as_json({"organs": rows})))
    assert page.count('class="pz-record-head"') == pages.SIZE
    last = client.get(address, {"show": "new", "page": "3"}).content.decode()
    assert "第120局" in last
    assert last.count('class="pz-record-head"') == 20
    beyond = client.get(address, {"show": "no", "page": "99999"}).content.decode()
    assert "第120局" in beyond


def test_an_upload_can_be_given_up(client: Client, home: Path) -> None:
    _, _, address = send(client, ("city.json", as_json(city())))
    act(client, address, "drop")
    assert list((home / "uploads").iterdir()) == []
    assert client.get(address).status_code == 404
    assert client.post(address, {"do": "confirm"}).status_code == 404


@pytest.mark.parametrize("token", ["x" * 30, "..", "%2e%2e%2fsecret-key", "x"])
def test_an_upload_that_is_not_there_is_told(token: str, client: Client) -> None:
    assert client.get(f"{IMPORT}{token}/").status_code == 404


def test_refusals_are_told_in_the_language_of_the_reader(client: Client) -> None:
    _, _, address = send(client, ("a.json", b'{"organs": [{"id": "H1"}]}'))
    client.cookies["paizhu_language"] = "en"
    page = client.get(address, follow=True).content.decode()
    assert "nothing was changed" in page
    assert "a name: the cell is empty" in page or "expected" in page


@pytest.mark.parametrize("ending", ["json", "xlsx"])
def test_an_export_imports_back_to_the_same(ending: str, client: Client) -> None:
    bring_in(client, city())
    reply = client.get(f"/organs/export.{ending}")
    assert f".{ending}" in reply["Content-Disposition"]
    _, page, _ = send(client, (f"again.{ending}", reply.content))
    assert 'value="confirm"' not in page
    assert client.get("/organs/export.exe").status_code == 404


@pytest.mark.parametrize("address", [IMPORT, f"{IMPORT}{'x' * 30}/", "/organs/export.json"])
def test_only_a_system_administrator(visitor: Client, auditor: Client, address: str) -> None:
    assert visitor.get(address)["Location"].startswith("/sign-in/?next=")
    assert auditor.get(address).status_code == 403


def test_form_from_elsewhere_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    files = {"files": [SimpleUploadedFile("a.json", as_json(city()))]}
    assert client.post(IMPORT, files).status_code == 403


def test_work_under_way_and_interrupted(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that stands in for the work holds the lock, and is killed: nothing was recorded, and it is said."""
    _, _, address = send(client, ("city.json", as_json(city())))
    of = jobs.job(address.split("/")[-2])
    started: list[subprocess.Popen[bytes]] = []

    popen = subprocess.Popen

    def stand_in(_words: list[str], *, pass_fds: tuple[int, ...], **_: Any) -> None:
        words = [sys.executable, "-c", "import sys; sys.stdin.read()"]
        started.append(popen(words, pass_fds=pass_fds, stdin=subprocess.PIPE))

    monkeypatch.setattr(starting, "INLINE_BYTES", 0)
    monkeypatch.setattr("paizhu.web.changing.starting.subprocess.Popen", stand_in)
    of.tell("正在记录", 5, 25)
    status, page, _ = act(client, address, "confirm")
    assert status == 200
    assert 'hx-trigger="load delay:1s"' in page
    act(client, address, "confirm")
    assert len(started) == 1
    started[0].kill()
    started[0].communicate()
    status, page, _ = _followed(client.get(address, follow=True), client)
    assert status == 409
    assert "处理中断了" in page
    assert len(queries.chart()) == 0
    monkeypatch.setattr(starting, "INLINE_BYTES", 10**6)
    status, page, _ = act(client, address, "look")
    assert "将发生的变化" in page
    assert of.state().task is None
