"""The pages that belong to no domain."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from paizhu.operations.ready import not_ready


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead to Today, who acts from a seat; to their seats, who has not chosen one; everybody else to the question box."""
    if getattr(request, "sitting", None) is not None:
        return redirect("today")
    return redirect("seat" if getattr(request, "sittings", ()) else "ask")


@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    """Lead to the icon, for which a browser asks by itself beside what is no page, such as a file or `/healthz`.

    As a missing page the answer would bring a cookie for forms; arriving late, it would make a form just loaded a stale one.
    """
    return redirect(static("web/icon.svg"))


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Tell a supervisor of processes that the product answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Tell whoever spreads the requests whether this process can answer them, and else what is amiss, in a word each."""
    amiss = not_ready()
    said = "ready\n" if not amiss else "".join(f"not ready: {word}\n" for word in amiss)
    return HttpResponse(said, content_type="text/plain", status=503 if amiss else 200)
