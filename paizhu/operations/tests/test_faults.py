"""A full disk, a read-only one, a lock that is held, a clock set back: a clear state, nothing lost, nothing half done."""

import json
from pathlib import Path
from typing import Any

import pytest

from paizhu.operations.tests.around import Around, two_databases

TOLD_LATER = {"during": 503, "told": "unavailable", "retry": "60", "after": [201, 200]}


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.soak)])
def test_faults_lose_nothing(kind: str, tmp_path: Path) -> None:
    with two_databases(kind) as (address, _second):
        ended = Around(tmp_path / "home", address)._run("paizhu.operations.tests.faults")
    assert ended.returncode == 0, ended.stderr[-3000:]
    found: dict[str, Any] = json.loads(ended.stdout)
    assert found["well"] == 201
    assert found["read only"] == TOLD_LATER
    assert found["locked"] == TOLD_LATER
    assert found["clock"] == {"status": 201, "later": True, "said": True, "doctor": "wrong"}
    assert found["waited"]["status"] == 201
    assert found["waited"]["seconds"] > 0.5
    if kind == "sqlite":
        assert found["full"] == {"last": 503, "again": [200, 201]}
        assert found["attachment"] == {"error": "OSError", "rows": 0, "left": []}
    # Each that was acknowledged is there once, and nothing else is.
    assert found["kept"] == [found["acknowledged"]] * 2
    assert found["entries"] == found["acknowledged"]
    assert found["findings"] == []
    # What went wrong is in the log by kind and place, without what was typed.
    assert "OperationalError" in ended.stderr or "InternalError" in ended.stderr
    assert "核查" not in ended.stderr
