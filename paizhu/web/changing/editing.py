"""Editing with history: a new organ, an organ with its relations, posts and seats, one record, a withdrawal."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from paizhu.accounts.models import Administers
from paizhu.registry import acts, editing, queries
from paizhu.registry import here as registry
from paizhu.registry.held import Conflict
from paizhu.registry.reading import cells
from paizhu.registry.records import Chart, Organ, Record
from paizhu.web import base as pack
from paizhu.web import links
from paizhu.web.administration import noting
from paizhu.web.changing import shown
from paizhu.web.changing.forms import RecordForm, Shown, suggested_id
from paizhu.web.seat import administered_by

_EDITED = ("relations", "posts", "seats", "persons")
_MOST_ORGANS = 1_000  # that a field offers; beyond, an id or a name is typed


def known_now() -> tuple[Chart, str]:
    """Return what is known now, and the instant that a form says it was drawn from."""
    change = queries.last_change()
    here = registry.here(pack.opened().base)
    return (here.chart if here else Chart()), (change.isoformat() if change else "")


@administered_by(Administers.SYSTEM)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new organ."""
    chart, _change = known_now()
    values = request.POST.dict() if request.method == "POST" else {}
    form = RecordForm("organs", chart, values)
    if request.method == "POST":
        reply = _recorded(request, form, None, lambda record: reverse("registry-edit", args=[record.id]))
        if isinstance(reply, HttpResponse):
            return reply
    return _drawn(request, "form", {"form": form, "title": _("New organ"), "back": None}, _status(form))


@administered_by(Administers.SYSTEM)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, organ: str) -> HttpResponse:
    """An organ: its own facts as a form, and its relations, posts and seats as a list to go on from."""
    chart, change = known_now()
    known = _organ(chart, organ)
    context: dict[str, object] = {
        "organ": known,
        "change": change,
        "can_end": True,
        "page": links.organ(organ, timezone.localdate()),
    }
    form = RecordForm.of(known, chart)
    if request.method == "POST":
        form = RecordForm("organs", chart, request.POST.dict() | {"id": organ}, fixed=("id",))
        found = _recorded(
            request,
            form,
            _instant(request),
            lambda record: reverse("registry-edit", args=[record.id]),
            with_ties="with_ties" in request.POST,
        )
        if isinstance(found, HttpResponse):
            return found
        context |= found | {"with_ties": "with_ties" in request.POST}
    context |= shown.of_organ(chart, organ) | {"form": form, "done": _done(request)}
    return _drawn(request, "edit", context, _status(form, context))


@administered_by(Administers.SYSTEM)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, organ: str, list_: str, record: str = "") -> HttpResponse:
    """One relation, post, seat or person; without an id, a new one."""
    chart, change = known_now()
    of = _organ(chart, organ)
    if list_ not in _EDITED:
        raise Http404
    known = chart.of(list_).get(record)
    if record and known is None and list_ != "persons":
        raise Http404
    if known is not None and not shown.belongs(chart, known, organ):
        raise Http404
    fixed = ("id",) if record else ()
    if request.method == "POST":
        values = request.POST.dict() | ({"id": record} if record else {})
        form = RecordForm(list_, chart, values | _given(list_, organ), fixed=(*fixed, *_given(list_, organ)))
    elif known is not None:
        form = RecordForm.of(known, chart)
    else:
        prefilled = (
            {"id": record or suggested_id(chart, list_)} | _given(list_, organ) | _ends(request, organ)
        )
        form = RecordForm(list_, chart, prefilled, fixed=(*fixed, *_given(list_, organ)))
    form.offer_posts(organ)
    back = reverse("registry-edit", args=[organ])
    context: dict[str, object] = {"form": form, "change": change if known else "", "organ": of, "back": back}
    context |= {"title": _titled(list_, is_new=known is None), "known": known, "list": list_}
    if request.method == "POST":
        found = _recorded(request, form, _instant(request) if known else None, lambda _record: back)
        if isinstance(found, HttpResponse):
            return found
        context |= found
    if len(chart.organs) <= _MOST_ORGANS:
        context["organs"] = chart.organs.values()
    return _drawn(request, "form", context, _status(form, context))


