"""Tickets of seats: for whom rows are read, as the rule asks for it; and of acts, which may write what is in hand.

Where the database is not guarded they are made and cost next to nothing; nobody asks for them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.db import connection

from paizhu.accounts.sittings import Sitting
from paizhu.door.deriving import parties
from paizhu.door.doing import Doing
from paizhu.door.present import Present
from paizhu.guard import keys
from paizhu.guard.holding import held, hold, holding
from paizhu.guard.tickets import Opens, Ticket

_LAST = "SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence('door_matter', 'id')), 0)"


def is_guarded() -> bool:
    """Return whether tickets are presented: a database of PostgreSQL, and a key in the home."""
    return connection.vendor == "postgresql" and keys.is_there()


def sit_down(sitting: Sitting | None, present: Present | None) -> None:
    """Read from a seat from now on, until the request or the command ends. None: as nobody, who sees no matter."""
    if is_guarded():
        hold(ticket(sitting, present))


@contextmanager
def seated(sitting: Sitting, present: Present) -> Iterator[None]:
    """Read from a seat within the body."""
    if not is_guarded():
        yield
        return
    with holding(ticket(sitting, present)):
        yield


def ticket(sitting: Sitting | None, present: Present | None) -> Ticket | None:
    """Return the ticket of a seat on a day; None for an administrator, who sees no matter. A query, where kin is looked up."""
    if sitting is None or present is None or sitting.administers is not None:
        return None
    kept = parties([sitting.person], present).get(sitting.person, {})
    return Ticket(
        Opens.SEAT,
        person=sitting.person,
        organ=sitting.organ,
        led=tuple(sorted(present.led_by(sitting.organ))),
        on=present.on,
        kept={basis.value: tuple(sorted(organs)) for basis, organs in kept.items()},
    )


@contextmanager
def acting(doing: Doing) -> Iterator[None]:
    """Let the act, whose gates are passed, write the matter in hand, and what it opens, within the body."""
    ticket = held()
    if ticket is None or ticket.opens is not Opens.SEAT:
        yield  # not guarded
        return
    connection.ensure_connection()
    # Not through Django's cursor: it is no query of the act's, and there is none where the database is not guarded.
    with connection.connection.cursor() as cursor:
        cursor.execute(_LAST)
        (after,) = cursor.fetchone()
    matter = doing.matter.pk if doing.matter is not None else None
    with holding(replace(ticket, opens=Opens.ACT, acting=doing.organ, matter=matter, after=after)):
        yield
