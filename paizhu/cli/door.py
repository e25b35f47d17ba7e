"""Commands that go through the door: from a seat, with what holds now, and a refusal told."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import gettext as _
from typing import TYPE_CHECKING, Annotated

import typer

from paizhu.cli.exits import REFUSED, WRONG_USE

if TYPE_CHECKING:
    from paizhu.accounts.sittings import Sitting
    from paizhu.door.present import Present

Seat = Annotated[str, typer.Option("--seat", help=_("The seat that acts: its id in the registry."))]
Json = Annotated[bool, typer.Option("--json", help=_("For programs: one JSON object."))]


@contextmanager
def at_the_door(seat: str, *, json_: bool, act: str = "") -> Iterator[tuple["Present", "Sitting"]]:
    """What holds now and the seat; a refusal is told and ends with 4, as for a seat that is over; a wrong form with 2.

    act: what the command does, so that a try from a seat that is over is on record; "" where it only reads.
    """
    from paizhu.cli.django_ready import registry_ready
    from paizhu.places import ensure_secret_key

    # It seals form files; a home that was never served has none yet.
    if not os.environ.get("PAIZHU_SECRET_KEY_FILE"):
        ensure_secret_key()
    with registry_ready():
        from django.utils import timezone

        from paizhu.accounts.sittings import sitting
        from paizhu.cli.act_told import tell_fault, tell_refusal
        from paizhu.cli.pack import base
        from paizhu.door.doing import Channel
        from paizhu.door.ended import turned_away
        from paizhu.door.guarding.seats import sit_down
        from paizhu.door.now import present_now
        from paizhu.door.refusals import Conflict, InvalidForm, NotVisible, Refused

        at = timezone.now()
        present = present_now(base(), timezone.localdate(at), at)
        found = sitting(seat, timezone.localdate(at))
        ended = None
        if found is None:
            ended = turned_away(seat, act, timezone.localdate(at), at, Channel.COMMAND)
        if ended is not None:
            tell_refusal(ended, json_=json_)
            raise typer.Exit(REFUSED)
        if present is None or found is None:
            typer.echo(_("No such seat today: {seat}. Nothing was done.").format(seat=seat), err=True)
            raise typer.Exit(WRONG_USE)
        sit_down(found, present)
        try:
            yield present, found
        except (Refused, NotVisible, Conflict) as refusal:
            tell_refusal(refusal, json_=json_)
            raise typer.Exit(REFUSED) from refusal
        except InvalidForm as invalid:
            tell_fault(invalid, json_=json_)
            raise typer.Exit(WRONG_USE) from invalid
