"""The page of the host's space."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from paizhu.accounts.middleware import SeatRequest
from paizhu.accounts.sittings import Sitting
from paizhu.door.acts import acts
from paizhu.door.eligible import has_power
from paizhu.door.present import Present
from paizhu.door.provisions import fitting
from paizhu.door.today import Turn
from paizhu.liaison.hosting import Asked, is_host, space
from paizhu.liaison.replying.workbook import takes_no_file
from paizhu.norms.expected import words
from paizhu.norms.expected.reckoning import Reckoned, State
from paizhu.norms.procedure import Step
from paizhu.registry.day import party_name
from paizhu.web import entries
from paizhu.web.expected import ICONS
from paizhu.web.hosting.beginning import beginning
from paizhu.web.language import pack_language
from paizhu.web.matters.told import done_row
from paizhu.web.matters.words import WHY_NOT
from paizhu.web.present import sitting_of, standing


@never_cache
@require_safe
def host(request: SeatRequest) -> HttpResponse:
    """Show what is asked of the organ, what it owes, what it did. Organs that are no host's have Today."""
    if sitting_of(request).administers is not None:
        return redirect("today")
    sitting, present = standing(request)
    if not is_host(sitting.organ, present):
        return redirect("today")
    return render(request, "web/hosting/host.html", context(sitting, present))


def context(sitting: Sitting, present: Present) -> dict[str, Any]:
    """Return what the page needs."""
    lang = pack_language()
    found = space(sitting, present)
    return {
        "sitting": sitting,
        "on": present.on,
        "asked": [_asked(one, sitting, present, lang) for one in found.asked],
        "period": words.label(found.period).in_(lang),
        "known": found.owes is not None,
        "owes": [_owed(row, present, lang) for row in found.owes or ()],
        "bar": _bar(found.owes or (), lang),
        "did": [done_row(one.act, one.on, one.matter, present, lang) for one in found.did],
        "begin": beginning(sitting, present),
    }


def _asked(one: Asked, sitting: Sitting, present: Present, lang: str) -> dict[str, Any]:
    turn, matter = one.turn, one.turn.matter
    parties = [o for o in (matter.owner_id, matter.counterpart_id) if o]
    norms = one.norms or fitting(turn.step.norms, parties, present)
    left = (turn.clock.due - present.on).days if turn.clock else 0
    return {
        "reference": matter.reference,
        "title": matter.title,
        "kind": turn.procedure.name.in_(lang),
        "state": turn.procedure.state(matter.state).name.in_(lang),
        "step": turn.step.name.in_(lang),
        "owner": present.name(matter.owner_id),
        "mine": turn.mine,
        "why_not": WHY_NOT.get(turn.why_not, ""),
        "urgency": turn.urgency.value,
        "due": turn.clock.due if turn.clock else None,
        "days": left,
        "late": max(-left, 0),
        "norms": [entries.line(norm, lang) for norm in norms],
        "agreement": one.agreement,
        "forms": [{"id": step.id, "name": step.name.in_(lang)} for step in _by_file(turn, sitting)],
    }


def _by_file(turn: Turn, sitting: Sitting) -> Iterator[Step]:
    """The awaited steps for which a form file can be fetched, as far as the seat's power says; the door tries all gates then."""
    able = (step for step in turn.awaits if has_power(sitting, step.power))
    return (step for step in able if takes_no_file(acts.get(step.id).form.base_fields))


def _owed(row: Reckoned, present: Present, lang: str) -> dict[str, Any]:
    duty, chart = row.expected.duty, present.here.chart
    return {
        "act": present.base.acts[duty.act].name.in_(lang),
        "bearer": party_name(chart, duty.bearer),
        "toward": party_name(chart, duty.toward) if duty.toward else "",
        "period": words.label(row.expected.period).in_(lang),
        "due": row.expected.due,
        "state": row.state.value,
        "word": words.STATES[row.state].in_(lang),
        "icon": ICONS[row.state],
        "reference": row.performance.reference if row.performance else "",
        "norms": [entries.line(norm.id, lang) for norm in row.expected.norms],
    }


def _bar(rows: Iterable[Reckoned], lang: str) -> list[dict[str, Any]]:
    """How many of the duties stand how, in the order of a bar that fills."""
    counts = dict.fromkeys((State.DONE, State.LATE, State.OPEN, State.TO_CONFIRM, State.MISSED), 0)
    for row in rows:
        counts[row.state] += 1
    return [
        {"state": s.value, "word": words.STATES[s].in_(lang), "icon": ICONS[s], "count": n, "cells": range(n)}
        for s, n in counts.items()
        if n
    ]
