"""Keys of the matters that a seat sees, newest first, read off the indexes that hold parts in the order of their matters.

Each organ whose parts a seat sees is a heap of its own, and so are the parts of the person; of each no more is read than a
page needs, off the index alone. The statement is written out: to have it made by the ORM takes longer than it runs. By which
parts a seat sees a matter is decided in `visibility`, and said here only by what it gives.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

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


class Newest(NamedTuple):
    """keys: of matters, newest first.  low: where looking through stopped, the last one looked at; None at the end of all."""

    keys: list[int]
    low: int | None


class _Said(NamedTuple):
    """A statement, or a piece of one, with the values for its places in their order."""

    text: str
    values: Sequence[Any] = ()


def newest(seen: PartsSeen, wanted: Wanted, on: date, start: int | None, most: int) -> Newest:
    """Return keys of matters, newest first. start: only those before it.  most: at most so many.

    With anything wanted each heap is looked through so far as `_window` says.
    """
    if not seen.organs:
        return Newest([], None)
    before = _Said(" AND p.matter_id < %s", [start]) if start is not None else _Said("")
    running = _Said(*seen.running)
    floor = _stop(seen, before) if wanted.any else _last_of_own(seen, before, running, most)
    asked = _all([_Said(_ABOVE), running, *_asked(wanted, on)])
    heap = f"{_HEAP} WHERE {{whose}}{before.text} AND {asked.text} {_ORDER} LIMIT {most:d}"
    heaps = _every(seen, _Said(heap, [*before.values, *asked.values]))
    statement = f"""WITH floor AS MATERIALIZED ({floor.text})
        SELECT TRUE, matter_id FROM floor UNION ALL
        SELECT FALSE, matter_id FROM (SELECT DISTINCT matter_id FROM ({heaps.text}) AS heaps
            ORDER BY matter_id DESC LIMIT {most:d}) AS found"""  # noqa: S608  of ours
    found = rows(statement, [*floor.values, *heaps.values])
    # A union promises no order.
    keys = sorted([key for is_floor, key in found if not is_floor], reverse=True)
    return Newest(keys, next((key for is_floor, key in found if is_floor), None))


_PARTS = "SELECT p.person_id, p.matter_id FROM door_participation p"
_HEAP = "SELECT DISTINCT p.person_id, p.matter_id FROM door_participation p"
# The person stands in the order as in the index, for PostgreSQL.
_ORDER = "ORDER BY p.person_id, p.matter_id DESC"
_OF_PERSON, _OF_ORGAN = "p.person_id = %s", "p.organ_id = {organ} AND p.person_id IS NULL"
_ABOVE = "p.matter_id >= COALESCE((SELECT matter_id FROM floor), 0)"


def _stop(seen: PartsSeen, before: _Said) -> _Said:
    """The matter at which looking through stops: each heap is looked through this far at least. No row: at the end.

    Parts that have ended are counted as well: so it is read off the indexes alone.
    """
    end = f"{_PARTS} WHERE {{whose}}{before.text} {_ORDER} LIMIT 1 OFFSET {_window(seen):d}"
    ends = _every(seen, _Said(end, before.values))
    latest = f"SELECT MAX(matter_id) AS matter_id FROM ({ends.text}) AS ends HAVING COUNT(*) > 0"  # noqa: S608  of ours
    return _Said(latest, ends.values)


def _last_of_own(seen: PartsSeen, before: _Said, running: _Said, most: int) -> _Said:
    """The last matter of a page of the seat's own organ: what comes before it is on no page. No row: it has no whole page.

    An organ that leads others sees most by its own parts; of each of theirs hardly any is as new as that.
    """
    own = f"{_HEAP} WHERE {_OF_ORGAN.format(organ='%s')}{before.text} AND {running.text}"
    last = f"SELECT matter_id FROM ({own} {_ORDER} LIMIT 1 OFFSET {most - 1:d}) AS own"  # noqa: S608  of ours
    return _Said(last, [seen.organs[0], *before.values, *running.values])


def _window(seen: PartsSeen) -> int:
    return LEAST_WINDOW + WINDOW // (len(seen.organs) + 1)


def _every(seen: PartsSeen, heap: _Said) -> _Said:
    """The keys in all heaps of the seat. heap: the statement of one, of `{whose}`."""
    of_person = heap.text.format(whose=_OF_PERSON)
    if connection.vendor == "sqlite":
        of_organ = heap.text.format(whose=_OF_ORGAN.format(organ="%s"))
        selects = [of_person, *[of_organ] * len(seen.organs)]
        given = [one for whose in (seen.person, *seen.organs) for one in (whose, *heap.values)]
    else:
        # One plan for all organs: to plan for each takes longer than all of them run.
        of_organ = heap.text.format(whose=_OF_ORGAN.format(organ="o.organ"))
        every = f"SELECT h.matter_id FROM unnest(%s::text[]) AS o(organ) CROSS JOIN LATERAL ({of_organ}) AS h"  # noqa: S608
        selects = [of_person, every]
        given = [seen.person, *heap.values, list(seen.organs), *heap.values]
    union = " UNION ALL ".join(f"SELECT matter_id FROM ({one}) AS h{n}" for n, one in enumerate(selects))  # noqa: S608
    return _Said(union, given)


def _asked(wanted: Wanted, on: date) -> list[_Said]:
    """The conditions on a matter.

    PostgreSQL begins with whichever of two joined tables looks rarer to it, and takes what is open, of this state and of
    this title to be rarer than it is; so the matter is looked up for each part, where there is no other way to begin.
    """
    asked = [_equal(wanted.equal)] if wanted.equal else []
    now = [_equal(wanted.now)] if wanted.now else []
    if wanted.due_before is not None:
        now.append(_Said("m.due < %s", [_day(wanted.due_before)]))
    if wanted.closed is not None:
        now.append(_Said("m.closed_on IS NOT NULL" if wanted.closed else "m.closed_on IS NULL"))
    if now:
        both = _all(now)
        asked.append(_Said(f"(({both.text}) OR p.until <= %s)", [*both.values, _day(on)]))
    if wanted.title:
        asked.append(_title(wanted.title))
    if not asked:
        return []
    every = _all(asked)
    return [_Said(f"(SELECT {every.text} FROM door_matter m WHERE m.id = p.matter_id)", every.values)]  # noqa: S608


def _title(title: str) -> _Said:
    """The condition on the title, which comes last: it takes the longest, and the others leave little to look at.

    What is sealed is compared once it is opened, by whoever may read it (`queries`).
    """
    like = "m.title LIKE %s"
    if connection.vendor == "sqlite":
        like += " ESCAPE '\\'"
    elif title.upper() != title.lower():  # hardly ever in Chinese; each title takes a hundred times as long
        like = "UPPER(m.title) LIKE UPPER(%s)"
    part = f"%{connection.ops.prep_for_like_query(title)}%"
    return _Said(f"({like} OR m.title LIKE %s)", [part, f"{MARK}%"])


def _equal(pairs: Iterable[tuple[str, str]]) -> _Said:
    return _all([_Said(f"m.{column} = %s", [value]) for column, value in pairs])


def _all(conditions: Iterable[_Said]) -> _Said:
    found = list(conditions)
    return _Said(" AND ".join(one.text for one in found), [value for one in found for value in one.values])


def _day(day: date) -> Any:
    return connection.ops.adapt_datefield_value(day)
