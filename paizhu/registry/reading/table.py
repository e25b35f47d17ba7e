"""A list as it stands in a file: rows with their numbers as the user sees them, values not yet understood."""

from dataclasses import dataclass, field

from paizhu.registry.faults import Fault, shown

Raw = object  # str, int, float, bool, date, datetime, None, or Odd


@dataclass(frozen=True, slots=True)
class Odd:
    """A cell that holds no plain value; expected: what it should hold instead."""

    text: str
    expected: str

    def __str__(self) -> str:
        return self.text


@dataclass(slots=True)
class Table:
    """columns: field -> heading as the file has it.  rows: (number, field -> value)."""

    file: str
    sheet: str | None
    list_: str
    columns: dict[str, str]
    rows: list[tuple[int, dict[str, Raw]]] = field(default_factory=list)

    def fault(self, row: int | None, field_: str | None, value: Raw, expected: str) -> Fault:
        column = self.columns.get(field_, field_) if field_ else None
        return Fault(self.file, self.sheet, row, column, shown(value), expected)
