"""The calendar of a seat for a calendar programme (RFC 5545): kind, reference and day of what it sees, never content.

A programme can send no bearer token, so it sends the token as the password of HTTP Basic authentication (RFC 7617):
never in the address, where it would be logged. A token that is revoked lets nothing in any more.
"""

import binascii
from base64 import b64decode
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from paizhu.api.callers import Bearer, Caller
from paizhu.api.errors import error
from paizhu.api.speaking import language
from paizhu.door.occasions import Occasion, Sort, occasions
from paizhu.tokens.errors import NotLetIn, TooMany

BEFORE, AFTER = timedelta(days=92), timedelta(days=366)


@never_cache
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Return the occasions of the last three months and the coming year; 401 without a token that is let in."""
    with override("en" if request.GET.get("lang") == "en" else settings.LANGUAGE_CODE):
        return _answered(request)


def _answered(request: HttpRequest) -> HttpResponse:
    try:
        caller = Bearer().authenticate(request, _password(request))
    except NotLetIn as why:
        return error(
            401, why.code, why.message, headers={"WWW-Authenticate": 'Basic realm="Paizhu", charset="UTF-8"'}
        )
    except TooMany as why:
        return error(429, why.code, why.message, headers={"Retry-After": str(why.wait_s)})
    return HttpResponse(_written(caller), content_type="text/calendar; charset=utf-8")


def _password(request: HttpRequest) -> str:
    """The password of the header; "" where there is none that can be read."""
    scheme, _space, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        return b64decode(given, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _written(caller: Caller) -> str:
    on = caller.now.on
    found = occasions(caller.sitting, caller.now, on - BEFORE, on + AFTER)
    return "".join(f"{line}\r\n" for line in _lines(found, caller.now.at))


def _lines(found: tuple[Occasion, ...], at: datetime) -> Iterator[str]:
    stamp = at.astimezone(timezone.get_fixed_timezone(0)).strftime("%Y%m%dT%H%M%SZ")
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Paizhu//Calendar//EN", "CALSCALE:GREGORIAN")
    for one in found:
        yield from (
            "BEGIN:VEVENT",
            f"UID:{one.head.reference}-{one.sort.value}@paizhu",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}",
            f"SUMMARY:{_summary(one)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        )
    yield "END:VCALENDAR"


def _summary(one: Occasion) -> str:
    """Short enough for a line, and of words of the pack alone: nothing in it has to be folded or escaped."""
    kind = one.head.kind_name.in_(language())
    what = _("due: {kind}").format(kind=kind) if one.sort is Sort.DUE else kind
    return f"{what} {one.head.reference}"
