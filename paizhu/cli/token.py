"""`paizhu token`: tokens for programs, each for one seat."""

from datetime import date, datetime
from gettext import gettext as _
from typing import TYPE_CHECKING, Annotated

import typer

from paizhu.cli import output
from paizhu.cli.app import App

if TYPE_CHECKING:
    from paizhu.accounts.sittings import Sitting

app = App(no_args_is_help=True, help=_("Tokens with which programs use the API, each for one seat."))

Json = Annotated[bool, typer.Option("--json", help=_("For programs: one JSON object."))]
Seat = Annotated[str, typer.Option("--seat", help=_("The seat."), show_default=False)]


@app.command(help=_("Make a token for a seat; it is shown this once."))
def add(
    seat: Seat,
    name: Annotated[str, typer.Option("--name", help=_("What it is for."), show_default=False)],
    scope: Annotated[str, typer.Option("--scope", metavar="read|act", help=_("What it may do."))] = "read",
    last_day: Annotated[
        str | None,
        typer.Option(
            "--last-day", help=_("The last day on which it is valid; else in 90 days."), show_default=False
        ),
    ] = None,
    json_: Json = False,
) -> None:
    """Print a new token."""
    from paizhu.cli.days import day
    from paizhu.cli.django_ready import registry_ready

    with registry_ready():
        from datetime import timedelta

        from paizhu.door.doing import Channel
        from paizhu.norms.errors import InvalidInput
        from paizhu.tokens.making import USUAL_DAYS, make
        from paizhu.tokens.models import Scope

        if scope not in set(Scope):
            raise InvalidInput(_("--scope {given}: expected read or act.").format(given=scope))
        on, at, sitting = _now(seat)
        last = day(last_day) if last_day else on + timedelta(days=USUAL_DAYS)
        made = make(sitting, name, Scope(scope), last, on=on, at=at, channel=Channel.COMMAND)
        if json_:
            output.json_line(
                {
                    "id": made.token.pk,
                    "name": made.token.name,
                    "scope": scope,
                    "last_day": last.isoformat(),
                    "token": made.secret,
                }
            )
        else:
            typer.echo(made.secret)
            typer.echo(_("Copy it now: it is shown this once, and kept nowhere."), err=True)


@app.command(
    "list",
    help=_(
        "List the valid tokens of whoever sits in a seat; as the security administrator those of everybody."
    ),
)
def list_(
    seat: Seat,
    ended: Annotated[
        bool,
        typer.Option("--ended", help=_("As the security administrator: revoked ones and those over, too.")),
    ] = False,
    json_: Json = False,
) -> None:
    """Print the tokens on lines."""
    from paizhu.cli.django_ready import registry_ready

    with registry_ready():
        from datetime import timedelta

        from paizhu.accounts.models import Administers
        from paizhu.tokens.making import valid

        on, _at, sitting = _now(seat)
        if sitting.administers is Administers.SECURITY:
            _tell_all(sitting, on, ended=ended, json_=json_)
            return
        for token in valid(sitting.account, on) if sitting.account else []:
            last = (token.until - timedelta(days=1)).isoformat()
            used = token.used_on.isoformat() if token.used_on else None
            if json_:
                output.json_line(
                    {
                        "id": token.pk,
                        "seat": token.seat,
                        "name": token.name,
                        "scope": token.scope,
                        "last_day": last,
                        "used_on": used,
                    }
                )
            else:
                typer.echo("\t".join((str(token.pk), token.seat, token.scope, last, used or "-", token.name)))


@app.command(help=_("Revoke a token: one's own or, as the security administrator, any."))
def revoke(
    token: Annotated[int, typer.Argument(metavar="ID", help=_("The number of the token."))],
    seat: Seat,
    reason: Annotated[
        str, typer.Option("--reason", help=_("Why; the security administrator has to give one."))
    ] = "",
) -> None:
    """Revoke one token."""
    from paizhu.cli.django_ready import registry_ready

    with registry_ready():
        from paizhu.cli.administering import refusal_told
        from paizhu.door.doing import Channel
        from paizhu.tokens import making

        on, at, sitting = _now(seat)
        with refusal_told():
            making.revoke(sitting, token, reason=reason, on=on, at=at, channel=Channel.COMMAND)


def _tell_all(sitting: "Sitting", on: date, *, ended: bool, json_: bool) -> None:
    """Print the tokens of everybody, the latest first."""
    from paizhu.tokens.queries import listed

    rows = listed(sitting, on, ended=ended)
    while rows:
        for row in rows:
            last = row.last_day.isoformat()
            if json_:
                output.json_line(
                    {
                        "id": row.id,
                        "account": row.username,
                        "seat": row.seat,
                        "scope": row.scope.value,
                        "made_on": row.made_at.astimezone().date().isoformat(),
                        "last_day": last,
                        "used_on": row.used_on.isoformat() if row.used_on else None,
                        "revoked_on": row.revoked_at.astimezone().date().isoformat()
                        if row.revoked_at
                        else None,
                        "is_valid": row.is_valid,
                    }
                )
            else:
                used = row.used_on.isoformat() if row.used_on else "-"
                state = "valid" if row.is_valid else "revoked" if row.revoked_at else "over"
                typer.echo("\t".join((str(row.id), row.username, row.seat, row.scope, last, used, state)))
        rows = listed(sitting, on, ended=ended, before=rows[-1].id)


def _now(seat: str) -> "tuple[date, datetime, Sitting]":
    from django.utils import timezone

    from paizhu.accounts.sittings import sitting
    from paizhu.norms.errors import InvalidInput

    at = timezone.now()
    on = timezone.localdate(at)
    found = sitting(seat, on)
    if found is None:
        raise InvalidInput(_("No seat {given!r} is valid today; nothing was changed.").format(given=seat))
    return on, at, found
