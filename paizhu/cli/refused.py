"""An error that Paizhu raises on purpose, as people and as programs read it on standard error."""

import json
from gettext import gettext as _
from typing import Any

import typer

from paizhu.cli.language import chosen
from paizhu.norms.errors import PackError, PaizhuError, UnknownTerm
from paizhu.norms.refusals import InputRefused, shown

# Pages say beside a form that nothing was changed; their sentences do not.
_OF_ACCOUNTS = "accounts."
_PLACE = ("file", "sheet", "row", "column", "value", "expected")


def say(error: PaizhuError, *, json_: bool) -> None:
    """Print the error; json_: as {"errors": [{file, sheet, row, column, value, expected}]}, null where nothing applies."""
    if json_:
        typer.echo(json.dumps({"errors": _entries(error)}, ensure_ascii=False), err=True)
    else:
        typer.echo(_message(error), err=True)
        if error.code.startswith(_OF_ACCOUNTS):
            typer.echo(_("Nothing was changed."), err=True)


def _entries(error: PaizhuError) -> list[dict[str, Any]]:
    nowhere: dict[str, Any] = dict.fromkeys(_PLACE)
    match error:
        case InputRefused():
            return [refusal.entry(chosen()) for refusal in error.refusals]
        case PackError():
            return [nowhere | {"file": p.file, "row": p.line, "expected": p.message} for p in error.problems]
        case UnknownTerm():
            return [nowhere | {"value": shown(error.given), "expected": _message(error)}]
    return [nowhere | {"expected": _message(error)}]


def _message(error: PaizhuError) -> str:
    """Return an error as a sentence in the chosen language, where it is one that people cause by mistyping."""
    if not isinstance(error, UnknownTerm):
        return str(error)
    whats = {
        "kind of party": _("Unknown kind of party"),
        "act": _("Unknown act"),
        "norm": _("Unknown norm"),
        "organ": _("Unknown organ"),
        "organ on that day": _("No such organ on that day"),
        "party of this kind": _("No party of this kind there, or several"),
        "parties": _("Several are meant, and the answers differ; choose one"),
        "person": _("Unknown person"),
        "procedure": _("Unknown procedure"),
        "kind of matter": _("Unknown kind of matter"),
        "local norms": _("Unknown local norms"),
    }
    near = _("near: {words}").format(words=", ".join(error.near)) if error.near else _("nothing is near it")
    return f"{whats.get(error.what, error.what)}: {error.given!r}; {near}."
