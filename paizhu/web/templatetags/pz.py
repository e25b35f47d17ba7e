"""Template tags of the house."""

from datetime import date
from functools import cache
from urllib.parse import quote

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from paizhu.accounts.models import Administers
from paizhu.web import signed_in
from paizhu.web.present import may_be_host, unread_of
from paizhu.web.seat import ADMINISTRATORS

register = template.Library()

# More than any form of ours sends; whatever is longer was not a question.
_LONGEST_ADDRESS = 8000
_SIGN_IN = "/sign-in/"


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
    if known is not None:
        return known
    address = here(request)
    back = "" if request.method != "GET" or address.startswith(_SIGN_IN) else quote(address, safe="/")
    # Most readers have not signed in: for them neither Django's templates nor the session need be asked.
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        # An address as a part of another holds no character that would have to be escaped.
        return SafeString(back.join(_visitor(get_language() or "", bool(back))))
    return signed_in.menu(request, address, back)


@register.simple_tag
def own_pages(request: HttpRequest) -> str:
    """Return the links of the navigation that only whoever acts from a seat has."""
    known: str | None = getattr(request, "own_pages", None)
    if known is not None:
        return known
    sitting = getattr(request, "sitting", None)
    if sitting is None:
        return SafeString("")
    section = request.path.split("/", 2)[1]
    unread, lang = unread_of(request), get_language() or ""
    return signed_in.own_pages(sitting.administers, section, unread, lang, host=may_be_host(request))


@cache
def _visitor(_language: str, has_next: bool) -> tuple[SafeString, ...]:
    """The piece of whoever has not signed in, around the address to come back to."""
    edge = SafeString("\x00")
    parts = render_to_string("web/_visitor.html", {"next": edge if has_next else ""}).strip().split(edge)
    return tuple(map(SafeString, parts))


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
