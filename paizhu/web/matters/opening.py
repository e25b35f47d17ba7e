"""Opening a matter: whom it goes to, what may be asked of them, and the form."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from paizhu.accounts.middleware import SeatRequest
from paizhu.accounts.sittings import Sitting
from paizhu.door.acts import ActForm, acts
from paizhu.door.doing import Channel
from paizhu.door.open_acts import OpenAct, opening_acts
from paizhu.door.perform import perform
from paizhu.door.present import Present
from paizhu.door.refusals import Conflict, InvalidForm, NotVisible, Refused
from paizhu.liaison.hosting import is_host
from paizhu.liaison.reported import ASKING
from paizhu.liaison.sides import is_office
from paizhu.norms.errors import UnknownTerm
from paizhu.norms.model import Modality
from paizhu.norms.toward import naming
from paizhu.web import entries, shown
from paizhu.web.form_keys import key, sent_key
from paizhu.web.language import pack_language
from paizhu.web.matters.fields import drawn, offers
from paizhu.web.matters.reported import reported_rows
from paizhu.web.matters.words import refusal_row, status_of
from paizhu.web.present import standing
from paizhu.web.registry.pair import organ_names
from paizhu.web.seat import sitting_required

MOST = 60  # acts that are offered
SHOWN = 8  # of them without unfolding
_OF_HOSTS = {"host", "group", "passer"}  # sides that nobody but a host's organ is


@sitting_required
@never_cache
@require_safe
def choose(request: SeatRequest) -> HttpResponse:
    """Lead to the one act that opens a matter, or show which there are."""
    sitting, present = standing(request)
    able = opening_acts(sitting, present, Channel.PAGE)
    if len(able) == 1:
        return redirect("matter-open", able[0].id)
    choices = [_choice(act, present) for act in able]
    not_ours = set() if is_office(sitting.organ, present) else {"office"}
    not_ours |= set() if is_host(sitting.organ, present) else _OF_HOSTS
    context = {
        "own": [one for one in choices if not one["sides"] <= not_ours],
        "others": [one for one in choices if one["sides"] <= not_ours],
    }
    return render(request, "web/matters/choose.html", context)


def _choice(act: OpenAct, present: Present) -> dict[str, Any]:
    kind = present.base.procedure(acts.get(act.id).opens, present.on)
    return {
        "one": act,
        "kind": kind.name.in_(pack_language()),
        "intro": act.form.intro,
        "sides": set(kind.step(act.id).by),
    }


@sitting_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_(request: SeatRequest, act: str) -> HttpResponse:
    """Show the form of an act that opens a matter; do it."""
    sitting, present = standing(request)
    if act not in acts or not acts.get(act).opens:
        raise Http404
    # To look up what may be asked does nothing; it is sent like the act, so that what was typed stands in no address.
    if request.method != "POST" or "look_up" in request.POST:
        return _form(request, act, sitting, present)
    given = _given(request, act)
    try:
        done = perform(
            present,
            sitting,
            act,
            None,
            given,
            files=request.FILES,
            key=sent_key(request, sitting),
            channel=Channel.PAGE,
        )
    except NotVisible as nothing:
        raise Http404 from nothing
    except (Refused, Conflict, InvalidForm) as refused:
        return _form(request, act, sitting, present, refused)
    assert done.matter is not None
    return redirect("matter", done.matter.reference)


def _given(request: SeatRequest, act: str) -> QueryDict:
    """What was typed; where another act was taken in place of the one that was asked for, with that one."""
    given, other = request.POST.copy(), request.POST.get("in_place", "")
    if other and act in acts and (field := acts.get(act).form.asked_in):
        given[field] = other
    return given


def _form(
    request: SeatRequest,
    act: str,
    sitting: Sitting,
    present: Present,
    said: Refused | Conflict | InvalidForm | None = None,
) -> HttpResponse:
    found = next((a for a in opening_acts(sitting, present, Channel.PAGE) if a.id == act), None)
    if found is None:
        raise Http404
    lang = pack_language()
    form = found.form
    if request.method == "POST" or request.GET:
        given = _given(request, act) if request.method == "POST" else request.GET
        form = (
            type(form)(given, doing=form.doing)
            if said is not None
            else type(form)(initial=given.dict(), doing=form.doing)
        )
    party, bearer, toward = _parties(form, request.POST or request.GET, sitting, present)
    context = {
        "sitting": sitting,
        "act": found,
        "intro": form.intro,
        "fields": drawn(form, act, offering=True),
        "key": key(sitting),
        "organs": organ_names(present.here.chart) if "organs" in offers(form) else [],
        "party": present.name(party) if party else "",
        "looks_up": form.owed_by or form.owed_to,
        "opening_form": "opening-form" if form.asked_in else "",
        "grounds": (owed := _owed(bearer, toward, present, lang) if party else [])[:SHOWN],
        "further_grounds": owed[SHOWN:],
        "reported": reported_rows(sitting, present, party, lang)
        if form.owed_by or acts.get(act).opens in ASKING
        else None,
        "refusal": refusal_row(said, lang, found.name, found.id) if said is not None else None,
    }
    return render(request, "web/matters/open.html", context, status=status_of(said))


def _parties(
    form: ActForm, given: Mapping[str, Any], sitting: Sitting, present: Present
) -> tuple[str, str, str]:
    """The party that the form goes to, as far as it is named; then who owes whom what the page shows beside it."""
    field = form.owed_by or form.owed_to
    party = _organ(given.get(field, ""), present) if field else ""
    return (party, party, sitting.organ) if form.owed_by else (party, sitting.organ, party)


def _organ(word: str, present: Present) -> str:
    """The organ that the word stands for; "" where it is none."""
    try:
        found = present.here.term(word.strip(), present.on) if word.strip() else ""
    except UnknownTerm:
        return ""
    return found if found in present.here.chart.organs else ""


def _owed(bearer: str, toward: str, present: Present, lang: str) -> list[dict[str, Any]]:
    """What one party owes the other, or may do toward it, each act by the first norm that says so."""
    world, on = present.day.world, present.on.toordinal()
    base = present.base
    rows: dict[str, dict[str, Any]] = {}
    for rule, failing in naming(base, world, bearer, toward, on):
        norm = rule.norm
        if failing or norm.modality is Modality.PROHIBITION or norm.act in rows:
            continue
        rows[norm.act] = {
            "act": norm.act,
            "name": base.acts[norm.act].name.in_(lang),
            "modality": norm.modality.value,
            "word": shown.MODALITY_WORDS[norm.modality.value],
            "norm": entries.line(norm.id, lang),
        }
    return sorted(rows.values(), key=lambda r: (r["modality"], r["act"]))[:MOST]
