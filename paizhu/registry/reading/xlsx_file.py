"""A workbook: a sheet for each list, as people keep it."""

import zipfile
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from paizhu.norms.lasting import made_to_last
from paizhu.registry.faults import BadFile, Fault, shown
from paizhu.registry.reading import limits, xlsx_parts
from paizhu.registry.reading.fields import SHEETS, list_of_sheet, plain_heading
from paizhu.registry.reading.headed import tabled
from paizhu.registry.reading.mapping import Map
from paizhu.registry.reading.table import Table
from paizhu.registry.reading.xlsx_book import Book, Sheet, book
from paizhu.registry.reading.xlsx_sheet import Damaged, Row, SheetReader

Rows = list[tuple[int, Row]]


def read(path: Path, given: Map) -> tuple[list[Table], list[Fault]]:
    """Return the lists of the workbook, and what is wrong with its form. Raises BadFile when it cannot be opened."""
    file = str(path)
    tables: list[Table] = []
    faults: list[Fault] = []
    with xlsx_parts.opened(path) as archive:
        shared = book(archive)
        for sheet in shared.sheets:
            found, wrong = _sheet(file, archive, shared, sheet, given)
            if found and any(found.list_ == t.list_ for t in tables):
                expected = _("one sheet for each list; {list} stands in another sheet already")
                value = shown(sheet.title)
                wrong.append(
                    Fault(file, sheet.title, None, None, value, expected.format(list=SHEETS[found.list_]))
                )
            elif found:
                tables.append(found)
            faults += wrong
    if not tables and not faults:
        expected = _("a sheet with a list: {sheets}").format(sheets="、".join(SHEETS.values()))
        faults.append(Fault(file, None, None, None, "", expected))
    return tables, faults


def _sheet(
    file: str, archive: zipfile.ZipFile, shared: Book, sheet: Sheet, given: Map
) -> tuple[Table | None, list[Fault]]:
    title = sheet.title
    plain = plain_heading(title)
    list_ = list_of_sheet(title)
    if plain in given.sheets:
        ours = given.sheets[plain]
        if ours is None:
            return None, []
        list_ = list_of_sheet(ours)
    seen = SheetReader(shared)
    faults = _filled(file, archive, sheet, seen)
    rows = seen.rows
    if not rows:
        return None, faults
    if not sheet.visible:
        expected = _("a sheet that can be seen: show it, delete it, or leave it out in a map file")
        return None, [*faults, Fault(file, title, None, None, shown(title), expected)]
    table, wrong = tabled(file, title, rows, list_, given)
    if table is None:
        return None, faults + wrong
    faults += wrong + _continue(file, title, rows, table, seen)
    faults += _hidden(file, title, rows, table, seen)
    if seen.merged:
        # The rows of the table were made before merged cells were continued.
        table, _wrong = tabled(file, title, rows, table.list_, given)
    return table, faults


def _filled(file: str, archive: zipfile.ZipFile, sheet: Sheet, seen: SheetReader) -> list[Fault]:
    """Let the reader see the sheet; return what it could not take. Raises BadFile."""
    faults = []
    # Counting takes a hundredth of the time of reading them up to the limit.
    if xlsx_parts.count(archive, sheet.part, (b"<c ", b"<c>")) > limits.CELLS:
        expected = _("at most {count} cells").format(count=limits.CELLS)
        raise BadFile([Fault(file, None, None, None, shown(sheet.part), expected)])
    try:
        with made_to_last():
            xlsx_parts.read(archive, sheet.part, seen)
    except Damaged as damaged:
        expected = _("a row that can be read; the sheet is damaged here")
        faults.append(Fault(file, sheet.title, damaged.row, None, "", expected))
    expected = _("at most {count} columns").format(count=limits.COLUMNS)
    faults += [
        Fault(file, sheet.title, row, None, shown(value), expected)
        for row, value in islice(seen.wide.items(), limits.FAULTS)
    ]
    return faults


def _continue(file: str, sheet: str, rows: Rows, table: Table, seen: SheetReader) -> list[Fault]:
    """Give each cell of a block merged downwards the value of its first one; blocks across columns are doubtful."""
    by_number = dict(rows)
    first = table.rows[0][0] if table.rows else 0
    faults = []
    for top, left, bottom, right in seen.merged:
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


def _hidden(file: str, sheet: str, rows: Rows, table: Table, seen: SheetReader) -> list[Fault]:
    """What the user does not see must not be recorded: hidden rows and columns with something in them."""
    inside = {number for number, _ in table.rows}
    expected = _("a row that can be seen: show it, or delete it")
    unseen = ((n, row) for n, row in rows if n in inside and n in seen.hidden_rows)
    faults = [
        Fault(file, sheet, number, None, shown(_first(row)), expected)
        for number, row in islice(unseen, limits.FAULTS)
    ]
    for column in sorted(seen.hidden_columns):
        cells: Sequence[object] = [row[column - 1] for _, row in rows if column <= len(row)]
        filled = [c for c in cells if c is not None]
        if filled:
            expected = _("a column that can be seen: show it, or delete it")
            faults.append(Fault(file, sheet, None, shown(filled[0]), shown(filled[0]), expected))
    return faults


def _first(row: Row) -> object:
    return next((cell for cell in row if cell is not None), None)
