"""Official documents on pages: looked at, taken away, and hidden from everybody else."""

import io
import json
from html import unescape

import pytest
from docx import Document

from paizhu.journal.models import Entry
from paizhu.liaison.letters.tests.letters import drafted, issued
from paizhu.reports import layouts, ledger
from paizhu.reports.models import Layout
from paizhu.web.tests.seated import from_seat


def test_a_letter_leads_to_its_document_and_that_to_its_files() -> None:
    letter = issued(title='<script>alert("1")</script>函')
    reader = from_seat("discipline")
    address = f"/matters/{letter.reference}/document/"
    assert address in reader.get(f"/matters/{letter.reference}/").content.decode()
    reply = reader.get(address)
    page = reply.content.decode()
    assert reply.status_code == 200
    assert "no-store" in reply["Cache-Control"]
    assert page.count('src="data:image/png;base64,iVBOR') == 1
    assert "<script>alert" not in page
    assert "〔2025〕1号" in page
    before = Entry.objects.count()
    pdf, docx = (reader.get(f"{address}file.{ending}") for ending in ("pdf", "docx"))
    assert Entry.objects.count() == before + 2
    assert pdf.content.startswith(b"%PDF")
    assert letter.title in [p.text for p in Document(io.BytesIO(docx.content)).paragraphs]
    for file in (pdf, docx):
        assert file["Content-Disposition"].startswith(f'attachment; filename="{letter.reference}.')
        assert "no-store" in file["Cache-Control"]
    reader.head(f"{address}file.pdf")
    assert Entry.objects.count() == before + 2
    assert reader.get(f"{address}file.exe").status_code == 404


def test_nobody_else_learns_of_a_document() -> None:
    draft = drafted()
    for who in ("discipline", "other", "superior", "host"):
        for part in ("", "file.pdf", "file.docx"):
            assert from_seat(who).get(f"/matters/{draft.reference}/document/{part}").status_code == 404
    assert "Draft: it gets its number" in unescape(
        from_seat("clerk").get(f"/matters/{draft.reference}/document/").content.decode()
    )


def test_a_template_that_fails_later_is_told_and_nothing_is_on_record() -> None:
    letter = issued()
    entry = Entry.objects.latest("pk")
    broken = layouts.builtin().typst + f'\n#if d.title == "{letter.title}" {{ panic("no") }}'
    Layout.objects.create(organ_id="Z1", since=letter.opened_on, typst=broken, entry=entry)
    before = Entry.objects.count()
    for part in ("", "file.pdf"):
        reply = from_seat("clerk").get(f"/matters/{letter.reference}/document/{part}")
        assert reply.status_code == 422
        assert "panicked" in unescape(reply.content.decode())
    assert Entry.objects.count() == before


def test_the_list_is_a_ledger_as_filtered_and_on_record(monkeypatch: pytest.MonkeyPatch) -> None:
    issued(title="#panic() 函")
    drafted()
    before = Entry.objects.count()
    reply = from_seat("clerk").post("/matters/ledger/", {"kind": "letter", "title": "panic"})
    assert reply.content.startswith(b"%PDF")
    assert reply["Content-Disposition"].endswith('.pdf"')
    facts = json.loads(Entry.objects.latest("pk").body)["facts"]
    assert (Entry.objects.count(), facts["rows"]) == (before + 1, 1)
    monkeypatch.setattr(ledger, "MOST", 1)
    refused = from_seat("clerk").post("/matters/ledger/", {"kind": "letter"})
    assert refused.status_code == 422
    assert "up to 1 matters" in refused.content.decode()
    assert Entry.objects.count() == before + 1
