"""Files of queries: one JSON object a line, checked whole before anything is searched."""

import json
from dataclasses import dataclass
from datetime import date
from gettext import gettext as _
from pathlib import Path
from typing import Any

from paizhu.norms.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Query:
    """A query with its id; on None: searched for the day of the command."""

    id: str | int
    query: str
    on: date | None


def read(path: Path) -> list[Query]:
    """Return the queries of a file. Raises InvalidInput naming every bad line; nothing is searched then."""
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
                lines.append(_query(raw))
            except ValueError as error:
                faults.append(f"{path}:{number}: {error}")
    if faults:
        raise InvalidInput("\n".join([*faults, _("Nothing was searched.")]))
    return lines


def _query(raw: str) -> Query:
    try:
        value: Any = json.loads(raw)
    except (json.JSONDecodeError, RecursionError):
        raise ValueError(_("not a JSON object")) from None
    if not isinstance(value, dict):
        value = {}
    if not isinstance(value.get("id"), str | int) or isinstance(value.get("id"), bool):
        raise ValueError(_('"id" is missing, expected a text or a whole number'))  # noqa: TRY004  a fault of the line
    if not isinstance(value.get("query"), str) or not value["query"].strip():
        raise ValueError(_('"query" is missing, expected a text'))
    on = value.get("on")
    if on in (None, ""):
        return Query(value["id"], value["query"], None)
    try:
        return Query(value["id"], value["query"], date.fromisoformat(on))
    except (ValueError, TypeError):
        raise ValueError(_('"on": {given!r}, expected YYYY-MM-DD').format(given=on)) from None
