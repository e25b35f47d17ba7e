"""The description of the API: for programs, and as a page that loads nothing from elsewhere."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from paizhu.api.replies import ALWAYS
from paizhu.api.service import document, written

_CURL = 'curl -H "Authorization: Bearer $TOKEN"'
_ACTED = """ -H "Content-Type: application/json" -H "Idempotency-Key: 1" -d '{"text": "…"}'"""
EXAMPLES = (
    f'{_CURL} "$ADDRESS/api/matters?state=assigned&limit=20"',
    f'{_CURL}{_ACTED} "$ADDRESS/api/matters/REFERENCE/acts/task.answer"',
)


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """Send the OpenAPI document."""
    return HttpResponse(_written(), content_type="application/json; charset=utf-8")


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Show all operations with what they take and answer."""
    return render(request, "api/docs.html", {"examples": EXAMPLES, "operations": _operations()})


@cache
def _written() -> str:
    return written()


@cache
def _operations() -> list[dict[str, Any]]:
    said = document()
    return [
        {
            "method": method.upper(),
            "path": path,
            "id": operation["operationId"],
            "summary": operation["summary"],
            "description": operation.get("description", ""),
            "token": {} not in operation["security"],
            "inputs": [given | {"kind": _kind(given["schema"])} for given in operation["parameters"]],
            "body": _name(operation.get("requestBody", {})),
            "fields": _fields(operation.get("requestBody", {}), said["components"]["schemas"]),
            "answers": [
                (status, _name(answer))
                for status, answer in sorted(operation["responses"].items())
                if int(status) not in ALWAYS
            ],
        }
        for path, operations in said["paths"].items()
        for method, operation in operations.items()
    ]


def _fields(body: dict[str, Any], schemas: dict[str, Any]) -> list[dict[str, Any]]:
    """The inputs in a body, where they are the same for all; those of an act are its own."""
    schema = schemas.get(_name(body), {})
    return [
        {"name": name, "kind": _kind(of), "required": name in schema.get("required", ())}
        for name, of in schema.get("properties", {}).items()
    ]


def _kind(schema: dict[str, Any]) -> str:
    """What an input has to be, in the words of JSON Schema: such as `integer 1–200`, or the values that it can have."""
    if "anyOf" in schema:
        return " / ".join(_kind(of) for of in schema["anyOf"] if of.get("type") != "null")
    if "enum" in schema:
        return " / ".join(map(str, schema["enum"]))
    least, most = schema.get("minimum"), schema.get("maximum")
    bounds = "" if least is None else f" {least}–{most}" if most is not None else f" ≥ {least}"
    return str(schema.get("format") or schema.get("type", "")) + bounds


def _name(of: dict[str, Any]) -> str:
    schema = of.get("content", {}).get("application/json", {}).get("schema", {})
    return str(schema.get("$ref", "")).rpartition("/")[2] or schema.get("title", "")
