"""One shape for everything that goes wrong: `paizhu.api.schemas.common.Error`."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from paizhu.api.faults import by_input
from paizhu.api.speaking import language
from paizhu.door.filtering import WrongFilter
from paizhu.door.refusals import Conflict, InvalidForm, KeyReused, NotVisible, Refused
from paizhu.journal.sealed import NoKey, NotAsSealed
from paizhu.norms.errors import InvalidInput, UnknownTerm
from paizhu.norms.periods.sums import PeriodError
from paizhu.norms.sentences import sentences
from paizhu.tokens.errors import NotLetIn, TooMany


class NotYet(Exception):
    """What is asked for is being made; it may be asked again after so many seconds."""

    def __init__(self, message: str, wait_s: int) -> None:
        super().__init__(message)
        self.message, self.wait_s = message, wait_s


def error(
    status: int,
    code: str,
    message: str,
    *,
    refusal: Refused | None = None,
    fields: Mapping[str, Sequence[str]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Return a reply that says what went wrong."""
    said = {
        "code": code,
        "message": message,
        **(told(refusal) if refusal else {"gate": None, "provisions": [], "instead": []}),
        "fields": {name: list(wrong) for name, wrong in (fields or {}).items()},
    }
    return HttpResponse(
        json.dumps(said, ensure_ascii=False),
        status=status,
        content_type="application/json; charset=utf-8",
        headers=headers,
    )


def told(refusal: Refused) -> dict[str, Any]:
    """Return a refusal of the door as plain data, without code and message."""
    return {
        "gate": refusal.gate.value,
        "provisions": list(refusal.provisions),
        "instead": [
            {"name": way.name, "act": way.act, "who": way.who, "asked": way.asked} for way in refusal.instead
        ],
    }


def unauthorized(code: str, message: str) -> HttpResponse:
    """Return the reply to whoever shows no token, or one that lets nobody in."""
    return error(401, code, message, headers={"WWW-Authenticate": "Bearer"})


def _invalid(_request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    said = _("Not done: the request is not filled in rightly.")
    return error(422, "input", said, fields=by_input(wrong.errors))


def _unknown(_request: HttpRequest, wrong: UnknownTerm) -> HttpResponse:
    near = (", " if language() == "en" else "、").join(wrong.near)
    message = _("“{given}” is not known here.").format(given=_plain(wrong.given))
    if near:
        message = sentences(message, _("Near it: {near}.").format(near=near))
    # What bearer and counterpart are called the question does not say; these two have an input of their own name.
    fields = {wrong.what: [message]} if wrong.what in {"act", "regulation"} else None
    return error(422, wrong.code, message, fields=fields)


def _plain(text: str) -> str:
    return "".join(c for c in text if c.isprintable())[:100]


def _http(_request: HttpRequest, wrong: HttpError) -> HttpResponse:
    if wrong.status_code == 400:  # noqa: PLR2004  the only one that ninja raises by itself
        return error(400, "request", _("Not done: the body of the request is no JSON."))
    return error(wrong.status_code, "request", _("Not done: the request cannot be answered."))


def _sealed(_request: HttpRequest, wrong: NoKey | NotAsSealed) -> HttpResponse:
    return error(503, wrong.code, str(wrong.told))


def answer_errors(api: NinjaAPI) -> None:
    """Let the API answer each kind of error in the one shape."""

    def add(kind: type[Exception], answer: Any) -> None:
        api.add_exception_handler(kind, answer)

    add(ValidationError, _invalid)
    add(UnknownTerm, _unknown)
    add(HttpError, _http)
    add(
        AuthenticationError,
        lambda _r, _e: unauthorized("token.missing", _("Show a token: Authorization: Bearer …")),
    )
    add(NotLetIn, lambda _r, e: unauthorized(e.code, e.message))
    add(TooMany, lambda _r, e: error(429, e.code, e.message, headers={"Retry-After": str(e.wait_s)}))
    add(NotYet, lambda _r, e: error(503, "not_yet", e.message, headers={"Retry-After": str(e.wait_s)}))
    add(Refused, lambda _r, e: error(403, e.code, e.message, refusal=e))
    add(NotVisible, lambda _r, e: error(404, e.code, str(e)))
    add(Http404, lambda _r, _e: error(404, "not_found", _("There is no such thing.")))
    add(Conflict, lambda _r, e: error(409, e.code, str(e)))
    # 422 as draft-ietf-httpapi-idempotency-key-header says for a key that comes with another request.
    add(KeyReused, lambda _r, e: error(422, e.code, str(e)))
    add(WrongFilter, lambda _r, e: error(422, e.code, str(e), fields={e.field: [str(e)]}))
    add(InvalidForm, lambda _r, e: error(422, e.code, str(e), fields=e.fields))
    add(PeriodError, lambda _r, e: error(422, e.code, e.text.in_(language())))
    add(NoKey, _sealed)
    add(NotAsSealed, _sealed)
    add(InvalidInput, lambda _r, e: error(422, e.code, str(e)))
