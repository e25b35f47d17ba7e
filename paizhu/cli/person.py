"""`paizhu person`: what is held on a person, given on request and on record."""

from gettext import gettext as _
from pathlib import Path
from typing import Annotated

import typer

from paizhu.cli import output
from paizhu.cli.app import App
from paizhu.cli.document import check_file, write
from paizhu.cli.door import Json, Seat, at_the_door

app = App(no_args_is_help=True, help=_("What is held on a person, given on request: export."))


@app.callback()
def person() -> None:
    """Keep `export` a command of its own, though it is the only one."""


@app.command(
    help=_("Write what is held on a person into a ZIP: JSON for programs, text for people. It is on record.")
)
def export(
    person: Annotated[str, typer.Argument(help=_("The person's code in the registry."))],
    file: Annotated[Path, typer.Argument(help=_("The file to write: a name that ends in .zip."))],
    seat: Seat,
    asked_by: Annotated[str, typer.Option("--asked-by", help=_("Who asked."))],
    asked_on: Annotated[str, typer.Option("--asked-on", help=_("The day on which they asked."))],
    identity: Annotated[str, typer.Option("--identity", help=_("How it was made sure who asks."))],
    force: Annotated[bool, typer.Option("--force", help=_("Write over a file that exists."))] = False,
    json_: Json = False,
) -> None:
    """Write the file."""
    check_file(file, (".zip",), force=force)
    with at_the_door(seat, json_=json_, act="person.disclose") as (present, sitting):
        from paizhu.door.doing import Channel
        from paizhu.door.personal.disclosing import disclose

        given = {"person": person, "asked_by": asked_by, "asked_on": asked_on, "identity": identity}
        data = disclose(sitting, given, present, Channel.COMMAND).data
        write(file, data)
    if json_:
        output.json_line({"file": str(file), "bytes": len(data)})
    else:
        typer.echo(_("{file}: written. That is on record.").format(file=file))
