"""The pages of the procedures: which states a kind of matter goes through, who may do what, and on which norms."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from paizhu.norms import wording
from paizhu.norms.base import Base
from paizhu.norms.procedure import ActClass, Limit, Power, Procedure, Step
from paizhu.web import entries, links
from paizhu.web.base import opened
from paizhu.web.language import pack_language
from paizhu.web.procedure_diagram import drawn

POWER_WORDS = {
    Power.ANY: gettext_lazy("any seat"),
    Power.LEADER: gettext_lazy("the head or a deputy"),
    Power.HEAD: gettext_lazy("the head"),
}
CLASS_WORDS = {
    ActClass.DUTY: gettext_lazy("is ruled on by itself"),
    ActClass.STEP: gettext_lazy("rests on the ground of its matter"),
}
CLOCK_WORDS = {
    "starts": pgettext_lazy("an act and a clock", "starts"),
    "stops": pgettext_lazy("an act and a clock", "stops"),
    "suspends": pgettext_lazy("an act and a clock", "suspends"),
    "resumes": pgettext_lazy("an act and a clock", "resumes"),
    "extends": pgettext_lazy("an act and a clock", "lengthens"),
}


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One procedure on a list. last: its last day, inclusive; None while it stands."""

    id: str
    name: str
    matter: str
    since: date
    last: date | None
    in_force: bool
    states: int
    acts: int
    link: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A norm that an act rests on, and between whom it holds."""

    norm: SafeString
    between: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """An act with all that the procedure says of it. to: "" when the state stays.  clocks: what it does to which."""

    id: str
    name: str
    from_: list[str]
    to: str
    by: list[str]
    power: str | Promise
    class_: str | Promise
    apart_from: list[str]
    grounds: list[Ground]
    clocks: list[tuple[str | Promise, str, str]]
    tells: list[str]
    note: str


@dataclass(frozen=True, slots=True)
class LimitLine:
    """A limit. norm: None where the parties set the length themselves.  length: the norm's, in its words."""

    id: str
    name: str
    owed_by: str
    event: str
    length: str
    norm: SafeString | None
    hard: bool
    warn_days: int
    escalates_to: str


@require_safe
def procedures(request: HttpRequest) -> HttpResponse:
    """List the procedures, those of one kind of matter together, the newest first."""
    lang, today = pack_language(), timezone.localdate()
    found = sorted(opened().base.pack.procedures, key=lambda p: (p.matter, -p.since.toordinal()))
    lines = [_version(p, today, lang) for p in found]
    return render(request, "web/procedures/list.html", {"procedures": lines})


@require_safe
def procedure(request: HttpRequest, procedure_id: str) -> HttpResponse:
    """Show a procedure: drawn, its acts, its limits."""
    base, lang, today = opened().base, pack_language(), timezone.localdate()
    found = base.procedures.get(procedure_id)
    if found is None:
        raise Http404
    others = [p for p in base.pack.procedures if p.matter == found.matter and p is not found]
    context = {
        "procedure": _version(found, today, lang),
        "others": [_version(p, today, lang) for p in others],
        "sides": [side.name.in_(lang) for side in found.sides],
        "note": found.note.in_(lang) if found.note else "",
        "diagram": drawn(found, None, (), lang),
        "steps": [_step(step, found, base, lang) for step in found.steps],
        "limits": [_limit(limit, found, base, lang) for limit in found.limits],
    }
    return render(request, "web/procedures/page.html", context)


def _version(of: Procedure, today: date, lang: str) -> VersionLine:
    return VersionLine(
        id=of.id,
        name=of.name.in_(lang),
        matter=of.matter,
        since=of.since,
        last=of.until - timedelta(days=1) if of.until else None,
        in_force=of.in_force(today),
        states=len(of.states),
        acts=len(of.steps),
        link=links.procedure(of.id),
    )


def _step(step: Step, of: Procedure, base: Base, lang: str) -> StepLine:
    return StepLine(
        id=step.id,
        name=step.name.in_(lang),
        from_=[of.state(id_).name.in_(lang) for id_ in step.from_],
        to=of.state(step.to).name.in_(lang) if step.to else "",
        by=_sides(step.by, of, lang),
        power=POWER_WORDS[step.power],
        class_=CLASS_WORDS[step.class_],
        apart_from=[of.step(id_).name.in_(lang) for id_ in step.apart_from],
        grounds=[Ground(entries.line(id_, lang), _between(base, id_, lang)) for id_ in step.norms],
        clocks=[
            (word, limit, of.limit(limit).name.in_(lang))
            for does, word in CLOCK_WORDS.items()
            for limit in getattr(step, does)
        ],
        tells=_sides(step.tells, of, lang),
        note=step.note.in_(lang) if step.note else "",
    )


def _sides(ids: tuple[str, ...], of: Procedure, lang: str) -> list[str]:
    names = {side.id: side.name.in_(lang) for side in of.sides}
    return [names[id_] for id_ in ids]


def _between(base: Base, norm_id: str, lang: str) -> str:
    """Whom the norm binds, and toward whom: it carries the act between these parties and no others."""
    norm = base.norms[norm_id]
    bearers = wording.listed((wording.name_of(base, kind, lang) for kind in norm.bearers), lang)
    toward = wording.listed((wording.name_of(base, kind, lang) for kind in norm.toward), lang)
    return f"{bearers} → {toward}" if toward else bearers


def _limit(limit: Limit, of: Procedure, base: Base, lang: str) -> LimitLine:
    deadline = base.norms[limit.norm].deadline if limit.norm else None
    escalates = _sides((limit.escalates_to,), of, lang)[0] if limit.escalates_to else ""
    return LimitLine(
        id=limit.id,
        name=limit.name.in_(lang),
        owed_by=_sides((limit.owed_by,), of, lang)[0],
        event=limit.event.in_(lang),
        length=deadline.wording.in_(lang) if deadline else "",
        norm=entries.line(limit.norm, lang) if limit.norm else None,
        hard=limit.hard,
        warn_days=limit.warn_days,
        escalates_to=escalates or _("the organ that leads the one who owes it"),
    )
