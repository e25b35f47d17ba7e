"""Today (今日履职): what is due, overdue and waited for, for the seat that somebody sits in."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from paizhu.accounts.middleware import SeatRequest
from paizhu.door import today as heaps
from paizhu.door.today import Turn, Urgency
from paizhu.web.language import pack_language
from paizhu.web.matters.owing import expected_now
from paizhu.web.matters.words import URGENCY, turn_row
from paizhu.web.present import sitting_of, standing
from paizhu.web.seat import sitting_required


@sitting_required
@require_safe
def today(request: SeatRequest) -> HttpResponse:
    """Show what is before the seat. Administrators have their own first page."""
    if sitting_of(request).administers is not None:
        return redirect("accounts")
    sitting, present = standing(request)
    lang = pack_language()
    found = heaps.today(sitting, present)
    context = {
        "on": present.on,
        "sitting": sitting,
        "groups": [
            {
                "urgency": u.value,
                **URGENCY[u],
                "turns": [turn_row(t, present, lang) for t in _of(found.turns, u)],
            }
            for u in Urgency
            if _of(found.turns, u)
        ],
        "waiting": [turn_row(t, present, lang) for t in found.waiting],
        "expected": expected_now(sitting.organ, present, lang),
        "more": found.more_turns or found.more_waiting,
    }
    return render(request, "web/matters/today.html", context)


def _of(turns: tuple[Turn, ...], urgency: Urgency) -> list[Turn]:
    return [turn for turn in turns if turn.urgency is urgency]
