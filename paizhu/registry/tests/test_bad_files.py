"""The files that people send by mistake or in bad faith: each is refused with its place, nothing is recorded."""

import json
import struct
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from paizhu.registry import queries
from paizhu.registry.faults import BadFile, Fault
from paizhu.registry.importing import import_file
from paizhu.registry.reading import limits, mapping
from paizhu.registry.tests.charts import city
from paizhu.registry.writing import files

pytestmark = pytest.mark.django_db
Make = Callable[[Path], Path]
HEAD = ["编号", "名称", "简称", "类型", "设立日期", "撤销日期"]
ROW = ["H1", "安澜市财政局", "市财政局", "驻在单位", "2018-01-01", ""]


def raw(name: str, data: bytes) -> Make:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(data)
        return folder / name

    return make


def text(name: str, words: str) -> Make:
    return raw(name, words.encode())


def organs_json(**changes: Any) -> Make:
    row = {"id": "H1", "name": "安澜市财政局", "kind": "驻在单位", "valid_from": "2018-01-01", **changes}
    return text("a.json", json.dumps({"organs": [row]}, ensure_ascii=False))


def organs_csv(*rows: str, head: str = "编号,名称,类型,设立日期,撤销日期") -> Make:
    return text("a.csv", "\n".join([head, *rows]) + "\n")


def book(*rows: list[Any], title: str = "机构", change: Callable[[Any], None] | None = None) -> Make:
    def make(folder: Path) -> Path:
        made = openpyxl.Workbook()
        sheet: Any = made.active
        sheet.title = title
        for row in rows:
            sheet.append(row)
        if change:
            change(sheet)
        made.save(folder / "a.xlsx")
        return folder / "a.xlsx"

    return make


def with_part(name: str, data: bytes, base: Make | None = None) -> Make:
    """A workbook with one part put in or replaced."""

    def make(folder: Path) -> Path:
        path = (base or book(HEAD, ROW))(folder)
        with zipfile.ZipFile(path) as source:
            parts = {p.filename: source.read(p) for p in source.infolist()}
        parts[name] = data
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
            for part, content in parts.items():
                target.writestr(part, content)
        return path

    return make


def cut(make_: Make, share: float) -> Make:
    def make(folder: Path) -> Path:
        path = make_(folder)
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * share)])
        return path

    return make


def encrypted(folder: Path) -> Path:
    path = book(HEAD, ROW)(folder)
    data = bytearray(path.read_bytes())
    at = 0
    while (
        at := data.find(b"PK\x01\x02", at)
    ) >= 0:  # each entry of the list of parts: bit 0 means a password
        flags = struct.unpack_from("<H", data, at + 8)[0]
        struct.pack_into("<H", data, at + 8, flags | 1)
        at += 4
    path.write_bytes(bytes(data))
    return path


