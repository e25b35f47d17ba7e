"""Workbooks as other programs write them: the same values, whatever form they have in the file."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from paizhu.registry import queries
from paizhu.registry.faults import BadFile
from paizhu.registry.importing import import_file
from paizhu.registry.tests.test_bad_files import HEAD, book, with_part

pytestmark = pytest.mark.django_db
_SHEET = (
    '<{p}worksheet xmlns{q}="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{rest}</{p}worksheet>'
)
_SHARED = '<Relationship Id="t" Type="http://x/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>'


def inline(*texts: str, row: int, rest: str = "") -> str:
    cells = "".join(
        f'<c r="{letter}{row}" t="inlineStr"><is><t>{text}</t></is></c>'
        for letter, text in zip("ABCDEF", texts, strict=False)
        if text
    )
    return f'<row r="{row}">{cells}{rest}</row>'


def sheet(*rows: str, prefix: str = "") -> bytes:
    """A sheet of those rows; prefix: of all its elements."""
    data = f"<sheetData>{''.join(rows)}</sheetData>"
    if prefix:
        data = data.replace("<", f"<{prefix}:").replace(f"<{prefix}:/", f"</{prefix}:")
    start = {"p": f"{prefix}:", "q": f":{prefix}"} if prefix else {"p": "", "q": ""}
    return _SHEET.format(rest=data, **start).encode()


def taken(folder: Path, *rows: str, **words: str) -> None:
    import_file(
        with_part("xl/worksheets/sheet1.xml", sheet(inline(*HEAD, row=1), *rows, **words), book(HEAD))(folder)
    )


ROW = ("H1", "安澜市财政局", "", "驻在单位")


def test_a_date_in_the_form_of_a_chinese_excel_is_a_date(tmp_path: Path) -> None:
    def with_form(folder: Path) -> Path:
        styles = b'<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="31"/></cellXfs></styleSheet>'
        return with_part("xl/styles.xml", styles, book(HEAD))(folder)

    rows = inline(*HEAD, row=1) + inline(*ROW, row=2, rest='<c r="E2" s="1"><v>43475</v></c>')
    import_file(with_part("xl/worksheets/sheet1.xml", sheet(rows), with_form)(tmp_path))
    assert queries.chart().organs["H1"].since == date(2019, 1, 10)


def test_elements_may_have_a_prefix(tmp_path: Path) -> None:
    taken(tmp_path, inline(*ROW, row=2), prefix="x")
    assert queries.chart().organs["H1"].name == "安澜市财政局"


def test_a_hidden_row_is_seen_under_a_prefix_as_well(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="can be seen"):
        taken(tmp_path, inline(*ROW, row=2).replace("<row", '<row hidden="1"'), prefix="x")


def test_a_text_of_several_runs_is_one_and_its_pronunciation_no_part_of_it(tmp_path: Path) -> None:
    runs = "<is><r><t>安澜市</t></r><r><t>财政局</t></r><rPh sb='0' eb='1'><t>anlan</t></rPh></is>"
    taken(tmp_path, inline(*ROW, row=2).replace("<is><t>安澜市财政局</t></is>", runs))
    assert queries.chart().organs["H1"].name == "安澜市财政局"


def test_shared_texts_are_found_through_their_link(tmp_path: Path) -> None:
    base = book(HEAD)(tmp_path)
    with zipfile.ZipFile(base) as archive:
        links = archive.read("xl/_rels/workbook.xml.rels").decode().replace("</Relationships>", _SHARED)

    def linked(folder: Path) -> Path:
        texts = "<sst><si><t>安澜市财政局_x000D_</t></si></sst>".encode()
        return with_part(
            "xl/sharedStrings.xml", texts, with_part("xl/_rels/workbook.xml.rels", links.encode(), book(HEAD))
        )(folder)

    row = inline(*ROW, row=2).replace('t="inlineStr"><is><t>安澜市财政局</t></is>', 't="s"><v>0</v>')
    import_file(with_part("xl/worksheets/sheet1.xml", sheet(inline(*HEAD, row=1), row), linked)(tmp_path))
    assert queries.chart().organs["H1"].name == "安澜市财政局"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (inline(*ROW, row=1), 2),
        (inline(*ROW, row=2).replace('r="2"', 'r="two"', 1), 2),
        (inline(*ROW, row=2, rest='<c r="E2" t="s"><v>99</v></c>'), 2),
        (inline(*ROW, row=2, rest='<c r="E2"><v>1e999</v></c>'), 2),
        (inline(*ROW, row=2, rest='<c r="A2"><v>1</v></c>'), 2),
        (inline(*ROW, row=2, rest='<c r="E2" t="?"><v>1</v></c>'), 2),
    ],
    ids=[
        "a row twice",
        "a row without number",
        "a text that is none",
        "endless",
        "a column twice",
        "no type",
    ],
)
def test_a_damaged_row_is_told(tmp_path: Path, row: str, told: int) -> None:
    with pytest.raises(BadFile) as refused:
        taken(tmp_path, row)
    assert [(f.sheet, f.row) for f in refused.value.faults if "damaged here" in f.expected] == [
        ("机构", told)
    ]
    assert len(queries.chart()) == 0
