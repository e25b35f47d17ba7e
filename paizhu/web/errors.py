"""Error pages: what was not done, and where to go on. None carries content, form values or internals."""

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from paizhu.journal.sealed import NoKey, NotAsSealed
from paizhu.registry.database import is_read_only, takes_changes


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be read."""
    # A wrong host name is among the causes, so the page must not build on the request's own address.
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that may not be carried out."""
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that was sent without the token of this browser."""
    return render(request, "403.html", {"stale_form": True}, status=403)


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer somebody who has tried too often."""
    # Where the database takes no changes tries cannot be counted, and each would be one too many.
    if not takes_changes():
        return _not_now(request, read_only=True)
    return render(request, "429.html", status=429)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request for what does not exist, or may not be seen."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer after a fault of the product itself, or of what it stands on."""
    # The fault may be the database's, which must not be asked again who this is.
    request.who = ""  # type: ignore[attr-defined]
    request.unread = 0  # type: ignore[attr-defined]
    fault = sys.exc_info()[1]
    if isinstance(fault, NoKey | NotAsSealed):
        return render(request, "503.html", {"sealed": fault.told}, status=503)
    if fault is None or not _unavailable(fault):
        return render(request, "500.html", status=500)
    return _not_now(request, read_only=is_read_only(fault))


def _not_now(request: HttpRequest, *, read_only: bool) -> HttpResponse:
    reply = render(request, "503.html", {"read_only": read_only}, status=503)
    reply["Retry-After"] = str(_RETRY_S)
    return reply


# The disk is full, read-only, or over its quota.
_DISK = {errno.ENOSPC, errno.EROFS, errno.EDQUOT}
_RETRY_S = 60


def _unavailable(fault: BaseException) -> bool:
    """Whether the database or the disk cannot be used just now: locked, full, read-only, away."""
    if isinstance(fault, OSError):
        return fault.errno in _DISK
    return is_read_only(fault) or isinstance(fault, OperationalError | InterfaceError)
