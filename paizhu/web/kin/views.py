"""One's own kinship: the list, a new declaration, and withdrawing one."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from paizhu.accounts.middleware import SeatRequest
from paizhu.door.doing import Channel
from paizhu.door.kin.declaring import DECLARE, WITHDRAW, own
from paizhu.door.perform import perform, prepare
from paizhu.door.present import Present
from paizhu.door.refusals import InvalidForm
from paizhu.registry.day import party_name
from paizhu.web.present import standing
from paizhu.web.seat import does


@does(DECLARE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kin(request: SeatRequest) -> HttpResponse:
    """Show what one has declared; keep a new declaration."""
    sitting, present = standing(request)
    if sitting.administers is not None:
        raise Http404
    form = prepare(present, sitting, DECLARE, None, None, channel=Channel.PAGE).form
    if request.method == "POST":
        try:
            perform(present, sitting, DECLARE, None, request.POST, channel=Channel.PAGE)
        except InvalidForm as wrong:
            form = wrong.form
        else:
            return redirect("kin")
    assert form is not None
    for field in form.fields.values():
        field.widget.attrs |= {"class": "form-control", "autocomplete": "off"}
    context = {
        "form": form,
        "lines": [(one, _organ(one.kin.organ, present)) for one in own(sitting)],
    }
    return render(request, "web/kin/page.html", context, status=422 if form.errors else 200)


@does(WITHDRAW)
@never_cache
@require_POST
def withdraw(request: SeatRequest, kinship: int) -> HttpResponse:
    """Let one of one's own declarations stand no more."""
    sitting, present = standing(request)
    if sitting.administers is not None:
        raise Http404
    try:
        perform(present, sitting, WITHDRAW, None, {"kinship": kinship}, channel=Channel.PAGE)
    except InvalidForm:
        raise Http404 from None
    return redirect("kin")


def _organ(id_: str, present: Present) -> str:
    """Its name; "" for no organ, or for one that was withdrawn from the registry."""
    chart = present.here.chart
    return party_name(chart, id_) if id_ in chart.organs else id_
