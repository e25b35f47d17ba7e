"""A full disk, a read-only one, a lock that is held, a clock set back: a clear state, nothing lost, nothing half done."""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from paizhu.operations.tests.around import Around, two_databases
from paizhu.tests import postgresql

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


@pytest.fixture
def disk() -> Iterator[Path]:
    """A small disk of its own, in memory."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    folder = Path(tempfile.mkdtemp(prefix="paizhu-disk-"))
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=320m,mode=755", "tmpfs", str(folder)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode != 0:
        folder.rmdir()
        pytest.skip("this machine lets nobody mount a disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)
        folder.rmdir()


@pytest.mark.soak
def test_a_disk_that_fills_below_postgresql_loses_nothing(disk: Path, tmp_path: Path) -> None:
    with postgresql.server(durable=True, at=disk) as server:
        here = Around(tmp_path / "home", server.address)
        ended = here._run("paizhu.operations.tests.faults", FAULT_DISK=str(disk))
    assert ended.returncode == 0, ended.stderr[-3000:]
    found: dict[str, Any] = json.loads(ended.stdout)
    assert (found["full"]["last"], found["full"]["retry"]) == (503, "60")
    # What was acknowledged before stays so; what was refused is done once there is room.
    assert found["full"]["again"] == [200, 201]
    assert found["kept"] == [found["acknowledged"]] * 2
    assert found["entries"] == found["acknowledged"]
    assert found["findings"] == []
