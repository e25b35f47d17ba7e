"""What can be done to the registry: record records, all or none."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from paizhu.registry import models, rows
from paizhu.registry.changes import ChangeKind, Key, Outcome, Verdict, counted, outcomes
from paizhu.registry.held import conflict
from paizhu.registry.records import LISTS, Chart, Seat

Check = Callable[[Chart, Chart], None]
Known = Callable[[Chart, Collection[Key]], Chart]
Told = Callable[[int], None]
_LOCK = 20260101  # any number, the same for all: who records waits for who is recording


@dataclass(frozen=True, slots=True)
class Note:
    """What is kept of a change itself. source: the file, or what was edited."""

    source: str
    kind: ChangeKind = ChangeKind.IMPORT
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What happened to each record; change: its number, None where nothing changed."""

    found: list[Outcome]
    change: int | None


Noting = Callable[[Done], None]


def record(
    incoming: Chart,
    *,
    note: Note,
    check: Check,
    withdrawn: Collection[Key] = (),
    told: Told = lambda _: None,
    known: Known = lambda _incoming, _withdrawn: rows.read(None),
    noting: Noting = lambda _done: None,
) -> Done:
    """Record what `incoming` says in place of what is known by the same ids; return what happened to each.

    withdrawn: records, known now, that are said no longer.  known: reads what is known now, as far as check needs it,
    while nobody else records; at least these records, and the posts of seats.  check: is called with what is known
    and what would be, before anything is written; what it raises leaves everything as it was.  told: is called with
    the number of records written, now and then.  noting: is called with what was done, in the same transaction, when
    anything changed.  Raises Conflict when the database itself refuses a record.
    """
    try:
        return _record(incoming, withdrawn, note, check, told, known, noting)
    except IntegrityError as error:
        raise conflict(error) from error


@transaction.atomic
def _record(
    incoming: Chart,
    withdrawn: Collection[Key],
    note: Note,
    check: Check,
    told: Told,
    known: Known,
    noting: Noting,
) -> Done:
    wait_for_others()
    existing = known(incoming, withdrawn)
    whole = existing.with_(incoming).without(withdrawn)
    check(existing, whole)
    found = list(outcomes(existing, incoming, withdrawn))
    if all(outcome.verdict is Verdict.UNCHANGED for outcome in found):
        return Done(found, None)
    at = next_instant()
    change = noted(note, at, counted(found))
    _write(found, incoming, whole, at, told)
    done = Done(found, change.pk)
    noting(done)
    return done


def noted(note: Note, at: datetime, counts: dict[str, dict[str, int]] | None = None) -> models.Change:
    """Return the change of that instant, written down."""
    source, reason = note.source[: models.NAME_LENGTH], note.reason[: models.BASIS_LENGTH]
    return models.Change.objects.create(
        at=at, kind=note.kind.value, source=source, reason=reason, counts=counts or {}
    )


def wait_for_others() -> None:
    """Let nobody else record until this transaction ends."""
    # SQLite took its one lock when the transaction began (transaction_mode IMMEDIATE).
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def next_instant() -> datetime:
    """Return now; a moment after the last change where the clock has gone back, so that changes keep their order."""
    now = timezone.now()
    last = models.Change.objects.order_by("-at").values_list("at", flat=True).first()
    return now if last is None or last < now else last + timedelta(microseconds=1)


def _write(found: list[Outcome], incoming: Chart, whole: Chart, at: datetime, told: Told) -> None:
    touched = [o for o in found if o.verdict is not Verdict.UNCHANGED]
    _end_old_rows(touched, at)
    changed = [o for o in touched if o.verdict is not Verdict.WITHDRAWN]
    _add_ids(changed, incoming)
    written = 0
    # In the order of LISTS: organs before what stands at them.
    for list_ in LISTS:
        new = (incoming.of(list_)[o.id_] for o in changed if o.list_ == list_)
        for batch in rows.in_batches(new):
            rows.add(list_, batch, at, whole)
            written += len(batch)
            told(written)


def _end_old_rows(changed: list[Outcome], at: datetime) -> None:
    for list_ in LISTS:
        column = rows.TABLES[list_].columns[0]
        old = [o.id_ for o in changed if o.list_ == list_ and o.verdict is not Verdict.NEW]
        for start in range(0, len(old), 500):
            some = {f"{column}__in": old[start : start + 500]}
            rows.TABLES[list_].model.objects.filter(recorded_to=None, **some).update(recorded_to=at)


def _add_ids(changed: list[Outcome], incoming: Chart) -> None:
    for list_, table in rows.TABLES.items():
        if table.ids is not None:
            new = [o.id_ for o in changed if o.list_ == list_]
            _add(table.ids, new)
    held = (incoming.seats[o.id_] for o in changed if o.list_ == Seat.LIST)
    _add(models.PersonId, dict.fromkeys(seat.person for seat in held))


def _add(model: type[models.Id], ids: Iterable[str]) -> None:
    model._default_manager.bulk_create(  # noqa: SLF001  Django's own name
        [model(id=id_) for id_ in ids], ignore_conflicts=True, batch_size=rows.BATCH
    )
