"""What a person takes away from an upload that was refused: its faults as a table, and the answers as a map file."""

import csv
import io
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from paizhu.accounts.models import Administers
from paizhu.web import uploads
from paizhu.web.changing import jobs, pages
from paizhu.web.changing.jobs import Job, Stage, State
from paizhu.web.changing.work import FAULTS
from paizhu.web.seat import administered_by

# What a spreadsheet program would take for a formula begins like this.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_PLACES = ("file", "sheet", "row", "column", "value", "expected")


@administered_by(Administers.SYSTEM)
@require_safe
def faults(_request: HttpRequest, token: str) -> HttpResponse:
    """Return all faults, a row for each, for whoever keeps the ledger that was refused."""
    of, state = _upload(token)
    if state.stage is not Stage.REFUSED:
        raise Http404
    heads = [_("File"), _("Sheet"), _("Row"), _("Column"), _("What stands there"), _("What was expected")]
    rows = "".join(_table(of, state, heads))
    return HttpResponse(rows, content_type="text/csv; charset=utf-8", headers=_as_file("faults.csv"))


@administered_by(Administers.SYSTEM)
@require_safe
def answers(_request: HttpRequest, token: str) -> HttpResponse:
    """Return the map file in use: the one that came with the upload, with what was answered on the page."""
    of, _state = _upload(token)
    if not of.map.exists():
        raise Http404
    return HttpResponse(of.map.read_bytes(), content_type="application/json", headers=_as_file("map.json"))


def _upload(token: str) -> tuple[Job, State]:
    try:
        of = jobs.job(token)
        return of, of.state()
    except (uploads.Gone, FileNotFoundError):
        raise Http404 from None


def _table(of: Job, state: State, heads: list[str]) -> Iterator[str]:
    # With the mark that spreadsheet programs need to see that it is UTF-8.
    yield "\ufeff" + _lines([heads])
    for page in range(1, pages.of(state.faults) + 1):
        yield _lines([[_cell(row[place]) for place in _PLACES] for row in pages.read(of.rows, FAULTS, page)])


def _lines(rows: list[list[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _as_file(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
