"""What falls due for destruction, terms, holds, and the register; and doing the acts of retention from there."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from paizhu.accounts.middleware import SeatRequest
from paizhu.accounts.sittings import Sitting
from paizhu.door.acts import acts
from paizhu.door.doing import Channel
from paizhu.door.eligible import has_power
from paizhu.door.perform import perform, prepare
from paizhu.door.present import Present
from paizhu.door.refusals import Conflict, InvalidForm, NotVisible, Refused
from paizhu.door.retention import acts as retention
from paizhu.door.retention import queries
from paizhu.door.retention.terms import by_kind
from paizhu.norms.errors import InvalidInput
from paizhu.norms.procedure import Power
from paizhu.web.form_keys import key, sent_key
from paizhu.web.language import pack_language
from paizhu.web.matters.fields import drawn
from paizhu.web.matters.words import refusal_row, status_of
from paizhu.web.present import sitting_of, standing
from paizhu.web.retention.rows import due_row, hold_rows, stub_rows, term_row

MOST_AT_ONCE = 50  # matters proposed by one press, each an act of its own
Said = Refused | Conflict | InvalidForm | None


@never_cache
@require_safe
def due(request: SeatRequest) -> HttpResponse:
    """Show what falls due, and what waits for approval."""
    return _due(request)


@never_cache
@require_safe
def terms(request: SeatRequest) -> HttpResponse:
    """Show the term of each kind of matter."""
    return _terms(request)


@never_cache
@require_safe
def held(request: SeatRequest) -> HttpResponse:
    """Show the holds of the organ and of the offices that it leads."""
    return _held(request)


@never_cache
@require_safe
def destroyed(request: SeatRequest) -> HttpResponse:
    """Show the register of what was destroyed, the latest first."""
    sitting, present = _seated(request)
    try:
        before = queries.parsed_key(request.GET["before"]) if "before" in request.GET else None
    except ValueError:
        raise Http404 from None
    found = queries.destroyed(sitting, present, before=before, limit=queries.LIMIT + 1)
    shown = found[: queries.LIMIT]
    lang = pack_language()
    context = {
        "tab": "destroyed",
        "rows": stub_rows(shown, present, lang),
        "next": shown[-1].key if len(found) > queries.LIMIT else None,
        "paged": before is not None,
    }
    return _rendered(request, "web/retention/destroyed.html", context)


@never_cache
@require_POST
def act(request: SeatRequest, act: str) -> HttpResponse:
    """Do an act of retention: on the matters that are chosen, each by itself; or the organ's own."""
    shown = _SHOWN.get(act)
    if shown is None:
        raise Http404
    sitting, present = _seated(request)
    references: list[str | None] = [*request.POST.getlist("matter_ref")[:MOST_AT_ONCE]]
    if acts.get(act).of_organ:
        references = [None]
    for done, reference in enumerate(references):
        try:
            perform(
                present,
                sitting,
                act,
                reference,
                request.POST,
                key=_key(request, sitting, done),
                channel=Channel.PAGE,
            )
        except NotVisible as nothing:
            raise Http404 from nothing
        except (Refused, Conflict, InvalidForm) as said:
            return shown(request, tried=act, said=said, about=reference or "", done=done)
    if not references:
        return shown(request, nothing_chosen=True)
    return redirect(f"{reverse(_BACK[act])}?done={act}")


def _due(request: SeatRequest, **said: Any) -> HttpResponse:
    sitting, present = _seated(request)
    wrong, page = "", queries.DuePage((), "")
    try:
        page = queries.due(sitting, present, after=request.GET.get("after", "")[:60])
    except InvalidInput as error:
        wrong = str(error)
    lang, leader = pack_language(), bool(has_power(sitting, Power.LEADER))
    context = {
        "tab": "due",
        "rows": [due_row(one, sitting, present, lang) for one in page.rows],
        "next": page.next,
        "paged": "after" in request.GET,
        "proposed": [due_row(one, sitting, present, lang) for one in queries.proposed(sitting, present)],
        "leader": leader,
        "wrong": wrong,
        "most": MOST_AT_ONCE,
    }
    return _rendered(request, "web/retention/due.html", context, **said)


