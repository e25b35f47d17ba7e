"""Lists of matters as a seat may see them: filtered, newest first, page by page, never counted.

A page is read off the index that holds the parts of an organ in the order of their matters, so it costs the same for
three matters and for a million. Filters look at no more than `heaps.WINDOW` parts a page: such a page may hold fewer matters
than were asked for, even none, and still say that there is a next one.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.utils.translation import gettext as _

from paizhu.accounts.sittings import Sitting
from paizhu.door import heaps
from paizhu.door.heaps import Wanted
from paizhu.door.models import Matter, Performed
from paizhu.door.present import Present
from paizhu.door.rows import by_key
from paizhu.door.visibility import PartsSeen, Reach, Sight, parts_seen, sights
from paizhu.guard import beyond
from paizhu.guard.rows import among, rows
from paizhu.norms.errors import InvalidInput
from paizhu.norms.model import Text

LIMIT, MOST = 50, 200


@dataclass(frozen=True, slots=True)
class Filters:
    """What to list. due_before: the nearest nominal day lies before it.  title: part of it.  closed: None, both."""

    kind: str = ""
    state: str = ""
    owner: str = ""
    counterpart: str = ""
    due_before: date | None = None
    title: str = ""
    closed: bool | None = None

    @property
    def any(self) -> bool:
        """Whether anything is left out."""
        return self != Filters()


@dataclass(frozen=True, slots=True)
class Listed:
    """A matter as a seat sees it from outside. What its reach does not give is None.

    state: as it stood when their part ended, where that is past.  number: only in the owner's own register.
    due: nominal day of the nearest running clock.  overdue: the day on which one falls due is over, which may be a later one.
    destroyed_on: its content is gone since (docs/retention.md).
    owner: only where it is the seat's organ, one that it leads, or the content is seen.
    """

    reference: str
    kind: str
    kind_name: Text
    state: str
    state_name: Text
    reach: Reach
    opened_on: date
    closed_on: date | None
    due: date | None
    overdue: bool = False
    owner: str | None = None
    owner_name: str | None = None
    counterpart: str | None = None
    counterpart_name: str | None = None
    year: int | None = None
    number: int | None = None
    title: str | None = None
    secrecy: str | None = None
    destroyed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Matters, newest first. next: where the next page begins, "" on the last one."""

    matters: tuple[Listed, ...]
    next: str


def page(
    sitting: Sitting, present: Present, filters: Filters, *, after: str = "", limit: int = LIMIT
) -> Page:
    """Return a page of the matters that the seat sees, newest first. after: `next` of the page before, "" for the first.

    limit: 1 to MOST. Filters on what the seat does not see of a matter leave it out. Raises InvalidInput when `after`
    is no matter of which the seat sees anything.
    """
    assert 1 <= limit <= MOST
    start, seen = _start(sitting, present, after), _seen(sitting, present, filters)
    look = _search if filters.any else _newest
    found = look(seen, filters, present.on, start, limit)
    listed = heads(found.shown, sitting, present, sights(sitting, found.shown, present), found.late)
    return Page(
        tuple(row for row in listed if _fits(row, filters)), found.last.reference if found.last else ""
    )


class _Found(NamedTuple):
    """last: after which the next page begins, None on the last one.  late: keys of those that a clock ran out on."""

    shown: list[Matter]
    last: Matter | None
    late: set[int]


def _search(seen: PartsSeen, filters: Filters, on: date, start: int | None, limit: int) -> _Found:
    # It goes through thousands of parts of the seat's own: it gives keys, and what they are of is read as the seat.
    with beyond.reading(beyond.Why.SEARCHING):
        keys, low = heaps.newest(seen, _wanted(filters), on, start, limit + 1)
    shown = keys[:limit]
    last = shown[-1] if len(keys) > limit else low
    matters, late = by_key(*among([*shown, *([last] if last else [])]), on)
    return _Found([matters[key] for key in shown], matters[last] if last else None, late)


def _newest(seen: PartsSeen, _filters: Filters, on: date, start: int | None, limit: int) -> _Found:
    query, values = heaps.newest_of_all(seen, start, limit + 1)
    matters, late = by_key(f"IN ({query})", values, on)
    shown = [matters[key] for key in sorted(matters, reverse=True)][:limit]
    return _Found(shown, shown[-1] if len(matters) > limit else None, late)


