"""Opening a matter: its reference, its number in the owner's register, its first participants."""

import secrets
from datetime import date

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from paizhu.door.doing import Doing
from paizhu.door.models import Matter, Participation, Register
from paizhu.door.refusals import InvalidForm
from paizhu.door.secrecy import Secrecy

# Letters and digits that are not taken for one another when they are read aloud.
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_LENGTH = 10


def open_matter(
    doing: Doing,
    *,
    title: str,
    sides: dict[str, str],
    counterpart: str | None,
    secrecy: Secrecy = Secrecy.NONE,
    secret_until: date | None = None,
    circle: bool = False,
) -> Matter:
    """Open the matter of the act, owned by the organ that acts. sides: side of the procedure -> organ.

    Raises InvalidForm when it is more secret than this installation may hold.
    """
    if secrecy.height > Secrecy(settings.HIGHEST_SECRECY).height:
        message = _("This installation holds nothing as secret as this; nothing was changed.")
        raise InvalidForm(message, {"secrecy": [message]}, doing.form)
    assert doing.procedure is not None
    assert doing.step is not None
    kind, on, state = doing.act.opens, doing.present.on, doing.step.to or ""
    matter = Matter.objects.create(
        reference=random_reference(),
        kind=kind,
        procedure=doing.procedure.id,
        owner_id=doing.organ,
        counterpart_id=counterpart,
        year=on.year,
        number=next_number(doing.organ, kind, on.year),
        title=title,
        state=state,
        secrecy=secrecy.value,
        secret_until=secret_until,
        circle=circle,
        opened_on=on,
        # What is only put on record is closed as soon as it is there.
        closed_on=on if state and doing.procedure.state(state).final else None,
    )
    Participation.objects.bulk_create(
        Participation(matter=matter, organ_id=organ, side=side, since=on) for side, organ in sides.items()
    )
    if circle:
        Participation.objects.create(
            matter=matter, organ_id=doing.organ, person_id=doing.sitting.person, since=on
        )
    doing.matter = matter
    return matter


def random_reference() -> str:
    """Return a reference that tells nothing of what it is of."""
    return "".join(secrets.choice(_LETTERS) for _n in range(_LENGTH))


def next_number(owner: str, kind: str, year: int) -> int:
    """Return the next number of a register, and hold the register until the transaction ends: no gap, no race."""
    number = _taken(owner, kind, year)
    if number is None:
        # Of two first matters at once one makes the register; the other finds it.
        Register.objects.bulk_create([Register(owner_id=owner, kind=kind, year=year)], ignore_conflicts=True)
        number = _taken(owner, kind, year)
    assert number is not None
    return number


_NEXT = (
    "UPDATE door_register SET last = last + 1 WHERE owner_id = %s AND kind = %s AND year = %s RETURNING last"
)


def _taken(owner: str, kind: str, year: int) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [owner, kind, year])
        row = cursor.fetchone()
    return None if row is None else int(row[0])
