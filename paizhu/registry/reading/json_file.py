"""An exchange file in JSON: one object with the lists; see docs/reference/registry.md."""

import json
import re
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from paizhu.registry.faults import Ask, BadFile, Fault, shown
from paizhu.registry.reading import limits
from paizhu.registry.reading.fields import FIELDS, SHEETS, headings, plain_heading
from paizhu.registry.reading.mapping import Map
from paizhu.registry.reading.table import Odd, Table

FORMAT = "paizhu-world/1"


class _Twice(dict[str, Any]):
    """A JSON object in which a key stands twice; `key` says which."""

    key: str


def read(path: Path, data: bytes, given: Map) -> tuple[list[Table], list[Fault]]:
    """Return the lists of the file, and what is wrong with its form. Raises BadFile when it is no JSON at all."""
    file = str(path)
    whole = _parsed(file, data)
    if not isinstance(whole, dict):
        raise BadFile(
            [Fault(file, None, 1, None, shown(whole), _("a JSON object with the lists of the registry"))]
        )
    faults = _form(file, whole)
    tables = []
    for list_ in FIELDS:
        rows = whole.get(list_)
        if rows is None:
            continue
        if not isinstance(rows, list):
            faults.append(Fault(file, list_, None, None, shown(rows), _("a list of objects")))
            continue
        table, wrong = _table(file, list_, rows, given)
        tables.append(table)
        faults += wrong
    if not tables and not faults:
        faults.append(
            Fault(file, None, None, None, "", _("at least one of the lists {lists}").format(lists=_lists()))
        )
    return tables, faults


def _parsed(file: str, data: bytes) -> Any:
    if data.count(b"{") > limits.JSON_OBJECTS or data.count(b",") + data.count(b"[") > limits.JSON_VALUES:
        expected = _("at most {count} objects").format(count=limits.JSON_OBJECTS)
        raise BadFile([Fault(file, None, None, None, file, expected)])
    for object_ in re.finditer(rb"[^{]+", data):
        if object_.group().count(b",") > limits.JSON_KEYS:
            line, seen = (
                data.count(b"\n", 0, object_.start()) + 1,
                object_.group()[:40].decode("utf-8", "replace"),
            )
            expected = _("objects of at most {count} values").format(count=limits.JSON_KEYS)
            raise BadFile([Fault(file, None, line, None, shown(seen), expected)])
    try:
        return json.loads(_decoded(file, data), object_pairs_hook=_object, parse_constant=_constant)
    except json.JSONDecodeError as error:
        seen = error.doc[max(0, error.pos - 10) : error.pos + 20]
        expected = _("JSON; it cannot be read from column {column} of this line on")
        raise BadFile(
            [Fault(file, None, error.lineno, None, shown(seen), expected.format(column=error.colno))]
        ) from None
    except (RecursionError, ValueError):
        raise BadFile(
            [Fault(file, None, None, None, shown(data[:40].decode("latin-1")), _("plain JSON"))]
        ) from None


def _decoded(file: str, data: bytes) -> str:
    utf_16 = b"\0" in data[:4] or data[:2] in {b"\xff\xfe", b"\xfe\xff"}
    encoding = "utf-16" if utf_16 else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        value = repr(data[error.start : error.start + 8])[2:-1]
        raise BadFile([Fault(file, None, line, None, value, _("text in UTF-8"))]) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    keys = [key for key, _ in pairs]
    twice = _Twice(made)
    twice.key = next(key for key in keys if keys.count(key) > 1)
    return twice


def _constant(word: str) -> Any:
    return Odd(word, _("a text"))


def _lists() -> str:
    return "、".join(f"{list_} ({word})" for list_, word in SHEETS.items())


def _form(file: str, whole: dict[str, Any]) -> list[Fault]:
    faults = [
        Fault(
            file,
            None,
            None,
            shown(key),
            shown(whole[key]),
            _("only meta and the lists {lists}").format(lists=_lists()),
        )
        for key in whole
        if key != "meta" and key not in FIELDS
    ]
    if isinstance(whole, _Twice):
        faults.append(
            Fault(file, None, None, shown(whole.key), shown(whole.key), _("each key once in an object"))
        )
    meta = whole.get("meta", {})
    format_ = meta.get("format", FORMAT) if isinstance(meta, dict) else meta
    if format_ != FORMAT:
        faults.append(Fault(file, "meta", None, "format", shown(format_), FORMAT))
    return faults


def _table(file: str, list_: str, rows: list[Any], given: Map) -> tuple[Table, list[Fault]]:
    known = headings(list_)
    names = {f.name for f in FIELDS[list_]}
    columns: dict[str, str] = {}
    table = Table(file, list_, list_, columns)
    faults: list[Fault] = []
    for number, row in enumerate(rows, start=1):
        if len(faults) > limits.FAULTS:
            break
        if not isinstance(row, dict):
            faults.append(
                Fault(file, list_, number, None, shown(row), _("an object with the columns of the list"))
            )
            continue
        if isinstance(row, _Twice):
            faults.append(
                Fault(file, list_, number, shown(row.key), shown(row.key), _("each key once in an object"))
            )
        values = {}
        for key, value in row.items():
            field = key if key in names else _mapped(key, known, given)
            if field:
                values[field] = value
                columns.setdefault(field, key)
            elif given.headings.get(plain_heading(key), "") is not None:
                expected = _("one of {keys}; other keys can be given in a map file, null leaves one out")
                faults.append(
                    Fault(
                        file,
                        list_,
                        number,
                        shown(key),
                        shown(value),
                        expected.format(keys="、".join(sorted(names))),
                        Ask("headings", key, list_),
                    )
                )
        table.rows.append((number, values))
    for each in FIELDS[list_]:
        if each.needed:
            columns.setdefault(each.name, each.name)
    return table, faults


def _mapped(key: str, known: dict[str, Any], given: Map) -> str | None:
    ours = given.headings.get(plain_heading(key), "")
    field = known.get(plain_heading(ours)) if ours else known.get(plain_heading(key))
    return field.name if field else None
