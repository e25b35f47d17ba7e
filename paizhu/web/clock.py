"""The page that counts a period: when it ends, and the sum on a wall calendar."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from paizhu.door.calendars import calendar
from paizhu.norms.model import Rolls, Unit
from paizhu.norms.periods.period import LONGEST, due
from paizhu.norms.periods.sums import PeriodError, Sum
from paizhu.norms.periods.telling import RULES, UNITS, moment, span, steps
from paizhu.web import wall
from paizhu.web.days import NotADay, day_of
from paizhu.web.language import pack_language

_LONGEST_WORD = 40
# Each shows another rule: working days over a holiday, a month without that day, custody, hours.
EXAMPLES = (
    (
        "event=2025-09-25&length=15&unit=working_day&rolls=stated",
        gettext_lazy("15 working days over National Day"),
    ),
    ("event=2025-01-31&length=1&unit=month&rolls=by_analogy", gettext_lazy("one month from 31 January")),
    ("event=2025-07-05&length=3&unit=month&rolls=never", gettext_lazy("three months of detention")),
    ("event=2025-03-05&time=10:20&length=24&unit=hour&rolls=never", gettext_lazy("24 hours")),
)


@dataclass(slots=True)
class Asked:
    """What the form was sent with, as given; errors: one sentence a field, in the order of the fields."""

    event: str
    time: str
    length: str
    unit: str
    rolls: str
    errors: dict[str, str] = field(default_factory=dict)


@vary_on_headers("HX-Request")
@require_safe
def clock(request: HttpRequest) -> HttpResponse:
    """Count the period that was asked for; without one, show the form and examples."""
    asked, lang = _read(request.GET), pack_language()
    total = _counted(asked, lang) if "length" in request.GET else None
    context = {
        "asked": asked,
        "most": LONGEST,
        "units": [(unit.value, UNITS[unit][1].in_(lang).removeprefix("个")) for unit in Unit],
        "rules": [(rule.value, RULES[rule].in_(lang)) for rule in Rolls],
        "shown": _shown(total, lang) if total else None,
        "examples": EXAMPLES,
    }
    template = "web/clock/_clock.html" if request.headers.get("HX-Request") else "web/clock/page.html"
    return render(request, template, context, status=422 if asked.errors else 200)


def _read(fields: QueryDict) -> Asked:
    def given(name: str, default: str = "") -> str:
        return fields.get(name, default).strip()[:_LONGEST_WORD]

    return Asked(
        given("event", timezone.localdate().isoformat()),
        given("time"),
        given("length"),
        given("unit", Unit.WORKING_DAY.value),
        given("rolls", Rolls.BY_ANALOGY.value),
    )


def _counted(asked: Asked, lang: str) -> Sum | None:
    """The sum; None when something is wrong, which is then told at its field."""
    unit, rolls = _unit(asked), _rolls(asked)
    start, length = _start(asked, unit), _length(asked)
    if unit is None or rolls is None or start is None or length is None:
        return None
    try:
        return due(start, length, unit, calendar(), rolls=rolls)
    except PeriodError as error:
        asked.errors["length"] = error.text.in_(lang)
        return None


def _unit(asked: Asked) -> Unit | None:
    if asked.unit in {unit.value for unit in Unit}:
        return Unit(asked.unit)
    asked.errors["unit"] = _("Choose a unit from the list.")
    return None


def _rolls(asked: Asked) -> Rolls | None:
    if asked.rolls in {rule.value for rule in Rolls}:
        return Rolls(asked.rolls)
    asked.errors["rolls"] = _("Choose a counting rule from the list.")
    return None


def _start(asked: Asked, unit: Unit | None) -> date | datetime | None:
    try:
        day = day_of(asked.event)
    except NotADay as wrong:
        asked.errors["event"] = str(wrong)
        return None
    if unit is not Unit.HOUR:
        return day
    try:
        at = time.fromisoformat(asked.time)
    except ValueError:
        asked.errors["time"] = _("Hours run from a time of day. Write it as hh:mm, such as 10:20.")
        return None
    return datetime.combine(day, at.replace(tzinfo=None), timezone.get_current_timezone())


def _length(asked: Asked) -> int | None:
    if asked.length.isascii() and asked.length.isdecimal() and 1 <= int(asked.length) <= LONGEST:
        return int(asked.length)
    asked.errors["length"] = _("The length is a whole number from 1 to {most}.").format(most=LONGEST)
    return None


def _shown(total: Sum, lang: str) -> dict[str, object]:
    return {
        "sum": total,
        "length": span(total.length, total.unit).in_(lang),
        "event": moment(total.event).in_(lang),
        "due": moment(total.due).in_(lang),
        "nominal": moment(total.nominal).in_(lang),
        "steps": [step.in_(lang) for step in steps(total)],
        "wall": wall.draw(total, calendar(), lang),
    }
