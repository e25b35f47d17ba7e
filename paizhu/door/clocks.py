"""The clocks of a matter: started, stopped, suspended and lengthened by the acts that the procedure says."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from paizhu.door.doing import Doing
from paizhu.door.eligible import sides_of
from paizhu.door.models import Clock, Matter
from paizhu.door.present import Present
from paizhu.norms.model import Norm, Rolls, Unit
from paizhu.norms.periods.period import due
from paizhu.norms.periods.sums import Extension, Sum, Suspension
from paizhu.norms.procedure import Limit

# Written out, as all that every act does.
_NEAREST = "SELECT MIN(nominal) FROM door_clock WHERE matter_id = %s AND stopped_on IS NULL"
_DUE = "UPDATE door_matter SET due = %s WHERE id = %s"


def run(doing: Doing) -> None:
    """Do to the matter's clocks what the act's step says; the entry names the clocks that it touched."""
    step, procedure = doing.step, doing.procedure
    if step is None or procedure is None:
        return
    touched: dict[str, Any] = {}
    for limit in step.stops:
        touched |= _each(doing, limit, _stop)
    for limit in step.suspends:
        touched |= _each(doing, limit, _suspend)
    for limit in step.resumes:
        touched |= _each(doing, limit, _resume)
    for limit in step.starts:
        touched |= _started(doing, procedure.limit(limit))
    for limit in step.extends:
        touched |= _each(doing, limit, partial(_extend, by=doing.extensions[limit]))
    if touched:
        doing.facts["clocks"] = touched
        _note_due(doing.opened)


def reckoned(clock: Clock, present: Present) -> Sum:
    """Return the clock's sum by the calendar as it is known now."""
    start = clock.event_at or clock.event_on
    suspensions = [_suspension(since, until, present.on) for since, until in clock.breaks]
    extensions = [
        Extension(e["length"], Unit(e["unit"]), date.fromisoformat(e["on"])) for e in clock.extended
    ]
    return due(
        start,
        clock.length,
        Unit(clock.unit),
        present.calendar,
        rolls=Rolls(clock.rolls),
        suspensions=[s for s in suspensions if s is not None],
        extensions=extensions,
    )


def reckon(clock: Clock, present: Present) -> None:
    """Put into the clock when it falls due, and from which day on it shows as near."""
    found = reckoned(clock, present)
    clock.nominal, clock.due = _day(found.nominal), found.due_on
    clock.due_at = None if clock.event_at is None else found.due
    limit = present.base.procedure_by_id(clock.matter.procedure).limit(clock.limit)
    clock.warn_on = max(clock.event_on, clock.nominal - timedelta(days=limit.warn_days))
    clock.provisional = found.provisional
    clock.sum = {
        "skipped": [d.day.isoformat() for d in found.skipped],
        "made_up": [d.day.isoformat() for d in found.made_up],
        "by_analogy": found.by_analogy,
        "lacking": list(found.lacking),
    }


def _started(doing: Doing, limit: Limit) -> dict[str, Any]:
    """Start the limit; where it runs for each of several things, for those that the act names."""
    if limit.id not in doing.items:
        return {limit.id: _start(doing, limit)}
    return {named(limit.id, item): _start(doing, limit, item) for item in doing.items[limit.id]}


def named(limit: str, item: str) -> str:
    """Return what a clock is called in entries."""
    return f"{limit}.{item}" if item else limit


def _start(doing: Doing, limit: Limit, item: str = "") -> dict[str, Any]:
    length, unit, norm = _length(doing, limit, item)
    present, on = doing.present, doing.present.on
    in_hours = unit is Unit.HOUR
    clock = Clock(
        matter=doing.opened,
        limit=limit.id,
        item=item,
        organ_id=sides_of(doing.opened, present)[limit.owed_by],
        event_on=on,
        event_at=present.at if in_hours else None,
        length=length,
        unit=unit.value,
        norm=norm.id if norm else "",
        version=f"{norm.regulation}/{norm.version}" if norm else "",
        rolls=_rolls(norm),
        hard=limit.hard,
    )
    reckon(clock, present)
    clock.save(force_insert=True)
    return {"started": on.isoformat(), "due": clock.due.isoformat(), "norm": clock.norm}


