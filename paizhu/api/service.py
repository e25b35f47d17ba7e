"""All operations of the API, and the OpenAPI document that describes them."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.parser import Parser
from ninja.renderers import JSONRenderer

from paizhu.api import asking, matters, proving, standing
from paizhu.api.callers import ReadOnly
from paizhu.api.errors import answer_errors, error

TITLE = "Paizhu 派驻"
VERSION = "1"
ABOUT = (
    "Who owes what to whom, and on which provision; matters, and acts on them. Sentences are in Chinese, with "
    "`?lang=en` in English; ids and quotes stay as they are. Days are YYYY-MM-DD, last days inclusive. Every error has "
    "one shape (`Error`). See docs/reference/api.md."
)


class _Readable(JSONRenderer):
    """Chinese as it is, not in escapes."""

    json_dumps_params = {"ensure_ascii": False}  # noqa: RUF012  as its base class has it


class _Strict(Parser):
    """JSON as its standard has it, without NaN."""

    def parse_body(self, request: HttpRequest) -> Any:
        return json.loads(request.body, parse_constant=_no_constant)


class _Api(NinjaAPI):
    """Operations that take only what they know: a filter mistyped, or given twice, would let through what nobody asked for."""

    def create_temporal_response(self, request: HttpRequest) -> HttpResponse:
        """Begin a reply, once somebody was let in and before anything is read. Raises ValidationError."""
        match = request.resolver_match
        assert match is not None
        wrong = list(_wrong_address(request.GET, _names()[request.method or "", match.route]))
        if wrong:
            raise ValidationError(
                [{"loc": ("query", name), "type": "told", "msg": why} for name, why in wrong]
            )
        return super().create_temporal_response(request)


def _wrong_address(given: QueryDict, known: frozenset[str]) -> Iterator[tuple[str, str]]:
    for name in sorted(given):
        if name not in known:
            yield name, _("There is no such input.")
        elif len(given.getlist(name)) > 1:
            yield name, _("It is given more than once.")
    if given.get("lang", "") not in {"", "zh", "en"}:
        yield "lang", _("Expected one of: {known}.").format(known="zh, en")


def _no_constant(word: str) -> None:
    raise ValueError(word)


def _made() -> NinjaAPI:
    api = _Api(
        title=TITLE,
        version=VERSION,
        description=ABOUT,
        docs_url=None,
        openapi_url=None,
        renderer=_Readable(),
        parser=_Strict(),
        urls_namespace="api",
    )
    for router in (asking.router, standing.router, proving.router, matters.router):
        api.add_router("", router)
    answer_errors(api)
    api.add_exception_handler(ReadOnly, lambda _request, wrong: error(403, wrong.code, str(wrong)))
    return api


api = _made()


def document() -> dict[str, Any]:
    """Return the OpenAPI document."""
    said: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix="api/")))
    for operations in said["paths"].values():
        for operation in operations.values():
            if operation["tags"] == asking.router.tags:
                # These are for everybody; a token adds the organs of the registry.
                operation["security"].insert(0, {})
    return said


@cache
def _names() -> dict[tuple[str, str], frozenset[str]]:
    """What each operation takes in its address, by method and route."""
    return {
        (method.upper(), path.lstrip("/").replace("{", "<").replace("}", ">")): frozenset(
            ["lang", *(p["name"] for p in operation["parameters"] if p["in"] == "query")]
        )
        for path, operations in document()["paths"].items()
        for method, operation in operations.items()
    }


def written() -> str:
    """Return the document as the file in docs/reference has it."""
    return json.dumps(document(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
