"""Finding the headings of a sheet: which row they stand in, which list they head, which field each stands for."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from paizhu.registry.faults import Ask, Fault, shown
from paizhu.registry.reading import limits
from paizhu.registry.reading.fields import FIELDS, SHEETS, Field, headings, plain_heading
from paizhu.registry.reading.mapping import Map
from paizhu.registry.reading.table import Table

Rows = Sequence[tuple[int, Sequence[object]]]  # number as the user sees it, cells


@dataclass(frozen=True, slots=True)
class _Head:
    """A row taken for the headings of a list; fields: by the place of the column."""

    list_: str
    at: int  # place among the rows
    fields: dict[int, Field]

    @property
    def complete(self) -> bool:
        return {f.name for f in FIELDS[self.list_] if f.needed} <= {f.name for f in self.fields.values()}

    @property
    def merit(self) -> tuple[bool, int]:
        return self.complete, len(self.fields)


def tabled(
    file: str, sheet: str | None, rows: Rows, list_: str | None, given: Map
) -> tuple[Table | None, list[Fault]]:
    """Return the rows below the headings as a table, and what is wrong with the headings.

    list_: the list that it must be, None when the headings have to tell. No table: no headings were found.
    """
    head = _head(rows, list_, given)
    if head is None:
        ask = None if list_ else Ask("sheets", sheet or Path(file).stem)
        top = rows[0][0] if rows else None
        return None, [Fault(file, sheet, top, None, _seen(rows), _expected(list_), ask)]
    number, cells = rows[head.at]
    table = Table(file, sheet, head.list_, {f.name: str(cells[c]).strip() for c, f in head.fields.items()})
    faults = list(_unknown(table, number, cells, head, given)) + list(_twice(table, number, cells, head))
    left_out = _left_out(cells, given)
    headless = [
        column
        for column in range(limits.COLUMNS)
        if column not in head.fields and column not in left_out and _headless(cells, column)
    ]
    fields = [(column, f.name) for column, f in head.fields.items()]
    for number_, row in rows[head.at + 1 :]:
        if all(_empty(cell) for cell in row):
            continue
        width = len(row)
        table.rows.append((number_, {name: row[column] for column, name in fields if column < width}))
        for column in headless:
            if column >= width:
                break
            if not _empty(row[column]) and len(faults) < limits.FAULTS:
                expected = _("a heading above this cell, or an empty cell")
                faults.append(Fault(file, sheet, number_, None, shown(row[column]), expected))
    return table, faults


def _head(rows: Rows, list_: str | None, given: Map) -> _Head | None:
    """The row among the first that has most headings of one list; a title above it has at most one."""
    best: _Head | None = None
    lists = [list_] if list_ else list(FIELDS)
    for at, (_number, cells) in enumerate(rows[: limits.HEADER_WITHIN]):
        for each in lists:
            found = _known(cells, each, given)
            head = _Head(each, at, found)
            if len({f.name for f in found.values()}) >= 2 and (best is None or head.merit > best.merit):  # noqa: PLR2004
                best = head
    if best is None and list_:
        return _unknown_head(rows, list_, given)
    return best if best and (best.complete or list_ or len(best.fields) > 2) else None  # noqa: PLR2004


def _known(cells: Sequence[object], list_: str, given: Map) -> dict[int, Field]:
    known = headings(list_)
    return {c: f for c, cell in enumerate(cells) if (f := _field(cell, known, given)) is not None}


def _unknown_head(rows: Rows, list_: str, given: Map) -> _Head | None:
    """Where it is known which list it must be and no heading is: the first row of several texts, to be asked about."""
    for at, (_number, cells) in enumerate(rows[: limits.HEADER_WITHIN]):
        filled = [cell for cell in cells if not _empty(cell)]
        needed = sum(1 for f in FIELDS[list_] if f.needed)
        if len(filled) >= needed and all(isinstance(cell, str) for cell in filled):
            return _Head(list_, at, _known(cells, list_, given))
    return None


def _field(cell: object, known: dict[str, Field], given: Map) -> Field | None:
    if not isinstance(cell, str):
        return None
    plain = plain_heading(cell)
    if plain in given.headings:
        ours = given.headings[plain]
        return known.get(plain_heading(ours)) if ours else None
    return known.get(plain)


def _unknown(table: Table, number: int, cells: Sequence[object], head: _Head, given: Map) -> list[Fault]:
    """Headings that stand for nothing: what they hold would be lost without a word."""
    expected = _("one of {headings}; other headings can be given in a map file, null leaves a column out")
    words = "、".join(f"{f.word} ({f.name})" for f in FIELDS[table.list_])
    left_out = _left_out(cells, given)
    return [
        Fault(
            table.file,
            table.sheet,
            number,
            shown(cell),
            shown(cell),
            expected.format(headings=words),
            Ask("headings", str(cell).strip(), table.list_),
        )
        for column, cell in enumerate(cells)
        if not _empty(cell) and column not in head.fields and column not in left_out
    ]


def _twice(table: Table, number: int, cells: Sequence[object], head: _Head) -> list[Fault]:
    seen: set[str] = set()
    faults = []
    for column, each in head.fields.items():
        if each.name in seen:
            expected = _("each heading once; {heading} stands here already").format(heading=each.word)
            faults.append(
                Fault(table.file, table.sheet, number, shown(cells[column]), shown(cells[column]), expected)
            )
        seen.add(each.name)
    return faults


def _left_out(cells: Sequence[object], given: Map) -> set[int]:
    return {
        column
        for column, cell in enumerate(cells)
        if isinstance(cell, str) and given.headings.get(plain_heading(cell), "") is None
    }


def _headless(cells: Sequence[object], column: int) -> bool:
    return column >= len(cells) or _empty(cells[column])


def _empty(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _seen(rows: Rows) -> str:
    return shown(" ".join(str(c) for _, cells in rows[:1] for c in cells if not _empty(c)))


def _expected(list_: str | None) -> str:
    lists = [list_] if list_ else list(FIELDS)
    parts = [
        f"{SHEETS[each]}: {'、'.join(f'{f.word} ({f.name})' for f in FIELDS[each] if f.needed)}"
        for each in lists
    ]
    expected = _("within the first {count} rows, the headings of a list — {lists}")
    return expected.format(count=limits.HEADER_WITHIN, lists="；".join(parts))
