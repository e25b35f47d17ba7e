"""The OpenAPI file and the page of all operations say what the API does."""

import json

import pytest
from django.test import Client

from paizhu.api.service import written
from paizhu.api.tests.operations import FILE, OPERATIONS


def test_file_is_what_the_api_does() -> None:
    assert FILE.read_text("utf-8") == written(), "write it anew: .venv/bin/python tools/openapi.py"


def test_file_is_served(client: Client) -> None:
    reply = client.get("/api/openapi.json")
    assert (reply.status_code, reply["Content-Type"]) == (200, "application/json; charset=utf-8")
    assert json.loads(reply.content) == json.loads(FILE.read_text("utf-8"))


@pytest.mark.django_db
def test_page_lists_every_operation_and_loads_nothing_from_elsewhere(client: Client) -> None:
    page = client.get("/api/docs")
    html = page.content.decode()
    for operation in OPERATIONS:
        assert f'id="{operation.id}"' in html
        assert f"{operation.method} {operation.path}" in html
    # What is to be given is told, not only how it is called.
    for kind in ("hour / day / working_day / month / year", "integer 1–200", "date / date-time"):
        assert kind in html
    assert "http://" not in html
    assert "https://" not in html
    assert "default-src 'self'" in page["Content-Security-Policy"]


def test_every_operation_names_its_errors() -> None:
    for operation in OPERATIONS:
        assert operation.statuses >= {400, 401, 413, 422, 429, 500}
