"""A list of matters as a workbook (XLSX), written row by row: memory does not grow with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from paizhu.accounts.sittings import Sitting
from paizhu.door.forms import SECRECY
from paizhu.door.present import Present
from paizhu.door.queries import Filters, Listed
from paizhu.door.visibility import Reach

Value = str | int | date | None
About = Sequence[tuple[str, Value]]
_LEVELS = dict(SECRECY)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet. columns: heading and width of each."""

    name: str
    columns: tuple[tuple[str, int], ...]


_WIDTHS = (10, 14, 34, 18, 16, 26, 26, 12, 12, 12, 12)


def write(rows: Iterable[Listed], file: Path, lang: str, about: About) -> int:
    """Write the matters, and on a second sheet what they are (`about`); return how many rows there are."""
    sheet = Sheet(_("Matters"), tuple(zip(_headings(), _WIDTHS, strict=True)))
    return write_sheet(sheet, (_values(row, lang) for row in rows), file, about)


def write_sheet(of: Sheet, rows: Iterable[Sequence[Value]], file: Path, about: About) -> int:
    """Write rows of values below their headings, and on a second sheet what they are; return how many rows there are.

    The file is written beside and moved: nobody ever sees half of it.
    """
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(of.name)
    assert isinstance(sheet, WriteOnlyWorksheet)
    sheet.freeze_panes = "A2"
    for n, (_word, width) in enumerate(of.columns, start=1):
        sheet.column_dimensions[get_column_letter(n)].width = width  # type: ignore[attr-defined]
    sheet.append([_head(sheet, word) for word, _width in of.columns])
    count = 0
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
        count += 1
    second = book.create_sheet(_("About this list"))
    for name, value in (*about, (_("Rows"), count)):
        second.append([_cell(second, name), _cell(second, value)])
    beside = file.with_name(f".{file.name}.part")
    book.save(beside)
    beside.replace(file)
    return count


def about(sitting: Sitting, present: Present, filters: Filters, lang: str) -> About:
    """Return what a list is, so that it is understood where the product is not at hand."""
    kinds = {p.matter: p.name.in_(lang) for p in present.base.pack.procedures}
    states = {s.id: s.name.in_(lang) for p in present.base.pack.procedures for s in p.states}
    closed = {None: "", False: _("open"), True: _("closed")}[filters.closed]
    asked = (
        (_("Title"), filters.title),
        (_("Kind"), kinds.get(filters.kind, filters.kind)),
        (_("State"), states.get(filters.state, filters.state)),
        (_("Open or closed"), closed),
        (_("Due before"), filters.due_before),
    )
    return (
        (_("As seen by"), f"{sitting.organ_name} {sitting.title}"),
        (_("On"), present.on),
        *((name, value) for name, value in asked if value),
    )


def _headings() -> tuple[str, ...]:
    return (
        _("Number"),
        _("Reference"),
        _("Title"),
        _("Kind"),
        _("State"),
        _("Owner"),
        _("Counterpart"),
        _("Due"),
        _("Opened"),
        _("Closed"),
        _("Secrecy"),
    )


def _values(row: Listed, lang: str) -> tuple[Value, ...]:
    return (
        f"{row.year}-{row.number}" if row.number else None,
        row.reference,
        title_shown(row),
        row.kind_name.in_(lang),
        row.state_name.in_(lang),
        row.owner_name,
        row.counterpart_name,
        row.due,
        row.opened_on,
        row.closed_on,
        str(_LEVELS[row.secrecy]) if row.secrecy else None,
    )


def title_shown(row: Listed) -> str:
    """Return the title of a row, or why there is none."""
    if row.title is not None:
        return row.title
    if row.destroyed_on is not None:
        return _("content destroyed")
    return _("overview only") if row.reach is Reach.OVERVIEW else _("secret: read it in the product")


def _head(sheet: WriteOnlyWorksheet, word: str) -> Cell:
    cell: Cell = WriteOnlyCell(sheet, value=word)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: WriteOnlyWorksheet, value: Value) -> Cell | Value:
    """A day as a day, a number as a number; a text is a text whatever it looks like, and never a formula.

    Only a text that the library would take for something else needs a cell of its own: each costs as much as writing it.
    """
    if not isinstance(value, str) or not value.startswith(("=", "#")):
        return None if value == "" else value
    cell: Cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "s"
    return cell
