"""`paizhu restore`: a backup put into an empty home, or with an explicit word in place of what is there."""

from gettext import gettext as _
from pathlib import Path
from typing import Annotated

import typer

from paizhu.cli import backup_told as told
from paizhu.cli.app import App
from paizhu.cli.exits import NOT_VERIFIED

app = App()


@app.command(
    help=_(
        "Restore a backup into this home, all or nothing, then verify its logs and show their heads. "
        "Ends with 1 when something does not agree."
    )
)
def restore(
    file: Annotated[Path, typer.Argument(help=_("What `paizhu backup` wrote."))],
    passphrase_file: told.PassphraseFile = None,
    replace: Annotated[
        bool, typer.Option("--replace", help=_("Put aside what the home holds; else it has to be empty."))
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help=_("Read it to its end and restore nothing."))
    ] = False,
    json_: told.Json = False,
) -> None:
    """Restore, or only look."""
    from paizhu.cli.django_ready import registry_ready

    with registry_ready(make=False):
        from django.utils import timezone

        from paizhu.operations import restoring

        passphrase = told.passphrase(passphrase_file, new=False) if told.is_encrypted(file) else None
        if check:
            found = restoring.look(file, passphrase)
        else:
            found = restoring.restore(file, passphrase, now=timezone.now(), replace=replace)
        told.restored(found, checked=check, json_=json_)
    if found.findings or found.missing:
        raise typer.Exit(NOT_VERIFIED)
