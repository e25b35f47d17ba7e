# ruff: noqa: E501  a row of a table is one line
"""Files built to cost time or memory, beside those of the tests: each a function that writes it and returns its path."""

import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from paizhu.registry.tests.charts import city, organ, relation

Make = Callable[[Path], Path]
_MIB = 2**20
_FIRST = date(1900, 1, 1)
_BOOK = {
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="机构" r:id="s"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="s" Type="x/worksheet" Target="worksheets/s.xml"/>'
    '<Relationship Id="t" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
}


def book(part: str, blocks: Callable[[], Iterator[str]]) -> Make:
    """Return what makes a workbook of which one part is written block by block."""

    def make(folder: Path) -> Path:
        path = folder / "a.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in _BOOK.items():
                archive.writestr(name, content)
            with archive.open(part, "w", force_zip64=True) as stream:
                for block in blocks():
                    stream.write(block.encode())
        return path

    return make


def written(name: str, content: Callable[[], str | bytes]) -> Make:
    """Return what makes a file of that content."""

    def make(folder: Path) -> Path:
        given = content()
        path = folder / name
        path.write_bytes(given if isinstance(given, bytes) else given.encode())
        return path

    return make


def lists(made: Callable[[], dict[str, Any]]) -> Make:
    """Return what makes an exchange file."""
    return written("a.json", lambda: json.dumps(made(), ensure_ascii=False))


