"""The pages that belong to no domain."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
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
