"""An attachment, handed out to whoever may read it, as a file to be kept and never as a page to be shown."""

from django.http import Http404, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from paizhu.accounts.middleware import SeatRequest
from paizhu.door import reading
from paizhu.door.attachments import of_matters, queries
from paizhu.door.attachments.models import Attachment
from paizhu.door.doing import Channel
from paizhu.door.refusals import NotVisible
from paizhu.web.present import standing

# Whatever a browser does with it, it runs nothing, loads nothing and belongs to no site.
_SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


@require_safe
def attachment(request: SeatRequest, reference: str, file: str) -> StreamingHttpResponse:
    """Send the content piece by piece. What may not be read answers as what does not exist."""
    sitting, now = standing(request)
    try:
        found = queries.find(reference, file, sitting, now)
    except NotVisible as error:
        raise Http404 from error
    # A file that cannot be opened fails here, before anything is on record or sent.
    content = of_matters.read(found)
    if request.method == "GET":
        reading.note(sitting, found.matter, now, Channel.PAGE, {"attachment": found.file})
    return StreamingHttpResponse(content, content_type=found.media_type, headers=_headers(found))


def _headers(found: Attachment) -> dict[str, str]:
    disposition = content_disposition_header(as_attachment=True, filename=found.name)
    assert disposition is not None
    return {
        "Content-Disposition": disposition,
        "Content-Length": str(found.size),
        "Content-Security-Policy": _SANDBOX,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
