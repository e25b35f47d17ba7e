"""`paizhu calendar`: the official working days, loaded year by year."""

from gettext import gettext as _
from pathlib import Path
from typing import Annotated

import typer

from paizhu.cli import output
from paizhu.cli.administering import Seat, administration
from paizhu.cli.app import App

app = App(no_args_is_help=True, help=_("The official calendar of working days: load a year, list the years."))

Json = Annotated[bool, typer.Option("--json", help=_("For programs: one JSON object."))]


@app.command(
    "import",
    help=_("Load years of the official calendar (CSV, XLSX or JSON), each in place of what was known of it."),
)
def import_(
    file: Annotated[Path, typer.Argument(help=_("The file: docs/reference/calendar.md says its form."))],
    seat: Seat = None,
    json_: Json = False,
) -> None:
    """Load a calendar; running clocks are reckoned again, on record."""
    from paizhu.cli.django_ready import registry_ready
    from paizhu.cli.texts import refusals_said

    with registry_ready():
        from paizhu.cli.pack import base
        from paizhu.door import calendar_files
        from paizhu.door.calendar_import import ACT, bring

        with refusals_said(json_=json_):
            years = calendar_files.read(file)
        done = bring(administration(seat, ACT), years, base())
    if json_:
        output.json_line({"loaded": done.years, "settled": done.settled, "moved": done.moved})
        return
    if not done.years:
        typer.echo(_("Nothing to load: these years are known as the file has them. Nothing was changed."))
        return
    typer.echo(_("Loaded: {years}").format(years=", ".join(map(str, done.years))))
    typer.echo(_("Clocks whose day moved: {count}").format(count=done.moved))
    typer.echo(_("Clocks whose day stayed and is settled: {count}").format(count=done.settled))


@app.command("list", help=_("List the years that are known, and where each comes from."))
def list_(json_: Json = False) -> None:
    """List the years."""
    from paizhu.cli.django_ready import registry_ready

    with registry_ready():
        from paizhu.door.calendars import calendar

        years = calendar().years
    if json_:
        output.json_line({"years": [{"year": year.year, "source": year.source} for year in years]})
        return
    for year in years:
        typer.echo(f"{year.year}  {year.source or _('loaded from a file that names no notice')}")
