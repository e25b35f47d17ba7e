"""`paizhu grant`: a person's sight of one matter, given and taken back; and what a security administrator sees of all."""

from dataclasses import asdict
from gettext import gettext as _
from typing import Annotated, Any

import typer

from paizhu.cli import output
from paizhu.cli.app import App
from paizhu.cli.door import Json, Seat, at_the_door

app = App(
    no_args_is_help=True,
    help=_(
        "Who may see one matter, for a reason and until an end: give, revoke, as a leader of its owner; list, recusals, "
        "withdraw, as the security administrator."
    ),
)
Admin = Annotated[
    str, typer.Option("--seat", help=_("The security administrator's seat, such as admin:NAME."))
]
Matter = Annotated[str, typer.Argument(help=_("The matter's reference."))]
Person = Annotated[str, typer.Option("--person", help=_("The person's code in the registry."))]
Reason = Annotated[str, typer.Option("--reason", help=_("Why; it is on record."))]
Before = Annotated[int | None, typer.Option("--before", help=_("Where the page before ended."))]


@app.command(help=_("Let a person see a matter until a last day."))
def give(
    matter: Matter,
    person: Person,
    last_day: Annotated[str, typer.Option("--last-day", help=_("The last day, YYYY-MM-DD."))],
    reason: Reason,
    seat: Seat,
    json_: Json = False,
) -> None:
    """Give."""
    _do(seat, "grant.give", matter, {"person": person, "last_day": last_day, "reason": reason}, json_=json_)


@app.command(help=_("Take a person's sight of a matter back, as a leader of its owner."))
def revoke(matter: Matter, person: Person, reason: Reason, seat: Seat, json_: Json = False) -> None:
    """Take back, as the owner."""
    _do(seat, "grant.revoke", matter, {"person": person, "reason": reason}, json_=json_)


@app.command("list", help=_("List the grants on all matters, by reference, the latest first."))
def list_(
    seat: Admin,
    ended: Annotated[bool, typer.Option("--ended", help=_("Those that are over, too."))] = False,
    before: Before = None,
    json_: Json = False,
) -> None:
    """Print each grant on a line."""
    with at_the_door(seat, json_=json_) as (present, sitting):
        from paizhu.door import granted

        rows = [asdict(one) for one in granted.grants(sitting, present.on, ended=ended, before=before)]
    _tell("grants", rows, ("id", "person", "reference", "last_day", "revoked_on", "approved_by"), json_=json_)


@app.command(help=_("List who keeps out of what, and what is not decided yet, the latest first."))
def recusals(
    seat: Admin,
    undecided: Annotated[bool, typer.Option("--undecided", help=_("Only what is not decided."))] = False,
    before: Before = None,
    json_: Json = False,
) -> None:
    """Print each recusal on a line."""
    with at_the_door(seat, json_=json_) as (_present, sitting):
        from paizhu.door import granted

        rows = [asdict(one) for one in granted.recusals(sitting, undecided=undecided, before=before)]
    _tell("recusals", rows, ("id", "person", "reference", "organ", "declared_on", "holds"), json_=json_)


@app.command(help=_("Take a grant back, as the security administrator; the matter's owner is told."))
def withdraw(
    grant: Annotated[int, typer.Argument(help=_("Its number, as `list` shows it."))],
    reason: Reason,
    seat: Admin,
    json_: Json = False,
) -> None:
    """Take back, as administration."""
    with at_the_door(seat, json_=json_) as (present, sitting):
        from paizhu.door import granted
        from paizhu.door.administration import Administration
        from paizhu.door.doing import Channel

        made = Administration(sitting, granted.WITHDRAW, present.at, Channel.COMMAND)
        granted.withdraw(made, grant, reason, present)
    if json_:
        output.json_line({"withdrawn": grant})
    else:
        typer.echo(_("Taken back: {grant}").format(grant=grant))


def _do(seat: str, act: str, matter: str, given: dict[str, str], *, json_: bool) -> None:
    with at_the_door(seat, json_=json_, act=act) as (present, sitting):
        from paizhu.door.doing import Channel
        from paizhu.door.perform import perform

        done = perform(present, sitting, act, matter, given, channel=Channel.COMMAND)
        said = {"act": act, "matter": matter, "log": done.entry.log.organ, "entry": done.entry.number}
    if json_:
        output.json_line({"done": said})
    else:
        typer.echo(f"{_('Done.')} {matter} · {said['log']} #{said['entry']}")


def _tell(name: str, rows: list[dict[str, Any]], shown: tuple[str, ...], *, json_: bool) -> None:
    plain = [
        {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in row.items()}
        for row in rows
    ]
    if json_:
        output.json_line({name: plain})
        return
    for row in plain:
        typer.echo("\t".join("" if row[key] is None else str(row[key]) for key in shown).rstrip())
