"""`paizhu norms local`: a city's own measures, for the organs under one authority."""

from gettext import gettext as _
from pathlib import Path
from typing import Annotated, Any

import typer

from paizhu.cli import output
from paizhu.cli.administering import Seat, administration
from paizhu.cli.app import App

app = App(no_args_is_help=True, help=_("Local norms: import, list, remove."))

Json = Annotated[bool, typer.Option("--json", help=_("For programs: JSON, one object a line."))]


@app.command("import", help=_("Import a folder or zip of local norms for the organs under an authority."))
def import_(
    path: Annotated[Path, typer.Argument(help=_("The folder, or the zip."))],
    authority: Annotated[str, typer.Option("--authority", help=_("The organ whose norms they are."))],
    since: Annotated[
        str | None, typer.Option("--from", help=_("The day they take effect, YYYY-MM-DD; else today."))
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show what would change; change nothing."))
    ] = False,
    seat: Seat = None,
    json_: Json = False,
) -> None:
    """Import, or preview."""
    from paizhu.cli.days import day
    from paizhu.cli.django_ready import registry_ready
    from paizhu.cli.pack import base as open_pack

    base, from_day = open_pack(), day(since)
    with registry_ready():
        from paizhu.registry import local, overview, queries

        chart = queries.chart()
        organ = overview.organ_id(chart, authority)
        files = local.texts(path)
        read = local.parsed(files, base)
        changes = local.difference(read, base)
        if not dry_run:
            made = administration(seat, "local_norms.load")
            local.record(local.Wanted(files, read, organ, from_day), noting=lambda: made.note(pack=read.id))
    told: dict[str, Any] = {
        "id": read.id,
        "title": read.title.zh,
        "authority": {"id": organ, "name": chart.organs[organ].name},
        "since": from_day.isoformat(),
        "norms": len(read.norms),
        "new": changes.new,
        "changed": changes.changed,
        "gone": changes.gone,
        "recorded": not dry_run,
    }
    if json_:
        output.json_line(told)
        return
    for word, ids in ((_("new"), changes.new), (_("changed"), changes.changed), (_("gone"), changes.gone)):
        for id_ in ids:
            typer.echo(f"{word}\t{id_}")
    typer.echo(_("Only looked at: nothing was changed.") if dry_run else _("Recorded."))


@app.command("list", help=_("List the local norms that are recorded."))
def list_(json_: Json = False) -> None:
    """Print each pack on a line."""
    from paizhu.cli.django_ready import registry_ready
    from paizhu.cli.pack import base as open_pack

    base = open_pack()
    with registry_ready():
        from paizhu.registry import local, queries
        from paizhu.registry.records import last_day

        organs = queries.chart().organs
        held = local.held(base)
    for pack in held:
        line = {
            "id": pack.local.id,
            "title": pack.local.title.zh,
            "authority": {"id": pack.authority, "name": organs[pack.authority].name},
            "since": pack.since.isoformat(),
            "until": last.isoformat() if (last := last_day(pack.until)) else None,
            "norms": [norm.id for norm in pack.local.norms],
        }
        if json_:
            output.json_line(line)
        else:
            typer.echo(f"{line['id']}\t{pack.since}\t{organs[pack.authority].name}\t{pack.local.title.zh}")


@app.command(help=_("Let local norms end: the given day is the last on which they hold."))
def end(
    id_: Annotated[str, typer.Argument(metavar="ID")],
    on: Annotated[str, typer.Option("--on", help=_("Their last day, YYYY-MM-DD."))],
    reason: Annotated[str, typer.Option("--reason", help=_("Why; it stays with the change."))] = "",
    seat: Seat = None,
) -> None:
    """Give a pack a last day."""
    from paizhu.cli.days import day
    from paizhu.cli.django_ready import registry_ready
    from paizhu.cli.pack import base as open_pack

    base, last = open_pack(), day(on)
    with registry_ready():
        from paizhu.registry import local
        from paizhu.registry.records import after

        made = administration(seat, "local_norms.end")
        local.end(id_, after(last) or last, base, reason=reason, noting=lambda: made.note(pack=id_))
    typer.echo(_("Ends on {day}: {id}").format(day=last.isoformat(), id=id_))


@app.command(help=_("Remove local norms: they no longer hold, what was known of them stays."))
def remove(id_: Annotated[str, typer.Argument(metavar="ID")], seat: Seat = None) -> None:
    """End a pack."""
    from paizhu.cli.django_ready import registry_ready

    with registry_ready():
        from paizhu.registry import local

        made = administration(seat, "local_norms.remove")
        local.remove(id_, noting=lambda: made.note(pack=id_))
    typer.echo(_("Removed: {id}").format(id=id_))
