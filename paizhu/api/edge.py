"""The edge of the API: what Django itself would answer there with a page, and what it must not look at."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from paizhu.accounts.allowance import allowance
from paizhu.api.errors import error

GetResponse = Callable[[HttpRequest], HttpResponse]

ADDRESS, PAGE = "/api/", "/api/docs"


def edge(get_response: GetResponse) -> GetResponse:
    """Let only the token speak, read no body that is too long, and answer every error in the one shape."""

    def respond(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ADDRESS) or request.path_info == PAGE:
            return get_response(request)
        # Without cookies no other site can act through somebody's browser, so nothing here needs a CSRF token.
        request.META.pop("HTTP_COOKIE", None)
        response = _too_long(request) or _too_often(request) or get_response(request)
        if response.status_code >= 400 and not response["Content-Type"].startswith("application/json"):  # noqa: PLR2004
            response = _in_shape(request, response)
        response["Cache-Control"] = "no-store"
        return response

    return respond


def _too_long(request: HttpRequest) -> HttpResponse | None:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) <= settings.API_LONGEST_BODY:
        return None
    with _spoken(request):
        message = _("Not done: a request may be {most} bytes long.").format(most=settings.API_LONGEST_BODY)
        return error(413, "request.too_long", message)


def _too_often(request: HttpRequest) -> HttpResponse | None:
    """What a token asks is counted by the token; everything else by address, bare descriptions of the API included."""
    if "Authorization" in request.headers:
        return None
    wait_s = allowance.take(request, time.time())
    if not wait_s:
        return None
    with _spoken(request):
        message = _(
            "Not answered: too many questions from your network in this minute. Ask again in {wait} seconds, or with a token."
        )
        said = message.format(wait=wait_s)
        return error(429, "request.rate", said, headers={"Retry-After": str(wait_s)})


def _in_shape(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    with _spoken(request):
        match response.status_code:
            case 404:
                said = error(404, "not_found", _("There is no such thing."))
            case 405:
                said = error(405, "request.method", _("Not done: this address does not take that method."))
                said["Allow"] = response["Allow"]
            case 400 | 403 as status:
                said = error(status, "request", _("Not done: the request cannot be answered."))
            case 503:
                said = error(503, "unavailable", _("Paizhu cannot read or write its data at the moment."))
                said["Retry-After"] = response.get("Retry-After", "60")
            case status:
                said = error(status, "fault", _("Something went wrong on our side; it has been logged."))
    return said


def _spoken(request: HttpRequest) -> translation.override:
    return translation.override("en" if request.GET.get("lang") == "en" else settings.LANGUAGE_CODE)
