"""What is held on a person: one's own at a press; somebody else's on request, given by a leader of the organ."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from paizhu.accounts.middleware import SeatRequest
from paizhu.door.acts import acts
from paizhu.door.doing import Channel
from paizhu.door.eligible import has_power
from paizhu.door.perform import prepare
from paizhu.door.personal.disclosing import DISCLOSE, always_said, disclose
from paizhu.door.refusals import Conflict, InvalidForm, Refused
from paizhu.norms.procedure import Power
from paizhu.web.form_keys import key, sent_key
from paizhu.web.language import pack_language
from paizhu.web.matters.fields import drawn
from paizhu.web.matters.words import refusal_row, status_of
from paizhu.web.present import standing
from paizhu.web.seat import does


@does(DISCLOSE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def data(request: SeatRequest) -> HttpResponse:
    """Show what can be asked for; hand the file over, once that is on record."""
    sitting, present = standing(request)
    if sitting.administers is not None:
        raise Http404
    said: Refused | Conflict | InvalidForm | None = None
    own = request.POST.get("own") == "yes"
    if request.method == "POST":
        given = request.POST.dict()
        if own:
            given |= {
                "person": sitting.person,
                "asked_by": _("the person"),
                "asked_on": present.on.isoformat(),
                "identity": _("signed in"),
            }
        try:
            made = disclose(sitting, given, present, Channel.PAGE, key=sent_key(request, sitting))
        except (Refused, Conflict, InvalidForm) as refused:
            said = refused
        else:
            headers = {
                "Content-Disposition": f'attachment; filename="{made.name}"',
                "Cache-Control": "no-store",
            }
            return HttpResponse(made.data, content_type=made.media_type, headers=headers)
    wrong = said.form if isinstance(said, InvalidForm) else None
    form = wrong or prepare(present, sitting, DISCLOSE, None, None, channel=Channel.PAGE).form
    assert form is not None
    context = {
        "leader": bool(has_power(sitting, Power.LEADER)),
        "fields": drawn(form, DISCLOSE),
        "key": key(sitting),
        "says": always_said(own=True),
        "refusal": refusal_row(said, pack_language(), str(acts.get(DISCLOSE).name))
        if said is not None
        else None,
    }
    return render(request, "web/personal/page.html", context, status=status_of(said))
