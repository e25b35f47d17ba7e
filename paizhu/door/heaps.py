"""Keys of the matters that a seat sees, newest first, read off the indexes that hold parts in the order of their matters.

Each organ whose parts a seat sees is a heap of its own, and so are the parts of the person; of each no more is read than a
page needs. The statement is written out: to have it made by the ORM takes longer than it runs. By which parts a seat sees a
matter is decided in `visibility`, and said here only by what it gives.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from paizhu.door.visibility import PartsSeen
from paizhu.journal.sealed import MARK

WINDOW, LEAST_WINDOW = 3_000, 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a matter. equal: column and value.  title: part of it, "" any.  now: the same of how it stands now.

    due_before, closed: None, any. Of what is past it is not asked how it stands now.
    """

    equal: tuple[tuple[str, str], ...] = ()
    title: str = ""
    now: tuple[tuple[str, str], ...] = ()
    due_before: date | None = None
    closed: bool | None = None

    @property
    def any(self) -> bool:
        """Whether anything is asked at all."""
        return self != Wanted()


def newest(
    seen: PartsSeen, wanted: Wanted, on: date, start: int | None, low: int | None, most: int
) -> list[int]:
    """Return keys of matters, newest first. start: only those before it.  low: none before it.  most: at most so many."""
    running, days = seen.running
    conditions, values = [running], list(days)
    if low is not None:
        conditions.append("p.matter_id >= %s")
        values.append(low)
    asked, given = _asked(wanted, on)
    joined = " JOIN door_matter m ON m.id = p.matter_id" if asked else ""
    heaps = _heaps(seen, joined, [*conditions, *asked], [*values, *given], start, f"LIMIT {most:d}")
    return _keys(heaps, f"ORDER BY matter_id DESC LIMIT {most:d}")


def low(seen: PartsSeen, start: int | None) -> int | None:
    """Return the matter at which looking through stops: each heap is looked through this far at least. None: to the end.

    Parts that have ended are counted as well: so it is read off the indexes alone.
    """
    window = LEAST_WINDOW + WINDOW // (len(seen.organs) + 1)
    return max(
        _keys(_heaps(seen, "", [], [], start, f"LIMIT 1 OFFSET {window:d}", distinct=""), ""), default=None
    )


_Heaps = tuple[list[str], list[Any]]


def _heaps(
    seen: PartsSeen,
    joined: str,
    conditions: list[str],
    values: list[Any],
    start: int | None,
    end: str,
    distinct: str = "DISTINCT ",
) -> _Heaps:
    """The statement of each heap, and the values of all. The person stands in the order as in the index, for PostgreSQL."""
    if start is not None:
        conditions, values = [*conditions, "p.matter_id < %s"], [*values, start]
    rest = "".join(f" AND {one}" for one in conditions)

    def heap(whose: str) -> str:
        return (
            f"SELECT {distinct}p.person_id, p.matter_id FROM door_participation p{joined} WHERE {whose}{rest} "  # noqa: S608
            f"ORDER BY p.person_id, p.matter_id DESC {end}"
        )

    if not seen.organs:
        return [], []
    of_organ = heap("p.organ_id = %s AND p.person_id IS NULL")
    selects = [heap("p.person_id = %s"), *[of_organ] * len(seen.organs)]
    return selects, [one for whose in (seen.person, *seen.organs) for one in (whose, *values)]


def _keys(heaps: _Heaps, order: str) -> list[int]:
    selects, values = heaps
    if not selects:
        return []
    union = " UNION ALL ".join(f"SELECT matter_id FROM ({one}) AS h{n}" for n, one in enumerate(selects))  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT matter_id FROM ({union}) AS heaps {order}", values)  # noqa: S608
        return [row[0] for row in cursor.fetchall()]


def _asked(wanted: Wanted, on: date) -> tuple[list[str], list[Any]]:
    """The conditions on a matter, with their values."""
    conditions, values = _equal(wanted.equal)
    now, given = _equal(wanted.now)
    if wanted.due_before is not None:
        now.append("m.due < %s")
        given.append(_day(wanted.due_before))
    if wanted.closed is not None:
        now.append("m.closed_on IS NOT NULL" if wanted.closed else "m.closed_on IS NULL")
    if now:
        conditions.append(f"(({' AND '.join(now)}) OR p.until <= %s)")
        values += [*given, _day(on)]
    # Last, since it takes the longest, and what comes before it leaves little to look at.
    if wanted.title:
        like = (
            "m.title LIKE %s ESCAPE '\\'"
            if connection.vendor == "sqlite"
            else "UPPER(m.title) LIKE UPPER(%s)"
        )
        # What is sealed is compared once it is opened, by whoever may read it (`queries`).
        conditions.append(f"({like} OR m.title LIKE %s)")
        values += [f"%{connection.ops.prep_for_like_query(wanted.title)}%", f"{MARK}%"]
    return conditions, values


def _equal(pairs: Iterable[tuple[str, str]]) -> tuple[list[str], list[Any]]:
    found = list(pairs)
    return [f"m.{column} = %s" for column, _value in found], [value for _column, value in found]


def _day(day: date) -> Any:
    return connection.ops.adapt_datefield_value(day)
