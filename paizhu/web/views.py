"""The pages that belong to no domain."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead to Today, who acts from a seat; everybody else to the question box."""
    return redirect("today" if getattr(request, "sitting", None) is not None else "ask")


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Tell a supervisor of processes that the product answers."""
    return HttpResponse("ok\n", content_type="text/plain")
