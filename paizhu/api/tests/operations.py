"""All operations as the committed file describes them, with a request for each that would do something if it were let in."""

import json
from dataclasses import dataclass
from typing import Any

from paizhu import places

FILE = places.packs().parent / "docs/reference/openapi.json"


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation. needs_token: nobody gets in without one."""

    id: str
    method: str
    path: str
    needs_token: bool
    statuses: frozenset[int]

    def address(self, reference: str) -> str:
        """Return its path with things that exist put in."""
        names = {"reference": reference, "organ": "Z1", "norm": "stationed_rules.2022.12.lead"}
        names |= {"log": "Z1", "number": "1"}
        names["act"] = "task.accept" if "{reference}" in self.path else "task.propose"
        return self.path.format(**names).removeprefix("/api")


def document() -> dict[str, Any]:
    """Return the committed file."""
    said: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return said


OPERATIONS = [
    Operation(
        of["operationId"],
        method.upper(),
        path,
        {} not in of["security"],
        frozenset(int(status) for status in of["responses"]),
    )
    for path, methods in document()["paths"].items()
    for method, of in methods.items()
]
QUERY: dict[str, dict[str, Any]] = {
    "ask": {"text": "派驻机构应当做什么？"},
    "rule": {"bearer": "stationed_body", "act": "assist"},
    "search": {"q": "派驻"},
    "consistency": {"old": 1},
    "clock": {"event": "2025-09-01", "length": 10, "unit": "working_day"},
}
BODY: dict[str, dict[str, Any]] = {"ask_post": QUERY["ask"], "rule_post": QUERY["rule"], "act": {}}
