"""What is looked for in a file: each row of what is refused differs from one that is taken in one thing."""

import io

import pytest

from paizhu.door.attachments import content, names
from paizhu.door.attachments.kinds import KINDS, by_ending
from paizhu.door.attachments.refusing import NotTaken, Why
from paizhu.door.attachments.tests import files
from paizhu.door.attachments.tests.files import package

DOCX, XLSX = "word/document.xml", "xl/workbook.xml"


def check(name: str, held: bytes) -> None:
    kind = by_ending(names.split(name)[1])
    assert kind is not None, name
    content.check(io.BytesIO(held), kind)


@pytest.mark.parametrize("name", files.TAKEN)
def test_taken(name: str) -> None:
    check(name, files.TAKEN[name])


@pytest.mark.parametrize("name", files.TAKEN)
def test_every_other_content_is_refused(name: str) -> None:
    kind = by_ending(names.split(name)[1])
    for other, held in files.TAKEN.items():
        theirs = by_ending(names.split(other)[1])
        assert kind is not None
        assert theirs is not None
        if theirs == kind or (kind.is_text and theirs.is_text):
            continue
        with pytest.raises(NotTaken):
            check(name, held)


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("a.docx", files.OLE),
        ("a.pdf", b"\n" + files.PDF),
        ("a.pdf", files.HTML),
        ("a.png", files.SVG),
        ("a.jpg", b"MZ" + bytes(100)),
        ("a.txt", b"\x7fELF" + bytes(100)),
        ("a.txt", "记录".encode("utf-16")),
        ("a.txt", b"\xff\xff\xff"),
        ("a.csv", b"a,b\x00"),
        ("a.csv", b"x" * 100_000 + b"\x01"),
        ("a.ofd", files.DOCX),
        ("a.xlsx", files.DOCX),
        ("a.docx", files.DOCX[:-1]),
        ("a.docx", files.DOCX + b"\x00"),
        ("a.docx", b"MZ" + files.DOCX),
        ("a.docx", package(DOCX, "../../evil.xml")),
        ("a.docx", package(DOCX, "/etc/passwd")),
        ("a.docx", b"PK\x03\x04"),
    ],
    ids=[
        "old-or-encrypted-word",
        "before-the-signature",
        "html",
        "svg",
        "program",
        "elf",
        "utf-16",
        "no-encoding",
        "nul",
        "control-late",
        "other-package",
        "other-office-package",
        "cut-off",
        "something-behind",
        "something-before",
        "leads-out",
        "absolute",
        "only-a-signature",
    ],
)
def test_content_is_not_what_the_name_says(name: str, held: bytes) -> None:
    with pytest.raises(NotTaken) as refused:
        check(name, held)
    assert refused.value.why is Why.OTHER_CONTENT


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("a.docx", package(DOCX, "word/vbaProject.bin")),
        (
            "a.docx",
            package(DOCX, types='<Default ContentType="application/vnd.ms-word.document.MACROENABLED"/>'),
        ),
        ("a.docx", package(DOCX, "word/embeddings/oleObject1.bin")),
        ("a.docx", package(DOCX, "word/embeddings/Macro.xlsm")),
        ("a.docx", package(DOCX, "word/activeX/activeX1.xml")),
        ("a.docx", package(DOCX, "word/afchunk.mht")),
        ("a.docx", package(DOCX, "word/media/run.EXE")),
        ("a.xlsx", package(XLSX, "xl/macrosheets/sheet1.xml")),
        ("a.ofd", package("OFD.xml", "Doc_0/Attachs/setup.exe")),
        ("a.txt", files.HTML),
        ("a.txt", b"\n\n  <SVG onload=alert(1)>"),
        ("a.csv", "\ufeff<?xml version='1.0'?>".encode()),
        ("a.txt", b"#!/bin/sh\nrm -rf /\n"),
        ("a.txt", b"{\\rtf1{\\object\\objocx}}"),
    ],
)
def test_what_can_be_carried_out(name: str, held: bytes) -> None:
    with pytest.raises(NotTaken) as refused:
        check(name, held)
    assert refused.value.why is Why.ACTIVE


def test_encrypted_package() -> None:
    held = bytearray(files.DOCX)
    at = held.index(b"PK\x01\x02") + 8  # the flags of the first part in the list
    held[at] |= 1
    with pytest.raises(NotTaken) as refused:
        check("a.docx", bytes(held))
    assert refused.value.why is Why.ENCRYPTED


def test_list_of_parts_that_claims_to_be_huge() -> None:
    held = bytearray(files.DOCX)
    held[-10:-6] = (2**31).to_bytes(4, "little")
    with pytest.raises(NotTaken):
        check("a.docx", bytes(held))


def test_text_that_speaks_of_markup_is_text() -> None:
    check("a.txt", "网页里写着 <script>alert(1)</script>。".encode())


@pytest.mark.parametrize("declared", ["", "application/octet-stream", "text/plain; charset=gbk", "TEXT/CSV"])
def test_declared_types_that_agree(declared: str) -> None:
    assert KINDS["csv"].agrees(declared)


@pytest.mark.parametrize("declared", ["text/html", "application/x-msdownload", "text"])
def test_declared_types_that_do_not_agree(declared: str) -> None:
    assert not KINDS["csv"].agrees(declared)
