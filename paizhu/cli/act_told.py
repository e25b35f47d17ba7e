"""Acts and refusals as the command line tells them."""

import json
from gettext import gettext as _
from typing import Any

import typer
from rich.console import Console
from rich.table import Table

from paizhu.cli import output
from paizhu.door.open_acts import OpenAct
from paizhu.door.refusals import Conflict, InvalidForm, NotVisible, Refused, Way


def as_json(act: OpenAct) -> dict[str, Any]:
    """Return an act with its inputs, its provisions, and why it is not open."""
    return {
        "id": act.id,
        "name": act.name,
        "open": act.is_open,
        "inputs": [
            {
                "name": name,
                "label": str(field.label),
                "required": field.required,
                "choices": [str(value) for value, _label in getattr(field, "choices", [])],
            }
            for name, field in act.form.fields.items()
        ],
        "provisions": [_provision(p) for p in act.provisions],
        "why_not": refusal(act.why_not) if act.why_not else None,
    }


def refusal(refused: Refused | NotVisible | Conflict) -> dict[str, Any]:
    """Return a refusal with its gate, provisions and what is open instead."""
    if not isinstance(refused, Refused):
        gate = "visibility" if isinstance(refused, NotVisible) else None
        return {"gate": gate, "code": refused.code, "message": str(refused), "provisions": [], "instead": []}
    return {
        "gate": refused.gate.value,
        "code": refused.code,
        "message": refused.message,
        "provisions": [_provision(p) for p in refused.provisions],
        "instead": [_way(way) for way in refused.instead],
    }


def tell_acts(acts: tuple[OpenAct, ...]) -> None:
    """Print the acts: the open ones first."""
    table = Table(box=None, pad_edge=False)
    # An id is copied from here: it stands on one line, however narrow the screen.
    for heading, is_whole in ((_("Act"), False), (_("Id"), True), (_("Open"), True), (_("Why not"), False)):
        table.add_column(heading, overflow="fold", no_wrap=is_whole)
    for act in sorted(acts, key=lambda a: not a.is_open):
        table.add_row(
            act.name, act.id, "✓" if act.is_open else "–", act.why_not.message if act.why_not else ""
        )
    Console(highlight=False).print(table)


def tell_refusal(refused: Refused | NotVisible | Conflict, *, json_: bool) -> None:
    """Print a refusal on standard error, with --json as one object on standard output as well."""
    said = refusal(refused)
    if json_:
        output.json_line({"refused": said})
    typer.echo(said["message"], err=True)
    for provision in said["provisions"]:
        typer.echo(f"  {provision['citation']}：{provision['quote']}", err=True)
    for way in said["instead"]:
        typer.echo(_("  open instead: {way}").format(way=" · ".join(v for v in way.values() if v)), err=True)
    if isinstance(refused, Refused):
        typer.echo(_("Nothing was changed."), err=True)


def tell_fault(invalid: InvalidForm, *, json_: bool) -> None:
    """Print what is wrong with the inputs, field by field."""
    if json_:
        typer.echo(json.dumps({"errors": invalid.fields, "code": invalid.code}, ensure_ascii=False), err=True)
        return
    typer.echo(str(invalid), err=True)
    for name, said in invalid.fields.items():
        typer.echo(f"  {name}: {' '.join(said)}" if name else f"  {' '.join(said)}", err=True)
    typer.echo(_("Nothing was changed."), err=True)


def _provision(ground: dict[str, Any]) -> dict[str, Any]:
    return {
        name: ground[name]
        for name in ("norm", "regulation", "version", "article", "citation", "quote", "gist")
    }


def _way(way: Way) -> dict[str, str]:
    return {"name": way.name, "act": way.act, "who": way.who, "asked": way.asked}
