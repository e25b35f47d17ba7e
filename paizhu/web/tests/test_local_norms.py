"""Local norms through the page: previewed, in force from a day to a day, for the organs under the authority only."""

import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from paizhu.registry import here as registry
from paizhu.registry import models
from paizhu.registry.importing import import_file
from paizhu.registry.tests.charts import city
from paizhu.registry.tests.local_norms import LOCAL
from paizhu.web import base as pack

LIST, IMPORT = "/norms/local/", "/norms/local/import/"
SAID = {"authority": "安澜市委", "since": "2026-01-01", "until": "", "reason": "安委发〔2025〕3号"}
ACT = "host_business.bid"


@pytest.fixture(autouse=True)
def _city(tmp_path: Path, db: None, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  the database, empty
    monkeypatch.setenv("PAIZHU_HOME", str(tmp_path))
    lists = city()
    lists["organs"] += [
        {"id": "V2", "name": "镜湖市纪委监委", "kind": "纪委监委"},
        {"id": "Y1", "name": "镜湖市纪委监委驻市卫生局纪检监察组", "kind": "派驻机构"},
        {"id": "G1", "name": "镜湖市卫生局", "kind": "驻在单位"},
    ]
    lists["relations"] += [
        {"id": "R31", "type": "dispatches", "from": "V2", "to": "Y1"},
        {"id": "R32", "type": "stationed_at", "from": "Y1", "to": "G1"},
    ]
    file = tmp_path / "city.json"
    file.write_text(json.dumps(lists, ensure_ascii=False), "utf-8")
    import_file(file)


def zipped(files: dict[str, str], top: str = "") -> SimpleUploadedFile:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in files.items():
            archive.writestr(top + name, text)
    return SimpleUploadedFile("pack.zip", data.getvalue())


def send(client: Client, *files: SimpleUploadedFile, **said: str) -> Any:
    return client.post(IMPORT, SAID | said | {"files": list(files)}, follow=True)


def confirm(client: Client, reply: Any) -> Any:
    change = re.search(r'name="change" value="([^"]*)"', reply.content.decode())
    assert change is not None
    return client.post(reply.redirect_chain[-1][0], {"do": "confirm", "change": change[1]})


def answer(bearer: str, toward: str, on: date) -> str:
    here = registry.here(pack.opened().base)
    assert here is not None
    return str(here.rule(bearer, ACT, toward, on, "zh")["answer"])


@pytest.mark.parametrize("top", ["", "pack/"], ids=["bare", "in a folder"])
def test_preview_says_what_changes_for_whom_from_when(client: Client, top: str) -> None:
    page = send(client, zipped(LOCAL, top)).content.decode()
    for words in (
        "还没有写入任何内容",
        "安澜市派驻监督办法",
        "2026-01-01",
        "派驻机构 2",
        "驻在单位 2",
        "不得",
        "例如",
    ):
        assert words in page
    assert "镜湖" not in page
    assert models.LocalNorms.objects.count() == 0


def test_norms_hold_from_the_first_day_for_their_organs_only(client: Client) -> None:
    assert confirm(client, send(client, zipped(LOCAL))).status_code == 302
    assert answer("Z1", "H1", date(2026, 1, 1)) == "forbidden"
    assert answer("Z1", "H1", date(2025, 12, 31)) != "forbidden"
    assert answer("Y1", "G1", date(2026, 2, 1)) != "forbidden"
    page = client.get(LIST).content.decode()
    assert "安澜市派驻监督办法" in page
    assert "不得参加评标" in page
    change = models.Change.objects.order_by("-at")[0]
    assert (change.kind, change.reason) == ("local_norms", SAID["reason"])
    assert "安委发〔2025〕3号" in client.get("/organs/changes/").content.decode()


def test_yaml_files_are_taken_one_by_one(client: Client) -> None:
    files = [SimpleUploadedFile(name.rpartition("/")[2], text.encode()) for name, text in LOCAL.items()]
    assert confirm(client, send(client, *files)).status_code == 302
    assert models.LocalNorms.objects.count() == 1


def test_norms_end_on_their_last_day(client: Client) -> None:
    confirm(client, send(client, zipped(LOCAL)))
    end = f"{LIST}anlan/end/"
    for until, reason in (("", "x"), ("2026-03-31", " "), ("2025-12-30", "x"), ("2026", "x")):
        reply = client.post(end, {"until": until, "reason": reason})
        assert reply.status_code == 422
        assert "未作任何改动" in reply.content.decode()
    assert client.post(end, {"until": "2026-03-31", "reason": "废止"}).status_code == 302
    assert answer("Z1", "H1", date(2026, 3, 31)) == "forbidden"
    assert answer("Z1", "H1", date(2026, 4, 1)) != "forbidden"
    assert "2026-03-31" in client.get(LIST).content.decode()
    assert models.LocalNorms.objects.filter(recorded_to=None).count() == 1
    assert client.post(f"{LIST}nothing/end/", {"until": "2026-03-31", "reason": "x"}).status_code == 422


def test_a_newer_pack_takes_the_place_of_the_older(client: Client) -> None:
    confirm(client, send(client, zipped(LOCAL)))
    newer = {name: text.replace("modality: prohibition", "modality: power") for name, text in LOCAL.items()}
    reply = send(client, zipped(newer), since="2026-06-01")
    assert "变更" in reply.content.decode()
    assert confirm(client, reply).status_code == 302
    assert models.LocalNorms.objects.filter(recorded_to=None).count() == 1


def test_what_changed_meanwhile_is_previewed_anew(client: Client, tmp_path: Path) -> None:
    reply = send(client, zipped(LOCAL))
    file = tmp_path / "more.json"
    file.write_text('{"organs": [{"id": "H9", "name": "安澜市体育局", "kind": "驻在单位"}]}', "utf-8")
    import_file(file)
    again = confirm(client, reply)
    assert again.status_code == 409
    assert models.LocalNorms.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "before", "after", "told"),
    [
        ("regulations/measures.yaml", "rank: local", "rank: law", "local"),
        ("regulations/measures.yaml", "host_business.bid", "host_business.dance", "host_business.dance"),
        ("local.yaml", "id: anlan", "name: anlan", "local.yaml"),
        ("local.yaml", "id: anlan", "id: [", "local.yaml"),
    ],
    ids=["a higher rank", "an unknown act", "no id", "no YAML"],
)
def test_packs_with_faults_are_refused(client: Client, name: str, before: str, after: str, told: str) -> None:
    bad = {file: text.replace(before, after) if file == name else text for file, text in LOCAL.items()}
    reply = send(client, zipped(bad))
    assert reply.status_code == 422
    assert told in reply.content.decode()
    assert models.LocalNorms.objects.count() == 0


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"authority": "安澜市伟"}, "安澜市委"),
        ({"since": ""}, "施行日期"),
        ({"since": "2026-02-30"}, "施行日期"),
        ({"until": "2025-01-01"}, "最后一日"),
        ({"reason": ""}, "理由"),
    ],
    ids=["no such organ", "no day", "impossible day", "ends before it starts", "no reason"],
)
def test_what_is_said_wrongly_is_refused(client: Client, said: dict[str, str], told: str) -> None:
    reply = send(client, zipped(LOCAL), **said)
    assert reply.status_code == 422
    assert told in reply.content.decode()


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04cut", b"%PDF-1.7", b"\0" * 100],
    ids=["empty", "cut off", "other form", "zeros"],
)
def test_files_that_are_no_pack_are_refused(client: Client, data: bytes, tmp_path: Path) -> None:
    reply = send(client, SimpleUploadedFile("x.zip", data))
    assert reply.status_code == 422
    assert str(tmp_path) not in reply.content.decode()
    assert send(client).status_code == 422
    outside = zipped({"../../evil.yaml": "x: 1", **LOCAL})
    assert send(client, outside).status_code == 422


def test_an_upload_that_is_gone_is_told(client: Client) -> None:
    reply = send(client, zipped(LOCAL))
    address = reply.redirect_chain[-1][0]
    assert client.post(address, {"do": "drop"}).status_code == 302
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", [LIST, IMPORT, f"{LIST}anlan/end/"])
def test_only_a_system_administrator(visitor: Client, auditor: Client, address: str) -> None:
    assert visitor.get(address)["Location"].startswith("/sign-in/?next=")
    assert auditor.get(address).status_code == 403
    assert Client(enforce_csrf_checks=True).post(address, {}).status_code in {403, 405}
