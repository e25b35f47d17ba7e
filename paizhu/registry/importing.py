"""Importing a file: read, checked against what is known, previewed, recorded — or refused as a whole."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from paizhu.norms.errors import PaizhuError
from paizhu.registry import acts, database, queries, rows, rules
from paizhu.registry.changes import Outcome, outcomes
from paizhu.registry.faults import BadFile, Fault, shown
from paizhu.registry.reading import files, limits
from paizhu.registry.reading.fields import FIELDS
from paizhu.registry.reading.interpret import Origin, Reading
from paizhu.registry.reading.mapping import Map
from paizhu.registry.records import Chart

Told = Callable[[str, int, int], None]  # what is being done, how many of it, of how many (0: not known)


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or would do.

    chart: what the file says; origins: where each record stands in it; change: the number of the change it made.
    """

    file: str
    chart: Chart
    found: list[Outcome]
    origins: dict[tuple[str, str], Origin]
    recorded: bool
    change: int | None = None


class Moved(PaizhuError):
    """The registry is no longer what somebody looked at before confirming; nothing was recorded."""

    code = "registry.moved"


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody looked at: the registry as of its last change; None: before anything was recorded."""

    change: datetime | None


def import_file(
    path: Path,
    given: Map | None = None,
    *,
    dry_run: bool = False,
    seen: Seen | None = None,
    told: Told = lambda *_: None,
    noting: Callable[[], acts.Noting] = lambda: lambda _done: None,
) -> Report:
    """Record what the file says, all or nothing. dry_run: only look; seen: only if nothing has changed since.

    noting: is called once everything holds and the database is ready, for what notes down what was done in the same
    transaction; what it raises leaves everything as it was.

    Raises BadFile with every fault, Moved, Conflict when the database refuses; nothing is changed then.
    """
    told(_("Reading"), 0, 0)
    reading = files.read(path, given)

    checked: list[Chart] = []

    def check(existing: Chart, whole: Chart) -> None:
        if seen is not None and database.exists() and queries.last_change() != seen.change:
            raise Moved
        if existing in checked:
            return
        told(_("Checking"), 0, 0)
        found = islice(_breaches(str(path), whole, reading), limits.FAULTS + 1)
        faults = reading.faults if reading.cut_short else [*reading.faults, *found]
        if faults:
            raise BadFile(_told(faults), Counter(f.ask for f in faults if f.ask))
        checked.append(existing)

    if dry_run or reading.faults or not database.exists():
        # Nothing is written before everything holds: a refused first file makes no database.
        existing = rows.read(None) if database.exists() else Chart()
        check(existing, existing.with_(reading.chart))
        if dry_run:
            found = list(outcomes(existing, reading.chart))
            return Report(str(path), reading.chart, found, reading.origins, recorded=False)
    database.make_ready()
    note, whole = noting(), len(reading.chart)
    done = acts.record(
        reading.chart,
        note=acts.Note(path.name),
        check=check,
        told=lambda written: told(_("Recording"), written, whole),
        noting=note,
    )
    return Report(str(path), reading.chart, done.found, reading.origins, recorded=True, change=done.change)


def _breaches(file: str, whole: Chart, reading: Reading) -> Iterable[Fault]:
    for breach in rules.breaches(whole, reading.unread, reading.origins):
        origin = reading.origins.get((breach.list_, breach.id_))
        value = breach.value.isoformat() if isinstance(breach.value, date) else breach.value
        if origin is None:
            expected = _("in the registry, for “{id}”: {expected}").format(
                id=breach.id_, expected=breach.expected
            )
            yield Fault(file, breach.list_, None, breach.field, shown(value), expected)
        else:
            name = next(f.name for f in FIELDS[breach.list_] if f.of == breach.field)
            yield origin.table.fault(origin.row, name, value, breach.expected)


def _told(faults: list[Fault]) -> list[Fault]:
    """The faults, told one by one up to a number that people can still work through."""
    if len(faults) <= limits.MOST_FAULTS:
        return faults
    ordered = BadFile(faults).faults
    more = len(ordered) - limits.MOST_FAULTS
    message = ngettext("{count} more fault is not listed", "{count} more faults are not listed", more)
    if len(faults) > limits.FAULTS:
        message = _("more than {count} more faults are not listed; the rest was not looked through")
    last = replace(
        ordered[limits.MOST_FAULTS],
        sheet="…",
        row=None,
        column=None,
        value="",
        expected=message.format(count=more),
    )
    return [*ordered[: limits.MOST_FAULTS], last]
