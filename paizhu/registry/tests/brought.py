"""A chart that many tests begin with: imported once in a process, and its rows put back for each test after that."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from paizhu.registry import here


@dataclass(slots=True)
class _Brought:
    """rows: what the import wrote, table by table.  kept: the registry as it was read then."""

    rows: list[list[models.Model]]
    kept: dict[str, Any]


_brought: dict[str, _Brought] = {}


def bring_once(name: str, bring: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    """Do the import and read the registry (`bring`), or put back what was written and read the first time.

    For tests whose database is empty at their beginning, and which take all back at their end.
    """
    name = f"{name}, recorded on {timezone.localdate()}"
    monkeypatch.setattr(here, "_then", {})
    if name in _brought:
        for written in _brought[name].rows:
            type(written[0])._base_manager.bulk_create(written)
        # The instants of its changes are those of the first time. What a test records is kept for that test only.
        monkeypatch.setattr(here, "_kept", dict(_brought[name].kept))
        return
    monkeypatch.setattr(here, "_kept", {})
    before = _filled()
    bring()
    rows = [list(model._base_manager.all()) for model in _filled() if model not in before]
    _brought[name] = _Brought(rows, dict(here._kept))


def _filled() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._base_manager.exists()]
