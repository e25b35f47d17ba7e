"""Templates from outside: what they may not do, what they must hold, and what becomes of words that are hostile."""

import io
import time
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from paizhu import places
from paizhu.door.secrecy import Secrecy
from paizhu.reports import checking, filling, layouts, pressing, word
from paizhu.reports.checking import TemplateRefused
from paizhu.reports.official import Official, broken, official
from paizhu.reports.pressing import NotPressed

GOOD = layouts.builtin().typst


def letter(**given: Any) -> Official:
    return official(**{
        "issuer": "派驻纪检监察组", "number": "〔2026〕1号", "secrecy": Secrecy.NONE, "secret_until": None,
        "title": "关于试排的函", "addressee": "机关纪委", "body": "试排。", "on": date(2026, 3, 1), **given,
    })  # fmt: skip


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('#read("/../../../etc/passwd")', "escape|not found"),
        ('#read("/etc/passwd")', "not found"),
        ('#import "@preview/cetz:0.2.2"', "package"),
        ("#let f(n) = f(n + 1)\n#f(0)", "depth"),
        ("#let a = range(400000000)", "needs more than"),
        ("#panic(d.title)", "panicked"),
        ("#[", "unclosed"),
    ],
    ids=["above", "absolute", "package", "recursion", "memory", "panic", "syntax"],
)
def test_a_template_that_reaches_out_or_fails_is_refused(line: str, why: str) -> None:
    with pytest.raises(NotPressed, match=f"(?s){why}.*Nothing was kept"):
        checking.check_typst(f"{GOOD}\n{line}")


def test_a_template_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pressing, "_CPU_S", 1)
    began = time.monotonic()
    with pytest.raises(NotPressed, match="needs more than 1 s"):
        pressing.pdf("#let s = ()\n#for i in range(100000000) { s = (i,) }", "{}")
    assert time.monotonic() - began < pressing.LONGEST_S


def test_a_template_sees_nothing_of_the_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAIZHU_SMTP_PASSWORD_FILE", "secret")
    assert not [name for name in pressing._environment("/x") if name.startswith("PAIZHU")]


def test_nothing_stays_behind_of_what_was_laid_out() -> None:
    pressing.pdf(GOOD, letter().as_json())
    assert list(places.uploading().glob("press-*")) == []


def test_a_template_that_leaves_out_the_secrecy_is_refused() -> None:
    with pytest.raises(TemplateRefused, match="leaves out secrecy"):
        checking.check_typst(GOOD.replace("secrecy", "x"))
    with pytest.raises(TemplateRefused, match="256 KiB"):
        checking.check_typst(GOOD + " " * checking.LARGEST_TYPST)


def test_the_longest_and_the_emptiest_are_laid_out() -> None:
    for one in (letter(title="题" * 200, issuer="组" * 60), letter(addressee="", body="", on=None, title="")):
        assert pressing.pages(GOOD, one.as_json())[0].startswith(b"\x89PNG")
        assert filling.filled(word.template(), one)


def docx(change: Callable[[Any], object]) -> bytes:
    book = Document(io.BytesIO(word.template()))
    change(book)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def packed(name: str, old: bytes, new: bytes) -> bytes:
    """The built-in template with a part changed, or added."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word.template())) as whole, zipfile.ZipFile(written, "w") as made:
        for part in whole.namelist():
            data = whole.read(part)
            made.writestr(part, data.replace(old, new) if part == name else data)
        if name not in whole.namelist():
            made.writestr(name, new)
    return written.getvalue()


MAIN = "word/document.xml"
TITLE = b"{{title}}"


@pytest.mark.parametrize(
    ("template", "why"),
    [
        (b"no package", "content is not"),
        (packed("word/vbaProject.bin", b"", b"x"), "macros"),
        (packed(MAIN, TITLE, b"{{title}} {{person}}"), "Unknown placeholders: person"),
        (packed("word/x.xml", b"", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "document type"),
        (packed(MAIN, b"{{secrecy}}", b""), "leaves out secrecy"),
        (packed(MAIN, b"{{body}}", b"so: {{body}}"), "paragraph of its own"),
        (
            packed(MAIN, b"<w:t>{{title}}</w:t>", b'<w:t>{{title}}</w:t><w:instrText>INCLUDETEXT "/etc/passwd"</w:instrText>'),
            "field other than",
        ),
        (
            packed(
                "word/_rels/document.xml.rels",
                b"</Relationships>",
                b'<Relationship Id="r99" Type="t" Target="http://e.example/" TargetMode="External"/></Relationships>',
            ),
            "outside of itself",
        ),
        (packed(MAIN, TITLE, b"\xff"), "no XML"),
        (b"x" * (checking.LARGEST_DOCX + 1), "2 MiB"),
    ],
    ids=["text", "macros", "unknown", "dtd", "no secrecy", "body", "field", "link", "broken", "large"],
)  # fmt: skip
def test_a_docx_that_could_do_harm_or_leaves_something_out_is_refused(template: bytes, why: str) -> None:
    with pytest.raises(TemplateRefused, match=why):
        checking.check_docx(template)


def test_a_placeholder_cut_into_runs_and_one_in_a_table_are_filled() -> None:
    def change(book: Any) -> None:
        title = next(p for p in book.paragraphs if p.text == "{{title}}")
        title.clear()
        for piece in ("《{{", "tit", "le}}》"):
            title.add_run(piece)
        book.add_table(1, 1).cell(0, 0).text = "{{number}} {{ date }}"

    template = docx(change)
    checking.check_docx(template)
    made = Document(io.BytesIO(filling.filled(template, letter())))
    assert "《关于试排的函》" in [p.text for p in made.paragraphs]
    assert made.tables[0].cell(0, 0).text == "〔2026〕1号 2026年3月1日"


def test_built_in_docx_reads_alike_in_every_program() -> None:
    for template in (word.template(), word.minutes_template()):
        with zipfile.ZipFile(io.BytesIO(template)) as package:
            text, styles = (package.read(part).decode() for part in (MAIN, "word/styles.xml"))
        # In a grid of cells narrower than a character LibreOffice gives each character two.
        assert 'w:type="lines"' in text
        assert "charSpace" not in text
        assert 'w:eastAsia="zh-CN"' in styles


def test_a_short_last_paragraph_goes_with_the_signature() -> None:
    for length, kept in ((140, True), (141, None)):
        made = Document(io.BytesIO(filling.filled(word.template(), letter(body="字" * length))))
        [last] = [p for p in made.paragraphs if p.text == "字" * length]
        assert last.paragraph_format.keep_with_next is kept


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_whatever_is_typed_stays_text(title: str, body: str) -> None:
    title, body = (text.encode("utf-8", "ignore").decode() for text in (title, body))
    made = letter(title=title, body=body)
    assert "".join(made.title_lines).replace(" ", "") == made.title.replace(" ", "")
    texts = [p.text for p in Document(io.BytesIO(filling.filled(word.template(), made))).paragraphs]
    assert texts[2] == made.title
    assert texts[4 : 4 + len(made.paragraphs)] == list(made.paragraphs)


@given(st.integers(1, 200))
def test_lines_of_a_title_are_even(length: int) -> None:
    lines = [len(line) for line in broken("字" * length)]
    assert sum(lines) == length
    assert max(lines) <= 20
    assert lines == sorted(lines, reverse=True)
