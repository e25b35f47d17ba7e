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


# For how many seconds a lock is held, and how long others wait for it: 20 seconds, as the product sets it.
A_MINUTE = {"FAULT_LOCK_S": "60", "FAULT_WAIT_S": "20"}


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("sqlite", {}),
        pytest.param("sqlite", A_MINUTE, marks=pytest.mark.soak),
        pytest.param("postgresql", A_MINUTE, marks=pytest.mark.soak),
    ],
    ids=["sqlite", "sqlite, a minute", "postgresql, a minute"],
)
def test_faults_lose_nothing(kind: str, more: dict[str, str], tmp_path: Path) -> None:
    with two_databases(kind) as (address, _second):
        here = Around(tmp_path / "home", address).ready()
        ended = here._run("paizhu.operations.tests.faults", **more)
    assert ended.returncode == 0, ended.stderr[-3000:]
    found: dict[str, Any] = json.loads(ended.stdout)
    assert found["well"] == 201
    assert found["read only"] == TOLD_LATER
    assert found["locked"] == TOLD_LATER
    assert found["clock"] == {"status": 201, "later": True, "said": True, "doctor": "wrong"}
    assert found["waited"]["status"] == 201
    assert found["waited"]["seconds"] > 0.5
    held = found["held"]
    # Told again and again to come later, and done once when the lock is let go.
    assert len(held["statuses"]) > 2
    assert (set(held["statuses"][:-1]), held["statuses"][-1]) == ({503}, 201)
    assert held["seconds"] >= float(more.get("FAULT_LOCK_S", 3))
    if kind == "postgresql":
        told = found["read only, told"]
        assert told["doctor"] == ["It can be read, and takes no changes: nothing can be recorded."]
        assert (told["page"], told["form"], told["commands"]) == (200, [503, True], [0, 2, True])
        assert told["after"] == 201
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
