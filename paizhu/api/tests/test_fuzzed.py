"""The whole API is sent what its own description allows and forbids: never a fault, never a reply that was not described."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from pytest_django.fixtures import Settings
from schemathesis import Case, GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from paizhu.api.tests.operations import document
from paizhu.door.models import Matter
from paizhu.door.tests.world import assigned, proposed
from paizhu.tokens.tests.conftest import MakeToken
from paizhu.wsgi import application

EXAMPLES = 300 if os.environ.get("PAIZHU_SOAK") else 12
ACTS = ["task.accept", "task.note", "task.answer", "task.propose", "grant.give", "recusal.declare"]

schema = schemathesis.openapi.from_dict(document())
schema.app = application


@pytest.fixture
def known(token: MakeToken) -> tuple[str, list[str]]:
    """Somebody's token, and matters: one that its seat acts on, one that it does not see."""
    return token("head"), [assigned().reference, proposed().reference]


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Requests run inside the test's transaction, so none of them may close its connection when it begins or ends."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_reply_is_as_described(
    case: Case[Any], known: tuple[str, list[str]], settings: Settings
) -> None:
    settings.API_REQUESTS_A_MINUTE = 1_000_000
    secret, references = known
    _name_what_exists(case, references)
    # Inputs that break a form's rules are refused though they keep to the schema: it cannot say all of them.
    case.call_and_validate(
        headers={"Authorization": f"Bearer {secret}"}, excluded_checks=[positive_data_acceptance]
    )
    assert Matter.objects.get(reference=references[1]).state == "proposed"


def _name_what_exists(case: Case[Any], references: list[str]) -> None:
    """Put matters and acts that exist into some of the addresses; words drawn at random would never meet one."""
    if case.meta is None or case.meta.generation.mode is not GenerationMode.POSITIVE:
        return
    drawn = case.path_parameters or {}
    if "reference" in drawn and len(drawn["reference"]) % 3:
        drawn["reference"] = references[len(drawn["reference"]) % 3 - 1]
    if "act" in drawn and len(drawn["act"]) % 3:
        drawn["act"] = ACTS[ord(drawn["act"][0]) % len(ACTS)]
