"""Layouts of organs on pages: uploaded, looked at, kept, and put back; by the system administrator alone, and never unchecked."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from docx import Document

from paizhu.accounts.tests.signed_in import make_account
from paizhu.door.tests.conftest import bring_cast
from paizhu.door.tests.world import AT
from paizhu.journal.models import Entry
from paizhu.reports import layouts
from paizhu.reports.models import Layout
from paizhu.reports.official import Paper
from paizhu.web.tests.test_administration import in_english

ADDRESS = "/administration/layouts/Z1/"


@pytest.fixture(autouse=True)
def cast(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  the database first
    """The city of the cast, on its day."""
    bring_cast(tmp_path, monkeypatch)
    monkeypatch.setattr(timezone, "now", lambda: AT)


def typst(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("own.typ", text.encode())


def test_upload_preview_keep_and_back() -> None:
    admin = in_english(make_account("system", administers="system"))
    own = layouts.builtin().typst.replace("#d4121a", "#0000ff")
    docx = SimpleUploadedFile("own.docx", layouts.builtin().docx)
    assert "驻市财政局纪检监察组" in admin.get("/administration/layouts/").content.decode()
    page = admin.post(ADDRESS, {"do": "preview", "typst": typst(own), "docx": docx}).content.decode()
    assert page.count("data:image/png;base64,iVBOR") == 1
    assert not Layout.objects.exists()
    token = page.split('name="upload" value="')[1].split('"')[0]
    sample = admin.get(f"{ADDRESS}{token}/sample-letter.docx")
    assert admin.get(f"{ADDRESS}{token}/sample-minutes.docx").status_code == 404
    assert any("样张" in p.text for p in Document(io.BytesIO(sample.content)).paragraphs)
    assert admin.post(ADDRESS, {"do": "keep", "upload": token}).status_code == 302
    kept = Layout.objects.get()
    assert (kept.typst, bytes(kept.docx)) == (own, layouts.builtin().docx)
    assert admin.get(f"{ADDRESS}template.typ").content.decode() == own
    # What was kept is gone from where it waited.
    again = admin.post(ADDRESS, {"do": "keep", "upload": token})
    assert (again.status_code, Layout.objects.count()) == (409, 1)
    words = {"do": "words", "word": "安纪驻财函", "recommendation_word": "安纪驻财建"}
    assert admin.post(ADDRESS, words).status_code == 302
    look = layouts.look("Z1", AT.date())
    assert (look.word, look.recommendation_word, look.own) == ("安纪驻财函", "安纪驻财建", ("typst", "docx"))
    assert admin.post(ADDRESS, {"do": "standard"}).status_code == 302
    assert layouts.look("Z1", AT.date()).own == ()
    assert [e.body.count('"document.layout"') for e in Entry.objects.order_by("pk")] == [1, 1, 1]


def test_minutes_have_templates_of_their_own() -> None:
    admin = in_english(make_account("system", administers="system"))
    built_in = layouts.builtin()
    own = built_in.minutes_typst.replace("#d4121a", "#0000ff")
    docx = SimpleUploadedFile("own.docx", built_in.minutes_docx)
    # What is for letters is none for minutes.
    for name, file in (
        ("minutes_typst", typst(built_in.typst)),
        ("minutes_docx", SimpleUploadedFile("own.docx", built_in.docx)),
        ("docx", SimpleUploadedFile("own.docx", built_in.minutes_docx)),
    ):
        assert admin.post(ADDRESS, {"do": "preview", name: file}).status_code == 422, name
    page = admin.post(
        ADDRESS, {"do": "preview", "minutes_typst": typst(own), "minutes_docx": docx}
    ).content.decode()
    token = page.split('name="upload" value="')[1].split('"')[0]
    sample = Document(io.BytesIO(admin.get(f"{ADDRESS}{token}/sample-minutes.docx").content))
    assert any(p.text.startswith("列席：") for p in sample.paragraphs)
    assert admin.post(ADDRESS, {"do": "keep", "upload": token}).status_code == 302
    look = layouts.look("Z1", AT.date())
    assert (look.own, look.typst) == (("minutes_typst", "minutes_docx"), built_in.typst)
    assert look.of(Paper.MINUTES).typst == admin.get(f"{ADDRESS}minutes.typ").content.decode() == own
    assert admin.get(f"{ADDRESS}other.typ").status_code == 404
    assert admin.post(ADDRESS, {"do": "standard"}).status_code == 302
    assert layouts.look("Z1", AT.date()).own == ()


def test_bad_templates_are_refused_and_nothing_is_kept() -> None:
    admin = in_english(make_account("system", administers="system"))
    wrong = {
        "leaves out": typst("#let d = 1"),
        "cannot be laid out": typst(layouts.builtin().typst + '\n#read("/etc/passwd")'),
        "UTF-8": SimpleUploadedFile("own.typ", b"\xff\xfe"),
    }
    for said, file in wrong.items():
        reply = admin.post(ADDRESS, {"do": "preview", "typst": file})
        assert (reply.status_code, said in reply.content.decode()) == (422, True), said
    for given in (
        {"do": "preview"},
        {"do": "words", "word": "〔2025〕"},
        {"do": "preview", "docx": typst("no")},
    ):
        assert admin.post(ADDRESS, given).status_code == 422
    assert admin.post(ADDRESS, {"do": "keep", "upload": "x" * 30}).status_code == 409
    assert admin.get("/administration/layouts/NONE/").status_code == 404
    assert not Layout.objects.exists()
    for kind in ("security", "audit"):
        other = in_english(make_account(kind, administers=kind))
        assert other.get(ADDRESS).status_code == 403
        assert other.post(ADDRESS, {"do": "standard"}).status_code == 403
