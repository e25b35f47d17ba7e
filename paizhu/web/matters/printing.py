"""A matter to be printed: whoever holds the paper can read it, so that it was printed is on record."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from paizhu.accounts.middleware import SeatRequest
from paizhu.door import printing
from paizhu.door.attachments.queries import readable
from paizhu.door.doing import Channel
from paizhu.door.refusals import NotVisible
from paizhu.door.seen import find, shown
from paizhu.web.language import pack_language
from paizhu.web.matters import kinds
from paizhu.web.matters.told import clock_row, moment_row
from paizhu.web.present import standing
from paizhu.web.seat import sitting_required


@sitting_required
@never_cache
@require_POST
def print_(request: SeatRequest, reference: str) -> HttpResponse:
    """Show the matter as it goes on paper, with who printed it and the number of the entry. Only what is seen in content."""
    sitting, present = standing(request)
    try:
        found, sight, waits = find(sitting, reference, present)
    except NotVisible as nothing:
        raise Http404 from nothing
    if not sight.content or found.destroyed_on is not None:
        raise Http404
    lang = pack_language()
    entry = printing.note(sitting, found, present, Channel.PAGE)
    seen = shown(sitting, found, sight, waits, present)
    context = {
        "sitting": sitting,
        "at": present.at,
        "entry": entry.number,
        "seen": seen,
        "head": seen.head,
        "matter": found,
        "state": seen.head.state_name.in_(lang),
        "kind": seen.head.kind_name.in_(lang),
        "details": kinds.details(found, sight, present, lang),
        "clocks": [clock_row(clock, present, lang) for clock in seen.clocks],
        "timeline": [moment_row(m, seen, lang) for m in seen.timeline],
        "attachments": list(readable(sitting, found, present)),
    }
    return render(request, "web/matters/print.html", context)
