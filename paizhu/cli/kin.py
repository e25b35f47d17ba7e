"""`paizhu kin`: what the person in a seat has declared of their kin; declaring and withdrawing are acts, on record."""

from gettext import gettext as _
from typing import Annotated

import typer

from paizhu.cli import output
from paizhu.cli.app import App
from paizhu.cli.door import Json, Seat, at_the_door

app = App(
    no_args_is_help=True,
    help=_("Kinship, as the person in a seat declares it: list, declare, withdraw. It is kept sealed."),
)


@app.command("list", help=_("List what the person in the seat has declared and not withdrawn."))
def list_(seat: Seat, json_: Json = False) -> None:
    """Print each declaration on a line."""
    with at_the_door(seat, json_=json_) as (_present, sitting):
        from paizhu.door.kin.declaring import own

        rows = [
            {
                "number": one.id,
                "person": one.kin.person or None,
                "organ": one.kin.organ or None,
                "declared_on": one.declared_on.isoformat(),
            }
            for one in own(sitting)
        ]
    if json_:
        output.json_line({"kinship": rows})
        return
    for row in rows:
        typer.echo(f"{row['number']}\t{row['person'] or row['organ']}\t{row['declared_on']}")


@app.command(
    help=_("Declare kin: a person by the code, or somebody at an organ; no name, not what kind of kin.")
)
def declare(
    seat: Seat,
    person: Annotated[str, typer.Option("--person", help=_("Kin of the person of this code."))] = "",
    organ: Annotated[
        str, typer.Option("--organ", help=_("Or kin of somebody at this organ, by id or name."))
    ] = "",
    json_: Json = False,
) -> None:
    """Declare."""
    _do(seat, "kinship.declare", {"person": person, "organ": organ}, json_=json_)


@app.command(help=_("Withdraw a declaration; what was decided by it stays decided."))
def withdraw(
    number: Annotated[int, typer.Argument(help=_("Its number, as `list` shows it."))],
    seat: Seat,
    json_: Json = False,
) -> None:
    """Withdraw."""
    _do(seat, "kinship.withdraw", {"kinship": str(number)}, json_=json_)


def _do(seat: str, act: str, given: dict[str, str], *, json_: bool) -> None:
    with at_the_door(seat, json_=json_, act=act) as (present, sitting):
        from paizhu.door.doing import Channel
        from paizhu.door.perform import perform

        done = perform(present, sitting, act, None, given, channel=Channel.COMMAND)
        said = {"act": act, "log": done.entry.log.organ, "entry": done.entry.number}
    if json_:
        output.json_line({"done": said})
    else:
        typer.echo(f"{_('Done.')} {said['log']} #{said['entry']}")
