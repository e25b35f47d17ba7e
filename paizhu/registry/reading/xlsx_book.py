"""What a workbook says once for all its sheets: their names, its texts, which forms are those of dates."""

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from paizhu.registry.reading import limits
from paizhu.registry.reading.xlsx_parts import Reader, TooMuch, read

_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_TEXTS, _STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
# Dates as a Chinese Excel writes them: forms that go by their number alone, such as 31 for yyyy"年"m"月"d"日".
_CHINESE_DATES = {*range(27, 37), *range(50, 59)}
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    visible: bool
    part: str


@dataclass(slots=True)
class Book:
    """dates, spans: the styles in which a number is a date, or a length of time."""

    sheets: list[Sheet] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    epoch: datetime = WINDOWS_EPOCH
    dates: set[str] = field(default_factory=set)
    spans: set[str] = field(default_factory=set)


def book(archive: zipfile.ZipFile) -> Book:
    """Return what all sheets share. Raises BadFile."""
    links, sheets = _Links(), _Sheets()
    read(archive, _RELATIONS, links)
    read(archive, _BOOK, sheets)
    found = Book(epoch=MAC_EPOCH if sheets.since_1904 else WINDOWS_EPOCH)
    for title, state, id_ in sheets.found:
        type_, target = links.found.get(id_, ("", ""))
        if "chartsheet" not in type_:
            found.sheets.append(Sheet(title, state in {"", "visible"}, target))
    # Both have a name of their own in each program that writes them.
    texts = next((t for type_, t in links.found.values() if type_.endswith("/sharedStrings")), _TEXTS)
    styles = next((t for type_, t in links.found.values() if type_.endswith("/styles")), _STYLES)
    there = set(archive.namelist())
    if texts in there:
        found.texts = texts_of(archive, texts)
    if styles in there:
        forms = _Forms()
        read(archive, styles, forms)
        found.dates, found.spans = forms.dates, forms.spans
    return found


def texts_of(archive: zipfile.ZipFile, part: str) -> list[str]:
    """Return the texts that cells refer to by number. Raises BadFile."""
    reader = _Texts()
    read(archive, part, reader)
    return reader.found


def unescaped(text: str) -> str:
    r"""Return a text with the characters that a workbook writes as numbers.

    >>> unescaped("财政局_x000D_")
    '财政局\r'
    """
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text


class _Links(Reader):
    """found: type and part by id."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self.local[name] == "Relationship" and attributes.get("TargetMode") != "External":
            part = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", ""))).lstrip("/")
            self.found[attributes.get("Id", "")] = (attributes.get("Type", ""), part)
            if len(self.found) > limits.PARTS:
                raise TooMuch(_("at most {count} parts").format(count=limits.PARTS))


class _Sheets(Reader):
    """found: title, state and id of the link of each sheet, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []
        self.since_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = self.local[name]
        if kind == "sheet":
            id_ = next((v for k, v in attributes.items() if self.local[k] == "id"), "")
            self.found.append((attributes.get("name", ""), attributes.get("state", ""), id_))
            if len(self.found) > limits.SHEETS:
                raise TooMuch(_("at most {count} sheets").format(count=limits.SHEETS))
        elif kind == "workbookPr":
            self.since_1904 = attributes.get("date1904") in {"1", "true"}


class _Forms(Reader):
    """Which styles of cells are forms of dates; a style goes by its place among the cells' own."""

    def __init__(self) -> None:
        super().__init__()
        self.dates: set[str] = set()
        self.spans: set[str] = set()
        self._codes: dict[str, str] = {}
        self._count = 0
        self._of_cells = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = self.local[name]
        if kind == "numFmt":
            self._codes.setdefault(attributes.get("numFmtId", ""), attributes.get("formatCode", "")[:1_000])
        elif kind == "cellXfs":
            self._of_cells = True
        elif kind == "xf" and self._of_cells:
            self._keep(attributes.get("numFmtId", "0"))
            self._count += 1
        if max(self._count, len(self._codes)) > limits.STYLES:
            raise TooMuch(_("at most {count} styles").format(count=limits.STYLES))

    def end(self, name: str) -> None:
        if self.local[name] == "cellXfs":
            self._of_cells = False

    def _keep(self, number: str) -> None:
        known = number.isdigit() and len(number) < 4  # noqa: PLR2004
        code = self._codes.get(number) or (BUILTIN_FORMATS.get(int(number)) if known else None)
        if is_timedelta_format(code):
            self.spans.add(str(self._count))
        if is_date_format(code) or (code is None and known and int(number) in _CHINESE_DATES):
            self.dates.add(str(self._count))


class _Texts(Reader):
    """found: the texts in order; how they are pronounced is no part of them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._length = 0
        self._open = self._sounds = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        kind = self.local[name]
        if kind == "si":
            self._pieces, self._length = [], 0
        elif kind == "rPh":
            self._sounds = True
        elif kind == "t":
            self._open = not self._sounds

    def end(self, name: str) -> None:
        kind = self.local[name]
        self._open = False
        if kind == "si":
            self.found.append(unescaped("".join(self._pieces)))
            if len(self.found) > limits.CELLS:
                raise TooMuch(_("at most {count} cells").format(count=limits.CELLS))
        elif kind == "rPh":
            self._sounds = False

    def text(self, text: str) -> None:
        if self._open:
            self._pieces.append(text)
            self._length += len(text)
            if self._length > limits.CELL_CHARACTERS:
                raise TooMuch(_("cells of at most {count} characters").format(count=limits.CELL_CHARACTERS))
