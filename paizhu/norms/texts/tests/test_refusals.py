"""Files that cannot be read rightly are refused: which file, which line, what stands there, what was expected."""

import time
import tracemalloc
import zipfile

import pytest

from paizhu.norms.refusals import InputRefused
from paizhu.norms.texts.parse import parse
from paizhu.norms.texts.source import LARGEST, LARGEST_TEXT
from paizhu.norms.texts.tests import samples

_ENTITIES = '<!DOCTYPE d [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_OUTSIDE = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def encrypted() -> bytes:
    """A package whose parts say that they are encrypted."""
    raw = bytearray(samples.docx())
    for sign in (b"PK\x03\x04", b"PK\x01\x02"):
        at = raw.find(sign)
        while at >= 0:
            raw[at + (6 if sign == b"PK\x03\x04" else 8)] |= 1
            at = raw.find(sign, at + 1)
    return bytes(raw)


def bomb() -> bytes:
    return samples.docx("<w:p><w:r><w:t>" + "甲" * 8_000_000 + "</w:t></w:r></w:p>")


def many() -> str:
    """Paragraphs that do not shrink like a bomb, each with a number of its own."""
    return "".join(f'<w:p w:r="{n * 7919 % 1_000_003}"/>' for n in range(600_000))


def deep(n: int = 5000) -> bytes:
    return ("<html><body>" + "<div>" * n + "第一条 甲。").encode()


REFUSED: dict[str, tuple[str, bytes, int | None, str, str]] = {
    "empty": ("x.md", b"", None, "", "empty"),
    "white space": ("x.txt", b" \n\t", None, "", "empty"),
    "empty docx": ("x.docx", b"", None, "", "empty"),
    "too large": ("x.txt", b"x" * (LARGEST_TEXT + 1), None, "bytes", "at most 4 MiB"),
    "too large document": ("x.docx", b"PK" + b"x" * LARGEST, None, "bytes", "at most 16 MiB"),
    "cut utf-8": ("x.txt", samples.PLAIN.encode()[:-2], 23, "E3 80", "cut off"),
    "broken utf-8": ("x.txt", samples.PLAIN.encode().replace("甲".encode(), b"\xff"), 11, "FF", "UTF-8, UTF-16"),
    "broken utf-16": ("x.txt", samples.PLAIN.encode("utf-16") + b"\x00", 24, "00", "cut off"),
    "NUL": ("x.txt", samples.PLAIN.replace("甲", "\0").encode(), 11, "NUL", "UTF-8, UTF-16"),
    "other encoding": ("x.txt", bytes(range(128, 256)) * 40, 1, "80", "UTF-8, UTF-16"),
    "pdf": ("x.txt", b"%PDF-1.7 ...", None, "PDF", "Markdown, plain text"),
    "doc or encrypted": ("x.docx", b"\xd0\xcf\x11\xe0" + b"0" * 99, None, "encrypted DOCX", "Markdown, plain text"),
    "image": ("x.md", b"\x89PNG\r\n", None, "PNG", "Markdown, plain text"),
    "text named docx": ("x.docx", samples.PLAIN.encode(), None, "not a zip", "DOCX file that is whole"),
    "cut docx": ("x.docx", samples.docx()[:-40], None, "zip", "DOCX file that is whole"),
    "workbook": ("x.docx", samples.docx().replace(b"word/document.xml", b"xl/workbook.xml__"), None, "zip", "Word document"),
    "encrypted part": ("x.docx", encrypted(), None, "Content_Types", "not encrypted"),
    "zip bomb": ("x.docx", bomb(), None, "word/document.xml", "times the packed size"),
    "entity bomb": ("x.docx", samples.docx(start=_ENTITIES), None, "DTDForbidden", "without entities"),
    "external entity": ("x.docx", samples.docx(start=_OUTSIDE), None, "DTDForbidden", "without entities"),
    "path traversal": ("x.docx", samples.docx(more={"../../evil": "x"}), None, "../../evil", "inside of the package"),
    "broken xml": ("x.docx", samples.docx("<w:p>"), None, "mismatched", "well-formed"),
    "deep xml": ("x.docx", samples.docx("<w:x>" * 300 + "</w:x>" * 300), None, "", "nested at most"),
    "too many elements": ("x.docx", samples.docx(many()), None, "elements", "one regulation"),
    "deep page": ("x.html", deep(), 1, "", "nested at most"),
    "page of tags": ("x.html", b"<html>" + b"<b>" * 500_000, None, "500001", "at most 400000 tags"),
    "no title": ("x.txt", "第一条 甲。".encode(), None, "", "--title"),
    "title of two lines": ("x.txt", "试验地方各级\n试验办法\n\n第一条 甲。".encode(), 1, "试验地方各级", "--title"),
    "impossible day": ("x.txt", "试验办法\n（2019年2月30日发布）\n第一条 甲。".encode(), 2, "2019年2月30日", "the calendar"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "raw", "row", "value", "expected"), REFUSED.values(), ids=REFUSED)
def test_refused(name: str, raw: bytes, row: int | None, value: str, expected: str) -> None:
    with pytest.raises(InputRefused) as refused:
        parse(name, raw)
    (refusal,) = refused.value.refusals
    assert (refusal.file, refusal.row) == (name, row)
    assert value in refusal.value
    assert expected in refusal.expected.en
    assert refusal.expected.zh


@pytest.mark.parametrize("name", ["zip bomb", "deep page", "page of tags", "too large"])
def test_refused_within_time_and_memory(name: str) -> None:
    file, raw, *_ = REFUSED[name]
    tracemalloc.start()
    start = time.perf_counter()
    with pytest.raises(InputRefused):
        parse(file, raw)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert time.perf_counter() - start < 30
    assert peak < 512 * 2**20


def test_value_is_shortened_and_escaped() -> None:
    with pytest.raises(InputRefused) as refused:
        parse("x.txt", ("试验\u202e" + "长" * 300 + "\n\n第一条 甲。").encode())
    (refusal,) = refused.value.refusals
    shown = str(refusal.entry("en")["value"])
    assert len(shown) <= 61
    assert shown.isprintable()


def test_zip_with_the_same_part_twice_is_refused() -> None:
    import io  # noqa: PLC0415

    packed = io.BytesIO(samples.docx())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(packed, "a") as file:
        file.writestr("word/document.xml", "<x/>")
    with pytest.raises(InputRefused, match="whole"):
        parse("x.docx", packed.getvalue())
