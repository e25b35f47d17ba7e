"""For the tests of the API: programs with tokens of the cast."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from paizhu.door.tests.conftest import _in_english, cast
from paizhu.tokens.models import Scope
from paizhu.tokens.tests.conftest import MakeToken, _day, accounts, token

__all__ = ["_day", "_in_english", "accounts", "cast", "token"]


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    said: Any
    headers: Any


@dataclass(slots=True)
class Program:
    """A program that asks with somebody's token, or none."""

    token: str = ""

    def get(self, path: str, **query: Any) -> Reply:
        return self._sent("GET", path, query, None)

    def post(self, path: str, body: Any = None, key: str = "") -> Reply:
        return self._sent("POST", path, {}, body, key)

    def asked(self, method: str, address: str) -> Reply:
        """Send an address with whatever stands in it."""
        path, _mark, query = address.partition("?")
        return self._sent(method, path, query, None)

    def _sent(self, method: str, path: str, query: dict[str, Any] | str, body: Any, key: str = "") -> Reply:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if key:
            headers["Idempotency-Key"] = key
        reply = Client(raise_request_exception=False).generic(
            method,
            f"/api{path}",
            body if isinstance(body, bytes) else b"" if body is None else json.dumps(body),
            "application/json",
            headers=headers,
            QUERY_STRING=query if isinstance(query, str) else urlencode({"lang": "en", **query}),
        )
        return Reply(reply.status_code, json.loads(reply.content), reply.headers)


@pytest.fixture
def program(token: MakeToken) -> Callable[..., Program]:
    """A program with the token of somebody of the cast; without a name, one with none."""
    made: dict[tuple[str, Scope], Program] = {}

    def of(name: str = "", scope: Scope = Scope.ACT) -> Program:
        if not name:
            return Program()
        if (name, scope) not in made:
            made[name, scope] = Program(token(name, scope))
        return made[name, scope]

    return of
