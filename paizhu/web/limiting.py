"""A limit on open questions: whoever has no seat asks so many a minute, and is then told when to go on."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from paizhu.accounts.allowance import allowance

GetResponse = Callable[[HttpRequest], HttpResponse]

# What takes work to answer and needs no seat. The API has a limit of its own at its edge.
LIMITED = ("/ask/", "/norms/search/", "/norms/matrix/", "/norms/roles/", "/clock/")


def limited(get_response: GetResponse) -> GetResponse:
    """Answer 429 with `Retry-After` to whoever asks too often without a seat."""

    def respond(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(LIMITED) and getattr(request, "sitting", None) is None:
            wait_s = allowance.take(request, time.time())
            if wait_s:
                reply = render(request, "429.html", {"wait_s": wait_s}, status=429)
                if request.headers.get("HX-Request"):
                    # Put where a part was to go, a whole page would be no answer: the browser goes to it instead.
                    reply = HttpResponse(status=429, headers={"HX-Redirect": request.get_full_path()})
                reply["Retry-After"] = str(wait_s)
                return reply
        return get_response(request)

    return respond
