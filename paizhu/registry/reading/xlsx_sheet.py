"""One sheet of a workbook: its rows with their values, what it hides, what it merges; in one pass."""

import re
from datetime import date, datetime
from math import isfinite

from django.utils.translation import gettext as _
from openpyxl.utils.datetime import from_excel, from_ISO8601

from paizhu.registry.reading import limits
from paizhu.registry.reading.table import Odd
from paizhu.registry.reading.xlsx_book import Book, unescaped
from paizhu.registry.reading.xlsx_parts import Reader, TooMuch

Row = list[object]
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_DIGITS = "0123456789"
_ERRORS = {
    "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!"
}  # fmt: skip


class Damaged(Exception):
    """A row that cannot be read; its number as the user sees it."""

    def __init__(self, row: int) -> None:
        self.row = row
        super().__init__(row)


class Columns(dict[str, int]):
    """The number of a column by its letters.

    >>> Columns()["AB"]
    28
    """

    def __missing__(self, letters: str) -> int:
        number = 0
        for letter in letters:
            if not "A" <= letter <= "Z":
                raise ValueError(letters)
            number = number * 26 + ord(letter) - 64
        return self.setdefault(letters, number)


class SheetReader(Reader):
    """Keeps what a sheet says; rows and columns count from 1.

    rows: number, values; wide: rows with more columns than are read, and a value there; merged: first row, first
    column, last row, last column.
    """

    def __init__(self, book: Book) -> None:
        super().__init__()
        self.rows: list[tuple[int, Row]] = []
        self.wide: dict[int, object] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.merged: list[tuple[int, int, int, int]] = []
        self._book = book
        self._columns = Columns()
        self._number = self._cells = 0
        self._row: Row | None = None
        self._attributes: dict[str, str] = {}
        self._pieces: list[str] = []  # of the element that is open
        self._length = 0
        self._open = self._sounds = False
        self._value: str | None = None
        self._formula: str | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = self.local[name]
        if kind == "c":
            self._attributes, self._value, self._formula, self._length = attributes, None, None, 0
            self._cells += 1
            if self._cells > limits.CELLS:
                raise TooMuch(_("at most {count} cells").format(count=limits.CELLS))
        elif kind in {"v", "t", "f"}:
            self._pieces, self._open = [], not self._sounds
        elif kind == "row":
            self._begin_row(attributes)
        elif kind == "rPh":
            self._sounds = True
        elif kind == "col" and attributes.get("hidden") in {"1", "true"}:
            first, last = int(attributes["min"]), min(int(attributes["max"]), limits.COLUMNS)
            self.hidden_columns.update(range(first, last + 1))
        elif kind == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def text(self, text: str) -> None:
        if self._open:
            self._pieces.append(text)
            self._length += len(text)
            if self._length > limits.CELL_CHARACTERS:
                raise TooMuch(_("cells of at most {count} characters").format(count=limits.CELL_CHARACTERS))

    def end(self, name: str) -> None:
        kind = self.local[name]
        if kind == "c":
            self._end_cell()
        elif kind == "v" or kind == "t":  # noqa: PLR1714  asked of every cell
            if self._open:
                # A text may be made of several runs.
                self._value = (
                    "".join(self._pieces) if kind == "v" else (self._value or "") + "".join(self._pieces)
                )
                self._open = False
        elif kind == "f":
            self._formula, self._open = "".join(self._pieces), False
        elif kind == "row":
            self._end_row()
        elif kind == "rPh":
            self._sounds = False

    def _begin_row(self, attributes: dict[str, str]) -> None:
        before = self._number
        try:
            self._number = int(attributes.get("r", before + 1))
        except ValueError:
            raise Damaged(before + 1) from None
        if self._number > limits.ROWS:
            raise TooMuch(_("at most {count} rows").format(count=limits.ROWS))
        if self._number <= before or self._row is not None:
            raise Damaged(before + 1)
        self._row = []
        if attributes.get("hidden") in {"1", "true"}:
            self.hidden_rows.add(self._number)

    def _end_row(self) -> None:
        row, self._row = self._row, None
        if row:
            self.rows.append((self._number, row))

    def _end_cell(self) -> None:
        row = self._row
        if row is None:
            raise Damaged(self._number + 1)
        reference = self._attributes.get("r")
        try:
            column = self._columns[reference.rstrip(_DIGITS)] if reference else len(row) + 1
            value = self._plain()
        except (ValueError, IndexError, OverflowError):
            raise Damaged(self._number) from None
        if value is None:
            return
        if column > limits.COLUMNS:
            self.wide[self._number] = value
            return
        if column <= len(row):  # columns do not go back, nor stand twice
            raise Damaged(self._number)
        while len(row) < column - 1:
            row.append(None)
        row.append(value)

    def _plain(self) -> object:
        """The value of the cell; Odd for what is none. Raises ValueError, IndexError, OverflowError."""
        if self._formula is not None:
            return Odd(f"={self._formula}", _("a value; this is a formula: paste it as a value"))
        value, type_ = self._value, self._attributes.get("t", "n")
        if not value or not value.strip():
            return None
        return self._of_number(value) if type_ == "n" else self._of_type(value, type_)

    def _of_type(self, value: str, type_: str) -> object:
        match type_:
            case "s":
                return _text(self._book.texts[int(value)])
            case "inlineStr" | "str":
                return _text(unescaped(value))
            case "b":
                return bool(int(value))
            case "e":
                return Odd(value, _("a value; this is an error of the spreadsheet"))
            case "d":
                return _of_date(from_ISO8601(value))  # type: ignore[no-untyped-call]
        raise ValueError(type_)

    def _of_number(self, value: str) -> object:
        number = float(value) if "." in value or "E" in value or "e" in value else int(value)
        if not isfinite(number):
            raise ValueError(value)
        style = self._attributes.get("s", "0")
        if style not in self._book.dates:
            return number
        try:
            return _of_date(from_excel(number, self._book.epoch, timedelta=style in self._book.spans))
        except (OverflowError, ValueError):
            return Odd(value, _("a value; this is an error of the spreadsheet"))

    def _merge(self, reference: str) -> None:
        first, _colon, last = reference.partition(":")
        corners = [_REFERENCE.fullmatch(corner) for corner in (first, last or first)]
        if corners[0] is None or corners[1] is None:
            raise TooMuch(_("merged cells with places such as A2:A5"))
        (column, row), (last_column, last_row) = ((m[1], int(m[2])) for m in corners if m)
        if len(self.merged) > limits.ROWS or last_row > limits.ROWS:
            raise TooMuch(_("at most {count} rows").format(count=limits.ROWS))
        self.merged.append((row, self._columns[column], last_row, self._columns[last_column]))


def _text(text: str) -> object:
    if text[:1] in {"#", "="}:
        if text in _ERRORS:
            return Odd(text, _("a value; this is an error of the spreadsheet"))
        if text.startswith("="):
            return Odd(text, _("a value; this is a formula: paste it as a value"))
    return text if text.strip() else None


def _of_date(value: object) -> object:
    if isinstance(value, date | datetime):
        return value
    return (
        Odd(str(value), _("a plain value; this is a time of day or a formula")) if value is not None else None
    )
