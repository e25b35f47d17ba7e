"""An XLSX looked through before it is opened: nothing dangerous, nothing too large; what is hidden, what is merged.

One pass over the parts with a parser that knows no entities; only then does openpyxl take the values.
"""

import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.parsers import expat

from django.utils.translation import gettext as _

from paizhu.registry.faults import BadFile, Fault, shown
from paizhu.registry.reading import limits

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


@dataclass(slots=True)
class Layout:
    """What a sheet hides and merges. Rows and columns count from 1; merged: first row, first column, last row, last column."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def look_through(path: Path) -> dict[str, Layout]:
    """Return the layout of each worksheet by the name of its part. Raises BadFile."""
    file = str(path)
    try:
        with zipfile.ZipFile(path) as archive:
            _check(file, archive)
            return {
                part.filename: _parsed(file, part.filename, archive)
                for part in archive.infolist()
                if part.filename.endswith((".xml", ".rels"))
            }
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        raise BadFile(
            [_fault(file, _("an XLSX file that is whole; this one is cut off or damaged"))]
        ) from None


def _fault(file: str, expected: str, part: str = "") -> Fault:
    return Fault(file, None, None, None, shown(part or Path(file).name), expected)


def _check(file: str, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > limits.PARTS:
        raise BadFile([_fault(file, _("at most {count} parts").format(count=limits.PARTS))])
    names = {part.filename for part in parts}
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
        raise BadFile([_fault(file, _("an XLSX workbook; this is another kind of file"))])
    for part in parts:
        normal = posixpath.normpath(part.filename)
        if normal.startswith(("/", "..")) or "\\" in part.filename or ":" in part.filename:
            raise BadFile([_fault(file, _("parts that lie inside the file"), part.filename)])
        if part.flag_bits & 1:
            raise BadFile([_fault(file, _("a file without a password"), part.filename)])
    unpacked = sum(part.file_size for part in parts)
    texts = sum(part.file_size for part in parts if part.filename.endswith("sharedStrings.xml"))
    if unpacked > limits.UNPACKED_BYTES or texts > limits.SHARED_TEXT_BYTES:
        most = limits.UNPACKED_BYTES // limits.MIB
        raise BadFile([_fault(file, _("at most {count} MiB when unpacked").format(count=most))])


class _TooMuch(Exception):
    """More than a limit allows; the message names it."""


def _parsed(file: str, part: str, archive: zipfile.ZipFile) -> Layout:
    looking = _Looking()
    try:
        with archive.open(part) as stream:
            looking.run(stream)
    except expat.ExpatError:
        raise BadFile(
            [_fault(file, _("an XLSX file that is whole; this part of it is damaged"), part)]
        ) from None
    except _TooMuch as much:
        raise BadFile([_fault(file, str(much), part)]) from None
    return looking.layout


class _Looking:
    """Follows the elements of one part."""

    def __init__(self) -> None:
        self.layout = Layout()
        self._cells = self._characters = 0
        self._row = 0
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.CharacterDataHandler = self._text
        self._parser.buffer_text = True

    def run(self, stream: IO[bytes]) -> None:
        while block := stream.read(1 << 16):
            self._parser.Parse(block, False)  # noqa: FBT003  expat's own signature
        self._parser.Parse(b"", True)  # noqa: FBT003

    def _doctype(self, *_given: object) -> None:
        raise _TooMuch(_("XML without a document type and entities"))

    def _text(self, text: str) -> None:
        self._characters += len(text)
        if self._characters > limits.CELL_CHARACTERS:
            raise _TooMuch(_("cells of at most {count} characters").format(count=limits.CELL_CHARACTERS))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._characters = 0
        if name == "c":
            self._cells += 1
            if self._cells > limits.CELLS:
                raise _TooMuch(_("at most {count} cells").format(count=limits.CELLS))
        elif name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            if self._row > limits.ROWS:
                raise _TooMuch(_("at most {count} rows").format(count=limits.ROWS))
            if attributes.get("hidden") in {"1", "true"}:
                self.layout.hidden_rows.add(self._row)
        elif name == "col" and attributes.get("hidden") in {"1", "true"}:
            first, last = int(attributes["min"]), min(int(attributes["max"]), limits.COLUMNS)
            self.layout.hidden_columns.update(range(first, last + 1))
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _merge(self, reference: str) -> None:
        first, _colon, last = reference.partition(":")
        corners = [_REFERENCE.fullmatch(corner) for corner in (first, last or first)]
        if corners[0] is None or corners[1] is None:
            raise _TooMuch(_("merged cells with places such as A2:A5"))
        (column, row), (last_column, last_row) = ((m[1], int(m[2])) for m in corners if m)
        if len(self.layout.merged) > limits.ROWS or last_row > limits.ROWS:
            raise _TooMuch(_("at most {count} rows").format(count=limits.ROWS))
        self.layout.merged.append((row, _number(column), last_row, _number(last_column)))


def _number(column: str) -> int:
    """The number of a column.

    >>> _number("A"), _number("AB")
    (1, 28)
    """
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - 64
    return number
