"""`paizhu user`: accounts, made where the product runs. In a new home the first administrators come from here."""

from collections.abc import Callable
from enum import StrEnum
from gettext import gettext as _
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from paizhu.cli import output
from paizhu.cli.administering import Seat
from paizhu.cli.app import App
from paizhu.norms.errors import InvalidInput

if TYPE_CHECKING:
    from datetime import datetime

    from paizhu.accounts.acts import Invited
    from paizhu.accounts.sittings import Sitting

T = TypeVar("T")
app = App(no_args_is_help=True, help=_("Accounts: add, invite again, let in, lock, reset, list."))


class Kind(StrEnum):
    """As Administers, which a command cannot import before it runs."""

    SYSTEM = "system"
    SECURITY = "security"
    AUDIT = "audit"


Json = Annotated[bool, typer.Option("--json", help=_("For programs: JSON, one object a line."))]
Name = Annotated[str, typer.Argument(metavar="NAME", help=_("The name to sign in with."))]


@app.command(help=_("Make an account and print its one-time code, with which its holder sets a password."))
def add(
    name: Name,
    person: Annotated[
        str | None, typer.Option("--person", help=_("The person of the registry whose account it is."))
    ] = None,
    administers: Annotated[
        Kind | None, typer.Option("--administers", help=_("An administrator’s account instead."))
    ] = None,
    display_name: Annotated[str, typer.Option("--display-name", help=_("The name that others see."))] = "",
    seat: Seat = None,
    json_: Json = False,
) -> None:
    """Make an account."""
    from paizhu.cli.django_ready import registry_ready

    if (person is None) is (administers is None):
        message = _(
            "Name either --person, whose account it is, or --administers, for an administrator’s: never both. "
            "Nothing was changed."
        )
        raise InvalidInput(message)

    with registry_ready():
        from django.utils import timezone

        from paizhu.accounts import acts
        from paizhu.accounts.models import Administers

        new = acts.New(name, display_name, person or "", Administers(administers) if administers else None)
        at = timezone.now()
        invited = _done(seat, "account.invite", name, lambda sitting: acts.invite(sitting, new, at))
    _tell(invited, json_=json_)


@app.command(help=_("Print a new one-time code for an account that has no password; the one before is void."))
def invite(name: Name, seat: Seat = None, json_: Json = False) -> None:
    """Give a new code."""
    from paizhu.cli.django_ready import registry_ready

    with registry_ready():
        from django.utils import timezone

        from paizhu.accounts import acts

        at = timezone.now()
        invited = _done(
            seat, "account.invite_again", name, lambda sitting: acts.invite_again(sitting, name, at)
        )
    _tell(invited, json_=json_)


@app.command("let-in", help=_("Let an account in, once its holder has set password and second factor."))
def let_in(name: Name, seat: Seat = None) -> None:
    """Let in."""
    _by_security("let_in", name, seat, lambda acts, sitting, _at: acts.let_in(sitting, name))
    typer.echo(_("Let in: {name}").format(name=name))


@app.command(help=_("Lock an account: its sessions end, its tokens are revoked."))
def lock(name: Name, seat: Seat = None) -> None:
    """Lock."""
    _by_security("lock", name, seat, lambda acts, sitting, at: acts.lock(sitting, name, at))
    typer.echo(_("Locked: {name}").format(name=name))


@app.command(
    help=_(
        "Take password and second factor away: sessions end, tokens are revoked; to be invited and let in again."
    )
)
def reset(name: Name, seat: Seat = None) -> None:
    """Reset."""
    _by_security("reset", name, seat, lambda acts, sitting, at: acts.reset(sitting, name, at))
    typer.echo(_("Reset: {name}").format(name=name))


@app.command("list", help=_("List the accounts, with the seats that each has today."))
def list_(json_: Json = False) -> None:
    """Print each account on a line."""
    from paizhu.cli.django_ready import registry_ready

    with registry_ready():
        from django.utils import timezone

        from paizhu.accounts import queries

        lines = [_line(row) for row in queries.everyone(timezone.localdate())]
    for line in lines:
        if json_:
            output.json_line(line)
        else:
            whose = line["administers"] or f"{line['person']} {'、'.join(line['seats'])}".strip()
            typer.echo("\t".join([line["name"], line["state"], whose, line["display_name"]]).rstrip())


def _line(row: Any) -> dict[str, Any]:
    account = row.account
    return {
        "name": account.username,
        "display_name": account.display_name,
        "person": account.person_id,
        "administers": account.administers or None,
        "state": account.state,
        "is_set_up": row.is_set_up,
        "seats": [sitting.seat for sitting in row.sittings],
    }


def _by_security(
    act: str, name: str, seat: str | None, effect: "Callable[[Any, Sitting, datetime], T]"
) -> None:
    from paizhu.cli.django_ready import registry_ready

    with registry_ready():
        from django.utils import timezone

        from paizhu.accounts import acts

        at = timezone.now()
        _done(seat, f"account.{act}", name, lambda sitting: effect(acts, sitting, at))


def _done(seat: str | None, act: str, name: str, effect: "Callable[[Sitting], T]") -> T:
    """Do an act on an account through the door; the entry names the account."""
    from paizhu.cli.administering import administration
    from paizhu.door.administration import administer

    made = administration(seat, act)
    return administer(made, lambda: effect(made.sitting), account=name)


def _tell(invited: "Invited", *, json_: bool) -> None:
    account = invited.account
    assert account.invited_until is not None
    until = account.invited_until.astimezone().isoformat(timespec="minutes")
    if json_:
        output.json_line(
            {"name": account.username, "code": invited.code, "until": until, "state": account.state}
        )
        return
    typer.echo(_("Account: {name}").format(name=account.username))
    typer.echo(_("One-time code, shown this once: {code}").format(code=invited.code))
    typer.echo(
        _("Its holder types both at /invited/ by {until}, and sets password and second factor.").format(
            until=until
        )
    )
    if not account.is_active:
        typer.echo(_("Then a security administrator lets the account in."))
