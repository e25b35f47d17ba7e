"""For the tests of the registry: files to import, and ways to import them."""

import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import translation

from paizhu.registry import here
from paizhu.registry.importing import Report, import_file

Import = Callable[..., Report]


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def bring(tmp_path: Path) -> Import:
    """Import lists given as Python: `bring(organs=[…], relations=[…])`."""

    def import_(*, dry_run: bool = False, **lists: list[dict[str, Any]]) -> Report:
        file = tmp_path / "chart.json"
        file.write_text(json.dumps(lists, ensure_ascii=False), "utf-8")
        return import_file(file, dry_run=dry_run)

    return import_


@pytest.fixture
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that no registry of another test is taken for this one's: with the same clock, changes are of the same instant."""
    monkeypatch.setattr(here, "_kept", {})
    monkeypatch.setattr(here, "_then", {})


@pytest.fixture
def _without_overlaps_refused() -> None:
    """So that a chart may hold any contradiction already; the transaction of the test is taken back."""
    held = import_module("paizhu.registry.migrations.0002_held_by_the_database")
    with connection.cursor() as cursor:
        for name, (table, _rows, _columns) in held.OVERLAPS.items():
            on_table = f"ALTER TABLE registry_{table} DROP CONSTRAINT {name}"
            cursor.execute(f"DROP TRIGGER {name}" if connection.vendor == "sqlite" else on_table)
