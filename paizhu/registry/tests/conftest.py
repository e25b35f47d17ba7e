"""For the tests of the registry: files to import, and ways to import them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

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
