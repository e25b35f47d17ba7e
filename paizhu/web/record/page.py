"""Record (履责记实): the office's responsibility for supervision and the host's principal one, side by side."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from paizhu.accounts.middleware import SeatRequest
from paizhu.accounts.models import Administers
from paizhu.door.present import Present
from paizhu.door.record import Column, Did, both
from paizhu.door.statistics import LEAST
from paizhu.registry.day import party_name
from paizhu.web.expected import Regular, Row, Told
from paizhu.web.language import pack_language
from paizhu.web.present import standing
from paizhu.web.record.choosing import Chosen, choose
from paizhu.web.seat import sitting_required


@dataclass(frozen=True, slots=True)
class Act:
    """An act on record. recorded_on: None where it was recorded on the day itself.  meets: what of the norms it was."""

    name: str
    meets: str
    on: date
    recorded_on: date | None
    organ: str
    entry: int
    reference: str
    title: str


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A column in words. rows: None where it would be slow to work out what is owed.

    partly: how it stands is not known of all periods.  tells_unseen: the figure `unseen` is told, None where it is withheld.
    """

    id: str
    heading: Promise
    organs: tuple[str, ...]
    rows: tuple[Row, ...] | None
    regular: tuple[Regular, ...]
    partly: bool
    acts: tuple[Act, ...]
    more: bool
    tells_unseen: bool
    unseen: int | None


@sitting_required
@vary_on_headers("HX-Request")
@never_cache
@require_safe
def record(request: SeatRequest) -> HttpResponse:
    """Show the record of an office and a host in a year, as far as the seat may see it."""
    if request.sitting is not None and request.sitting.administers is Administers.AUDIT:
        return redirect("log")
    sitting, present = standing(request)
    if sitting.administers is not None:
        raise Http404
    chosen = choose(request.GET, sitting, present)
    context = {
        "sitting": sitting,
        "chosen": chosen,
        "office": party_name(present.here.chart, chosen.office) if chosen.office else "",
        "host": party_name(present.here.chart, chosen.host) if chosen.host else "",
        "columns": _columns(request, chosen, present) if chosen.office else [],
        "least": LEAST,
    }
    part = "web/record/_record.html" if request.headers.get("HX-Request") else "web/record/page.html"
    return render(request, part, context)


def _columns(request: SeatRequest, chosen: Chosen, present: Present) -> list[Responsibility]:
    assert request.sitting is not None
    found = both(request.sitting, present, chosen.office, chosen.host, *chosen.span)
    telling = _Telling(present, min(present.on, chosen.span[1]), pack_language())
    return [
        telling.column("supervision", _("Responsibility for supervision"), found.supervision),
        telling.column("principal", _("Principal responsibility"), found.principal),
    ]


class _Telling:
    """Puts columns into words."""

    def __init__(self, present: Present, on: date, lang: str) -> None:
        self._present, self._on, self._lang = present, on, lang
        self._chart = present.here.chart

    def column(self, id_: str, heading: Promise, of: Column) -> Responsibility:
        words = Told(self._present.here, self._on, self._lang, of.reckoned, of.untold)
        return Responsibility(
            id=id_,
            heading=heading,
            organs=tuple(party_name(self._chart, organ) for organ in of.organs),
            rows=None if of.expected is None else words.rows(of.expected),
            regular=words.regular(of.unset),
            partly={r.expected for r in of.reckoned} < set(of.expected or ()),
            acts=tuple(self._act(did) for did in of.acts),
            more=of.more,
            tells_unseen=of.unseen is not None,
            unseen=of.unseen.matters if of.unseen else None,
        )

    def _act(self, did: Did) -> Act:
        meets = self._present.base.acts.get(did.meets)
        return Act(
            name=did.name.in_(self._lang),
            meets=meets.name.in_(self._lang) if meets else "",
            on=did.on,
            recorded_on=did.recorded_on if did.recorded_on != did.on else None,
            organ=party_name(self._chart, did.organ),
            entry=did.entry,
            reference=did.reference,
            title=did.title,
        )