def heads(
    matters: Iterable[Matter],
    sitting: Sitting,
    present: Present,
    seen: dict[int, Sight],
    late: Collection[int] | None = None,
) -> list[Listed]:
    """Return matters as the seat sees them from outside. seen: how far, by key (`visibility.sights`).

    late: keys of those of which a clock ran out before the day; None, to be looked up.
    """
    found = list(matters)
    past = {key: sight.until for key, sight in seen.items() if sight.until is not None}
    states = _states_then(past, sitting.organ) if past else {}
    own = {sitting.organ, *present.led_by(sitting.organ)}
    if late is None:
        late = _late([m.id for m in found if m.due is not None and m.due < present.on], present.on)
    return [_head(m, sitting, present, seen[m.id], own, states.get(m.id), late=m.id in late) for m in found]


_LATE = (
    "SELECT DISTINCT matter_id FROM door_clock WHERE matter_id {is_one} AND stopped_on IS NULL AND due < %s"
)


def _late(matters: list[int], on: date) -> set[int]:
    """Those of which a clock ran out before the day; the nominal day, which all have behind them, may be an earlier one."""
    if not matters:
        return set()
    is_one, those = among(matters)
    day = connection.ops.adapt_datefield_value(on)
    return {key for (key,) in rows(_LATE.format(is_one=is_one), [*those, day])}


def _start(sitting: Sitting, present: Present, after: str) -> int | None:
    if not after:
        return None
    # Asked of the one matter: that it is among all those that are seen, the database would find out by listing them.
    matter = Matter.objects.filter(reference=after).first()
    if matter is None or sights(sitting, [matter], present)[matter.pk].reach is Reach.NONE:
        raise InvalidInput(_("There is no such page; start again with the first one."))
    return matter.pk


def _seen(sitting: Sitting, present: Present, filters: Filters) -> PartsSeen:
    """The parts to be looked through, without those that give less than the filters ask about."""
    seen = parts_seen(sitting, present)
    own_only = filters.title or filters.counterpart  # the chain of leadership gives neither
    return replace(seen, organs=seen.organs[:1]) if own_only else seen


def _wanted(filters: Filters) -> Wanted:
    return Wanted(
        kind=filters.kind,
        owner=filters.owner,
        counterpart=filters.counterpart,
        title=filters.title,
        state=filters.state,
        closed=filters.closed,
        due_before=filters.due_before,
    )


def _states_then(past: dict[int, date], organ: str) -> dict[int, str]:
    """The state of each matter when the organ's part in it had ended."""
    acts = Performed.objects.filter(matter__in=list(past)).exclude(to_state="").order_by("entry_id")
    rows = acts.values_list("matter_id", "on", "organ", "to_state")
    return {key: state for key, on, by, state in rows if key and (on < past[key] or by == organ)}


def _head(
    matter: Matter,
    sitting: Sitting,
    present: Present,
    sight: Sight,
    owners: set[str],
    then: str | None,
    *,
    late: bool,
) -> Listed:
    """owners: whom an owner is shown to be, also where the outline only is seen.  then: the state as it stood, if past."""
    procedure = present.base.procedure_by_id(matter.procedure)
    past, content = sight.until is not None, sight.content
    state = procedure.state(then or matter.state) if past else procedure.state(matter.state)
    own = matter.owner_id == sitting.organ
    owner = matter.owner_id if content or matter.owner_id in owners else None
    counterpart = matter.counterpart_id if content else None
    return Listed(
        reference=matter.reference,
        kind=matter.kind,
        kind_name=procedure.name,
        state=state.id,
        state_name=state.name,
        reach=sight.reach,
        opened_on=matter.opened_on,
        closed_on=None if past and not state.final else matter.closed_on,
        due=None if past else matter.due,
        overdue=late and not past,
        owner=owner,
        owner_name=present.name(owner) if owner else None,
        counterpart=counterpart,
        counterpart_name=present.name(counterpart) if counterpart else None,
        year=matter.year if own and content else None,
        number=matter.number if own and content else None,
        title=matter.title if content and matter.destroyed_on is None else None,
        secrecy=matter.secrecy if content else None,
        destroyed_on=matter.destroyed_on,
    )


def _fits(row: Listed, filters: Filters) -> bool:
    """Whether what the seat sees of the matter is what was asked for; what it does not see never is."""
    return (
        filters.kind in ("", row.kind)
        and filters.state in ("", row.state)
        and filters.owner in ("", row.owner)
        and filters.counterpart in ("", row.counterpart)
        and (not filters.title or _has(row.title, filters.title))
        and (not filters.due_before or (row.due is not None and row.due < filters.due_before))
        and (filters.closed is None or filters.closed == (row.closed_on is not None))
    )


def _has(title: str | None, part: str) -> bool:
    """Whether a title that the seat sees has that part in it; what is sealed the database could not compare."""
    return title is not None and part.upper() in title.upper()
