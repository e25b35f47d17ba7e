"""Files of questions or queries: one JSON object a line, checked whole before anything is answered."""

import json
from dataclasses import dataclass
from datetime import date
from gettext import gettext as _
from pathlib import Path
from typing import Any

from paizhu.norms.errors import InvalidInput
from paizhu.norms.model import Text
from paizhu.norms.refusals import InputRefused, Refusal


@dataclass(frozen=True, slots=True)
class Line:
    """What a line asks, with its id; on None: for the day of the command."""

    id: str | int
    text: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a line; blank: white space alone will do; refused: what did not happen when the file has faults."""

    text: str
    on: str
    refused: str
    blank: bool


def questions(path: Path) -> list[Line]:
    """Return the questions of a file. Raises InvalidInput naming every bad line; nothing is answered then."""
    return _read(path, Form("question", "as_of", _("No question was answered."), blank=True))


def queries(path: Path) -> list[Line]:
    """Return the queries of a file. Raises InvalidInput naming every bad line; nothing is searched then."""
    return _read(path, Form("query", "on", _("Nothing was searched."), blank=False))


def _read(path: Path, form: Form) -> list[Line]:
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise InvalidInput(
            _("{path}: cannot be read: {reason}.").format(path=path, reason=error.strerror)
        ) from error
    except UnicodeDecodeError as error:
        raise InvalidInput(_("{path}: is not UTF-8 text.").format(path=path)) from error
    lines, faults = list[Line](), list[Refusal]()
    for number, raw in enumerate(text.split("\n"), start=1):
        if raw.strip():
            try:
                lines.append(_line(raw, form))
            except ValueError as error:
                # Said in the chosen language already.
                said = Text(str(error), str(error))
                faults.append(Refusal(str(path), said, row=number))
    if faults:
        raise InputRefused(faults, form.refused)
    return lines


def _line(raw: str, form: Form) -> Line:
    try:
        value: Any = json.loads(raw)
    except (json.JSONDecodeError, RecursionError):
        raise ValueError(_("not a JSON object")) from None
    if not isinstance(value, dict):
        value = {}
    if not isinstance(value.get("id"), str | int) or isinstance(value.get("id"), bool):
        raise ValueError(_('"id" is missing, expected a text or a whole number'))  # noqa: TRY004  a fault of the line
    text = value.get(form.text)
    if not isinstance(text, str) or not (form.blank or text.strip()):
        raise ValueError(_('"{field}" is missing, expected a text').format(field=form.text))
    on = value.get(form.on)
    if on in (None, ""):
        return Line(value["id"], text, None)
    try:
        return Line(value["id"], text, date.fromisoformat(on))
    except (ValueError, TypeError):
        raise ValueError(
            _('"{field}": {given!r}, expected YYYY-MM-DD').format(field=form.on, given=on)
        ) from None
