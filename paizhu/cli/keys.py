"""`paizhu keys`: the keys that sign and countersign the record."""

from gettext import gettext as _
from typing import Annotated

import typer

from paizhu.cli.app import App, Group

app = App(cls=Group, no_args_is_help=True, help=_("The keys that sign the record."))


# Else Typer would make the only command the whole of it, and take away its name.
@app.callback()
def keys() -> None:
    """Hold the commands."""


@app.command(help=_("Put a new key in place of the present one; what that one signed stays verifiable."))
def rotate(
    witness: Annotated[
        bool, typer.Option("--witness", help=_("Of countersignatures, instead of logs."))
    ] = False,
) -> None:
    """Rotate a key and print its public half, to be handed out."""
    from paizhu.cli.django_ready import setup

    setup()
    from paizhu.journal import keys as ours
    from paizhu.journal.notes import KeyType

    new = ours.rotate(KeyType.WITNESS if witness else KeyType.LOG)
    typer.echo(_("From now on others need this public key as well:"), err=True)
    typer.echo(new.public())
