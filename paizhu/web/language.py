"""The language of a reply: what the reader chose on the page, Chinese before that.

Django's LocaleMiddleware would take the browser's language first. Many browsers in the offices run in
English while their readers want the Chinese page, so only the choice counts. `?lang=en` in an address
speaks for that one page, so that a link can be sent to somebody in its language; for what htmx puts into the page as well.
"""

from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from paizhu.web.headers import GetResponse

_IN_ADDRESS = {"zh": "zh-hans", "en": "en"}
_PAGE = "HX-Current-URL"


def chosen_language(get_response: GetResponse) -> GetResponse:
    """Answer each request in its reader's language."""

    def respond(request: HttpRequest) -> HttpResponse:
        with translation.override(_language(request)):
            response = get_response(request)
            response.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        patch_vary_headers(response, ["Cookie", _PAGE] if _PAGE in request.headers else ["Cookie"])
        return response

    return respond


def pack_language() -> str:
    """Return the language of this reply as the pack calls it: `zh` or `en`."""
    return "en" if translation.get_language() == "en" else "zh"


def _language(request: HttpRequest) -> str:
    in_address = _IN_ADDRESS.get(request.GET.get("lang", "") or _of_the_page(request))
    if in_address is not None:
        return in_address
    try:
        return translation.get_supported_language_variant(request.COOKIES[settings.LANGUAGE_COOKIE_NAME])
    except LookupError:
        return settings.LANGUAGE_CODE


def _of_the_page(request: HttpRequest) -> str:
    """What the address of the page says into which htmx puts this reply."""
    try:
        return parse_qs(urlsplit(request.headers.get(_PAGE, "")).query).get("lang", [""])[0]
    except ValueError:  # no address
        return ""
