"""A workbook: a sheet for each list, as people keep it."""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
from django.utils.translation import gettext as _

from paizhu.registry.faults import BadFile, Fault, shown
from paizhu.registry.reading import limits
from paizhu.registry.reading.fields import SHEETS, list_of_sheet, plain_heading
from paizhu.registry.reading.headed import tabled
from paizhu.registry.reading.mapping import Map
from paizhu.registry.reading.table import Odd, Table
from paizhu.registry.reading.xlsx_layout import Layout, look_through

Row = list[object]
Rows = list[tuple[int, Row]]


def read(path: Path, given: Map) -> tuple[list[Table], list[Fault]]:
    """Return the lists of the workbook, and what is wrong with its form. Raises BadFile when it cannot be opened."""
    layouts = look_through(path)
    tables: list[Table] = []
    faults: list[Fault] = []
    with _opened(path) as book:
        for sheet in book.worksheets:
            found, wrong = _sheet(str(path), sheet, layouts.get(_part(sheet), Layout()), given)
            if found and any(found.list_ == t.list_ for t in tables):
                expected = _("one sheet for each list; {list} stands in another sheet already")
                wrong.append(
                    Fault(
                        str(path),
                        sheet.title,
                        None,
                        None,
                        shown(sheet.title),
                        expected.format(list=SHEETS[found.list_]),
                    )
                )
            elif found:
                tables.append(found)
            faults += wrong
    if not tables and not faults:
        expected = _("a sheet with a list: {sheets}").format(sheets="、".join(SHEETS.values()))
        faults.append(Fault(str(path), None, None, None, "", expected))
    return tables, faults


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """The workbook, read as it is looked at. openpyxl raises all kinds of errors on a damaged one."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(path, read_only=True, data_only=False, keep_links=False)
        except Exception:  # noqa: BLE001
            expected = _("an XLSX workbook that can be opened; this one is damaged")
            raise BadFile([Fault(str(path), None, None, None, path.name, expected)]) from None
        try:
            yield book
        finally:
            book.close()


def _part(sheet: Any) -> str:
    return str(getattr(sheet, "_worksheet_path", "")).lstrip("/")


def _sheet(file: str, sheet: Any, layout: Layout, given: Map) -> tuple[Table | None, list[Fault]]:
    title = str(sheet.title)
    plain = plain_heading(title)
    if plain in given.sheets:
        ours = given.sheets[plain]
        if ours is None:
            return None, []
        list_ = list_of_sheet(ours)
    else:
        list_ = list_of_sheet(title)
    rows, faults = _rows(file, sheet)
    if not rows:
        return None, faults
    if sheet.sheet_state != "visible":
        expected = _("a sheet that can be seen: show it, delete it, or leave it out in a map file")
        return None, [*faults, Fault(file, title, None, None, shown(title), expected)]
    table, wrong = tabled(file, title, rows, list_, given)
    if table is None:
        return None, faults + wrong
    faults += wrong + _continue(file, title, rows, table, layout)
    faults += _hidden(file, title, rows, table, layout)
    if layout.merged:
        # The rows of the table were made before merged cells were continued.
        table, _wrong = tabled(file, title, rows, table.list_, given)
    return table, faults


def _rows(file: str, sheet: Any) -> tuple[Rows, list[Fault]]:
    rows: Rows = []
    faults: list[Fault] = []
    sheet.reset_dimensions()
    try:
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            row = [_value(cell) for cell in cells]
            while row and row[-1] is None:
                row.pop()
            if len(row) > limits.COLUMNS:
                expected = _("at most {count} columns").format(count=limits.COLUMNS)
                faults.append(Fault(file, sheet.title, number, None, shown(row[-1]), expected))
                del row[limits.COLUMNS :]
            if row:
                rows.append((number, row))
    except Exception:  # noqa: BLE001  whatever openpyxl trips over, the sheet cannot be read
        number = rows[-1][0] + 1 if rows else 1
        expected = _("a row that can be read; the sheet is damaged here")
        faults.append(Fault(file, sheet.title, number, None, "", expected))
    return rows, faults


_ERRORS = {
    "#NULL!",
    "#DIV/0!",
    "#VALUE!",
    "#REF!",
    "#NAME?",
    "#NUM!",
    "#N/A",
    "#GETTING_DATA",
    "#SPILL!",
    "#CALC!",
}


def _value(cell: object) -> object:
    if isinstance(cell, str):
        if not cell.strip():
            return None
        if cell in _ERRORS:
            return Odd(cell, _("a value; this is an error of the spreadsheet"))
        if cell.startswith("="):
            return Odd(cell, _("a value; this is a formula: paste it as a value"))
        return cell
    if cell is None or isinstance(cell, bool | int | float) or hasattr(cell, "year"):
        return cell
    return Odd(str(cell), _("a plain value; this is a time of day or a formula"))


def _continue(file: str, sheet: str, rows: Rows, table: Table, layout: Layout) -> list[Fault]:
    """Give each cell of a block merged downwards the value of its first one; blocks across columns are doubtful."""
    by_number = dict(rows)
    first = table.rows[0][0] if table.rows else 0
    faults = []
    for top, left, bottom, right in layout.merged:
        if not first or bottom < first:
            continue
        row = by_number.get(top, [])
        value = row[left - 1] if left <= len(row) else None
        if right != left or top < first:
            expected = _("cells merged downwards within one column; this block goes across")
            faults.append(Fault(file, sheet, top, None, shown(value), expected))
            continue
        for number in range(top + 1, bottom + 1):
            _put(by_number.get(number), left - 1, value)
    return faults


def _put(row: Row | None, column: int, value: object) -> None:
    """A row that is blank otherwise stays blank: the block was merged too far."""
    if row is not None:
        row.extend([None] * (column + 1 - len(row)))
        row[column] = value


def _hidden(file: str, sheet: str, rows: Rows, table: Table, layout: Layout) -> list[Fault]:
    """What the user does not see must not be recorded: hidden rows and columns with something in them."""
    inside = {number for number, _ in table.rows}
    faults = [
        Fault(
            file, sheet, number, None, shown(_first(row)), _("a row that can be seen: show it, or delete it")
        )
        for number, row in rows
        if number in inside and number in layout.hidden_rows
    ]
    for column in sorted(layout.hidden_columns):
        cells: Sequence[object] = [row[column - 1] for _, row in rows if column <= len(row)]
        filled = [c for c in cells if c is not None]
        if filled:
            expected = _("a column that can be seen: show it, or delete it")
            faults.append(Fault(file, sheet, None, shown(filled[0]), shown(filled[0]), expected))
    return faults


def _first(row: Row) -> object:
    return next((cell for cell in row if cell is not None), None)
