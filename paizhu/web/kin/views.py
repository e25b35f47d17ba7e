"""One's own kinship: the list, a new declaration, and withdrawing one."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from paizhu.accounts.middleware import SeatRequest
from paizhu.door.doing import Channel
from paizhu.door.kin import declaring
from paizhu.door.kin.sealing import Kin
from paizhu.door.present import Present
from paizhu.norms.errors import InvalidInput
from paizhu.registry.day import party_name
from paizhu.registry.models import ID_LENGTH
from paizhu.web.present import standing


class NewKin(forms.Form):
    """Of whom: a code or an organ, one of the two. No name, and not what kind of kin."""

    person = forms.CharField(
        label=_("Kin of the person"),
        max_length=ID_LENGTH,
        required=False,
        help_text=_("The code in the registry."),
    )
    organ = forms.CharField(
        label=_("Or of somebody at the organ"),
        max_length=ID_LENGTH,
        required=False,
        help_text=_("Its name or its id."),
    )

    def __init__(self, *args: Any, **further: Any) -> None:
        super().__init__(*args, **further)
        for field in self.fields.values():
            field.widget.attrs |= {"class": "form-control", "autocomplete": "off"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kin(request: SeatRequest) -> HttpResponse:
    """Show what one has declared; keep a new declaration."""
    sitting, present = standing(request)
    if sitting.administers is not None:
        raise Http404
    form = NewKin(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        said = Kin(given["person"].strip(), _id_of(given["organ"].strip(), present))
        try:
            declaring.declare(sitting, said, present, Channel.PAGE)
        except InvalidInput as wrong:
            form.add_error(None, str(wrong))
        else:
            return redirect("kin")
    context = {
        "form": form,
        "lines": [(one, _organ(one.kin.organ, present)) for one in declaring.own(sitting)],
    }
    return render(request, "web/kin/page.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
def withdraw(request: SeatRequest, kinship: int) -> HttpResponse:
    """Let one of one's own declarations stand no more."""
    sitting, present = standing(request)
    try:
        declaring.withdraw(sitting, kinship, present, Channel.PAGE)
    except InvalidInput:
        raise Http404 from None
    return redirect("kin")


def _id_of(word: str, present: Present) -> str:
    """The id of the one organ that is called so; the word itself where none or several are."""
    called = () if word in present.here.chart.organs else present.here.recogniser.names.called(word)
    return called[0] if len(called) == 1 else word


def _organ(id_: str, present: Present) -> str:
    """Its name; "" for no organ, or for one that was withdrawn from the registry."""
    chart = present.here.chart
    return party_name(chart, id_) if id_ in chart.organs else id_
