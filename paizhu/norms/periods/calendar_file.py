"""Working-day calendars from files, CSV or JSON: docs/reference/calendar.md."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from paizhu.norms.model import Text
from paizhu.norms.periods.calendar import Year
from paizhu.norms.periods.notices import FIRST, LAST, Notices, Row
from paizhu.norms.refusals import InputRefused, Refusal
from paizhu.norms.texts.decoding import decoded

FORMAT = "paizhu-calendar/1"
LARGEST = 1 << 20  # bytes; a year is some two kilobytes
_HEADINGS = {
    "day": {"day", "date", "日期"},
    "kind": {"kind", "类型", "安排"},
    "name": {"name", "名称", "节日"},
    "name_en": {"name_en", "英文名称"},
    "year": {"year", "年度"},
}
_NEEDED = ("day", "kind", "name")


def read_calendar_file(path: Path) -> list[Year]:
    """Return the years of a file, oldest first; each is the whole notice of that year.

    Raises InputRefused with everything that is wrong: file, row, column, value, and what was expected.
    """
    file = str(path)
    text = _text(path, file)
    notices = Notices(file)
    sources = _json(text, notices) if text.lstrip()[:1] in {"{", "["} else _csv(text, notices)
    return _whole(notices, sources)


def read_calendar_rows(file: str, sheet: str, lines: list[tuple[int, list[str]]]) -> list[Year]:
    """Return the years of a table that was read elsewhere: the numbers of its rows, from 1, and its cells as text.

    Raises InputRefused as `read_calendar_file` does.
    """
    notices = Notices(file)
    _table(lines, notices, sheet)
    return _whole(notices, {})


def _whole(notices: Notices, sources: dict[int, str]) -> list[Year]:
    years = notices.years(sources)
    if not years and not notices.refusals:
        notices.refuse(None, "", "", "应当至少有一个年度", "expected at least one year")
    if notices.refusals:
        raise InputRefused(notices.refusals)
    return years


def _text(path: Path, file: str) -> str:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        why = Text("没有这个文件", "expected a file that can be read; there is none")
        raise InputRefused([Refusal(file, why)]) from None
    except OSError as error:
        why = Text(
            f"应为可以读取的文件（{error.strerror}）", f"expected a file that can be read ({error.strerror})"
        )
        raise InputRefused([Refusal(file, why)]) from error
    if len(raw) > LARGEST:
        raise InputRefused([Refusal(file, Text("应当不超过 1 MiB", "expected at most 1 MiB"), str(len(raw)))])
    if not raw.strip():
        raise InputRefused([Refusal(file, Text("文件是空的", "expected a calendar; the file is empty"))])
    return decoded(file, raw).removeprefix("\ufeff")


def _csv(text: str, notices: Notices) -> dict[int, str]:
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.reader(text.splitlines(), delimiter=delimiter, strict=True)
    try:
        lines = [
            (reader.line_num, [cell.strip() for cell in line]) for line in reader if any(map(str.strip, line))
        ]
    except csv.Error:
        row = Row("", reader.line_num, "", "", "")
        notices.refuse(
            row,
            "",
            "",
            "应为一行单元格，引号应当成对",
            "expected a row of cells; a quotation mark is not closed",
        )
        return {}
    _table(lines, notices)
    return {}


def _table(lines: list[tuple[int, list[str]]], notices: Notices, sheet: str = "") -> None:
    columns = _columns(lines[0], notices, sheet)
    if columns is not None:
        notices.take([_row(number, line, columns, notices, sheet) for number, line in lines[1:]])


def _columns(head: tuple[int, list[str]], notices: Notices, sheet: str) -> dict[str, int] | None:
    columns: dict[str, int] = {}
    number, headings = head
    row = Row(sheet, number, "", "", "")
    for at, heading in enumerate(headings):
        field = next((name for name, words in _HEADINGS.items() if heading.lower() in words), None)
        if field is None or field in columns:
            notices.refuse(
                row,
                "",
                heading,
                "应为列名 day 日期、kind 类型、name 名称、name_en 英文名称、year 年度，各一次",
                "expected the headings day, kind, name, name_en, year, each once",
            )
        else:
            columns[field] = at
    for field in _NEEDED:
        if field not in columns and not notices.refusals:
            notices.refuse(row, field, "", "缺少此列", "expected this column")
    return None if notices.refusals else columns


def _row(number: int, line: list[str], columns: dict[str, int], notices: Notices, sheet: str) -> Row:
    cells = {field: line[at] if at < len(line) else "" for field, at in columns.items()}
    row = Row(sheet, number, **cells)
    if any(line[len(columns) :]):
        beyond = ",".join(line[len(columns) :])
        notices.refuse(row, "", beyond, "单元格不应多于列名", "expected no more cells than headings")
    return row


def _json(text: str, notices: Notices) -> dict[int, str]:
    try:
        value: Any = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        row = Row("", getattr(error, "lineno", 1), "", "", "")
        notices.refuse(row, "", "", "应为 JSON", "expected JSON")
        return {}
    meta = value.get("meta") if isinstance(value, dict) else None
    given = meta.get("format") if isinstance(meta, dict) else None
    if given != FORMAT or not isinstance(value.get("years"), list):
        notices.refuse(
            None,
            "meta.format",
            str(given or ""),
            f"应为 {FORMAT}，并有 years 列表",
            f"expected {FORMAT} and a list of years",
        )
        return {}
    sources: dict[int, str] = {}
    for at, entry in enumerate(value["years"]):
        _json_year(entry, f"years[{at}]", notices, sources)
    return sources


def _json_year(entry: Any, sheet: str, notices: Notices, sources: dict[int, str]) -> None:
    year = entry.get("year") if isinstance(entry, dict) else None
    place = Row(sheet, 0, "", "", "")
    if not isinstance(year, int) or not FIRST <= year <= LAST or year in sources:
        notices.refuse(
            place,
            "year",
            "" if year is None else json.dumps(year, ensure_ascii=False),
            f"应为{FIRST}至{LAST}的年份（数字），各一次",
            f"expected a year from {FIRST} to {LAST}, as a number, each once",
        )
        return
    source, days = entry.get("source", ""), entry.get("days")
    if not isinstance(source, str) or not isinstance(days, list):
        notices.refuse(
            place, "days", "", "应为日期的列表，source 应为文字", "expected a list of days, source a text"
        )
        return
    sources[year] = source
    notices.take(_json_days(days, sheet, str(year), notices))


def _json_days(days: list[Any], sheet: str, year: str, notices: Notices) -> Iterator[Row]:
    for number, day in enumerate(days, start=1):
        unknown = set(day) - {"day", "kind", "name", "name_en"} if isinstance(day, dict) else {""}
        if unknown or not all(isinstance(word, str) for word in day.values()):
            notices.refuse(
                Row(sheet, number, "", "", ""),
                ", ".join(sorted(unknown)),
                str(day),
                "应为文字 day、kind、name 和可选的 name_en",
                "expected the texts day, kind, name and, optionally, name_en",
            )
        else:
            words = {key: word.strip() for key, word in day.items()}
            yield Row(
                sheet,
                number,
                words.get("day", ""),
                words.get("kind", ""),
                words.get("name", ""),
                words.get("name_en", ""),
                year,
            )
