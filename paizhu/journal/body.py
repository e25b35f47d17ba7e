"""What an entry says: the fields of its body, and their one text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from paizhu.journal.canonical import Json, canonical
from paizhu.journal.models import SHA256

# Of the form that docs/journal.md describes; another form gets another number.
FORM = 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Outcome(StrEnum):
    """Whether the act was done, or refused by the door."""

    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a caller says of an act. matter: its random reference, None where the act is on none.  on: the legal day."""

    act: str
    seat: str
    organ: str
    channel: str
    outcome: Outcome
    matter: str | None
    on: date
    facts: Mapping[str, Json]


def body(
    said: Said, *, log: str, number: int, at: datetime, clock: datetime, content: Mapping[str, str]
) -> str:
    """Return the canonical JSON text of an entry.

    at: the entry's instant.  clock: what the clock said; it is told only where it had gone back.  content: commitments by name.
    """
    fields: dict[str, Json] = {
        "form": FORM,
        "hash": SHA256,
        "log": log,
        "number": number,
        "at": instant(at),
        "act": said.act,
        "seat": said.seat,
        "organ": said.organ,
        "channel": said.channel,
        "outcome": said.outcome.value,
        "matter": said.matter,
        "on": said.on.isoformat(),
        "facts": dict(said.facts),
        "content": dict(content),
    }
    if clock != at:
        fields["clock"] = instant(clock)
    return canonical(fields)


def instant(at: datetime) -> str:
    """Return an instant in RFC 3339, in UTC with microseconds.

    >>> instant(datetime(2026, 1, 2, 8, 0, 0, tzinfo=UTC))
    '2026-01-02T08:00:00.000000Z'
    """
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def microseconds(at: datetime) -> int:
    """Return an instant as microseconds since 1970, exactly."""
    return (at - _EPOCH) // _MICROSECOND


def at_microseconds(count: int) -> datetime:
    """Return the instant so many microseconds after 1970, exactly."""
    return _EPOCH + count * _MICROSECOND