def _terms(request: SeatRequest, **said: Any) -> HttpResponse:
    sitting, present = _seated(request)
    lang = pack_language()
    context = {
        "tab": "terms",
        "rows": [term_row(one, present, lang) for one in by_kind(sitting.organ, present)],
        "rules": [
            {
                "title": rule.title.in_(lang),
                "place": rule.place.in_(lang),
                "note": rule.note.in_(lang) if rule.note else "",
                "verified": rule.verified,
                "classes": "、".join(c.name.zh for c in rule.classes)
                if lang == "zh"
                else ", ".join(c.name.en for c in rule.classes),
            }
            for rule in present.base.pack.retention
        ],
        "fields": _fields(retention.TERM, sitting, present, said.get("said")),
    }
    return _rendered(request, "web/retention/terms.html", context, **said)


def _held(request: SeatRequest, **said: Any) -> HttpResponse:
    sitting, present = _seated(request)
    everything = request.GET.get("all") == "yes"
    found = queries.held(sitting, present, standing=not everything)
    tried = said.get("tried", "")
    context = {
        "tab": "holds",
        "rows": hold_rows(found, sitting, present),
        "all": everything,
        "fields": _fields(
            retention.PLACE, sitting, present, said.get("said") if tried == retention.PLACE else None
        ),
        "tried": tried,
    }
    return _rendered(request, "web/retention/holds.html", context, **said)


def _rendered(
    request: SeatRequest,
    template: str,
    context: dict[str, Any],
    *,
    tried: str = "",
    said: Said = None,
    about: str = "",
    done: int = 0,
    nothing_chosen: bool = False,
) -> HttpResponse:
    lang = pack_language()
    name = str(acts.get(tried).name) if tried else ""
    if about:
        name = _("{act}: {reference}").format(act=name, reference=about)
    done_id = request.GET.get("done", "") if said is None else ""
    context |= {
        "key": key(sitting_of(request)),
        "refusal": refusal_row(said, lang, name) if said is not None else None,
        "faults": [m for some in said.fields.values() for m in some] if isinstance(said, InvalidForm) else [],
        "before_it": done,
        "done": str(acts.get(done_id).name) if done_id in acts else "",
        "nothing_chosen": nothing_chosen,
    }
    status = 422 if nothing_chosen else status_of(said)
    return render(request, template, context, status=status)


def _fields(act: str, sitting: Sitting, present: Present, said: Said) -> list[Any]:
    """The fields of an organ's own act, with what was typed where it was wrong."""
    form = said.form if isinstance(said, InvalidForm) else None
    if form is None:
        form = prepare(present, sitting, act, None, None, channel=Channel.PAGE).form
    assert form is not None
    return drawn(form, act, offering=True)


def _key(request: SeatRequest, sitting: Sitting, n: int) -> str:
    given = sent_key(request, sitting, 56)
    return f"{given}.{n}" if given else ""


def _seated(request: SeatRequest) -> tuple[Sitting, Present]:
    """An organ's record is kept from its seats: administrators find no page here."""
    sitting, present = standing(request)
    if sitting.administers is not None:
        raise Http404
    return sitting, present


_SHOWN: dict[str, Callable[..., HttpResponse]] = {
    retention.TERM: _terms,
    retention.PLACE: _held,
    retention.RELEASE: _held,
    retention.PROPOSE: _due,
    retention.DECLINE: _due,
    retention.APPROVE: _due,
}
_BACK = {
    retention.TERM: "retention-terms",
    retention.PLACE: "retention-holds",
    retention.RELEASE: "retention-holds",
    retention.PROPOSE: "retention",
    retention.DECLINE: "retention",
    retention.APPROVE: "retention-destroyed",
}
