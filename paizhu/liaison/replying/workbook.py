"""Making a form file: a workbook with what is asked, and empty cells for the inputs of one act."""

import io
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import openpyxl
from django.forms import ChoiceField, Field, FileField
from django.forms.forms import BaseForm
from django.utils.translation import gettext as _
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from paizhu.accounts.sittings import Sitting
from paizhu.door.doing import Channel
from paizhu.door.kinds import Fact, Shape, as_plain, told
from paizhu.door.models import Matter
from paizhu.door.open_acts import OpenAct, open_acts
from paizhu.door.present import Present
from paizhu.door.refusals import NotVisible
from paizhu.door.seen import find
from paizhu.liaison.replying.seals import Seal, digest

SEALED = "paizhu"  # the hidden sheet
_WIDTHS = {"A": 20, "B": 80}
_LINE = Side(style="thin", color="BBBBBB")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_TO_FILL = PatternFill("solid", fgColor="FFF7DB")
_A_LINE_HOLDS = 40  # Chinese characters, of the second column


@dataclass(frozen=True, slots=True)
class Made:
    """A form file. name: what to call it."""

    name: str
    data: bytes


def made(sitting: Sitting, reference: str, act: str, present: Present, channel: Channel, lang: str) -> Made:
    """Return the form file of an act that is open to the seat. Raises NotVisible where there is none, or it is not open."""
    matter, sight, _waits = find(sitting, reference, present)
    able = {one.id: one for one in open_acts(matter, sitting, present, channel)} if sight.content else {}
    found = able.get(act)
    if found is None or not _is_offered(found):
        raise NotVisible(_("There is no such form."))
    facts = told(matter, sight, present).facts
    return Made(f"{reference}-{act}.xlsx", _book(matter, facts, found, sitting, present, lang))


def takes_no_file(fields: Mapping[str, Field]) -> bool:
    """Return whether a form with these fields can be a form file: a workbook holds no other file."""
    return not any(isinstance(field, FileField) for field in fields.values())


def _is_offered(act: OpenAct) -> bool:
    return act.is_open and not act.anywhere and takes_no_file(act.form.fields)


def _book(
    matter: Matter, facts: tuple[Fact, ...], act: OpenAct, sitting: Sitting, present: Present, lang: str
) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = _("Form")
    for column, width in _WIDTHS.items():
        sheet.column_dimensions[column].width = width
    printed = [*_head(matter, act, present), *_lines(facts, present, lang)]
    rows = [(number, label, text) for number, (label, text) in enumerate(printed, start=1)]
    for number, label, text in rows:
        _put(sheet.cell(number, 1), label, bold=True)
        _put(sheet.cell(number, 2), text)
        sheet.row_dimensions[number].height = 18 * (
            1 + sum(len(p) // _A_LINE_HOLDS for p in text.split("\n")) + text.count("\n")
        )
    inputs = _inputs(sheet, act.form, len(rows) + 2)
    labels = [(number, str(sheet.cell(number, 1).value), "") for number in sorted(inputs)]
    sheet.protection.sheet = True
    sheet.protection.formatRows = False
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    seal = Seal(
        reference=matter.reference,
        act=act.id,
        organ=sitting.organ,
        key=secrets.token_urlsafe(16),
        printed=digest([*rows, *labels]),
        inputs={str(number): name for number, name in inputs.items()},
    )
    hidden = book.create_sheet(SEALED)
    hidden.sheet_state = "veryHidden"
    _put(hidden.cell(1, 1), seal.word())
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _head(matter: Matter, act: OpenAct, present: Present) -> list[tuple[str, str]]:
    due = matter.due.isoformat() if matter.due else _("no limit")
    return [
        (
            act.name,
            _("Fill in the yellow cells and bring the file back. The other lines must stay as they are."),
        ),
        (_("Title"), _clean(matter.title)),
        (_("Reference of the matter"), matter.reference),
        (_("Brought by"), present.name(matter.owner_id)),
        (_("Due"), due),
    ]


def _lines(facts: tuple[Fact, ...], present: Present, lang: str) -> list[tuple[str, str]]:
    return [
        (str(fact.label), _clean(_said(fact, present, lang)))
        for fact in facts
        if fact.shape is not Shape.CODE and fact.value is not None
    ]


def _said(fact: Fact, present: Present, lang: str) -> str:
    if fact.said:
        return str(fact.said)
    if fact.shape is Shape.ACT:
        return present.base.acts[str(fact.value)].name.in_(lang)
    return str(as_plain(fact.value))


def _inputs(sheet: Worksheet, form: BaseForm, first: int) -> dict[int, str]:
    """Draw an empty cell for each input; return which row is which."""
    found: dict[int, str] = {}
    for number, (name, field) in enumerate(form.fields.items(), start=first):
        needed = _("needed") if field.required else _("if wanted")
        _put(sheet.cell(number, 1), f"{field.label}（{needed}）", bold=True)
        cell = sheet.cell(number, 2)
        cell.fill, cell.border, cell.protection = _TO_FILL, _BOX, Protection(locked=False)
        cell.alignment, cell.number_format = Alignment(wrap_text=True, vertical="top"), "@"
        sheet.row_dimensions[number].height = 90 if name == "text" else 24
        if isinstance(field, ChoiceField):
            words = ",".join(str(value) for value, _label in getattr(field, "choices", ()))
            rule = DataValidation(type="list", formula1=f'"{words}"', allow_blank=not field.required)
            sheet.add_data_validation(rule)
            rule.add(cell)
        found[number] = name
    return found


def _put(cell: Any, text: str, *, bold: bool = False) -> None:
    """Text, whatever it looks like: no formula, no number."""
    assert isinstance(cell, Cell)
    if text:
        cell.value = text
        cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=bold)


def _clean(text: str) -> str:
    """The text without what no workbook can hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", text).replace("\r\n", "\n").strip()
