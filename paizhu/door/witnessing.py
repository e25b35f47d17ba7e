"""The dispatching organ as witness of its offices' logs: which is behind, and countersigning, here or by an exchanged file."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.db import transaction
from django.db.models import Max, OuterRef, QuerySet, Subquery

from paizhu.accounts.sittings import Sitting
from paizhu.door.present import Present
from paizhu.door.proving import note
from paizhu.door.visibility import logs_seen
from paizhu.journal import contradicting, countersigning, exporting, keys, paizhu_verify, said
from paizhu.journal.checkpoints import note as whole_note
from paizhu.journal.keys import origin
from paizhu.journal.models import Checkpoint, Contradiction, Countersignature, Log, Witnessed
from paizhu.journal.notes import KeyType
from paizhu.journal.paizhu_verify import Key
from paizhu.journal.proving import witness
from paizhu.norms.errors import PaizhuError

COUNTERSIGN, RECEIVE = "journal.countersign", "journal.receive"


class NotLed(PaizhuError):
    """The file is of a log that the seat's organ does not countersign; nothing was signed."""

    code = "journal.not_led"


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an office's log is countersigned. length: entries; None where its log is kept in another installation.

    countersigned: how many entries the latest countersigned head is over, 0 none.  at: when that was signed.
    """

    organ: str
    length: int | None
    countersigned: int
    at: datetime | None

    @property
    def behind(self) -> int:
        """How many entries no countersigned head is over."""
        return max((self.length or 0) - self.countersigned, 0)

    def days(self, now: datetime) -> int | None:
        """How many whole days ago it was countersigned; None: never."""
        return None if self.at is None else max((now - self.at).days, 0)


def standings(sitting: Sitting, present: Present | None) -> list[Standing]:
    """Return how far the logs of the offices that the seat's organ leads are countersigned, the furthest behind first.

    Two queries for any number of offices.
    """
    led = led_by(sitting, present)
    if not led:
        return []
    here = {log.organ: log for log in _logs(led)}
    elsewhere = _witnessed_elsewhere(led - here.keys())
    found = [_here(log) for log in here.values()]
    found += [elsewhere.get(organ, Standing(organ, None, 0, None)) for organ in led - here.keys()]
    return sorted(found, key=lambda one: (-one.behind, one.organ))


def standing_of(organ: str) -> Standing | None:
    """Return how far a log kept here is countersigned; None where there is no such log."""
    log = _logs({organ}).first()
    return None if log is None else _here(log)


@dataclass(frozen=True, slots=True)
class Contradicted:
    """A log that is not what was signed or countersigned. said: what was found first, in the chosen language.  at: when."""

    organ: str
    said: str
    at: datetime


def contradictions(sitting: Sitting, present: Present | None) -> list[Contradicted]:
    """Return which of the logs that the seat may read were last found not to be what was signed. One query where none was."""
    if not contradicting.is_any():
        return []
    found = Contradiction.objects.filter(log__organ__in=logs_seen(sitting, present), ended_at=None)
    return [
        Contradicted(one.log.organ, said.finding(contradicting.finding(one)), one.at)
        for one in found.select_related("log").order_by("log__organ")
    ]


@dataclass(slots=True)
class All:
    """What came of countersigning all. done: how many entries of each office are countersigned now.  wrong: why not, in words."""

    done: dict[str, int] = field(default_factory=dict)
    wrong: dict[str, list[str]] = field(default_factory=dict)


def countersign_all(sitting: Sitting, present: Present | None, folder: Path, at: datetime, lang: str) -> All:
    """Verify and countersign the logs of all offices that the seat's organ leads and that are behind; each by itself.

    Where one does not verify, nothing of it is signed, and the others are.
    """
    found = All()
    for one in standings(sitting, present):
        if not one.behind:
            continue
        try:
            found.done[one.organ] = countersign_here(sitting, one.organ, folder, at).size
        except countersigning.NotCountersigned as error:
            found.wrong[one.organ] = [finding.say(lang) for finding in error.findings]
        except PaizhuError as error:
            found.wrong[one.organ] = [str(error)]
    return found


def led_by(sitting: Sitting, present: Present | None) -> frozenset[str]:
    """Return the offices whose logs the seat may countersign: those that its organ leads on this day."""
    if present is None or sitting.administers is not None:
        return frozenset()
    return present.led_by(sitting.organ)


def countersign_here(sitting: Sitting, organ: str, folder: Path, at: datetime) -> paizhu_verify.Checkpoint:
    """Verify an office's log from its first entry, countersign its head, keep that on both sides, and put it on record.

    folder: for the export that is verified; it is removed again.  Raises checkpoints.Rewritten, NotCountersigned, InvalidInput.
    """
    file = folder / "log"
    try:
        exporting.export(organ, file, at=at, force=True)
        ours = paizhu_verify.read_keys(keys.public_keys(KeyType.LOG))
        keys.signing_key(KeyType.WITNESS)
        witnesses = paizhu_verify.read_keys(keys.public_keys(KeyType.WITNESS))
        with transaction.atomic():
            text = countersigning.countersign(file, ours, at=at)
            countersigning.receive(text, witnesses)
            head = paizhu_verify.read_checkpoint(text)
            note(sitting, at, COUNTERSIGN, {"log": organ, "size": head.size})
    finally:
        file.unlink(missing_ok=True)
    return head


def countersign_file(
    sitting: Sitting, present: Present, file: Path, given: list[Key], not_led: str, at: datetime
) -> str:
    """Return the countersigned checkpoint of an export that an office sent; that it was done is on record.

    not_led: what to say where the log is not of an office that the seat's organ leads.
    Raises NotLed, NotCountersigned, InvalidInput.
    """
    with transaction.atomic():
        text = countersigning.countersign(file, given, at=at)
        with file.open("rb") as opened:
            log = paizhu_verify.read_header(opened.readline()).log
        # Only now is it certain whose log it is: the header was signed.
        if log not in led_by(sitting, present):
            raise NotLed(not_led.format(log=log))
        head = paizhu_verify.read_checkpoint(text)
        note(sitting, at, COUNTERSIGN, {"log": log, "origin": head.origin, "size": head.size})
    return text


def receive(sitting: Sitting, text: str, witnesses: list[Key], not_own: str, at: datetime) -> Checkpoint:
    """Keep the countersignature of a head of the log of the seat's own organ; that it was kept is on record.

    Raises NotLed for another's log, InvalidInput.
    """
    with transaction.atomic():
        kept = countersigning.receive(text, witnesses)
        if kept.log.organ != sitting.organ:
            raise NotLed(not_own)
        note(sitting, at, RECEIVE, {"log": kept.log.organ, "size": kept.size})
    return kept


def countersigned_note(organ: str) -> str | None:
    """Return the latest countersigned checkpoint of a log kept here, with all its signatures; None without any."""
    found = (
        Checkpoint.objects.filter(log__organ=organ, countersignatures__isnull=False).order_by("-size").first()
    )
    return None if found is None else whole_note(found)


def _logs(organs: AbstractSet[str]) -> QuerySet[Any]:
    last = Checkpoint.objects.filter(log=OuterRef("pk"), countersignatures__isnull=False).order_by("-size")
    line = Countersignature.objects.filter(checkpoint=OuterRef("countersigned_by")).order_by("pk")
    return (
        Log.objects.filter(organ__in=organs)
        .annotate(
            countersigned_by=Subquery(last.values("pk")[:1]), countersigned=Subquery(last.values("size")[:1])
        )
        .annotate(line=Subquery(line.values("line")[:1]))
    )


def _here(log: Any) -> Standing:
    at = witness(paizhu_verify.read_signature(log.line.removesuffix("\n"))).at if log.line else None
    return Standing(log.organ, log.length, log.countersigned or 0, at)


def _witnessed_elsewhere(organs: AbstractSet[str]) -> dict[str, Standing]:
    """Of offices whose logs are kept elsewhere: what we countersigned by files."""
    if not organs:
        return {}
    ours = origin("")
    heads = Witnessed.objects.values("origin").annotate(size=Max("size"), latest=Max("at"))
    found: dict[str, Standing] = {}
    for row in heads.exclude(origin__startswith=ours):
        organ = unquote(row["origin"].rpartition("/")[2])
        if organ in organs and (organ not in found or found[organ].countersigned < row["size"]):
            found[organ] = Standing(organ, None, row["size"], row["latest"])
    return found
