"""Keys of the matters that a seat sees, newest first, read off the indexes that hold parts in the order of their matters.

Each organ whose parts a seat sees is a heap of its own, and so are the parts of the person; of each no more is read than a
page needs, off the index alone. The statement is written out: to have it made by the ORM takes longer than it runs. By which
parts a seat sees a matter is decided in `visibility`, and said here only by what it gives.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from paizhu.door.visibility import PartsSeen
from paizhu.guard.rows import rows
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
    whose, (where, values) = "{whose}", _between(start, low)
    running, days = seen.running
    asked, given = _asked(wanted, on)
    parts = "door_participation p"
    if asked and connection.vendor == "postgresql":
        # The parts come first, as the index has them. Left to itself it begins with what is rare among all matters (open, in
        # this state), and takes that to be as rare among the newest of one organ.
        end = f"{_ORDER} FETCH FIRST {_window(seen) + 1:d} ROWS WITH TIES"
        parts = f"(SELECT {_READ} FROM {parts} WHERE {{whose}}{where} {end}) p"  # noqa: S608
        where, whose = "", "TRUE"
    if asked:
        parts += " JOIN door_matter m ON m.id = p.matter_id"
    conditions = " AND ".join([f"{whose}{where}", running, *asked])
    heap = f"SELECT DISTINCT p.person_id, p.matter_id FROM {parts} WHERE {conditions} {_ORDER} LIMIT {most:d}"  # noqa: S608
    order = f"ORDER BY matter_id DESC LIMIT {most:d}"
    return _keys(seen, heap, [*values, *days, *given], order, anew=bool(asked))


def low(seen: PartsSeen, start: int | None) -> int | None:
    """Return the matter at which looking through stops: each heap is looked through this far at least. None: to the end.

    Parts that have ended are counted as well: so it is read off the indexes alone.
    """
    where, values = _between(start, None)
    end = f"{_ORDER} LIMIT 1 OFFSET {_window(seen):d}"
    heap = f"SELECT p.person_id, p.matter_id FROM door_participation p WHERE {{whose}}{where} {end}"  # noqa: S608
    return max(_keys(seen, heap, values, "", anew=True), default=None)


def _window(seen: PartsSeen) -> int:
    return LEAST_WINDOW + WINDOW // (len(seen.organs) + 1)


_READ = "p.person_id, p.matter_id, p.side, p.since, p.until"
# The person stands in the order as in the index, for PostgreSQL.
_ORDER = "ORDER BY p.person_id, p.matter_id DESC"
_OF_PERSON, _OF_ORGAN = "p.person_id = %s", "p.organ_id = {organ} AND p.person_id IS NULL"


def _between(start: int | None, low: int | None) -> tuple[str, list[Any]]:
    """The condition that a part lies between two matters, and its values."""
    given = [(" AND p.matter_id < %s", start), (" AND p.matter_id >= %s", low)]
    return "".join(one for one, key in given if key is not None), [
        key for _o, key in given if key is not None
    ]


def _keys(seen: PartsSeen, heap: str, values: list[Any], order: str, *, anew: bool) -> list[int]:
    """The keys in all heaps of the seat, each once. heap: the statement of one, of `{whose}`; values: what it asks besides.

    anew: planned for these values, for they decide how best to look: how common a state is, how many parts a person has.
    """
    if not seen.organs:
        return []
    of_person = heap.format(whose=_OF_PERSON)
    if connection.vendor == "sqlite":
        of_organ = heap.format(whose=_OF_ORGAN.format(organ="%s"))
        selects = [of_person, *[of_organ] * len(seen.organs)]
        given = [one for whose in (seen.person, *seen.organs) for one in (whose, *values)]
    else:
        # One plan for all organs: to plan for each takes longer than all of them run.
        of_organ = heap.format(whose=_OF_ORGAN.format(organ="o.organ"))
        every = f"SELECT h.matter_id FROM unnest(%s::text[]) AS o(organ) CROSS JOIN LATERAL ({of_organ}) AS h"  # noqa: S608
        selects = [of_person, every]
        given = [seen.person, *values, list(seen.organs), *values]
    union = " UNION ALL ".join(f"SELECT matter_id FROM ({one}) AS h{n}" for n, one in enumerate(selects))  # noqa: S608
    statement = f"SELECT DISTINCT matter_id FROM ({union}) AS heaps {order}"  # noqa: S608
    return [key for (key,) in rows(statement, given, planned_anew=anew)]


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
    if wanted.title:
        values += [f"%{connection.ops.prep_for_like_query(wanted.title)}%", f"{MARK}%"]
        return _with_title(conditions, wanted.title), values
    return conditions, values


def _with_title(conditions: list[str], title: str) -> list[str]:
    """The conditions with that on the title, which comes last: it takes the longest, and they leave little to look at.

    What is sealed is compared once it is opened, by whoever may read it (`queries`).
    """
    like = "m.title LIKE %s"
    if connection.vendor == "sqlite":
        like += " ESCAPE '\\'"
    elif title.upper() != title.lower():  # hardly ever in Chinese; each title takes a hundred times as long
        like = "UPPER(m.title) LIKE UPPER(%s)"
    like = f"({like} OR m.title LIKE %s)"
    if connection.vendor == "sqlite" or not conditions:
        return [*conditions, like]
    # PostgreSQL looks at conditions in an order of its own.
    return [f"CASE WHEN {' AND '.join(conditions)} THEN {like} ELSE FALSE END"]


def _equal(pairs: Iterable[tuple[str, str]]) -> tuple[list[str], list[Any]]:
    found = list(pairs)
    return [f"m.{column} = %s" for column, _value in found], [value for _column, value in found]


def _day(day: date) -> Any:
    return connection.ops.adapt_datefield_value(day)
