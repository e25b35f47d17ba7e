"""`paizhu clock`: when a period ends, with its sum."""

from datetime import date, datetime
from gettext import gettext as _
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from paizhu import environment
from paizhu.cli import output
from paizhu.cli.app import App
from paizhu.norms.errors import InvalidInput
from paizhu.norms.model import Rolls, Unit

app = App()


@app.command(help=_("Count a period: when it ends, and how that was counted."))
def clock(
    event: Annotated[
        str,
        typer.Argument(
            metavar="EVENT-DATE",
            help=_("The day of the event, YYYY-MM-DD; for hours its local time, YYYY-MM-DDThh:mm."),
        ),
    ],
    length: Annotated[str, typer.Argument(metavar="LENGTH", help=_("How many: a whole number."))],
    unit: Annotated[
        str, typer.Argument(metavar="hour|day|working-day|month|year", help=_("What is counted."))
    ],
    rolls: Annotated[
        str,
        typer.Option(
            "--rolls",
            metavar="stated|by-analogy|never",
            help=_("Whether an end on a day off moves to the next working day."),
        ),
    ] = "by-analogy",
    calendar: Annotated[
        Path | None,
        typer.Option(
            "--calendar", metavar="FILE", help=_("Working-day calendars to lay over the official ones.")
        ),
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help=_("For programs: one JSON object."))] = False,
) -> None:
    """Count one period."""
    from paizhu.cli.calendar_here import known
    from paizhu.cli.language import chosen
    from paizhu.cli.texts import refusals_said
    from paizhu.norms.periods.calendar_file import read_calendar_file
    from paizhu.norms.periods.entry import entry
    from paizhu.norms.periods.period import due
    from paizhu.norms.periods.sums import PeriodError

    of = _unit(unit)
    rule, count, start = _rolls(rolls), _length(length), _instant(event) if of is Unit.HOUR else _day(event)
    with refusals_said(json_=json_):
        days = known().overlaid(read_calendar_file(calendar)) if calendar else known()
    try:
        total = due(start, count, of, days, rolls=rule)
    except PeriodError as error:
        raise InvalidInput(error.text.in_(chosen())) from error
    if json_:
        output.json_line(entry(total, chosen()))
    else:
        from paizhu.cli.sum import lines

        for line in lines(total, days, chosen()):
            typer.echo(line)


def _unit(given: str) -> Unit:
    try:
        return Unit(given.replace("-", "_"))
    except ValueError:
        message = _("{given!r} is not a unit; expected hour, day, working-day, month or year.")
        raise InvalidInput(message.format(given=given)) from None


def _rolls(given: str) -> Rolls:
    try:
        return Rolls(given.replace("-", "_"))
    except ValueError:
        message = _("--rolls {given!r}: expected stated, by-analogy or never.")
        raise InvalidInput(message.format(given=given)) from None


def _length(given: str) -> int:
    from paizhu.norms.periods.period import LONGEST

    if not given.isascii() or not given.isdecimal() or not 1 <= int(given[:9]) <= LONGEST:
        message = _("{given!r} is not a length; expected a whole number from 1 to {most}.")
        raise InvalidInput(message.format(given=given[:40], most=LONGEST))
    return int(given)


def _day(given: str) -> date:
    from paizhu.cli.days import day

    return day(given)


def _instant(given: str) -> datetime:
    """The instant, in the installation's time zone, which is also meant where the text names none."""
    here = ZoneInfo(environment.time_zone("PAIZHU_TIME_ZONE", "Asia/Shanghai"))
    try:
        instant = datetime.fromisoformat(given if ":" in given else "")
        return instant.replace(tzinfo=here) if instant.tzinfo is None else instant.astimezone(here)
    except (ValueError, OverflowError):
        message = _("{given!r} is not a time; hours need one, YYYY-MM-DDThh:mm.")
        raise InvalidInput(message.format(given=given)) from None
