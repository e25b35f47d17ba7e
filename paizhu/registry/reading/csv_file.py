"""One list as CSV, told by its headings; UTF-8, UTF-16 or GB18030; commas, semicolons or tabs."""

import csv
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from paizhu.registry.faults import BadFile, Fault, shown
from paizhu.registry.reading import limits
from paizhu.registry.reading.fields import list_of_sheet, plain_heading
from paizhu.registry.reading.headed import tabled
from paizhu.registry.reading.mapping import Map
from paizhu.registry.reading.table import Table

_CJK = re.compile(r"[一-鿿]")
_TELLING = 2  # known headings that tell a list
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+\Z")
_AROUND = 100_000  # bytes beside broken ones, by which is told what they were meant to be
_ROW = limits.COLUMNS * limits.CELL_CHARACTERS


def read(path: Path, data: bytes, given: Map) -> tuple[list[Table], list[Fault]]:
    """Return the list of the file, and what is wrong with its form. Raises BadFile when it is no CSV at all."""
    file = str(path)
    if len(data) > limits.CSV_BYTES:
        expected = _("at most {count} MiB").format(count=limits.CSV_BYTES // limits.MIB)
        raise BadFile([Fault(file, None, None, None, shown(path.name), expected)])
    text = _decoded(file, data)
    rows = _rows(file, text)
    if not rows:
        raise BadFile([Fault(file, None, None, None, "", _("a list with headings; the file is empty"))])
    mapped = given.sheets.get(plain_heading(path.stem))
    table, faults = tabled(file, None, rows, list_of_sheet(mapped or path.stem), given)
    if not mapped and (table is None or len(table.columns) < _TELLING):
        # The name of the file may mislead; the headings decide.
        by_headings = tabled(file, None, rows, None, given)
        if table is None or by_headings[0] is not None:
            table, faults = by_headings
    if table is not None:
        width = (
            max(len(row) for number, row in rows if number < (table.rows[0][0] if table.rows else 0))
            if table.rows
            else 0
        )
        faults += _ragged(file, rows, table, width)
    return ([table] if table else []), faults


def _decoded(file: str, data: bytes) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return _strictly(file, data, "utf-16")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if _mostly_utf8(data[max(0, error.start - _AROUND) : error.start + _AROUND]):
            line = data[: error.start].count(b"\n") + 1
            value = repr(data[error.start : error.start + 8])[2:-1]
            raise BadFile(
                [Fault(file, None, line, None, value, _("text in UTF-8; these bytes are none"))]
            ) from None
        text = _strictly(file, data, "gb18030")
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise BadFile([Fault(file, None, line, None, "\\x00", _("text; this is a file of another form"))])
    return text


def _mostly_utf8(data: bytes) -> bool:
    """Whether bytes that are not wholly UTF-8 were meant to be: in GB18030 hardly any character is."""
    text = data.decode("utf-8", errors="replace")
    return len(_CJK.findall(text)) > text.count("\ufffd")


def _strictly(file: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        value = repr(data[error.start : error.start + 8])[2:-1]
        expected = _("text in UTF-8, UTF-16 or GB18030")
        raise BadFile([Fault(file, None, line, None, value, expected)]) from None


class _Lines:
    """The lines of a text, one by one: csv takes as many as a row needs, and a row is held to a length.

    A file object over the text would hold it once more, in four bytes a character.
    """

    def __init__(self, text: str) -> None:
        self._found = _LINE.finditer(text)
        self.length = 0  # of the lines since it was set to 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._found)
        self.length += line.end() - line.start()
        if self.length > _ROW:
            raise csv.Error("field limit")
        return line.group()


def _rows(file: str, text: str) -> list[tuple[int, list[str]]]:
    delimiter = max(",;\t", key=text[:4_000].count)
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    csv.field_size_limit(limits.CELL_CHARACTERS)
    rows: list[tuple[int, list[str]]] = []
    cells = 0
    try:
        for number, row in enumerate(reader, start=1):
            lines.length = 0
            cells += len(row)
            if number > limits.ROWS:
                expected = _("at most {count} rows").format(count=limits.ROWS)
                raise BadFile([Fault(file, None, number, None, "", expected)])
            if cells > limits.CELLS:
                expected = _("at most {count} cells").format(count=limits.CELLS)
                raise BadFile([Fault(file, None, number, None, "", expected)])
            if any(cell.strip() for cell in row):
                rows.append((number, row))
    except csv.Error as error:
        number = rows[-1][0] + 1 if rows else 1
        if "field limit" in str(error):
            expected = _("cells of at most {count} characters").format(count=limits.CELL_CHARACTERS)
        else:
            expected = _(
                "a row of cells; a quotation mark that opens here is not closed, or stands inside a cell alone"
            )
        seen = next(
            (m.group()[:100] for m in islice(_LINE.finditer(text), max(reader.line_num - 1, 0), None)), ""
        )
        raise BadFile([Fault(file, None, number, None, shown(seen), expected)]) from None
    return rows


def _ragged(file: str, rows: list[tuple[int, list[str]]], table: Table, width: int) -> list[Fault]:
    inside = {number for number, _ in table.rows}
    expected = _("{count} cells, as many as there are headings; here are {given}")
    ragged = ((number, row) for number, row in rows if number in inside and len(row) != width)
    return [
        Fault(
            file,
            None,
            number,
            None,
            shown(",".join(row[: limits.COLUMNS])),
            expected.format(count=width, given=len(row)),
        )
        for number, row in islice(ragged, limits.FAULTS)
    ]
