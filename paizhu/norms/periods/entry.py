"""A sum as programs read it."""

from collections.abc import Iterable
from datetime import date, datetime

from paizhu.norms.periods.calendar import NamedDay
from paizhu.norms.periods.sums import Sum
from paizhu.norms.periods.telling import steps


def entry(total: Sum, lang: str) -> dict[str, object]:
    """Return the sum; instants carry their offset; days are inclusive."""
    return {
        "event": _said(total.event),
        "length": total.length,
        "unit": total.unit.value,
        "rolls": total.rolls.value,
        "first": _said(total.first),
        "nominal": _said(total.nominal),
        "due": _said(total.due),
        "skipped": _days(total.skipped, lang),
        "made_up": _days(total.made_up, lang),
        "rolled": total.rolled,
        "by_analogy": total.by_analogy,
        "provisional": total.provisional,
        "lacking": list(total.lacking),
        "steps": [step.in_(lang) for step in steps(total)],
    }


def _said(moment: date | datetime) -> str:
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return moment.isoformat(timespec="seconds" if moment.second else "minutes")


def _days(days: Iterable[NamedDay], lang: str) -> list[dict[str, str]]:
    return [{"day": named.day.isoformat(), "name": named.name.in_(lang)} for named in days]
