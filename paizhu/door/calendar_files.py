"""Files of working-day calendars as people bring them: CSV and JSON (docs/reference/calendar.md), and workbooks."""

from datetime import date, datetime
from pathlib import Path

from paizhu.norms.model import Text
from paizhu.norms.periods.calendar import Year
from paizhu.norms.periods.calendar_file import read_calendar_file, read_calendar_rows
from paizhu.norms.refusals import InputRefused, Refusal
from paizhu.registry.faults import BadFile
from paizhu.registry.reading import xlsx_parts
from paizhu.registry.reading.xlsx_book import book
from paizhu.registry.reading.xlsx_sheet import Damaged, SheetReader

_ZIP = b"PK\x03\x04"
_EMPTY = Text(
    "应有一张可见的工作表，含列名和日期", "expected a sheet that can be seen, with headings and days"
)


def read(path: Path) -> list[Year]:
    """Return the years of a file, oldest first. Raises InputRefused with everything that is wrong, and where."""
    try:
        with path.open("rb") as opened:
            is_workbook = opened.read(len(_ZIP)) == _ZIP
    except OSError:
        is_workbook = False  # what is wrong with it, the reader of texts says
    return _workbook(path) if is_workbook else read_calendar_file(path)


def _workbook(path: Path) -> list[Year]:
    """The first sheet that can be seen and holds something; further ones are notes."""
    file = str(path)
    try:
        with xlsx_parts.opened(path) as archive:
            shared = book(archive)
            for sheet in shared.sheets:
                seen = SheetReader(shared)
                xlsx_parts.read(archive, sheet.part, seen)
                lines = [
                    (n, [_cell(value) for value in row]) for n, row in seen.rows if n not in seen.hidden_rows
                ]
                lines = [(n, _ended(cells)) for n, cells in lines if any(cells)]
                if lines and sheet.visible:
                    return read_calendar_rows(file, sheet.title, lines)
    except BadFile as bad:
        raise InputRefused(
            [Refusal(file, Text(f.expected, f.expected), f.value) for f in bad.faults]
        ) from bad
    except Damaged as damaged:
        why = Text("此行已损坏，不能读取", "expected a row that can be read; the sheet is damaged here")
        raise InputRefused([Refusal(file, why, row=damaged.row)]) from damaged
    raise InputRefused([Refusal(file, _EMPTY)])


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _ended(cells: list[str]) -> list[str]:
    """Without the empty cells after the last one."""
    while cells and not cells[-1]:
        cells.pop()
    return cells
