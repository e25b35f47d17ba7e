"""Saved views: a person's own filters of the list, under a name."""

from typing import NamedTuple

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from paizhu.accounts.middleware import SeatRequest
from paizhu.accounts.sittings import Sitting
from paizhu.door.models import REASON_LENGTH, WORD, SavedView
from paizhu.guard.rows import rows
from paizhu.web.seat import sitting_required

FILTERS = ("title", "kind", "state", "open", "due_before")
MOST = 20


class View(NamedTuple):
    """Filters under a name."""

    name: str
    query: str


_SAVED = f"SELECT name, query FROM door_savedview WHERE person_id = %s ORDER BY name LIMIT {MOST}"  # noqa: S608  a number of ours


def saved(sitting: Sitting) -> list[View]:
    """Return the person's views by name."""
    if not sitting.person:
        return []
    return [View(*row) for row in rows(_SAVED, [sitting.person])]


def kept_query(given: QueryDict) -> str:
    """Return the filters of an address, and nothing else of it, in their order."""
    kept = QueryDict(mutable=True)
    for name in FILTERS:
        if given.get(name):
            kept[name] = str(given[name])
    return kept.urlencode()


@sitting_required
@require_POST
def save(request: SeatRequest) -> HttpResponse:
    """Save filters under a name, in place of those before; or remove a view."""
    sitting = request.sitting
    query = kept_query(QueryDict(request.POST.get("query", "")[:REASON_LENGTH]))
    if sitting is None or not sitting.person:
        return redirect("matters")
    own = SavedView.objects.filter(person=sitting.person)
    name = request.POST.get("name", "").strip()[:WORD]
    if "remove" in request.POST:
        own.filter(name=request.POST["remove"]).delete()
        return redirect("matters")
    if name and (own.filter(name=name).exists() or own.count() < MOST):
        SavedView.objects.update_or_create(person_id=sitting.person, name=name, defaults={"query": query})
    return redirect(f"{reverse('matters')}?{query}")
