"""One matter: its state, clocks, timeline, and the acts on it; doing an act."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from paizhu.accounts.middleware import SeatRequest
from paizhu.accounts.sittings import Sitting
from paizhu.door import reading
from paizhu.door.anywhere import Decide, Revoke
from paizhu.door.attachments.queries import readable
from paizhu.door.branches import branches_of
from paizhu.door.doing import Channel
from paizhu.door.models import Matter
from paizhu.door.open_acts import OpenAct, open_acts
from paizhu.door.perform import perform
from paizhu.door.present import Present
from paizhu.door.refusals import Conflict, Gate, InvalidForm, NotVisible, Refused
from paizhu.door.retention import holds
from paizhu.door.retention.queries import stub
from paizhu.door.seen import Seen, find, shown
from paizhu.levels.carrying import may_pass
from paizhu.liaison.reported import asks_of
from paizhu.web import entries
from paizhu.web.form_keys import key, sent_key
from paizhu.web.language import pack_language
from paizhu.web.matters import kinds
from paizhu.web.matters.branches import drawn as drawn_branches
from paizhu.web.matters.fields import drawn
from paizhu.web.matters.reported import reported_rows
from paizhu.web.matters.told import clock_row, moment_row, stood_row
from paizhu.web.matters.words import refusal_row, status_of
from paizhu.web.present import standing
from paizhu.web.procedure_diagram import drawn as drawn_procedure
from paizhu.web.retention.rows import stub_rows
from paizhu.web.seat import sitting_required


@sitting_required
@never_cache
@require_safe
def matter(request: SeatRequest, reference: str) -> HttpResponse:
    """Show the matter as far as the seat sees it."""
    return _page(request, reference, *standing(request))


@sitting_required
@never_cache
@require_POST
def act(request: SeatRequest, reference: str, act: str) -> HttpResponse:
    """Do an act on the matter, or say which gate did not open."""
    sitting, present = standing(request)
    try:
        done = perform(
            present,
            sitting,
            act,
            reference,
            request.POST,
            files=request.FILES,
            key=sent_key(request, sitting),
            channel=Channel.PAGE,
        )
    except NotVisible as nothing:
        raise Http404 from nothing
    except (Refused, Conflict, InvalidForm) as refused:
        return _page(request, reference, sitting, present, tried=act, said=refused)
    return redirect(f"{reverse('matter', args=[reference])}?done={done.entry.number}#done")


def _page(
    request: SeatRequest,
    reference: str,
    sitting: Sitting,
    present: Present,
    *,
    tried: str = "",
    said: Refused | Conflict | InvalidForm | None = None,
) -> HttpResponse:
    try:
        found, sight, waits = find(sitting, reference, present)
    except NotVisible as nothing:
        raise Http404 from nothing
    kept = found.destroyed_on is None
    if sight.content and kept:
        reading.note(sitting, found, present, Channel.PAGE, {})
    lang = pack_language()
    seen = shown(sitting, found, sight, waits, present)
    acts = open_acts(found, sitting, present, Channel.PAGE)
    name = next((a.name for a in acts if a.id == tried), tried)
    context: dict[str, Any] = {
        "sitting": sitting,
        "on": present.on,
        "seen": seen,
        "head": seen.head,
        "state": seen.head.state_name.in_(lang),
        "kind": seen.head.kind_name.in_(lang),
        "clocks": [clock_row(clock, present, lang) for clock in seen.clocks],
        "timeline": [moment_row(m, seen, lang) for m in reversed(seen.timeline)],
        "grounds": _grounds(seen, lang),
        "details": kinds.details(found, sight, present, lang) if sight.content and kept else None,
        "stub": None if kept else stub_rows([stub(found, sitting, present)], present, lang)[0],
        "held": holds.of(found, sitting, sight, present) if kept else "",
        "acts": [_act(a, tried, said, request.POST) for a in acts if a.is_open and _is_near(a)],
        "closed_acts": [_act(a, "", None, {}) for a in acts if not a.is_open and not a.anywhere],
        "further": [
            _act(a, tried, said, request.POST) for a in acts if a.is_open and a.anywhere and _is_further(a)
        ],
        "refusal": refusal_row(said, lang, name, tried) if said is not None else None,
        "recused": [] if seen.sight.content else _recused(acts, lang),
        "unsent": _unsent(tried, said, acts, request.POST),
        "matter": found,
        "branches": drawn_branches(branches_of(sitting, found, sight, present), present, lang),
        "may_pass": may_pass(found, sitting, present),
        "reported": _reported(found, seen, sitting, present, lang),
        "attachments": list(readable(sitting, found, present)),
        "diagram": drawn_procedure(seen.procedure, seen.head.state, [m.act for m in seen.timeline], lang),
        "done": request.GET.get("done", "") if said is None else "",
        "stands_in": bool(waits),
    }
    return render(request, "web/matters/matter.html", context, status=status_of(said))


def _is_near(act: OpenAct) -> bool:
    """Whether an act stands with those of the procedure; deciding on a recusal does, once there is one."""
    return not act.anywhere or (isinstance(act.form, Decide) and bool(act.form.open))


def _is_further(act: OpenAct) -> bool:
    """Whether an act of every matter is folded away: not one near, nor one for which there is nobody."""
    return not isinstance(act.form, Decide) and (not isinstance(act.form, Revoke) or bool(act.form.open))


def _recused(acts: Iterable[OpenAct], lang: str) -> list[str]:
    """The provisions that keep the person out of the matter; none for whoever sees the overview for another reason."""
    why = (act.why_not for act in acts if act.why_not is not None)
    refusal = next((one for one in why if one.gate is Gate.RECUSAL), None)
    return [entries.line(p["norm"], lang) for p in refusal.provisions] if refusal is not None else []


def _reported(
    matter: Matter, seen: Seen, sitting: Sitting, present: Present, lang: str
) -> dict[str, Any] | None:
    """What whoever is about to be asked has told already; None for whatever asks nobody."""
    sides = frozenset(part.organ for part in seen.parts)
    party = asks_of(sitting, matter, sides) if seen.sight.content else ""
    return reported_rows(sitting, present, party, lang)


def _grounds(seen: Seen, lang: str) -> list[dict[str, Any]]:
    """The rulings, each once: who approves rests on the same norms as who proposed."""
    found = {(stood.act, *stood.norms): stood for stood in seen.grounds}
    return [stood_row(stood, lang) for stood in found.values()]


def _unsent(tried: str, said: Exception | None, acts: Iterable[OpenAct], given: Mapping[str, Any]) -> str:
    """What was typed for an act that is not open any more, so that it is not lost; "" for none."""
    is_open = any(a.id == tried and a.is_open for a in acts)
    return "" if said is None or is_open else str(given.get("text", ""))


def _act(
    one: OpenAct, tried: str, said: Refused | Conflict | InvalidForm | None, given: Mapping[str, Any]
) -> dict[str, Any]:
    """An act with its form; the one that was tried keeps what was typed, and says what is wrong with it."""
    wrong = said.form if one.id == tried and isinstance(said, InvalidForm) else None
    if one.id == tried and isinstance(said, Conflict):
        # Nothing that was typed is lost; what it was written upon, the form says anew.
        wrong = type(one.form)(given, doing=one.form.doing)
    lang = pack_language()
    return {
        "one": one,
        "fields": drawn(wrong or one.form, one.id),
        "key": key(one.form.doing.sitting),
        "has_file": one.form.is_multipart(),
        "opened": one.id == tried,
        "errors": [str(e) for e in wrong.non_field_errors()] if wrong else [],
        "why_not": refusal_row(one.why_not, lang, one.name) if one.why_not else None,
    }
