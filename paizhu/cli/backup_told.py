"""What `paizhu backup` and `paizhu restore` share: the passphrase, and how they tell what was done."""

import os
import sys
from collections.abc import Iterable
from dataclasses import asdict
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from paizhu.cli import output
from paizhu.norms.errors import InvalidInput

if TYPE_CHECKING:
    from paizhu.operations.backing_up import BackedUp
    from paizhu.operations.restoring import Restored
    from paizhu.operations.state import Head

Json = Annotated[bool, typer.Option("--json", help=_("For programs: one JSON object."))]
PassphraseFile = Annotated[
    Path | None, typer.Option("--passphrase-file", help=_("A file whose first line is the passphrase."))
]
VARIABLE = "PAIZHU_BACKUP_PASSPHRASE"


def passphrase(file: Path | None, *, new: bool) -> str:
    """Return the passphrase: from the file, the environment, or whoever sits there; never from an argument.

    new: it is being chosen, so it is asked for twice and has to be long.  Raises InvalidInput.
    """
    from paizhu.operations.encrypting import SHORTEST

    given = _first_line(file) if file else os.environ.get(VARIABLE, "")
    if not given:
        if not sys.stdin.isatty():
            told = _("No passphrase: give --passphrase-file or ${variable}.")
            raise InvalidInput(told.format(variable=VARIABLE))
        given = typer.prompt(_("Passphrase"), hide_input=True, confirmation_prompt=new)
    if new and len(given) < SHORTEST:
        raise InvalidInput(_("A passphrase has {least} characters or more.").format(least=SHORTEST))
    return given


def is_encrypted(file: Path) -> bool:
    """Return whether a passphrase is needed. Raises InvalidInput when the file cannot be read."""
    from paizhu.operations import encrypting

    try:
        with file.open("rb") as raw:
            return encrypting.is_encrypted(raw)
    except OSError as error:
        raise InvalidInput(
            _("{path}: cannot be read: {reason}.").format(path=file, reason=error.strerror)
        ) from error


def backed_up(file: Path, made: "BackedUp", *, encrypted: bool, keys: bool, json_: bool) -> None:
    """Print what was written, and what to think of."""
    if json_:
        heads = [asdict(head) for head in made.state.heads]
        output.json_line({"file": str(file), "bytes": made.size, "encrypted": encrypted, "keys": keys,
                          "attachments": made.attachments, "missing": made.missing, "heads": heads})  # fmt: skip
        return
    told = _("Written and read back: {file}, {bytes} bytes, {attachments} attachments.")
    typer.echo(told.format(file=file, bytes=made.size, attachments=made.attachments))
    _heads(made.state.heads)
    _missing(made.missing)
    if not encrypted:
        typer.echo(_("It is not encrypted: whoever has the file can read the database in it."), err=True)
    if not keys:
        typer.echo(
            _(
                "The private keys are not in it: keep copies of keys/, attachment-key, matter-keys and secret-key elsewhere."
            ),
            err=True,
        )


def restored(found: "Restored", *, checked: bool, json_: bool) -> None:
    """Print what was restored, or what a backup holds."""
    if json_:
        output.json_line({"at": found.at, "restored": not checked, "keys": found.keys, "attachments": found.attachments,
                          "missing": found.missing, "heads": [asdict(head) for head in found.heads],
                          "findings": found.findings, "aside": str(found.aside) if found.aside else None})  # fmt: skip
        return
    words = _("A whole backup of {at}, {attachments} attachments.") if checked else _(
        "Restored: the backup of {at}, {attachments} attachments."
    )  # fmt: skip
    typer.echo(words.format(at=found.at, attachments=found.attachments))
    if found.aside:
        typer.echo(_("What was there before: {folder}").format(folder=found.aside))
    _heads(found.heads)
    _missing(found.missing)
    for finding in found.findings:
        typer.echo(f"  {finding}")
    if not checked:
        typer.echo(_("NOT verified, see above.") if found.findings else _("The logs verify."))
        if not found.keys:
            told = _(
                "The private keys were not in it: put keys/, attachment-key, matter-keys and secret-key back."
            )
            typer.echo(told, err=True)


def _heads(heads: "Iterable[Head]") -> None:
    for head in heads:
        typer.echo(f"  {head.log}\t{head.length}\t{head.root}")


def _missing(missing: "Iterable[str]") -> None:
    for name in missing:
        typer.echo(_("The file of the attachment {name} is missing.").format(name=name), err=True)


def _first_line(file: Path) -> str:
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        lines = []
    if not lines or not lines[0]:
        raise InvalidInput(_("{path}: its first line has to be the passphrase.").format(path=file))
    return lines[0]
