"""Clocks, moments and grounds of a matter as rows for the templates."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from paizhu.door.kinds import in_words
from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.seen import ClockSeen, Moment, Seen, Stood
from paizhu.web import entries


def clock_row(clock: ClockSeen, present: Present, lang: str) -> dict[str, Any]:
    """Return a clock with its sum: what happened when, how long, which days were skipped, when it is due."""
    skipped = [date.fromisoformat(day) for day in clock.sum.get("skipped", ())]
    return {
        "one": clock,
        "name": item_named(clock.limit_name.in_(lang), clock.item),
        "event": clock.event_name.in_(lang),
        "length": in_words(clock.length, clock.unit),
        "left": (clock.due - present.on).days,
        "late": clock.stopped_on is None and clock.due < present.on,
        "near": clock.stopped_on is None and clock.warn_on <= present.on <= clock.due,
        "moved": clock.nominal != clock.due,
        "by_analogy": bool(clock.sum.get("by_analogy")),
        "suspended": clock.breaks[-1][0] if clock.is_suspended else "",
        "skipped": skipped,
        "lacking": clock.sum.get("lacking", ()),
        "breaks": [{"since": b[0], "until": b[1]} for b in clock.breaks],
        "extended": [{"length": in_words(e["length"], e["unit"]), "on": e["on"]} for e in clock.extended],
        "norm": entries.line(clock.norm, lang) if clock.norm else "",
    }


def item_named(name: str, item: str) -> str:
    """Return the name of a clock or an act with the one of several like things that it is about."""
    return _("{name}, no. {item}").format(name=name, item=item) if item else name


def moment_row(moment: Moment, seen: Seen, lang: str) -> dict[str, Any]:
    """Return an act that was done, with both its days where it was recorded later than it is about."""
    procedure = seen.procedure
    known = moment.act_name
    name = known.in_(lang) if known else moment.act
    to = moment.to_state if moment.to_state != moment.from_state else ""
    name = item_named(name, moment.item)
    return {"one": moment, "name": name, "to": procedure.state(to).name.in_(lang) if to else ""}


def stood_row(stood: Stood, lang: str) -> dict[str, Any]:
    """Return a ruling that an act rested on, in the language in which it was kept: the older ones in Chinese only."""
    in_english = stood.said.get("summary_en", "") if lang == "en" else ""
    return {
        "one": stood,
        "agreement": stood.basis == "agreement",
        "norms": [entries.line(norm, lang) for norm in stood.norms],
        "summary": in_english or stood.said["summary"],
        "lang": "" if lang == "zh" or in_english else "zh-Hans",
    }


def done_row(act: str, on: date, matter: Matter, present: Present, lang: str) -> dict[str, Any]:
    """Return an act that was done on a matter of which the content is seen."""
    steps = present.base.procedure_by_id(matter.procedure).steps
    return {
        "name": next((step.name.in_(lang) for step in steps if step.id == act), act),
        "on": on,
        "reference": matter.reference,
        "title": matter.title or matter.reference,
    }
