"""Files of questions: one JSON object a line, checked whole before anything is answered."""

import json
from dataclasses import dataclass
from datetime import date
from gettext import gettext as _
from pathlib import Path
from typing import Any

from paizhu.norms.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Line:
    """A question with its id; as_of None: asked for the day of the command."""

    id: str | int
    question: str
    as_of: date | None


def read(path: Path) -> list[Line]:
    """Return the questions of a file. Raises InvalidInput naming every bad line; nothing is answered then."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise InvalidInput(
            _("{path}: cannot be read: {reason}.").format(path=path, reason=error.strerror)
        ) from error
    except UnicodeDecodeError as error:
        raise InvalidInput(_("{path}: is not UTF-8 text.").format(path=path)) from error
    lines, faults = [], []
    for number, raw in enumerate(text.split("\n"), start=1):
        if raw.strip():
            try:
                lines.append(_line(raw))
            except ValueError as error:
                faults.append(f"{path}:{number}: {error}")
    if faults:
        raise InvalidInput("\n".join([*faults, _("No question was answered.")]))
    return lines


def _line(raw: str) -> Line:
    try:
        value: Any = json.loads(raw)
    except (json.JSONDecodeError, RecursionError):
        raise ValueError(_("not a JSON object")) from None
    if not isinstance(value, dict):
        value = {}
    if not isinstance(value.get("id"), str | int) or isinstance(value.get("id"), bool):
        raise ValueError(_('"id" is missing, expected a text or a whole number'))  # noqa: TRY004  a fault of the line
    if not isinstance(value.get("question"), str):
        raise ValueError(_('"question" is missing, expected a text'))  # noqa: TRY004
    as_of = value.get("as_of")
    if as_of in (None, ""):
        return Line(value["id"], value["question"], None)
    try:
        return Line(value["id"], value["question"], date.fromisoformat(as_of))
    except (ValueError, TypeError):
        raise ValueError(_('"as_of": {given!r}, expected YYYY-MM-DD').format(given=as_of)) from None
