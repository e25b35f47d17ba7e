"""Template tags of the house."""

from datetime import date
from functools import cache

from django import template
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from paizhu.accounts.models import Administers
from paizhu.web.seat import ADMINISTRATORS

register = template.Library()

# More than any form of ours sends; whatever is longer was not a question.
_LONGEST_ADDRESS = 8000


@register.simple_tag
@cache  # bounded by the sprite
def icon(name: str) -> SafeString:
    """Return an icon from the sprite. It only decorates: the word that it stands for goes beside it."""
    return format_html(
        '<svg class="icon pz-icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("vendor/icons.svg"),
        name,
    )


@register.simple_tag
def here(request: HttpRequest) -> str:
    """Return this page's address without its `lang`, which would overrule the language chosen on the page."""
    address = request.get_full_path()
    if len(address) > _LONGEST_ADDRESS:
        return request.path
    if "lang" not in request.GET:
        return address
    kept = request.GET.copy()
    del kept["lang"]
    return f"{request.path}?{kept.urlencode()}" if kept else request.path


@register.simple_tag
def who(request: HttpRequest) -> str:
    """Return the piece of the navigation that says who has signed in, and from which seat."""
    known: str | None = getattr(request, "who", None)
    return render_to_string("web/_who.html", {"here": here(request)}, request) if known is None else known


@register.simple_tag
def moved(request: HttpRequest, day: date) -> str:
    """Return this page's address, without its path, on another day."""
    fields = request.GET.copy()
    fields["on"] = day.isoformat()
    return fields.urlencode()


@register.filter
def administrator(administers: Administers) -> str:
    """Return what that administrator is called."""
    return str(ADMINISTRATORS[administers])
