"""Requests from a seat, without signing in: for tests of pages behind it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import timezone

from paizhu.accounts.sittings import sitting

_HEADER = "X-Test-Seat"


def by_header(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Give a request the seat that its header names; it stands behind all other middleware."""

    def respond(request: HttpRequest) -> HttpResponse:
        seat = request.headers.get(_HEADER, "")
        request.sitting = sitting(seat, timezone.localdate()) if seat else None  # type: ignore[attr-defined]
        return get_response(request)

    return respond


def from_seat(name: str) -> Client:
    """Return a client in the seat of somebody of the cast, who reads English."""
    client = Client(headers={_HEADER: f"S-{name}"})
    client.cookies["paizhu_language"] = "en"
    return client
