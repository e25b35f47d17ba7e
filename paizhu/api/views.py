"""The description of the API: for programs, and as a page that loads nothing from elsewhere."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from paizhu.api.replies import ALWAYS
from paizhu.api.service import document, written


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """Send the OpenAPI document."""
    return HttpResponse(_written(), content_type="application/json; charset=utf-8")


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Show all operations with what they take and answer."""
    return render(request, "api/docs.html", {"operations": _operations()})


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
            "inputs": operation["parameters"],
            "body": _name(operation.get("requestBody", {})),
            "answers": [
                (status, _name(answer))
                for status, answer in sorted(operation["responses"].items())
                if int(status) not in ALWAYS
            ],
        }
        for path, operations in said["paths"].items()
        for method, operation in operations.items()
    ]


def _name(of: dict[str, Any]) -> str:
    schema = of.get("content", {}).get("application/json", {}).get("schema", {})
    return str(schema.get("$ref", "")).rpartition("/")[2] or schema.get("title", "")