def _sheet(inside: str, *, times: int, row: str = "") -> Callable[[], Iterator[str]]:
    def blocks() -> Iterator[str]:
        yield f"<worksheet><sheetData>{row}"
        many = 1_000
        for _ in range(times // many):
            yield inside * many

    return blocks


def _rows(number: int, cells: str) -> Callable[[], Iterator[str]]:
    def blocks() -> Iterator[str]:
        yield "<worksheet><sheetData>"
        heads = "".join(
            f'<c t="inlineStr"><is><t>{h}</t></is></c>' for h in ("编号", "名称", "类型", "设立日期")
        )
        yield f"<row>{heads}</row>"
        for n in range(number):
            yield f"<row>{cells.format(n=n)}</row>"
        yield "</sheetData></worksheet>"

    return blocks


def _unique_texts() -> Iterator[str]:
    yield "<sst>"
    for n in range(3_400_000):
        yield f"<si><t>{chr(0x4E00 + n % 20_000)}</t></si>"
    yield "</sst>"


def spans(list_: str, number: int, **row: Any) -> list[dict[str, Any]]:
    """Rows that follow upon each other day by day."""
    days = [(_FIRST + timedelta(days=n)).isoformat() for n in range(number)]
    return [{"id": f"{list_}{n}", "since": day, "until": day, **row} for n, day in enumerate(days)]


def _one_post() -> dict[str, Any]:
    """Holders of one post, each for a day."""
    made = city()
    made["organs"][2]["valid_from"] = "1900-01-01"
    made["seats"] = spans("seats", 100_000, post="P1", person="X1")
    return made


def _two_offices_by_turns() -> dict[str, Any]:
    """A unit under one host or the other, day by day."""
    made = city()
    for each in made["organs"]:
        each["valid_from"] = "1900-01-01"
    by_turns = spans("R", 100_000, type="subordinate_of", **{"from": "U1", "to": "H1"})
    for row in by_turns[::2]:
        row["to"] = "H2"
    made["relations"] = made["relations"][:8] + by_turns
    return made


def _circles() -> dict[str, Any]:
    """Pairs of commissions that lead each other, each pair from another day on."""
    organs = [organ(f"C{n}", "纪委监委") for n in range(10_000)]
    days = [(date(2018, 1, 1) + timedelta(days=n)).isoformat() for n in range(5_000)]
    pairs = [(f"C{2 * n}", f"C{2 * n + 1}", day) for n, day in enumerate(days)]
    there = [relation(f"A{n}", "leads", a, b, since=day) for n, (a, b, day) in enumerate(pairs)]
    back = [relation(f"B{n}", "leads", b, a, since=day) for n, (a, b, day) in enumerate(pairs)]
    return {"organs": organs, "relations": there + back}


def _all_dangling() -> dict[str, Any]:
    organs = [organ(f"安澜市单位{n}", "驻在单位") for n in range(20_000)]
    return {
        "organs": organs,
        "relations": [
            relation(f"R{n}", "covers", f"安澜市办公室{n}", f"安澜市单位{n}号") for n in range(100_000)
        ],
    }


def _all_wrong() -> dict[str, Any]:
    return {
        "organs": [{**organ(f"H{n}", "县局"), "valid_from": "2019.1", "name": ""} for n in range(150_000)]
    }


def _all_alike() -> dict[str, Any]:
    """Every office over one host on all days."""
    made = city()
    made["organs"] += [organ(f"Y{n}", "派驻机构") for n in range(30_000)]
    made["relations"] += [relation(f"V{n}", "covers", f"Y{n}", "H1") for n in range(30_000)]
    return made


REGISTRY: dict[str, Make] = {
    "XLSX, a cell of elements without end": book("xl/worksheets/s.xml", _sheet("<r/>", times=90_000_000, row="<row><c><is>")),
    "XLSX, rows without end": book("xl/worksheets/s.xml", _sheet("<row/>", times=60_000_000)),
    "XLSX, three million cells": book("xl/worksheets/s.xml", _rows(490_000, "<c><v>{n}</v></c>" * 7)),
    "XLSX, 400,000 rows all wrong": book("xl/worksheets/s.xml", _rows(400_000, "<c><v>{n}</v></c><c><v>0.5</v></c><c><v>7</v></c><c><v>2019</v></c>")),
    "XLSX, shared texts of 64 MiB": book("xl/sharedStrings.xml", _unique_texts),
    "XLSX, merged cells without end": book("xl/worksheets/s.xml", _sheet('<mergeCell ref="A1:A500000"/>', times=3_000_000)),
    "JSON of 63 MiB in one text": written("a.json", lambda: '{"organs": [{"id": "甲' + "x" * (63 * _MIB) + '"}]}'),
    "JSON of nothing but numbers": written("a.json", lambda: '{"organs": [' + "1," * 5_900_000 + "1]}"),
    "JSON of empty objects": written("a.json", lambda: '{"organs": [' + "{}," * 590_000 + "{}]}"),
    "JSON, an object of two million keys": written("a.json", lambda: '{"organs": [{' + ",".join(f'"k{n}":1' for n in range(2_000_000)) + "}]}"),
    "JSON, a number of a million digits": written("a.json", lambda: '{"organs": [{"id": ' + "9" * 1_000_000 + "}]}"),
    "JSON, an endless number": written("a.json", lambda: '{"organs": [{"id": "H1", "name": 1e999, "kind": "驻在单位", "valid_from": 1e999}]}'),
    "JSON, half a surrogate": written("a.json", lambda: '{"organs": [{"id": "H1", "name": "\\ud800", "kind": "驻在单位"}]}'),
    "CSV of 47 MiB in one row": written("a.csv", lambda: "编号,名称,类型\n" + "x," * (23 * _MIB)),
    "CSV of 47 MiB in commas": written("a.csv", lambda: "编号,名称,类型\n" + ",,\n" * (15 * _MIB)),
    "CSV, 490,000 rows all wrong": written("a.csv", lambda: "编号,名称,类型\n" + "".join(f"H{n},,县局\n" for n in range(490_000))),
    "CSV, 490,000 ragged rows": written("a.csv", lambda: "编号,名称,类型\n" + "".join(f"H{n},x\n" for n in range(490_000))),
    "CSV of 47 MiB in cells": written("a.csv", lambda: "编号,名称,类型\n" + ("甲乙," * 60 + "\n") * 112_000),
    "CSV of 47 MiB, a broken byte at its end": written("a.csv", lambda: ("编号,名称,类型\n" + "甲乙丙丁,甲乙丙丁,甲乙丙丁\n" * 1_000_000).encode() + b"\xff"),
    "CSV of 65 MiB": written("a.csv", lambda: b"x" * (65 * _MIB)),
    "a folder": lambda folder: folder,
    "150,000 organs all wrong": lists(_all_wrong),
    "100,000 dangling relations": lists(_all_dangling),
    "30,000 offices over one host": lists(_all_alike),
    "100,000 holders of one post by turns": lists(_one_post),
    "a unit under two hosts by turns, 100,000 times": lists(_two_offices_by_turns),
    "5,000 circles": lists(_circles),
}  # fmt: skip

TEXTS: dict[str, Make] = {
    "4 MiB of one article repeated": written("x.txt", lambda: "试验办法\n\n" + "第一条 甲。\n" * 200_000),
    "4 MiB of articles": written("x.txt", lambda: "试验办法\n\n" + "".join(f"第{n}条 甲。\n" for n in range(1, 190_000))),
    "4 MiB of brackets": written("x.txt", lambda: "试验办法\n" + "（" * 1_390_000),
    "4 MiB of numerals": written("x.txt", lambda: "试验办法\n第" + "一" * 1_390_000),
    "4 MiB of 第": written("x.txt", lambda: "试验办法\n\n第一条 " + "第" * 1_390_000),
    "4 MiB of spaces": written("x.txt", lambda: "试验办法\n第一条" + " " * 4_100_000 + "甲"),
    "4 MiB of #": written("x.md", lambda: "#" * 4_190_000),
    "4 MiB of quotes": written("x.txt", lambda: "试验办法\n\n第一条 " + "《" * 1_390_000),
    "4 MiB of items": written("x.txt", lambda: "试验办法\n\n第一条 有下列：\n" + "（一）甲；\n" * 180_000),
    "4 MiB of orphan inserts": written("x.txt", lambda: "试验办法\n\n" + "".join(f"第五条之{n} 甲。\n" for n in range(1, 160_000))),
    "4 MiB of dates": written("x.txt", lambda: "试验办法\n（" + "2019年2月30日" * 200_000 + "）\n第一条 甲。"),
    "4 MiB of days in the last article": written("x.txt", lambda: "试验办法\n\n第一条 " + "自2019年2月1日起施行，" * 110_000),
    "4 MiB of zero-width characters": written("x.txt", lambda: "试验办法\n\n第一条 " + "\u200b" * 1_390_000),
    "HTML, a table in a table": written("x.html", lambda: "<html><body><h1>试验办法</h1>" + "<table><tr><td>" * 60 + "第一条 甲。" * 100_000),
    "HTML of entities": written("x.html", lambda: "<html><body><h1>试验办法</h1><p>第一条 " + "&amp;" * 800_000),
    "HTML, an attribute of 4 MiB": written("x.html", lambda: "<html><body style='" + "display:" * 500_000 + "'><p>第一条 甲。"),
    "a folder without texts": lambda folder: folder,
    "a folder that is missing": lambda folder: folder / "none",
    "a device": lambda _folder: Path("/dev/zero"),
}  # fmt: skip
