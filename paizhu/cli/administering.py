"""Acts of administration at the command line: from the seat that is named, else from the installation's own.

Whoever can run the command may name any seat (`--seat admin:NAME`). While there is no administrator of the kind that is
needed, the installation itself acts. Django must be ready.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from gettext import gettext as _
from typing import TYPE_CHECKING, Annotated

import typer

from paizhu.cli.exits import REFUSED

if TYPE_CHECKING:
    from paizhu.accounts.models import Administers
    from paizhu.accounts.sittings import Sitting
    from paizhu.door.administration import Administration

Seat = Annotated[
    str | None,
    typer.Option(
        "--seat", metavar="SEAT", help=_("The administrator's seat that does this, such as admin:NAME.")
    ),
]


def acting(seat: str | None, administers: "Administers") -> "Sitting":
    """Return the seat that was named; without one, the installation itself while there is no such administrator."""
    from django.utils import timezone

    from paizhu.accounts.sittings import installation, sitting
    from paizhu.norms.errors import InvalidInput

    today = timezone.localdate()
    found = sitting(seat, today) if seat else installation(administers, today)
    if found is not None:
        return found
    if seat:
        raise InvalidInput(_("There is no seat {seat!r} today.").format(seat=seat))
    message = _(
        "There is an administrator ({kind}) by now: name the seat that does this with --seat admin:NAME."
    )
    raise InvalidInput(message.format(kind=administers.value))


def administration(seat: str | None, act: str) -> "Administration":
    """Return the act on its way, past its gate; a refusal is told and ends the command with 4."""
    from django.utils import timezone

    from paizhu.door.administration import ADMINISTERS, Administration
    from paizhu.door.doing import Channel

    made = Administration(acting(seat, ADMINISTERS[act]), act, timezone.now(), Channel.COMMAND)
    with refusal_told():
        made.gate()
    return made


@contextmanager
def refusal_told() -> Iterator[None]:
    """A refusal of the door goes to standard error, and ends the command with 4."""
    from paizhu.door.refusals import Refused

    try:
        yield
    except Refused as refused:
        typer.echo(refused.message, err=True)
        raise typer.Exit(REFUSED) from refused
