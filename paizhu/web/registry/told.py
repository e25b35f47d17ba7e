"""What was recorded of an organ in words: each change with its instant, its source, and what it changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from paizhu.registry import said
from paizhu.registry.changes import Verdict
from paizhu.registry.history import Recorded
from paizhu.registry.kinds import Kind, Level, Type
from paizhu.registry.records import Chart, Organ, Person, Post, Record, Relation, Seat
from paizhu.web.registry.standing import days
from paizhu.web.registry.words import KINDS, LEVELS, TYPES

_ICONS = {Verdict.NEW: "plus", Verdict.CHANGED: "pencil", Verdict.ENDED: "minus", Verdict.UNCHANGED: "equal"}
_WORDS: dict[Verdict, Promise] = {
    Verdict.NEW: pgettext_lazy("verdict of a change", "new"),
    Verdict.CHANGED: pgettext_lazy("verdict of a change", "corrected"),
    Verdict.ENDED: pgettext_lazy("verdict of a change", "ended"),
    Verdict.UNCHANGED: pgettext_lazy("verdict of a change", "recorded anew"),
}
_FIELDS: dict[str, Promise] = {
    "name": pgettext_lazy("field of a record", "name"),
    "short": pgettext_lazy("field of a record", "abbreviation"),
    "kind": pgettext_lazy("field of a record", "kind"),
    "since": pgettext_lazy("field of a record", "first day"),
    "until": pgettext_lazy("field of a record", "last day"),
    "basis": pgettext_lazy("field of a record", "basis"),
    "type": pgettext_lazy("field of a record", "type of relation"),
    "source": pgettext_lazy("field of a record", "from"),
    "target": pgettext_lazy("field of a record", "to"),
    "organ": pgettext_lazy("field of a record", "organ"),
    "title": pgettext_lazy("field of a record", "title"),
    "level": pgettext_lazy("field of a record", "level"),
    "managed_by": pgettext_lazy("field of a record", "managed by"),
    "key": pgettext_lazy("field of a record", "key post"),
    "post": pgettext_lazy("field of a record", "post"),
    "person": pgettext_lazy("field of a record", "person"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One record in one change. changes: field, old value, new value."""

    icon: str
    word: str
    about: str
    id: str
    changes: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Change:
    at: datetime
    source: str
    reason: str
    lines: list[Line]


def told(history: Iterable[Recorded], chart: Chart) -> list[Change]:
    """Return the changes, the newest first, as they are ordered."""
    return [
        Change(at, source, reason, [_line(one, chart) for one in group])
        for (at, source, reason), group in groupby(history, key=lambda one: (one.at, one.source, one.reason))
    ]


def _line(one: Recorded, chart: Chart) -> Line:
    about = _about(one.record, chart)
    if one.outcome is None:
        return Line("circle-x", pgettext("verdict of a change", "withdrawn"), about, one.record.id, [])
    changes = [
        (str(_FIELDS[name]), _value(name, before, chart), _value(name, after, chart))
        for name, (before, after) in one.outcome.changes.items()
    ]
    verdict = one.outcome.verdict
    return Line(_ICONS[verdict], str(_WORDS[verdict]), about, one.record.id, changes)


def _about(record: Record, chart: Chart) -> str:
    match record:
        case Organ():
            return f"{record.name} ({KINDS[record.kind]}, {days(record)})"
        case Relation():
            ends = _name(record.source, chart), _name(record.target, chart)
            return f"{ends[0]} {TYPES[record.type]} {ends[1]} ({days(record)})"
        case Post():
            return _("post {title}").format(title=record.title)
        case Seat():
            post = chart.posts.get(record.post)
            title = post.title if post else record.post
            return _("{person} as {title} ({days})").format(
                person=record.person, title=title, days=days(record)
            )
        case Person():
            return record.id


def _value(name: str, value: object, chart: Chart) -> str:
    match value:
        case Kind():
            return str(KINDS[value])
        case Type():
            return str(TYPES[value])
        case Level():
            return str(LEVELS[value])
        case bool():
            return pgettext("value of a field", "yes") if value else pgettext("value of a field", "no")
        case str() if name in {"source", "target", "organ", "managed_by"}:
            return _name(value, chart)
    plain = said.value(name, value)
    return "…" if plain is None else str(plain)


def _name(organ: str, chart: Chart) -> str:
    return chart.organs[organ].name if organ in chart.organs else organ
