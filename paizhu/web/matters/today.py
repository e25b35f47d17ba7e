"""Today (今日履职): what is due, overdue and waited for, for the seat that somebody sits in."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from paizhu.accounts.middleware import SeatRequest
from paizhu.door import today as heaps
from paizhu.liaison.hosting import is_host
from paizhu.web import slots
from paizhu.web.language import pack_language
from paizhu.web.matters import cards
from paizhu.web.matters.alerts import alerts
from paizhu.web.matters.owing import expected_now
from paizhu.web.present import sitting_of, standing
from paizhu.web.seat import sitting_required
from paizhu.web.slots import fill


@sitting_required
@require_safe
def today(request: SeatRequest) -> HttpResponse:
    """Show what is before the seat. Administrators have their own first page."""
    if sitting_of(request).administers is not None:
        return redirect("administration")
    sitting, present = standing(request)
    lang = pack_language()
    found = heaps.today(sitting, present)
    page = slots.page(
        "matters/today",
        request,
        lang,
        day=present.on.isoformat(),
        organ=sitting.organ_name,
        post=sitting.title,
        alerts=alerts(sitting, present, lang),
        host=fill("matters/_host", lang) if is_host(sitting.organ, present) else "",
        groups=cards.groups(found.turns, present, lang),
        number=str(len(found.waiting)),
        waiting=cards.waiting(found.waiting, present, lang),
        expected=expected_now(sitting.organ, present, lang),
        more=fill("matters/_more", lang) if found.more_turns or found.more_waiting else "",
    )
    return HttpResponse(page)
