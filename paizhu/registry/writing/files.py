"""Writing a chart: as JSON, as a workbook, as one CSV list, or as a folder of them. Never half a file."""

import csv
import io
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.cell import WriteOnlyCell

from paizhu.norms.errors import InvalidInput
from paizhu.registry import said
from paizhu.registry.reading.fields import FIELDS, SHEETS, Field
from paizhu.registry.reading.json_file import FORMAT
from paizhu.registry.records import LISTS, Chart

# The days of a person stand in columns of their own; the shorthand for both facts is only read.
_ONLY_READ = {("persons", "since"), ("persons", "until")}
# A workbook without the day it was made: the same registry gives the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write(chart: Chart, file: Path, *, list_: str | None = None, force: bool = False) -> None:
    """Write the chart into a file by its ending, or into a folder. Raises InvalidInput when it cannot be."""
    if file.exists() and not force:
        raise InvalidInput(_("{file} exists already; --force writes over it.").format(file=file))
    suffix = file.suffix.lower()
    if (list_ is not None) != (suffix == ".csv") or (list_ and list_ not in LISTS):
        expected = _("A .csv holds one list: name it with --list ({lists}); other files hold all of them.")
        raise InvalidInput(expected.format(lists=", ".join(LISTS)))
    try:
        if suffix == ".csv":
            _put(file, _csv(chart, str(list_)))
        elif suffix == ".json":
            _put(file, _json(chart))
        elif suffix == ".xlsx":
            _put(file, _xlsx(chart))
        elif not suffix:
            file.mkdir(parents=True, exist_ok=True)
            for each in LISTS:
                if chart.of(each):
                    _put(file / f"{each}.csv", _csv(chart, each))
        else:
            raise InvalidInput(
                _("{file}: expected a name that ends in .json, .xlsx or .csv").format(file=file)
            )
    except OSError as error:
        raise InvalidInput(
            _("{file} cannot be written: {why}").format(file=file, why=error.strerror)
        ) from error


def _put(file: Path, data: bytes) -> None:
    """Write beside, then move: nobody ever sees half a file."""
    beside = file.with_name(f".{file.name}.{os.getpid()}.part")
    beside.write_bytes(data)
    beside.replace(file)


def fields(list_: str) -> list[Field]:
    """Return the columns of a list that are written."""
    return [f for f in FIELDS[list_] if (list_, f.name) not in _ONLY_READ]


def _rows(chart: Chart, list_: str) -> Iterator[list[object]]:
    columns = fields(list_)
    for record in chart.of(list_).values():
        yield [said.value(f.of, getattr(record, f.of)) for f in columns]


def _json(chart: Chart) -> bytes:
    whole: dict[str, object] = {"meta": {"format": FORMAT}}
    for list_ in LISTS:
        names = [f.name for f in fields(list_)]
        whole[list_] = [dict(zip(names, row, strict=True)) for row in _rows(chart, list_)]
    return json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n"


def _texts(row: list[object]) -> list[str]:
    words: dict[object, str] = {None: "", True: "是", False: "否"}
    return [words[cell] if cell is None or isinstance(cell, bool) else str(cell) for cell in row]


def _csv(chart: Chart, list_: str) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([f.word for f in fields(list_)])
    writer.writerows(_texts(row) for row in _rows(chart, list_))
    # With the mark that spreadsheet programs need to see that it is UTF-8.
    return text.getvalue().encode("utf-8-sig")


def _xlsx(chart: Chart) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    for list_ in LISTS:
        sheet = book.create_sheet(SHEETS[list_])
        sheet.append([f.word for f in fields(list_)])
        for row in _rows(chart, list_):
            sheet.append([_cell(sheet, text) for text in _texts(row)])
    data = io.BytesIO()
    book.save(data)
    return _undated(data)


def _cell(sheet: object, text: str) -> object:
    """A cell of text, whatever the text looks like: no formula, no number."""
    cell = WriteOnlyCell(sheet, value=None)  # type: ignore[arg-type]
    if text:
        cell.value = text
        cell.data_type = "s"
    return cell


def _undated(data: io.BytesIO) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(data) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            if part.filename != "docProps/core.xml":
                target.writestr(
                    zipfile.ZipInfo(part.filename, _EPOCH), source.read(part), zipfile.ZIP_DEFLATED
                )
            else:
                target.writestr(zipfile.ZipInfo(part.filename, _EPOCH), _CORE, zipfile.ZIP_DEFLATED)
    return made.getvalue()


_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Paizhu</dc:creator></cp:coreProperties>'
)
