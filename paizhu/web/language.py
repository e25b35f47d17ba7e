"""The language of a reply: what the reader chose on the page, Chinese before that.

Django's LocaleMiddleware would take the browser's language first. Many browsers in the offices run in
English while their readers want the Chinese page, so only the choice counts.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from paizhu.web.headers import GetResponse


def chosen_language(get_response: GetResponse) -> GetResponse:
    """Answer each request in its reader's language."""

    def respond(request: HttpRequest) -> HttpResponse:
        with translation.override(_language(request)):
            response = get_response(request)
            response.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        patch_vary_headers(response, ["Cookie"])
        return response

    return respond


def _language(request: HttpRequest) -> str:
    try:
        return translation.get_supported_language_variant(request.COOKIES[settings.LANGUAGE_COOKIE_NAME])
    except LookupError:
        return settings.LANGUAGE_CODE
