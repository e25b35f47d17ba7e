"""Pages that write: until accounts exist they answer only on this machine itself."""

from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def from_this_machine(view: View[P]) -> View[P]:
    """Answer only requests that come from this machine itself, not through a proxy."""

    @wraps(view)
    def respond(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            here = ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
        except ValueError:
            here = False
        if not here or "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META:
            return render(request, "403.html", status=403)
        return view(request, *args, **kwargs)

    return respond
