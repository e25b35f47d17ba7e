"""From which seat somebody acts, on a day, as the registry is known now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from paizhu.accounts.models import Account, Administers, State
from paizhu.guard.rows import among, rows
from paizhu.registry.kinds import Level

# The organ of administrators: they sit in none of the registry's.
INSTALLATION = "installation"
ADMINISTRATOR = "admin:"
TITLES = {
    Administers.SYSTEM: "系统管理员",
    Administers.SECURITY: "安全管理员",
    Administers.AUDIT: "审计管理员",
}


@dataclass(frozen=True, slots=True)
class Sitting:
    """A seat on a day, with who sits in it. Titles and names are as the registry has them.

    seat: id of the registry's seat, or `admin:USERNAME`.  person: "" for an administrator.
    account: None when the person has none.  organ: INSTALLATION for an administrator.
    post: None for an administrator.  level: None when not known.  managed_by: organ id, "" when not known.
    """

    seat: str
    person: str
    account: int | None
    organ: str
    organ_name: str
    post: str | None
    title: str
    level: Level | None
    managed_by: str
    administers: Administers | None
    on: date


# Only what is known now: the post must be recorded, its organ alive on the day.
_SEATS = """
    SELECT s.code, s.person_id, a.id, p.organ_id, o.name, p.code_id, p.title, p.level, p.managed_by_id
    FROM registry_seat s
    JOIN registry_post p ON p.code_id = s.post_id AND p.recorded_to IS NULL
    JOIN registry_organ o ON o.code_id = p.organ_id AND o.recorded_to IS NULL
    LEFT JOIN accounts_account a ON a.person_id = s.person_id
    WHERE s.recorded_to IS NULL
      AND (s.since IS NULL OR s.since <= %s) AND (s.until IS NULL OR s.until > %s)
      AND (o.since IS NULL OR o.since <= %s) AND (o.until IS NULL OR o.until > %s)
      AND {whose}
    ORDER BY p.organ_id, s.code
"""


def sittings(account: Account, on: date) -> tuple[Sitting, ...]:
    """Return the seats from which the account may act on that day, in the order of organ and seat id.

    Empty while the account is not let in, or is locked.
    """
    if not account.is_active:
        return ()
    if account.administers:
        return (_administrator(account, on),)
    return _found("s.person_id = %s", [account.person_id], on)


def sitting(seat_id: str, on: date) -> Sitting | None:
    """Return the seat of that id as it is on that day; None when it is not valid then, or not known.

    An administrator's is None while the account is not let in, or is locked.
    """
    if seat_id.startswith(ADMINISTRATOR):
        name = seat_id.removeprefix(ADMINISTRATOR)
        found = (
            Account.objects.filter(username__iexact=name, state=State.ACTIVE).exclude(administers="").first()
        )
        return None if found is None else _administrator(found, on)
    return next(iter(_found("s.code = %s", [seat_id], on)), None)


def installation(administers: Administers, on: date) -> Sitting | None:
    """Return the seat of the installation itself, which stands in for an administrator of whom there is none yet.

    None as soon as an account of such an administrator is let in: then whoever acts names a seat.
    """
    if Account.objects.filter(administers=administers, state=State.ACTIVE).exists():
        return None
    return _of_installation(INSTALLATION, None, administers, on)


def sittings_at(organ: str, on: date) -> tuple[Sitting, ...]:
    """Return all seats of an organ on that day, in the order of their ids."""
    return _found("p.organ_id = %s", [organ], on)


def sittings_of(persons: Sequence[str], on: date) -> tuple[Sitting, ...]:
    """Return all seats of these persons on that day, whether they have an account or not."""
    if not persons:
        return ()
    is_one, those = among(persons)
    return _found(f"s.person_id {is_one}", those, on)


def _administrator(account: Account, on: date) -> Sitting:
    seat = f"{ADMINISTRATOR}{account.username}"
    return _of_installation(seat, account.pk, Administers(account.administers), on)


def _of_installation(seat: str, account: int | None, administers: Administers, on: date) -> Sitting:
    return Sitting(
        seat=seat,
        person="",
        account=account,
        organ=INSTALLATION,
        organ_name="",
        post=None,
        title=TITLES[administers],
        level=None,
        managed_by="",
        administers=administers,
        on=on,
    )


def _found(whose: str, ids: Sequence[str | None], on: date) -> tuple[Sitting, ...]:
    day = connection.ops.adapt_datefield_value(on)
    found = rows(_SEATS.format(whose=whose), [day, day, day, day, *ids], unguarded=True)
    return tuple(_sitting(row, on) for row in found)


def _sitting(row: tuple[Any, ...], on: date) -> Sitting:
    seat, person, account, organ, organ_name, post, title, level, managed_by = row
    return Sitting(
        seat=seat,
        person=person,
        account=account,
        organ=organ,
        organ_name=organ_name,
        post=post,
        title=title,
        level=Level(level) if level else None,
        managed_by=managed_by or "",
        administers=None,
        on=on,
    )
