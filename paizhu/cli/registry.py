"""`paizhu registry`: organs and their relations, imported, exported and shown."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from paizhu.cli import output
from paizhu.cli.administering import Seat
from paizhu.cli.app import App
from paizhu.cli.exits import WRONG_USE

if TYPE_CHECKING:
    from paizhu.registry.acts import Noting

app = App(
    no_args_is_help=True,
    help=_("Organs, relations, people, posts and seats: import, export, show."),
)

Json = Annotated[bool, typer.Option("--json", help=_("For programs: one JSON object."))]


@app.command(
    "import", help=_("Import a file (JSON, XLSX, CSV) or a folder of CSV files; all of it or nothing.")
)
def import_(
    file: Annotated[Path, typer.Argument(help=_("The file, or the folder."))],
    map_: Annotated[
        Path | None, typer.Option("--map", help=_("What other headings and words stand for (JSON)."))
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show what would change; change nothing."))
    ] = False,
    seat: Seat = None,
    json_: Json = False,
) -> None:
    """Import, or preview."""
    from paizhu.cli.django_ready import registry_ready

    with registry_ready(make=False), _faults_told(json_=json_):
        from paizhu.cli.progress import progress
        from paizhu.registry import said
        from paizhu.registry.importing import import_file
        from paizhu.registry.reading import mapping

        given = mapping.read(map_) if map_ else None
        with progress() as told:
            report = import_file(file, given, dry_run=dry_run, told=told, noting=lambda: _noting(seat))
        if json_:
            output.json_line(said.report(report))
        else:
            from paizhu.cli.registry_told import tell

            tell(said.report(report))


@app.command(
    help=_("Show an organ on a day: its relations, who supervises it, whom it supervises, posts, seats.")
)
def show(
    organ: Annotated[str, typer.Argument(help=_("Id, name or usual abbreviation."))],
    on: Annotated[str | None, typer.Option("--on", help=_("The day it is about, YYYY-MM-DD."))] = None,
    as_known: Annotated[
        str | None, typer.Option("--as-known", help=_("As the registry knew it at the end of that day."))
    ] = None,
    json_: Json = False,
) -> None:
    """Print one organ."""
    from paizhu.cli.days import day
    from paizhu.cli.django_ready import registry_ready
    from paizhu.cli.pack import base

    on_day, known = day(on), _optional(as_known)
    with registry_ready():
        from paizhu.registry import overview, queries

        chart = queries.chart(known)
        found = overview.overview(chart, overview.organ_id(chart, organ), on_day, base())
    if json_:
        output.json_line(found)
    else:
        from paizhu.cli.registry_told import tell_organ

        tell_organ(found)


@app.command(
    help=_("Write everything into a file (.json, .xlsx, .csv) or, without an ending, a folder of CSV files.")
)
def export(
    file: Annotated[
        Path, typer.Argument(help=_("A file that does not exist yet, or with --force one that does."))
    ],
    list_: Annotated[
        str | None, typer.Option("--list", help=_("For .csv: organs, relations, posts, persons or seats."))
    ] = None,
    as_known: Annotated[
        str | None, typer.Option("--as-known", help=_("As the registry knew it at the end of that day."))
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Write over a file that exists."))] = False,
) -> None:
    """Export; the file imports back to the same."""
    from paizhu.cli.django_ready import registry_ready

    known = _optional(as_known)
    with registry_ready():
        from paizhu.registry import queries
        from paizhu.registry.writing import files

        files.write(queries.chart(known), file, list_=list_, force=force)
    typer.echo(_("Written: {file}").format(file=file))


@app.command(
    help=_(
        "Take back a record that was recorded by mistake; what was known until now stays visible as known then."
    )
)
def withdraw(
    list_: Annotated[
        str, typer.Argument(metavar="LIST", help=_("Which list: organs, relations, posts, persons or seats."))
    ],
    id_: Annotated[str, typer.Argument(metavar="ID", help=_("The record's id."))],
    reason: Annotated[str, typer.Option("--reason", help=_("Why it was wrong; it stays with the change."))],
    with_ties: Annotated[
        bool, typer.Option("--with-ties", help=_("Withdraw what refers to it as well."))
    ] = False,
    seat: Seat = None,
    json_: Json = False,
) -> None:
    """Withdraw a record."""
    from paizhu.cli.django_ready import registry_ready

    with registry_ready():
        from paizhu.registry import editing

        noting = _noting(seat, "registry.withdraw")
        done = editing.withdraw_for(list_, id_, reason, with_ties=with_ties, noting=noting)
    if json_:
        withdrawn = [{"list": outcome.list_, "id": outcome.id_} for outcome in done.found]
        output.json_line({"withdrawn": withdrawn, "reason": reason})
    else:
        typer.echo(_("Withdrawn: {count} records.").format(count=len(done.found)))


def _noting(seat: str | None, act: str = "registry.import") -> "Noting":
    """What writes down that a change was made, from the seat; past the door's gate."""
    from paizhu.cli.administering import administration
    from paizhu.registry.changes import counted

    made = administration(seat, act)
    return lambda done: made.note(change=done.change, counts=counted(done.found))


def _optional(given: str | None) -> date | None:
    from paizhu.cli.days import day

    return None if given is None else day(given)


@contextmanager
def _faults_told(*, json_: bool) -> Iterator[None]:
    """Faults of a file go to standard error, with --json as one object, and the command ends with 2."""
    from paizhu.registry.faults import BadFile

    try:
        yield
    except BadFile as bad:
        if json_:
            whole: dict[str, Any] = {"errors": [fault.as_json() for fault in bad.faults]}
            typer.echo(json.dumps(whole, ensure_ascii=False), err=True)
        else:
            for fault in bad.faults:
                typer.echo(str(fault), err=True)
            message = _("{count} faults; nothing was changed.")
            typer.echo(message.format(count=len(bad.faults)), err=True)
        raise typer.Exit(WRONG_USE) from bad
