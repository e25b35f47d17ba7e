"""`paizhu expected`: what the norms ask of an organ again and again, in each period of a span."""

from datetime import date
from gettext import gettext as _
from typing import Annotated

import typer

from paizhu.cli import output
from paizhu.cli.app import App
from paizhu.norms.errors import InvalidInput

MOST_YEARS = 20

app = App()


@app.command(
    help=_("Show what an organ owes, and is owed, again and again: each duty with its periods and norms.")
)
def expected(
    organ: Annotated[str, typer.Argument(help=_("Id, name or usual abbreviation."))],
    from_: Annotated[
        str | None,
        typer.Option("--from", help=_("First day, YYYY-MM-DD; 1 January of the year if not given.")),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", help=_("Last day, YYYY-MM-DD; 31 December of the year if not given.")),
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help=_("For programs: one JSON object."))] = False,
) -> None:
    """Print the recurring duties of one organ and its posts."""
    from paizhu.cli.language import chosen
    from paizhu.cli.pack import base as open_pack
    from paizhu.cli.registry_here import here

    first, last = span(from_, to)
    registry = here(open_pack())
    if registry is None:
        raise InvalidInput(_("No organ is recorded yet; see `paizhu registry import`."))
    from paizhu.norms.expected.counting import outlook
    from paizhu.registry.expected_said import of_organ
    from paizhu.registry.expecting import course_of, own_parties
    from paizhu.registry.overview import organ_id

    id_ = organ_id(registry.chart, organ)
    found = outlook(course_of(registry), first, last, about=own_parties(registry, id_))
    said = of_organ(registry, id_, (first, last), found, chosen())
    if json_:
        output.json_line(said)
    else:
        from paizhu.cli.expected_told import tell

        tell(said)


def span(from_: str | None, to: str | None) -> tuple[date, date]:
    """Return the first and the last day; the year of the day that is given, or this year, where one is not.

    Raises InvalidInput.
    """
    from paizhu.cli.days import day

    first, last = (day(given) if given else None for given in (from_, to))
    year = (first or last or day(None)).year
    first, last = first or date(year, 1, 1), last or date(year, 12, 31)
    if last < first:
        message = _("--from {first} is after --to {last}: expected the first day, then the last.")
        raise InvalidInput(message.format(first=first.isoformat(), last=last.isoformat()))
    if last.year - first.year >= MOST_YEARS:
        message = _("{first} to {last}: expected at most {years} calendar years.")
        raise InvalidInput(message.format(first=first.isoformat(), last=last.isoformat(), years=MOST_YEARS))
    return first, last
