"""`paizhu backup`: one file that holds all data, written while people work."""

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
        "Write database, attachments and texts into one file while people work, and read it back. "
        "Ends with 1 when the file of an attachment is missing."
    )
)
def backup(
    file: Annotated[
        Path, typer.Argument(help=_("A file that does not exist yet, or with --force one that does."))
    ],
    encrypt: Annotated[
        bool,
        typer.Option(
            "--encrypt",
            help=_("Encrypt it; the passphrase is asked for, or is in $PAIZHU_BACKUP_PASSPHRASE."),
        ),
    ] = False,
    passphrase_file: told.PassphraseFile = None,
    keys: Annotated[
        bool, typer.Option("--keys", help=_("With the private keys; only into an encrypted file."))
    ] = False,
    force: Annotated[bool, typer.Option("--force", help=_("Write over a file that exists."))] = False,
    json_: told.Json = False,
) -> None:
    """Back up."""
    from paizhu.cli.django_ready import registry_ready

    with registry_ready():
        from django.utils import timezone

        from paizhu.operations import backing_up

        passphrase = told.passphrase(passphrase_file, new=True) if encrypt or passphrase_file else None
        made = backing_up.back_up(file, at=timezone.now(), passphrase=passphrase, keys=keys, force=force)
        told.backed_up(file, made, encrypted=passphrase is not None, keys=keys, json_=json_)
    if made.missing:
        raise typer.Exit(NOT_VERIFIED)
