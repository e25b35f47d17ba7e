"""Checks of the database and of the record in it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from paizhu.door.work.beating import last_beat
from paizhu.journal import checking, faults, guards, heads, paizhu_verify, said
from paizhu.journal.body import at_microseconds
from paizhu.journal.contradicting import contradicted
from paizhu.journal.models import Log
from paizhu.operations.doctor.findings import Finding, warning, well, wrong
from paizhu.registry import database as registry_database

# Of longer logs only what came after the last signed head is read anew; the rest is left to `paizhu journal verify`.
_MOST_ENTRIES = 20_000
# That a key is missing says nothing against the log; the check of the keys tells of it.
_ELSEWHERE = faults.Fault.NO_KEY
_SKEW = timedelta(minutes=1)
_SILENT = timedelta(minutes=5)


def database() -> Iterator[Finding]:
    """Whether it answers, and has the form of this program. Raises DatabaseError."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    lacking, unknown = registry_database.migrations_amiss()
    yield well("database", _("Reachable: {kind}.").format(kind=connection.vendor))
    if not registry_database.takes_changes():
        what = _("It can be read, and takes no changes: nothing can be recorded.")
        mend = _(
            "PostgreSQL: see that DATABASE_URL leads to the server that is written to, not to a stand-by, and that "
            "default_transaction_read_only is off. SQLite: see who owns the file, and how its disk is mounted."
        )
        yield wrong("database", what, mend)
    if unknown:
        what = _("It is of a newer version of Paizhu ({what}).").format(what=unknown[0])
        yield wrong("migrations", what, _("Install that version, or restore a backup of this one."))
    elif lacking:
        what = _("It is of an older version: {count} migrations are missing.").format(count=len(lacking))
        yield wrong(
            "migrations", what, _("Back up, then start the server: it brings the database up to date.")
        )
    else:
        yield well("migrations", _("All are there."))
    if registry_database.restoring().exists():
        mend = _("Run `paizhu restore FILE --replace` again.")
        yield wrong("restore", _("A restore was not finished."), mend)


def guarded() -> Iterator[Finding]:
    """Whether the database still refuses to change what is recorded."""
    missing = sorted(guards.expected() - guards.present())
    if missing:
        what = _("Triggers that guard the record are gone: {names}.").format(names=", ".join(missing))
        mend = _(
            "Find out who took them away, verify the logs against countersigned heads, then restore a backup."
        )
        yield wrong("triggers", what, mend)
    else:
        yield well("triggers", _("The record's triggers are in place."))


def record() -> Iterator[Finding]:
    """Whether each log verifies: short ones whole, of long ones what came after the last signed head."""
    wrongs, entries = list[str](), 0
    logs = list(Log.objects.order_by("organ"))
    for log in logs:
        last = log.checkpoints.order_by("-size").first()
        since = paizhu_verify.read_checkpoint(last.note) if last else None
        if log.length - (since.size if since else 0) <= _MOST_ENTRIES:
            found = checking.verify(log, since if log.length > _MOST_ENTRIES else None)
            entries += found.checked
            wrongs += [
                f"{log.organ}: {said.finding(one)}"
                for one in found.findings[:3]
                if one.fault is not _ELSEWHERE
            ]
        elif since and heads.root(log, since.size) != since.root:
            rewritten = faults.Finding(faults.Fault.CHECKPOINT, since.size)
            wrongs.append(f"{log.organ}: {said.finding(rewritten)}")
        wrongs += [f"{log.organ}: {said.finding(one)}" for one in contradicted(log)]
    for what in wrongs:
        mend = _("See docs/operations.md, “When a log does not verify”; change nothing before.")
        yield wrong("record", what, mend)
    if not wrongs:
        told = _("{logs} logs agree with their signed heads; {entries} entries were read and verify.")
        yield well("record", told.format(logs=len(logs), entries=entries))


def clock() -> Iterator[Finding]:
    """Whether this machine's clock agrees with the database's and with what was recorded."""
    now = timezone.now()
    latest = max(Log.objects.values_list("latest_at", flat=True), default=0)
    ahead = at_microseconds(latest) - now
    mend = _("Set the clock by NTP (systemd-timesyncd, chrony), then look at the time limits of those days.")
    if ahead > _SKEW:
        told = _("The clock is behind: the last entry was made {seconds} seconds from now.")
        yield wrong("clock", told.format(seconds=int(ahead.total_seconds())), mend)
        return
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT now()")
            theirs: datetime = cursor.fetchone()[0]
        if abs(theirs - now) > _SKEW:
            told = _("This machine and the database differ by {seconds} seconds.")
            yield wrong("clock", told.format(seconds=int(abs(theirs - now).total_seconds())), mend)
            return
    yield well("clock", _("It agrees with the record."))


def worker() -> Iterator[Finding]:
    """Whether a worker has been alive within minutes."""
    last = last_beat()
    mend = _("Start it: `paizhu work`, or `systemctl start paizhu-work`.")
    if last is None:
        yield warning("worker", _("No worker has ever run: no mail goes out, and nobody is warned."), mend)
    elif timezone.now() - last > _SILENT:
        told = _("The last sign of a worker is of {at}.").format(
            at=timezone.localtime(last).isoformat(" ", "minutes")
        )
        yield wrong("worker", told, mend)
    else:
        yield well("worker", _("Alive."))