def bomb(folder: Path) -> Path:
    """A part that unpacks to more than a machine should hold."""
    path = folder / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("[Content_Types].xml", "<Types/>")
        target.writestr("xl/workbook.xml", "<workbook/>")
        with target.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(limits.UNPACKED_BYTES // limits.MIB + 1):
                part.write(b" " * limits.MIB)
    return path


def _another_zip(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "a.xlsx", "w") as made:
        made.writestr("word/document.xml", "<x/>")
    return folder / "a.xlsx"


def merged_across(sheet: Any) -> None:
    sheet.merge_cells("A2:B2")


def hidden_row(sheet: Any) -> None:
    sheet.row_dimensions[2].hidden = True


def hidden_column(sheet: Any) -> None:
    sheet.column_dimensions["C"].hidden = True


def hidden_sheet(sheet: Any) -> None:
    sheet.parent.create_sheet("其他")
    sheet.sheet_state = "hidden"


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>"""

# What is made, and what is told: sheet, row, column, a part of the value, a part of what was expected.
CASES: dict[str, tuple[Make, tuple[str | None, int | None, str | None, str, str]]] = {
    "empty": (raw("a.json", b""), (None, None, None, "a.json", "something in it")),
    "blank": (raw("a.csv", b"\xef\xbb\xbf \n"), (None, None, None, "a.csv", "something in it")),
    "not there": (lambda folder: folder / "none.json", (None, None, None, "none.json", "exists")),
    "truncated JSON": (text("a.json", '{"organs": [{"id": "H1",'), (None, 1, None, '"H1",', "JSON")),
    "truncated XLSX": (cut(book(HEAD, ROW), 0.6), (None, None, None, "a.xlsx", "whole")),
    "an XLSX that is none": (text("a.xlsx", "编号,名称"), (None, None, None, "a.xlsx", "whole")),
    "old Excel, or with a password": (raw("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), (None, None, None, "a.xlsx", "password")),
    "a ZIP with a password": (encrypted, (None, None, None, "", "password")),
    "a PDF": (raw("a.dat", b"%PDF-1.7 ..."), (None, None, None, "a.dat", "another form")),
    "another ZIP": (_another_zip, (None, None, None, "a.xlsx", "XLSX workbook")),
    "a zip bomb": (bomb, (None, None, None, "a.xlsx", "MiB when unpacked")),
    "an entity bomb": (with_part("xl/sharedStrings.xml", LAUGHS), (None, None, None, "xl/sharedStrings.xml", "without a document type")),
    "an external entity": (with_part("xl/worksheets/sheet1.xml", OUTSIDE), (None, None, None, "xl/worksheets/sheet1.xml", "without a document type")),
    "a part outside": (with_part("../../evil.xml", b"<x/>"), (None, None, None, "../../evil.xml", "inside the file")),
    "a damaged part": (with_part("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row"), (None, None, None, "sheet1.xml", "damaged")),
    "a cell of 10 MB": (with_part("xl/worksheets/sheet1.xml", b'<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>' + b"x" * 10_000_000 + b"</t></is></c></row></sheetData></worksheet>"), (None, None, None, "sheet1.xml", "32767 characters")),
    "a CSV cell of 10 MB": (organs_csv("H1," + "x" * 10_000_000 + ",驻在单位,,"), (None, 2, None, "", "32767 characters")),
    "a name that is too long": (organs_json(name="局" * 201), ("organs", 1, "name", "局局", "200 characters")),
    "NUL bytes": (raw("a.csv", "编号,名称,类型\nH1,财\0政局,驻在单位\n".encode()), (None, None, None, "a.csv", "another form")),
    "a NUL in a text": (organs_json(name="财\0政局"), ("organs", 1, "name", "财\\x00政局", "cannot be seen")),
    "a broken UTF-8": (raw("a.csv", "编号,名称,类型\nH1,财政局".encode() + b"\xff\xfe" + ",驻在单位\n".encode()), (None, 2, None, "\\xff\\xfe", "UTF-8")),
    "a broken UTF-8 in JSON": (raw("a.json", b'{"organs": [\n{"id": "\xff"}]}'), (None, 2, None, "\\xff", "UTF-8")),
    "an unclosed quote": (organs_csv('H1,"财政局,驻在单位,,'), (None, 2, None, "财政局", "not closed")),
    "a ragged row": (organs_csv("H1,财政局,驻在单位"), (None, 2, None, "H1,财政局", "5 cells")),
    "a row that is too long": (organs_csv("H1,财政局,驻在单位,,,多"), (None, 2, None, "H1", "5 cells")),
    "a key twice": (text("a.json", '{"organs": [{"id": "H1", "id": "H2", "name": "x", "kind": "驻在单位"}]}'), ("organs", 1, "id", "id", "once")),
    "a list twice": (text("a.json", '{"organs": [], "organs": []}'), (None, None, "organs", "organs", "once")),
    "nested without end": (text("a.json", "[" * 100_000), (None, None, None, "[[[", "plain JSON")),
    "not a number": (organs_json(short=float("nan")), ("organs", 1, "short", "NaN", "a text")),
    "another format": (text("a.json", '{"meta": {"format": "other/2"}, "organs": []}'), ("meta", None, "format", "other/2", "paizhu-world/1")),
    "an unknown list": (text("a.json", '{"organs": [], "units": []}'), (None, None, "units", "[]", "organs")),
    "a list that is none": (text("a.json", '{"organs": {"id": "H1"}}'), ("organs", None, None, "H1", "a list")),
    "a row that is none": (text("a.json", '{"organs": ["H1"]}'), ("organs", 1, None, "H1", "an object")),
    "an unknown key": (organs_json(remark="x"), ("organs", 1, "remark", "x", "map file")),
    "an unknown heading": (organs_csv("H1,财政局,驻在单位,x", head="编号,名称,类型,备注"), (None, 1, "备注", "备注", "map file")),
    "a heading twice": (organs_csv("H1,财政局,驻在单位,x", head="编号,名称,类型,名称"), (None, 1, "名称", "名称", "each heading once")),
    "a heading that is missing": (organs_csv("H1,财政局,x", head="编号,名称,简称"), (None, None, "类型", "", "类型")),
    "no headings at all": (text("a.csv", "一,二,三\n四,五,六\n"), (None, 1, None, "一 二 三", "headings of a list")),
    "a cell without a heading": (organs_csv("H1,财政局,驻在单位,,,x", head="编号,名称,类型,设立日期,撤销日期,"), (None, 2, None, "x", "heading above")),
    "an unknown kind": (organs_json(kind="县局"), ("organs", 1, "kind", "县局", "驻在单位")),
    "an unknown relation": (text("a.json", json.dumps({"relations": [{"id": "R1", "type": "likes", "from": "A", "to": "B"}]})), ("relations", 1, "type", "likes", "stationed_at")),
    "no id": (organs_json(id=""), ("organs", 1, "id", "", "an id")),
    "a list as an id": (organs_json(id=["H1"]), ("organs", 1, "id", "H1", "a text")),
    "yes and no": (text("a.json", json.dumps({"posts": [{"id": "P1", "organ": "H1", "title": "局长", "key": "maybe"}]})), ("posts", 1, "key", "maybe", "yes or no")),
    "an impossible day": (organs_json(valid_from="2019-02-30"), ("organs", 1, "valid_from", "2019-02-30", "exists in the calendar")),
    "a day that could be two": (organs_json(valid_from="01/02/2019"), ("organs", 1, "valid_from", "01/02/2019", "several days")),
    "a year alone": (organs_json(valid_from="2019年"), ("organs", 1, "valid_from", "2019年", "year, month and day")),
    "a month alone": (organs_csv("H1,财政局,驻在单位,2019.1,"), (None, 2, "设立日期", "2019.1", "year, month and day")),
    "a year far away": (organs_json(valid_to="9999-12-31"), ("organs", 1, "valid_to", "9999-12-31", "empty")),
    "a first day without end": (organs_json(valid_from="长期"), ("organs", 1, "valid_from", "长期", "a day such as")),
    "a serial number": (book(HEAD, [*ROW[:4], 43475, ""]), ("机构", 2, "设立日期", "43475", "2019-01-10")),
    "a serial number in a text": (organs_csv("H1,财政局,驻在单位,43475,"), (None, 2, "设立日期", "43475", "2019-01-10")),
    "a time of day": (book(HEAD, [*ROW[:4], datetime(2019, 1, 10, 8, 30), ""]), ("机构", 2, "设立日期", "2019-01-10 08:30", "without a time")),
    "an error value": (book(HEAD, ["H1", "#N/A", *ROW[2:]]), ("机构", 2, "名称", "#N/A", "error")),
    "a formula": (book(HEAD, ["H1", '="财政"&"局"', *ROW[2:]]), ("机构", 2, "名称", '="财政"', "formula")),
    "a formula in a text": (organs_json(name="=1+1"), ("organs", 1, "name", "=1+1", "formula")),
    "a zero-width character": (organs_json(name="财\u200b政局"), ("organs", 1, "name", "财\\u200b政局", "cannot be seen")),
    "a right-to-left mark": (organs_json(id="H\u202e1"), ("organs", 1, "id", "H\\u202e1", "cannot be seen")),
    "cells merged across": (book(HEAD, ROW, change=merged_across), ("机构", 2, None, "H1", "downwards")),
    "a hidden row": (book(HEAD, ROW, change=hidden_row), ("机构", 2, None, "H1", "can be seen")),
    "a hidden column": (book(HEAD, ROW, change=hidden_column), ("机构", None, "简称", "简称", "can be seen")),
    "a hidden sheet": (book(HEAD, ROW, change=hidden_sheet), ("机构", None, None, "机构", "can be seen")),
    "a sheet of something else": (book(["日程", "地点"], ["周一", "三楼"], title="会议"), ("会议", 1, None, "日程 地点", "headings")),
    "too many columns": (book(HEAD, [*ROW, *["x"] * 80]), ("机构", 2, None, "x", "64 columns")),
}  # fmt: skip


@pytest.mark.parametrize(("make", "told"), CASES.values(), ids=CASES.keys())
def test_is_refused_with_its_place(
    tmp_path: Path, make: Make, told: tuple[str | None, int | None, str | None, str, str]
) -> None:
    sheet, row, column, value, expected = told
    path = make(tmp_path)
    with pytest.raises(BadFile) as refused:
        import_file(path)
    faults = refused.value.faults
    assert any(_tells(f, sheet, row, column, value, expected) for f in faults), faults
    assert all(f.file == str(path) and len(f.value) < 500 for f in faults)
    assert len(queries.chart()) == 0


def _tells(
    fault: Fault, sheet: str | None, row: int | None, column: str | None, value: str, expected: str
) -> bool:
    places = (fault.sheet, fault.row, fault.column) == (sheet, row, column)
    return places and value in fault.value and expected in fault.expected


@pytest.mark.parametrize(
    "name",
    ["<script>alert(1)</script>局", "{{ 7 * 7 }}局", "{% include 'x' %}局", "局\u00a0"],
    ids=["HTML", "template", "template tag", "hard space"],
)
def test_a_name_is_a_text_whatever_it_looks_like(tmp_path: Path, name: str) -> None:
    import_file(organs_json(name=name)(tmp_path))
    assert queries.chart().organs["H1"].name == name.replace("\u00a0", "")


def test_a_file_of_many_faults_tells_them_all(tmp_path: Path) -> None:
    lists = city()
    for each in lists["organs"]:
        each["kind"] = "?"
    path = text("a.json", json.dumps(lists))(tmp_path)
    with pytest.raises(BadFile) as refused:
        import_file(path)
    # The rows that cannot be read are not told again as ids that are missing.
    assert [(f.sheet, f.column) for f in refused.value.faults] == [("organs", "kind")] * 10


LEDGER: list[list[Any]] = [
    ["安澜市机构名录"],
    ["填报单位：", "市委编办", None, "单位：个"],
    [],
    ["编 号", "机构名称＊", "简称", "类  型", "设立日期", "撤销日期"],
    ["H1", "安澜市 财政局", "市财政局", "驻在单位", "２０１９．１．１０", "长期"],
    ["H2", "安澜市水利局", None, "驻在单位", "2019年1月10日", "至今"],
    ["H3", "安澜市\n教育局", None, None, "2019/1/10", "2025.12.31"],
    ["H4", "安澜市卫健局", None, None, datetime(2019, 1, 10), None],
    [],
    [5, "安澜市文旅局", "", "驻在单位", 20190110, date(2025, 12, 31)],
]


def test_a_messy_but_readable_ledger_is_read(tmp_path: Path) -> None:
    def merge(sheet: Any) -> None:
        sheet.merge_cells("A1:F1")
        sheet.merge_cells("D6:D8")

    import_file(book(*LEDGER, title="机构表", change=merge)(tmp_path))
    organs = queries.chart().organs
    assert list(organs) == ["5", "H1", "H2", "H3", "H4"]
    assert {o.since for o in organs.values()} == {date(2019, 1, 10)}
    assert {o.kind.value for o in organs.values()} == {"驻在单位"}
    assert organs["H1"].name == "安澜市财政局"
    assert organs["H3"].name == "安澜市教育局"
    assert [o.until for o in organs.values()] == [date(2026, 1, 1), None, None, date(2026, 1, 1), None]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"], ids=["comma", "tab", "semicolon"])
def test_a_csv_is_read_as_programs_write_it(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = ["编号,名称,类型,设立日期", "H1,安澜市财政局,驻在单位,2018-01-01"]
    path = raw("单位.csv", "\r\n".join(rows).replace(",", delimiter).encode(encoding))(tmp_path)
    import_file(path)
    assert queries.chart().organs["H1"].name == "安澜市财政局"


def test_a_map_gives_other_headings_words_and_sheets(tmp_path: Path) -> None:
    given = tmp_path / "map.json"
    words = {
        "headings": {"单位编码": "id", "备注": None},
        "words": {"局机关": "驻在单位"},
        "sheets": {"单位名录": "organs", "说明": None},
    }
    given.write_text(json.dumps(words, ensure_ascii=False), "utf-8")
    rows = [["单位编码", "名称", "类型", "备注"], ["H1", "安澜市财政局", "局机关", "随便"]]

    def more(sheet: Any) -> None:
        sheet.parent.create_sheet("说明").append(["随便写的", "说明"])

    import_file(book(*rows, title="单位名录", change=more)(tmp_path), mapping.read(given))
    assert queries.chart().organs["H1"].kind.value == "驻在单位"


@pytest.mark.parametrize(
    "content",
    ["[]", "{", '{"headings": {"x": "no such"}}', '{"other": {}}', '{"words": {"x": null}}'],
)
def test_a_bad_map_is_refused(tmp_path: Path, content: str) -> None:
    path = text("map.json", content)(tmp_path)
    with pytest.raises(BadFile):
        mapping.read(path)


def test_a_workbook_says_the_same_as_its_json() -> None:
    example = Path(__file__).resolve().parents[4] / "shared/examples"
    if not example.exists():
        pytest.skip(f"{example} is not there")
    import_file(example / "organs.xlsx")
    from_sheet = queries.chart()
    report = import_file(example / "organs.json")
    assert {o.verdict.value for o in report.found} == {"unchanged"}
    assert queries.chart() == from_sheet


def test_the_bytes_of_a_workbook_do_not_hang_on_the_day(tmp_path: Path) -> None:
    import_file(organs_json()(tmp_path))
    for name in ("x.xlsx", "y.xlsx"):
        files.write(queries.chart(), tmp_path / name)
    assert (tmp_path / "x.xlsx").read_bytes() == (tmp_path / "y.xlsx").read_bytes()
