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
    help=_("Load years of the official calendar (CSV or JSON), each in place of what was known of it."),
)
def import_(
    file: Annotated[Path, typer.Argument(help=_("The file: docs/reference/calendar.md says its form."))],
    seat: Seat = None,
    json_: Json = False,
) -> None:
    """Load a calendar; running clocks are reckoned again, on record."""
    from paizhu.cli.django_ready import registry_ready
    from paizhu.cli.texts import refusals_said
    from paizhu.norms.periods.calendar_file import read_calendar_file

    with refusals_said(json_=json_):
        years = read_calendar_file(file)
    with registry_ready():
        from django.utils import timezone

        from paizhu.cli.pack import base
        from paizhu.door import calendars
        from paizhu.door.administration import administer
        from paizhu.door.now import present_now
        from paizhu.door.overdue.reckoning import reckon_anew

        made = administration(seat, "calendar.import")
        loaded = administer(made, lambda: calendars.load(years, made.at), years=[year.year for year in years])
        present = present_now(base(), timezone.localdate(made.at), made.at)
        moved = reckon_anew(present, every=True) if present is not None and loaded else 0
    if json_:
        output.json_line({"loaded": loaded, "clocks": moved})
        return
    typer.echo(_("Loaded: {years}").format(years=", ".join(map(str, loaded)) or "–"))
    typer.echo(_("Clocks whose day changed: {count}").format(count=moved))


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
        typer.echo(f"{year.year}  {year.source}")
