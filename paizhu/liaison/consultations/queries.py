"""A consultation as far as somebody sees it."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy

from paizhu.door.kinds import Fact, Shape, organ_fact
from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.visibility import Sight
from paizhu.liaison.consultations.models import Consultation, Decision, Minutes
from paizhu.liaison.sides import office_of
from paizhu.norms.expected.calendar import period_of

# The one norm that gives a number; entered from memory, so what falls due by it is to be confirmed.
HALF_YEARLY = "inner_supervision.2016.28.consult"
# A task is shown to its assignee once it was approved; before that both know only that it is on its way.
PREPARED = ("proposed", "withdrawn")


def told(matter: Matter, sight: Sight, present: Present) -> list[Fact]:
    """Return day, agenda, minutes and decisions; of what is past nothing that came after its end. Five queries."""
    assert sight.content
    found = Consultation.objects.get(matter=matter)
    until = sight.until or date.max
    versions = [m for m in _versions(matter) if m.on < until]
    held = found.held_on if versions else None
    latest = versions[-1] if versions else None
    return [
        organ_fact("office", gettext_lazy("Office"), office_of(matter, found.group_id), present),
        organ_fact("group", gettext_lazy("Party group"), found.group_id, present),
        Fact("day", gettext_lazy("Day"), found.day, Shape.DAY),
        Fact("place", gettext_lazy("Place"), found.place),
        Fact("held_on", gettext_lazy("Held on"), held, Shape.DAY),
        Fact("next_by", gettext_lazy("Next one by (to confirm)"), next_by(held, present), Shape.DAY),
        Fact("office_present", gettext_lazy("Present for the office"), found.office_present if held else ""),
        Fact(
            "group_present", gettext_lazy("Present for the Party group"), found.group_present if held else ""
        ),
        Fact(
            "superior_present",
            gettext_lazy("Sent by the dispatching organ"),
            found.superior_present if held else "",
        ),
        _agenda(matter, until, present),
        Fact("minutes", gettext_lazy("Minutes"), latest.text if latest else "", Shape.TEXT),
        Fact("version", gettext_lazy("Version"), latest.number if latest else None, Shape.NUMBER),
        Fact("sha256", gettext_lazy("Digest of the version"), latest.digest if latest else ""),
        _confirmations(latest, until, present),
        _decisions(matter, latest, until, present),
        _list("versions", gettext_lazy("Versions"), [_version(m, present) for m in reversed(versions)]),
    ]


def next_by(held: date | None, present: Present) -> date | None:
    """Return the last day of the period after that in which it was held; None where it was not, or no norm counts."""
    norm = present.base.norms.get(HALF_YEARLY)
    if held is None or norm is None or norm.every is None or norm.every.per is None:
        return None
    per = norm.every.per
    return period_of(period_of(held, per).last + timedelta(days=1), per).last


def _versions(matter: Matter) -> list[Minutes]:
    return list(matter.minutes.order_by("number").prefetch_related("confirmations"))


def _list(name: str, label: str | Promise, rows: Sequence[tuple[Fact, ...]]) -> Fact:
    return Fact(name, label, None, Shape.LIST, rows=tuple(rows))


def _agenda(matter: Matter, until: date, present: Present) -> Fact:
    items = matter.agenda.filter(on__lt=until).order_by("number").select_related("about")
    rows = [
        (
            Fact("number", gettext_lazy("No."), item.number, Shape.NUMBER),
            Fact("title", gettext_lazy("Title"), item.title, Shape.TEXT),
            Fact("text", gettext_lazy("What it is about"), item.text, Shape.TEXT),
            Fact("about", gettext_lazy("Matter"), item.about.reference if item.about else "", Shape.MATTER),
            organ_fact("organ", gettext_lazy("Put by"), item.organ_id, present),
        )
        for item in items
        if item.dropped_on is None or item.dropped_on >= until
    ]
    return _list("agenda", gettext_lazy("Agenda"), rows)


def _confirmations(latest: Minutes | None, until: date, present: Present) -> Fact:
    found = sorted(latest.confirmations.all(), key=lambda c: c.pk) if latest else []
    rows = [
        (
            organ_fact("organ", gettext_lazy("Confirmed by"), c.organ_id, present),
            Fact("on", gettext_lazy("Day"), c.on, Shape.DAY),
        )
        for c in found
        if c.on < until
    ]
    return _list("confirmed", gettext_lazy("Version confirmed by"), rows)


def _decisions(matter: Matter, latest: Minutes | None, until: date, present: Present) -> Fact:
    number = latest.number if latest else 0
    found = matter.decisions.filter(since__lte=number).order_by("number").select_related("task")
    rows = [_decision(d, until, present) for d in found if d.until is None or d.until > number]
    return _list("decisions", gettext_lazy("Decisions"), rows)


def _decision(decision: Decision, until: date, present: Present) -> tuple[Fact, ...]:
    task = decision.task if decision.entrusted_on is not None and decision.entrusted_on < until else None
    state, said = "", ""
    if task is not None:
        state = task.state
        lang = "en" if get_language() == "en" else "zh"
        said = present.base.procedure_by_id(task.procedure).state(state).name.in_(lang)
    seen = task is not None and state not in PREPARED
    return (
        Fact("number", gettext_lazy("No."), decision.number, Shape.NUMBER),
        Fact("text", gettext_lazy("Decision"), decision.text, Shape.TEXT),
        organ_fact("owner", gettext_lazy("Whose it is"), decision.owner_id, present),
        Fact("act", gettext_lazy("Asked for"), decision.act, Shape.ACT),
        Fact("due_on", gettext_lazy("Due on"), decision.due_on, Shape.DAY),
        Fact("task", gettext_lazy("Task"), task.reference if task is not None and seen else "", Shape.MATTER),
        Fact("task_state", gettext_lazy("State of the task"), state, said=said),
    )


def _version(minutes: Minutes, present: Present) -> tuple[Fact, ...]:
    return (
        Fact("number", gettext_lazy("Version"), minutes.number, Shape.NUMBER),
        organ_fact("organ", gettext_lazy("Written by"), minutes.organ_id, present),
        Fact("on", gettext_lazy("Day"), minutes.on, Shape.DAY),
        Fact("sha256", gettext_lazy("Digest of the version"), minutes.digest),
    )


def days(matters: QuerySet[Matter], first: date, last: date) -> Iterable[tuple[int, date]]:
    """Return the day of each that is within the span: of the meeting as it was held, else as it is planned. One query."""
    found = Consultation.objects.filter(matter__in=matters).exclude(matter__state="cancelled")
    dated = found.annotate(on=Coalesce("held_on", "day")).filter(on__range=(first, last))
    return dated.values_list("matter_id", "on")
