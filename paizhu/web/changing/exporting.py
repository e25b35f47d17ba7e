"""The registry as a file that imports back to the same."""

import tempfile
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from paizhu.accounts.models import Administers
from paizhu.registry import queries
from paizhu.registry.writing import files
from paizhu.web.seat import administered_by

_TYPES = {
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@administered_by(Administers.SYSTEM)
@require_safe
def export(_request: HttpRequest, ending: str) -> HttpResponse:
    """Return all lists as one file."""
    if ending not in _TYPES:
        raise Http404
    with tempfile.TemporaryDirectory(prefix="paizhu-export-") as folder:
        file = Path(folder) / f"organs.{ending}"
        files.write(queries.chart(), file)
        data = file.read_bytes()
    name = f"organs-{timezone.localdate().isoformat()}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(data, content_type=_TYPES[ending], headers=headers)
