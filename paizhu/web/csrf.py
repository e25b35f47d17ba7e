"""The token of a page's forms: Django masks the secret anew each time it is asked, which takes 64 random numbers."""

from django.http import HttpRequest
from django.middleware.csrf import get_token


def token(request: HttpRequest) -> str:
    """Return the token for all forms of this page; another one after the secret was changed, as when somebody signs in."""
    secret, made = getattr(request, "form_token", ("", ""))
    if not secret or request.META.get("CSRF_COOKIE") != secret:
        made = get_token(request)
        request.form_token = request.META["CSRF_COOKIE"], made  # type: ignore[attr-defined]
    return made
