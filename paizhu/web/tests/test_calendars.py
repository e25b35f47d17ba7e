"""Calendars on pages: a file looked at, loaded, and refused; by the system administrator alone."""

import io
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from paizhu.accounts.tests.signed_in import make_account
from paizhu.door.calendars import calendar
from paizhu.door.models import CalendarYear
from paizhu.door.tests.conftest import bring_cast
from paizhu.journal.models import Entry
from paizhu.web.tests.test_administration import in_english

LINES = [
    ("日期", "类型", "名称"),
    ("2031-01-01", "放假", "元旦"),
    ("2031-05-01", "放假", "劳动节"),
    ("2031-10-01", "放假", "国庆节"),
    ("2031-10-02", "放假", "国庆节"),
    ("2031-10-11", "上班", "国庆节"),
]


@pytest.fixture
def admin(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:  # noqa: ARG001  the database first
    bring_cast(tmp_path, monkeypatch)
    return in_english(make_account("system", administers="system"))


def csv(*more: tuple[str, ...]) -> SimpleUploadedFile:
    text = "\n".join(",".join(line) for line in [*LINES, *more])
    return SimpleUploadedFile("2031.csv", text.encode())


def xlsx() -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in LINES:
        sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("2031.xlsx", out.getvalue())


@pytest.mark.parametrize("made", [csv, xlsx])
def test_file_is_looked_at_and_then_loaded_on_record(admin: Client, made: object) -> None:
    assert callable(made)
    reply = admin.post("/administration/calendars/", {"file": made()})
    assert reply.status_code == 302
    page = admin.get(reply["Location"]).content.decode()
    assert "2031-10-01 – 2031-10-02" in page
    assert "Load 1 year" in page
    assert not CalendarYear.objects.exists()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    assert admin.post(reply["Location"], {"do": "confirm", "seen": "other"}).status_code == 409
    done = admin.post(reply["Location"], {"do": "confirm", "seen": seen})
    assert calendar().covers(2031)
    assert '"years":[2031]' in Entry.objects.filter(body__contains="calendar.import").get().body
    assert "Loaded: 2031." in admin.get(done["Location"]).content.decode()
    # The same once more is nothing, and leaves no entry.
    again = admin.post("/administration/calendars/", {"file": made()})["Location"]
    assert "Nothing to change." in admin.get(again).content.decode()
    assert Entry.objects.filter(body__contains="calendar.import").count() == 1


def test_what_is_wrong_is_told_with_its_row_and_column_and_no_folder(admin: Client) -> None:
    wrong = csv(("2031-02-30", "放假", "春节"), ("2031-10-01", "放假", "国庆节"))
    reply = admin.post("/administration/calendars/", {"file": wrong})
    page = reply.content.decode()
    assert reply.status_code == 422
    assert "2 faults; nothing was changed." in page
    assert "<b>2031.csv · row 7 · day</b>" in page
    assert "it stands in row 4 already" in page
    assert "uploads" not in page
    assert admin.post("/administration/calendars/", {}).status_code == 422
    empty = SimpleUploadedFile("x.xlsx", b"PK\x03\x04 no book")
    assert admin.post("/administration/calendars/", {"file": empty}).status_code == 422
    assert admin.get("/administration/calendars/nothing-of-that-name-here/").status_code == 404
    assert not CalendarYear.objects.exists()
