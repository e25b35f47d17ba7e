"""From rows to records: every cell read, every fault kept, ids that stand twice found."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.utils.translation import gettext as _

from paizhu.registry.faults import Ask, Fault
from paizhu.registry.reading import limits
from paizhu.registry.reading.cells import UnknownWord, Unread
from paizhu.registry.reading.fields import FIELDS, Field
from paizhu.registry.reading.table import Table
from paizhu.registry.records import LISTS, RECORDS, Chart, Record

_MADE = dict(zip(LISTS, RECORDS, strict=True))
_UNREAD = object()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record stands: its table, and its row as the user sees it."""

    table: Table
    row: int


@dataclass(slots=True)
class Reading:
    """What a file says. unread: ids by list of rows with a fault; origins: by list and id."""

    chart: Chart = field(default_factory=Chart)
    origins: dict[tuple[str, str], Origin] = field(default_factory=dict)
    unread: dict[str, set[str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def cut_short(self) -> bool:
        """Whether there were so many faults that the rest was left unread."""
        return len(self.faults) > limits.FAULTS


def interpret(table: Table, words: Mapping[str, str], reading: Reading) -> None:
    """Add the records and faults of a table to the reading."""
    fields = [f for f in FIELDS[table.list_] if f.name in table.columns]
    missing = [f for f in FIELDS[table.list_] if f.needed and f.name not in table.columns]
    for each in missing:
        expected = _("a column {heading} ({name})").format(heading=each.word, name=each.name)
        reading.faults.append(table.fault(None, each.word, None, expected))
    if missing:
        return
    into = reading.chart.of(table.list_)
    for number, row in table.rows:
        if reading.cut_short:
            break
        values = _values(table, number, row, fields, words, reading)
        id_ = values.get("id")
        if not isinstance(id_, str):
            continue
        earlier = reading.origins.setdefault((table.list_, id_), Origin(table, number))
        if (earlier.table, earlier.row) != (table, number):
            reading.faults.append(_twice(table, number, id_, earlier))
        elif _UNREAD in values.values():
            reading.unread.setdefault(table.list_, set()).add(id_)
        else:
            into[id_] = record_of(table.list_, values)
    # Every fault holds its value already; of a large file the raw rows are most of what memory holds.
    table.rows.clear()


def _twice(table: Table, number: int, id_: str, earlier: Origin) -> Fault:
    expected = _("an id that stands once in its list; it stands in row {row} already")
    if earlier.table is not table:
        expected = _("an id that stands once in its list; it stands in {where}, row {row}, already")
    where = earlier.table.sheet or Path(earlier.table.file).name
    return table.fault(number, "id", id_, expected.format(where=where, row=earlier.row))


def _values(
    table: Table,
    number: int,
    row: Mapping[str, object],
    fields: list[Field],
    words: Mapping[str, str],
    reading: Reading,
) -> dict[str, object]:
    values: dict[str, object] = {}
    for each in fields:
        raw = row.get(each.name)
        try:
            value = each.parse(raw, words)
        except Unread as error:
            unknown = isinstance(error, UnknownWord)
            ask = Ask("words", str(raw).strip(), table.list_, each.name) if unknown else None
            reading.faults.append(replace(table.fault(number, each.name, raw, str(error)), ask=ask))
            value = _UNREAD
        values[each.of] = value
    return values


def record_of(list_: str, values: dict[str, object]) -> Record:
    """Return the record that the values make, each by its attribute and as its field's parser gives it."""
    if list_ == "organs":
        values.setdefault("short", "")
    if list_ == "persons":
        since, until = values.pop("since", None), values.pop("until", None)
        for fact in ("party_member", "supervised"):
            own = values.get(f"{fact}_since"), values.get(f"{fact}_until")
            if values.get(fact) is not None and own == (None, None):
                values[f"{fact}_since"], values[f"{fact}_until"] = since, until
    return _MADE[list_](**values)  # type: ignore[arg-type]  # each value is as its field's parser gives it
