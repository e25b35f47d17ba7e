"""Reading a form file that comes back: its seal, and what was filled in. Nothing that it says is trusted."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from paizhu.liaison.replying.seals import FormFileRefused, Seal, digest, opened
from paizhu.liaison.replying.workbook import SEALED
from paizhu.registry.faults import BadFile
from paizhu.registry.reading import xlsx_parts
from paizhu.registry.reading.xlsx_book import Book, book
from paizhu.registry.reading.xlsx_sheet import Damaged, SheetReader

LARGEST_BYTES = 1024 * 1024
_COLUMNS = 2
Rows = dict[int, list[Any]]


@dataclass(frozen=True, slots=True)
class Filled:
    """A form file that came back whole. values: input of the act's form -> what was typed."""

    seal: Seal
    values: dict[str, str]


def filled(path: Path) -> Filled:
    """Return what a form file says. Raises FormFileRefused for one that is damaged, strange, or edited where it is not to be."""
    if path.stat().st_size > LARGEST_BYTES:
        raise FormFileRefused(_("A form file has less than 1 MiB; nothing was changed."))
    try:
        with xlsx_parts.opened(path) as archive:
            shared = book(archive)
            sheets = {sheet.title: _rows(archive, shared, sheet.part) for sheet in shared.sheets}
    except (BadFile, Damaged) as error:
        raise FormFileRefused(_("This is no workbook that can be read; nothing was changed.")) from error
    sealed = sheets.pop(SEALED, {})
    seal = opened(_text(_cell(sealed, 1, 1)))
    if len(sheets) != 1:
        raise FormFileRefused(_("Expected the one sheet of the form; nothing was changed."))
    rows = next(iter(sheets.values()))
    _check(seal, rows)
    return Filled(seal, {name: _text(_cell(rows, int(number), 2)) for number, name in seal.inputs.items()})


def _rows(archive: Any, shared: Book, part: str) -> Rows:
    reader = SheetReader(shared)
    xlsx_parts.read(archive, part, reader)
    return dict(reader.rows)


def _check(seal: Seal, rows: Rows) -> None:
    """Hold the printed lines against the seal: who answers must have answered what was asked."""
    inputs = {int(number) for number in seal.inputs}
    printed = [
        (number, _text(_cell(rows, number, 1)), "" if number in inputs else _text(_cell(rows, number, 2)))
        for number, row in sorted(rows.items())
        if any(_text(value) for value in row)
    ]
    beyond = any(_text(value) for row in rows.values() for value in row[_COLUMNS:])
    if beyond or digest(printed) != seal.printed:
        raise FormFileRefused(
            _(
                "Lines of this form that are not to be filled in were changed, moved or added. Fetch the form anew and fill "
                "in the yellow cells only; nothing was changed."
            )
        )


def _cell(rows: Rows, row: int, column: int) -> Any:
    values = rows.get(row, [])
    return values[column - 1] if column <= len(values) else None


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\r\n", "\n").strip()
