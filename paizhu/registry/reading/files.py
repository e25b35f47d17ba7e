"""Any file, or a folder of CSV files: told apart by what is in it, read, and its faults collected."""

from pathlib import Path

from django.utils.translation import gettext as _

from paizhu.registry.faults import BadFile, Fault, shown
from paizhu.registry.reading import csv_file, json_file, limits, xlsx_file
from paizhu.registry.reading.interpret import Reading, interpret
from paizhu.registry.reading.mapping import Map
from paizhu.registry.reading.table import Table

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # Excel up to 2003, and any workbook with a password


def read(path: Path, given: Map | None = None) -> Reading:
    """Return what the file or folder says, with the faults of its cells. Raises BadFile when it is none that can be read."""
    given = given or Map()
    reading = Reading()
    for file in _files(path):
        tables, faults = _tables(file, given)
        reading.faults += faults
        for table in tables:
            interpret(table, given.words, reading)
    return reading


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = sorted(path.glob("*.csv"))
    if not files:
        raise BadFile([Fault(str(path), None, None, None, path.name, _("a folder with CSV files"))])
    return files


def _tables(file: Path, given: Map) -> tuple[list[Table], list[Fault]]:
    data = _bytes(file)
    start, suffix = data[:4], file.suffix.lower()
    if start == _OLD_OFFICE:
        raise _refused(
            file,
            _(
                "XLSX, JSON or CSV; this is an old Excel file or one with a password: save it as XLSX without one"
            ),
        )
    if start == b"PK\x03\x04" or (start == b"PK\x05\x06" and suffix == ".xlsx"):
        return xlsx_file.read(file, given)
    if suffix in {".xlsx", ".xlsm"}:
        raise _refused(file, _("an XLSX file that is whole; this one is cut off or damaged"))
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise _refused(file, _("a file with something in it"))
    if suffix == ".json" or (suffix != ".csv" and data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"):
        return json_file.read(file, data, given)
    if start == b"%PDF" or (
        b"\0" in data[:1_000].replace(b"\0", b"", 0) and data[:2] not in {b"\xff\xfe", b"\xfe\xff"}
    ):
        raise _refused(file, _("XLSX, JSON or CSV; this is a file of another form"))
    return csv_file.read(file, data, given)


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > limits.FILE_BYTES:
            raise _refused(file, _("at most {count} MiB").format(count=limits.FILE_BYTES // limits.MIB))
        return file.read_bytes()
    except OSError:
        raise _refused(file, _("a file that exists and can be read")) from None


def _refused(file: Path, expected: str) -> BadFile:
    return BadFile([Fault(str(file), None, None, None, shown(file.name), expected)])
