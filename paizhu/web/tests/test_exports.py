"""The list of matters as a workbook: what is in it, who may fetch it, that it is on record, and a large one."""

import io
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from paizhu.accounts.models import Account
from paizhu.accounts.tests.signed_in import make_account, sign_in
from paizhu.door.tests.conftest import bring_cast
from paizhu.door.tests.world import AT, CAST, TASK, assigned, proposed
from paizhu.journal.models import Content, Entry
from paizhu.web.matters import exporting, exports


@pytest.fixture(autouse=True)
def cast(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  the database first
    """The city of the cast, on its day."""
    bring_cast(tmp_path, monkeypatch)
    monkeypatch.setattr(timezone, "now", lambda: AT)


def as_(name: str) -> Client:
    known = Account.objects.filter(username=name).first()
    client = sign_in(Client(), known or make_account(name, person=f"X-{name}"))
    client.cookies["paizhu_language"] = "en"
    return client


def sheet(reply: Any) -> list[tuple[Any, ...]]:
    assert reply.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(b"".join(reply.streaming_content)))
    return list(book.worksheets[0].values)


def test_everybody_gets_what_their_list_shows_and_nothing_else(settings: Settings) -> None:
    settings.HIGHEST_SECRECY = "secret"
    matters = [
        assigned(),
        proposed(title="=HYPERLINK(1)"),
        assigned(secrecy="secret", secret_until="2030-01-01"),
    ]
    found = {}
    for name in CAST:
        rows = sheet(as_(name).post("/matters/export/"))[1:]
        found[name] = {row[1]: row[2] for row in rows}
    references = [m.reference for m in matters]
    # Whoever takes part has the titles but that of the secret one, and a formula is a text.
    assert found["superior"] == dict(
        zip(references, [TASK["title"], "=HYPERLINK(1)", "secret: read it in the product"], strict=True)
    )
    assert set(found["head"]) == {references[0], references[2]}
    assert found["other"] == found["secretary"] == found["host"] == {}


def test_filters_hold_and_the_record_names_them_without_the_words() -> None:
    matter, other = assigned(), proposed(title="别的事")
    rows = sheet(as_("superior").post("/matters/export/", {"title": "别的", "kind": "task", "open": "open"}))
    assert [row[1] for row in rows[1:]] == [other.reference]
    entry = Entry.objects.get(log__organ="W2", body__contains="matters.export")
    body = json.loads(entry.body)
    assert body["facts"] == {"rows": 1, "filters": {"kind": "task", "closed": False}}
    assert "别的" not in entry.body
    assert Content.objects.get(entry=entry).name == "title"
    assert matter.reference not in {row[1] for row in rows}


def test_wrong_filter_writes_nothing() -> None:
    reply = as_("superior").post("/matters/export/", {"due_before": "tomorrow"})
    assert (reply.status_code, reply["Location"][:9]) == (302, "/matters/")
    assert not Entry.objects.filter(body__contains="matters.export").exists()


@pytest.mark.parametrize("administers", ["system", "security", "audit"])
def test_administrators_carry_nothing_out(administers: str) -> None:
    assigned()
    client = sign_in(Client(), make_account("admin", administers=administers))
    reply = client.post("/matters/export/")
    assert reply.status_code != 200 or len(sheet(reply)) == 1


def test_large_one_is_written_aside_and_is_its_seats_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    matters = [assigned(), assigned()]
    monkeypatch.setattr(exporting, "AT_ONCE", 1)
    begun: list[Any] = []
    monkeypatch.setattr(exports, "start", begun.append)  # the process would look into another database
    client = as_("superior")
    page = client.post("/matters/export/")["Location"]
    assert (
        "is being written" not in client.get(page).content.decode()
    )  # nobody works on it: it was interrupted
    assert client.get(f"{page}file/").status_code == 404
    exporting.work(begun[0])
    shown = client.get(page).content.decode()
    assert "The workbook is ready" in shown
    assert re.search(r"2 matters, as your seat sees them", shown)
    assert {row[1] for row in sheet(client.get(f"{page}file/"))[1:]} == {m.reference for m in matters}
    for other in ("superior_deputy", "head", "secretary"):
        assert as_(other).get(page).status_code == 404
        assert as_(other).get(f"{page}file/").status_code == 404
    assert Entry.objects.filter(body__contains="matters.export").count() == 1


def test_ended_seat_gets_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    assigned()
    monkeypatch.setattr(exporting, "AT_ONCE", 0)
    begun: list[Any] = []
    monkeypatch.setattr(exports, "start", begun.append)
    page = as_("superior").post("/matters/export/")["Location"]
    monkeypatch.setattr(timezone, "now", lambda: AT.replace(year=2019))
    exporting.work(begun[0])
    assert not begun[0].file.exists()
    assert page
