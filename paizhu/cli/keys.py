"""`paizhu keys`: the keys that sign and countersign the record, and those that wrap the keys of sealed matters."""

from gettext import gettext as _
from typing import Annotated

import typer

from paizhu.cli import output
from paizhu.cli.administering import Seat
from paizhu.cli.app import App, Group
from paizhu.cli.exits import WRONG_USE

app = App(
    cls=Group, no_args_is_help=True, help=_("The keys that sign the record, and those of sealed matters.")
)


# Else Typer would make the only command the whole of it, and take away its name.
@app.callback()
def keys() -> None:
    """Hold the commands."""


@app.command(
    help=_("Put a new key in place of the present one; what that one signed or wrapped stays readable.")
)
def rotate(
    witness: Annotated[
        bool, typer.Option("--witness", help=_("Of countersignatures, instead of logs."))
    ] = False,
    matters: Annotated[
        bool, typer.Option("--matters", help=_("The key that wraps the keys of sealed matters, instead."))
    ] = False,
    to_file: Annotated[
        bool,
        typer.Option(
            "--to-file",
            help=_("With --matters: keep the new key in the file, not with the key management system."),
        ),
    ] = False,
    seat: Seat = None,
    json_: Annotated[bool, typer.Option("--json", help=_("For programs: JSON."))] = False,
) -> None:
    """Rotate a key, on record; of one that signs, print its public half, to be handed out."""
    if matters and witness:
        typer.echo(_("Name one of --witness and --matters."), err=True)
        raise typer.Exit(WRONG_USE)
    if matters:
        _rotate_wrapping(seat, to_file=to_file, json_=json_)
        return
    _rotate_signing(seat, witness=witness, json_=json_)


def _rotate_signing(seat: str | None, *, witness: bool, json_: bool) -> None:
    from paizhu.cli.django_ready import registry_ready

    with registry_ready():
        from django.db import transaction

        from paizhu.cli.administering import administration
        from paizhu.journal import keys as ours
        from paizhu.journal.notes import KeyType

        made = administration(seat, "keys.rotate")
        with transaction.atomic():
            new = ours.rotate(KeyType.WITNESS if witness else KeyType.LOG)
            facts = {"keys": "countersignatures" if witness else "logs", "key": new.public()}
            made.note(**facts)
    if json_:
        output.json_line(facts)
        return
    typer.echo(_("From now on others need this public key as well:"), err=True)
    typer.echo(new.public())


def _rotate_wrapping(seat: str | None, *, to_file: bool, json_: bool) -> None:
    from paizhu.cli.django_ready import registry_ready

    with registry_ready():
        from django.db import transaction

        from paizhu.cli.administering import administration
        from paizhu.door.sealing.rotating import Rotated
        from paizhu.door.sealing.rotating import rotate as anew

        made = administration(seat, "keys.rotate")

        def note(done: Rotated) -> None:
            with transaction.atomic():
                made.note(**done.facts)

        done = anew(made.sitting.on, note, plain=to_file)
    if json_:
        output.json_line({**done.facts, "left": list(done.left)})
    else:
        _tell(done.key, done.matters, done.retired, done.left, resumed=done.resumed)
    if done.left:
        raise typer.Exit(1)


def _tell(key: str, matters: int, retired: tuple[str, ...], left: tuple[str, ...], *, resumed: bool) -> None:
    if resumed:
        typer.echo(_("A rotation that was begun before was carried on."))
    typer.echo(
        _("Key {key} is in use; the keys of {count} matters were wrapped anew.").format(
            key=key, count=matters
        )
    )
    for id_ in retired:
        typer.echo(_("Key {key} is retired: keep it for older backups only.").format(key=id_))
    for reference in left:
        told = _("The key of matter {reference} does not unwrap; it stays as it is.")
        typer.echo(told.format(reference=reference), err=True)
    typer.echo(_("Back up the key file now; a backup without it cannot be read."))