def _length(doing: Doing, limit: Limit, item: str) -> tuple[int, Unit, Norm | None]:
    """The norm's deadline where the procedure names one; else what the parties set by the form."""
    if limit.norm:
        norm = doing.present.base.norms[limit.norm]
        assert norm.deadline is not None
        assert norm.deadline.length is not None
        assert norm.deadline.unit is not None
        return norm.deadline.length, norm.deadline.unit, norm
    given = doing.items[limit.id][item] if item else doing.lengths[limit.id]
    assert given is not None
    return *given, None


def _rolls(norm: Norm | None) -> str:
    """What the parties set themselves moves off a day off as they would expect; marked, for no provision says so."""
    if norm is None or norm.deadline is None:
        return Rolls.BY_ANALOGY.value
    return norm.deadline.counting.value


def _each(doing: Doing, limit: str, what: Any) -> dict[str, Any]:
    """A limit runs once on a matter, or once for each thing on it: then for those that the act names, else for all."""
    running = Clock.objects.filter(matter=doing.opened, limit=limit, stopped_on=None)
    if limit in doing.items:
        running = running.filter(item__in=list(doing.items[limit]))
    return {named(clock.limit, clock.item): what(clock, doing) for clock in running.order_by("pk")}


def _stop(clock: Clock, doing: Doing) -> dict[str, Any]:
    clock.stopped_on = doing.present.on
    clock.save(update_fields=["stopped_on"])
    return {"stopped": doing.present.on.isoformat(), "due": clock.due.isoformat()}


def _suspend(clock: Clock, doing: Doing) -> dict[str, Any]:
    if clock.suspended_since:
        doing.fail(_("The time is suspended already."))
    clock.breaks = [*clock.breaks, [doing.present.on.isoformat(), None]]
    return _again(clock, doing.present, "suspended")


def _resume(clock: Clock, doing: Doing) -> dict[str, Any]:
    if not clock.suspended_since:
        doing.fail(_("The time is not suspended."))
    clock.breaks = [*clock.breaks[:-1], [clock.breaks[-1][0], doing.present.on.isoformat()]]
    return _again(clock, doing.present, "resumed")


def _extend(clock: Clock, doing: Doing, *, by: dict[str, Any]) -> dict[str, Any]:
    clock.extended = [*clock.extended, by]
    return _again(clock, doing.present, "extended")


def save_reckoned(clock: Clock) -> None:
    """Keep what was reckoned, and the day that the matter shows."""
    clock.save(
        update_fields=["breaks", "extended", "nominal", "due", "due_at", "provisional", "sum", "warn_on"]
    )
    _note_due(clock.matter)


def _again(clock: Clock, present: Present, what: str) -> dict[str, Any]:
    reckon(clock, present)
    save_reckoned(clock)
    return {what: present.on.isoformat(), "due": clock.due.isoformat()}


def _suspension(since: str, until: str | None, on: date) -> Suspension | None:
    """A suspension that still lasts goes on to the day after today; one of no whole day counts for nothing."""
    start, end = (
        date.fromisoformat(since),
        on + timedelta(days=1) if until is None else date.fromisoformat(until),
    )
    return Suspension(start, end) if start < end else None


def _note_due(matter: Matter) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_NEAREST, [matter.pk])
        (nearest,) = cursor.fetchone()
        matter.due = date.fromisoformat(nearest) if isinstance(nearest, str) else nearest
        cursor.execute(_DUE, [connection.ops.adapt_datefield_value(matter.due), matter.pk])


def _day(day: Any) -> date:
    return day.date() if hasattr(day, "date") else day  # type: ignore[no-any-return]
