"""What the commands of `paizhu journal` share: the log that is meant, files that they read, and how they tell."""

from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from paizhu.cli import output
from paizhu.norms.errors import InvalidInput

if TYPE_CHECKING:
    from paizhu.journal.faults import Stage, Verified
    from paizhu.journal.models import Log
    from paizhu.journal.paizhu_verify import Checkpoint, Key


def one_log(given: str | None) -> "Log":
    """Return the log that is meant: the only one, where none is named. Raises InvalidInput."""
    from paizhu.journal import heads
    from paizhu.journal.models import Log

    if given is not None:
        return heads.the_log(given)
    logs = list(Log.objects.order_by("organ")[:2])
    if len(logs) != 1:
        raise InvalidInput(
            _("There is no log yet.") if not logs else _("There are several logs: name one with --log.")
        )
    return logs[0]


def tell(fields: dict[str, Any], *, json_: bool) -> None:
    """Print what is known of one thing on a line."""
    if json_:
        output.json_line(fields)
    else:
        typer.echo("\t".join(str(value) for value in fields.values()))


def tell_stage(verified: "Verified", stage: "Stage") -> None:
    """Print what a stage of verifying has shown, as soon as it has; or how much is wrong."""
    from paizhu.journal import said
    from paizhu.journal.faults import Stage

    found = [one for one in verified.findings if one.fault.stage is stage]
    if found:
        told = _("{n} faults, the first: {finding}").format(n=len(found), finding=said.finding(found[0]))
    elif stage is Stage.LOG:
        told = " ".join(said.of_log(verified.hashed, verified.length, verified.signed, verified.since))
    else:
        told = said.of_entries(verified.checked)
    name = _("The log") if stage is Stage.LOG else _("Text and content")
    typer.echo(f"{verified.log} · {name}: {told}")


def tell_verified(verified: "Verified", findings: list[str], *, json_: bool) -> None:
    """Print what came of verifying a log in both stages. findings: in words."""
    if json_:
        output.json_line(_verified(verified))
        return
    told = (
        _("NOT verified: {log}")
        if findings
        else _("Verified: {log}, {checked} entries, {checkpoints} signed heads.")
    )
    typer.echo(told.format(log=verified.log, checked=verified.checked, checkpoints=verified.checkpoints))
    for finding in findings:
        typer.echo(f"  {finding}")


def _verified(verified: "Verified") -> dict[str, Any]:
    from paizhu.journal.faults import Stage

    findings = [
        {"fault": one.fault.value, "number": one.number, "name": one.name, "stage": one.fault.stage.value}
        for one in verified.findings
    ]
    stages = {
        Stage.LOG.value: {"entries": verified.hashed, "findings": verified.found_by(Stage.LOG)},
        Stage.ENTRIES.value: {"entries": verified.checked, "findings": verified.found_by(Stage.ENTRIES)},
    }
    return {
        "log": verified.log,
        "entries": verified.length,
        "checked": verified.checked,
        "checkpoints": verified.checkpoints,
        "signed": verified.signed,
        "since": verified.since,
        "stages": stages,
        "findings": findings,
    }


def checkpoint(file: Path) -> "Checkpoint":
    """Return the checkpoint of a file. Raises InvalidInput."""
    from paizhu.journal import paizhu_verify

    try:
        return paizhu_verify.read_older(str(file)).checkpoint
    except OSError as error:
        raise InvalidInput(f"{file}: {error.strerror}") from error
    except paizhu_verify.Unreadable as error:
        raise InvalidInput(f"{file}: {error}") from error


def keys(file: Path) -> "list[Key]":
    """Return the public keys of a file. Raises InvalidInput."""
    from paizhu.journal import paizhu_verify

    try:
        return paizhu_verify.read_keys(text(file))
    except paizhu_verify.Unreadable as error:
        raise InvalidInput(f"{file}: {error}") from error


def text(file: Path) -> str:
    """Return what a file holds. Raises InvalidInput."""
    try:
        return file.read_text("utf-8")
    except OSError as error:
        raise InvalidInput(f"{file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{file}: {error}") from error