@administered_by(Administers.SYSTEM)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, organ: str, list_: str, record: str) -> HttpResponse:
    """Take back a record that was wrong: asked once more, with a reason."""
    chart, change = known_now()
    of = _organ(chart, organ)
    known = chart.of(list_).get(record) if list_ in (*_EDITED, Organ.LIST) else None
    if known is None or not shown.belongs(chart, known, organ):
        raise Http404
    ties = editing.referring(chart, list_, record)
    back = reverse("registry-edit", args=[organ])
    reason = Shown("reason", _("Reason"), "text", request.POST.get("reason", "")[:2_000], needed=True)
    context: dict[str, object] = {
        "organ": of,
        "known": shown.whole(known),
        "change": change,
        "reason": reason,
    }
    context |= {
        "ties": [shown.line(chart, key) for key in ties],
        "back": back,
        "title": _("Withdraw a record"),
    }
    status = HTTPStatus.OK
    if request.method == "POST":
        found = _withdrawn(request, list_, record, reason)
        if isinstance(found, acts.Done):
            away = reverse("registry-change", args=[found.change])
            return redirect(away if list_ == Organ.LIST else f"{back}?done={found.change}")
        context |= found
        status = HTTPStatus.CONFLICT if "outdated" in found else HTTPStatus.UNPROCESSABLE_ENTITY
    return _drawn(request, "withdraw", context, status)


def _withdrawn(request: HttpRequest, list_: str, id_: str, reason: Shown) -> acts.Done | dict[str, object]:
    try:
        reason.value = cells.basis(reason.value, {})
        if not reason.value:
            reason.errors.append(_("Expected a reason: it stays with the change."))
            return {}
        with_ties = "with_ties" in request.POST
        return editing.withdraw(
            list_,
            id_,
            seen=_instant(request),
            reason=reason.value,
            with_ties=with_ties,
            noting=noting(request, "registry.withdraw"),
        )
    except cells.Unread as error:
        reason.errors.append(_("Expected {what}.").format(what=error))
        return {}
    except editing.Outdated as outdated:
        return {"outdated": shown.outcomes(outdated.found)}
    except editing.Refused as refused:
        return {"others": refused.breaches}
    except (Conflict, OperationalError) as error:
        return {"problem": _why(error)}


def _recorded(
    request: HttpRequest,
    form: RecordForm,
    seen: datetime | None,
    to: Callable[[Record], str],
    *,
    with_ties: bool = False,
) -> HttpResponse | dict[str, object]:
    """Record what the form says and lead on; what is wrong stands in the form or is returned for the page."""
    record = form.read()
    if record is None:
        return {}
    if form.reason.errors:
        # Nothing is recorded without a reason; what else is wrong is told all the same.
        form.tell(editing.breaches(record), record.id)
        return {}
    try:
        done = editing.edit(
            record,
            seen=seen,
            reason=form.reason.value,
            with_ties=with_ties,
            noting=noting(request, "registry.edit"),
        )
    except editing.Refused as refused:
        form.tell(refused.breaches, record.id)
        return {}
    except editing.Outdated as outdated:
        return {"outdated": shown.outcomes(outdated.found)}
    except (Conflict, OperationalError) as error:
        return {"problem": _why(error)}
    return redirect(f"{to(record)}?done={done.change or 0}")


def _why(error: Exception) -> str:
    if isinstance(error, Conflict):
        return str(error)
    return _(
        "Somebody else is recording at the moment. Nothing was changed by this page; try again in a while."
    )


def _organ(chart: Chart, id_: str) -> Organ:
    if id_ not in chart.organs:
        raise Http404
    return chart.organs[id_]


def _given(list_: str, organ: str) -> dict[str, str]:
    return {"organ": organ} if list_ == "posts" else {}


def _ends(request: HttpRequest, organ: str) -> dict[str, str]:
    """What an address prefills: on which end of a new relation the organ stands, the post of a new seat."""
    end = "to" if request.GET.get("end") == "to" else "from"
    return {end: organ, "post": request.GET.get("post", ""), "person": request.GET.get("person", "")}


def _instant(request: HttpRequest) -> datetime:
    """The change that the form was drawn from; the first of all instants where it says none, so that nothing passes."""
    try:
        return datetime.fromisoformat(request.POST.get("change", ""))
    except ValueError:
        return datetime.fromisoformat("1900-01-01T00:00:00+00:00")


def _done(request: HttpRequest) -> dict[str, object] | None:
    given = request.GET.get("done", "")
    return {"change": int(given)} if given.isascii() and given.isdigit() and len(given) < 12 else None  # noqa: PLR2004


def _status(form: RecordForm, context: dict[str, object] | None = None) -> int:
    if context and ("outdated" in context or "problem" in context):
        return HTTPStatus.CONFLICT
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.has_errors or form.others else HTTPStatus.OK


def _titled(list_: str, *, is_new: bool) -> str:
    titles = {
        ("relations", True): _("Add a relation"),
        ("relations", False): _("Change a relation"),
        ("posts", True): _("Add a post"),
        ("posts", False): _("Change a post"),
        ("seats", True): _("Seat a person"),
        ("seats", False): _("Change or end a seat"),
        ("persons", True): _("Facts about a person"),
        ("persons", False): _("Facts about a person"),
    }
    return titles[list_, is_new]


def _drawn(request: HttpRequest, page: str, context: dict[str, object], status: int) -> HttpResponse:
    return render(request, f"web/changing/{page}.html", context, status=status)
