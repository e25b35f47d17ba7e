"""For the tests of accounts: the small city of the registry's tests, and accounts in it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from paizhu.accounts.models import Account
from paizhu.accounts.tests.signed_in import make_account
from paizhu.registry.importing import import_file
from paizhu.registry.tests import charts

Bring = Callable[[dict[str, list[dict[str, Any]]]], None]
MakeAccount = Callable[..., Account]


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def bring(db: None, tmp_path: Path) -> Bring:  # noqa: ARG001  the database first
    """Import a chart."""

    def bring(lists: dict[str, list[dict[str, Any]]]) -> None:
        file = tmp_path / "chart.json"
        file.write_text(json.dumps(lists, ensure_ascii=False), "utf-8")
        import_file(file)

    return bring


@pytest.fixture
def city(bring: Bring) -> None:
    """The small city."""
    bring(charts.city())


@pytest.fixture
def account(db: None) -> MakeAccount:  # noqa: ARG001  the database first
    """Make an account that was let in: `account("zhang", person="X1")`, `account("root", administers="system")`."""
    return make_account
