"""Keys of the matters that a seat sees, newest first, read off the indexes that hold parts in the order of their matters.

Each organ whose parts a seat sees is a heap of its own, and so are the parts of the person; of each no more is read than a
page needs, off the index alone. The statement is written out: to have it made by the ORM takes longer than it runs. By which
parts a seat sees a matter is decided in `visibility`, and said here only by what it gives.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from paizhu.door.visibility import PartsSeen
from paizhu.guard.rows import rows
from paizhu.journal.sealed import MARK

WINDOW, LEAST_WINDOW = 3_000, 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a matter; "" and None, any. title: part of it.

    state, closed, due_before: how it stands now; of what is past it is not asked.
    """

    kind: str = ""
    owner: str = ""
    counterpart: str = ""
    title: str = ""
    state: str = ""
    closed: bool | None = None
    due_before: date | None = None


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

    Each heap is looked through so far as `_window` says.
    """
    if not seen.organs:
        return Newest([], None)
    before, running = _before(start), _Said(*seen.running)
    own, floor = _own(seen, _PARTS, before, _window(seen)), _stop(seen, before)
    heaps = _newest(seen, [before, running, *_of_part(wanted, on), *_of_matter(wanted, on)], most)
    statement = f"""WITH own AS MATERIALIZED ({own.text}), floor AS MATERIALIZED ({floor.text})
        SELECT TRUE, matter_id FROM floor UNION ALL SELECT FALSE, matter_id FROM ({heaps.text}) AS found"""  # noqa: S608
    found = rows(statement, [*own.values, *floor.values, *heaps.values])
    # A union promises no order.
    keys = sorted([key for is_floor, key in found if not is_floor], reverse=True)
    (low,) = (key for is_floor, key in found if is_floor)
    return Newest(keys, low or None)


def newest_of_all(seen: PartsSeen, start: int | None, most: int) -> tuple[str, Sequence[Any]]:
    """Return the query that gives keys of matters, of which nothing is asked, in no order; with its values. As `newest`."""
    if not seen.organs:
        return "SELECT 0 WHERE FALSE", ()
    before, running = _before(start), _Said(*seen.running)
    # What is older than a page of the seat's own is on no page.
    floor = _own(seen, _HEAP, _all([before, running]), most - 1)
    heaps = _newest(seen, [before, running], most)
    return f"WITH floor AS MATERIALIZED ({floor.text}) {heaps.text}", [*floor.values, *heaps.values]


def _before(start: int | None) -> _Said:
    return _Said("TRUE") if start is None else _Said("p.matter_id < %s", [start])


def _newest(seen: PartsSeen, asked: Iterable[_Said], most: int) -> _Said:
    """The query of the newest keys in all heaps, down to the floor."""
    conditions = _all([_Said("{whose}"), _above("floor"), *asked])
    heap = f"{_HEAP} WHERE {conditions.text} {_ORDER} LIMIT {most:d}"
    every = _every(seen, _Said(heap, conditions.values))
    text = f"SELECT DISTINCT matter_id FROM ({every.text}) AS heaps ORDER BY matter_id DESC LIMIT {most:d}"  # noqa: S608
    return _Said(text, every.values)


_PARTS = "SELECT p.person_id, p.matter_id FROM door_participation p"
_HEAP = "SELECT DISTINCT p.person_id, p.matter_id FROM door_participation p"
# The person stands in the order as in the index, for PostgreSQL.
_ORDER = "ORDER BY p.person_id, p.matter_id DESC"
_OF_PERSON, _OF_ORGAN = "p.person_id = %s", "p.organ_id = {organ} AND p.person_id IS NULL"


def _own(seen: PartsSeen, parts: str, conditions: _Said, past: int) -> _Said:
    """The matter of the seat's own organ that comes after so many others; 0 where it has no more.

    An organ that leads others sees most by its own parts: of theirs hardly any is as new, and so much less is to be read.
    """
    of_own = _all([_Said(_OF_ORGAN.format(organ="%s"), [seen.organs[0]]), conditions])
    last = f"{parts} WHERE {of_own.text} {_ORDER} LIMIT 1 OFFSET {past:d}"
    return _Said(f"SELECT COALESCE((SELECT o.matter_id FROM ({last}) AS o), 0) AS matter_id", of_own.values)  # noqa: S608


def _stop(seen: PartsSeen, before: _Said) -> _Said:
    """The matter at which looking through stops: no heap is looked through further than this. 0: to the end of all.

    Parts that have ended are counted as well: so it is read off the indexes alone.
    """
    asked = _all([_Said("{whose}"), before, _above("own")])
    end = f"{_PARTS} WHERE {asked.text} {_ORDER} LIMIT 1 OFFSET {_window(seen):d}"
    ends = _every(replace(seen, organs=seen.organs[1:]), _Said(end, asked.values))
    every = f"SELECT matter_id FROM own UNION ALL {ends.text}"  # noqa: S608  of ours
    return _Said(f"SELECT MAX(matter_id) AS matter_id FROM ({every}) AS ends", ends.values)  # noqa: S608


def _above(bound: str) -> _Said:
    """Nothing but the key itself: of what a policy guards, PostgreSQL looks up in an index only what tells nothing of a row."""
    return _Said(f"p.matter_id >= (SELECT matter_id FROM {bound})")  # noqa: S608  of ours


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


def _of_part(wanted: Wanted, on: date) -> list[_Said]:
    """The conditions on what a part says of its matter, so that none is looked up that does not meet them."""
    now = [_Said("p.state = %s", [wanted.state])] if wanted.state else []
    if wanted.closed is not None:
        now.append(_Said("p.closed" if wanted.closed else "NOT p.closed"))
    kind = [_Said("p.kind = %s", [wanted.kind])] if wanted.kind else []
    return [*kind, *(_unless_past(one, on) for one in now)]


def _of_matter(wanted: Wanted, on: date) -> list[_Said]:
    """The conditions on the matter itself, as one; the title last: it takes the longest, and the others leave little to look at.

    Joined to the parts, PostgreSQL may begin with the matters, for it takes those of this owner and of this title to be rarer
    than they are. So each is looked up for a part that is left: there is no other way to begin.
    """
    pairs = (("owner_id", wanted.owner), ("counterpart_id", wanted.counterpart))
    asked = [_Said(f"m.{column} = %s", [value]) for column, value in pairs if value]
    if wanted.due_before is not None:
        asked.append(_unless_past(_Said("m.due < %s", [_day(wanted.due_before)]), on))
    if wanted.title:
        asked.append(_title(wanted.title))
    if not asked:
        return []
    every = _all(asked)
    return [_Said(f"(SELECT {every.text} FROM door_matter m WHERE m.id = p.matter_id)", every.values)]  # noqa: S608  of ours


def _unless_past(now: _Said, on: date) -> _Said:
    """COALESCE: PostgreSQL is not to look for what is past by itself, which would be in no order."""
    return _Said(f"({now.text} OR COALESCE(p.until <= %s, FALSE))", [*now.values, _day(on)])


def _title(title: str) -> _Said:
    """The condition on the title. What is sealed is compared once it is opened, by whoever may read it (`queries`)."""
    like = "m.title LIKE %s"
    if connection.vendor == "sqlite":
        like += " ESCAPE '\\'"
    elif title.upper() != title.lower():  # hardly ever in Chinese; each title takes a hundred times as long
        like = "UPPER(m.title) LIKE UPPER(%s)"
    part = f"%{connection.ops.prep_for_like_query(title)}%"
    return _Said(f"({like} OR m.title LIKE %s)", [part, f"{MARK}%"])


def _all(conditions: Iterable[_Said]) -> _Said:
    found = list(conditions)
    return _Said(" AND ".join(one.text for one in found), [value for one in found for value in one.values])


def _day(day: date) -> Any:
    return connection.ops.adapt_datefield_value(day)
