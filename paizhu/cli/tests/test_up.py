"""`paizhu up` as a whole: it serves, on this machine only, and ends in order."""

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread
from unittest.mock import Mock

import pytest

from paizhu import places
from paizhu.cli import server
from paizhu.cli.server import Worker
from paizhu.registry import database, here
from paizhu.registry.importing import import_file
from paizhu.registry.tests.charts import city
from paizhu.tests.serving import serving


def status(address: str) -> int:
    connection = http.client.HTTPConnection(address)
    connection.request("GET", "/ask/")
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def test_serves_and_ends_in_order(tmp_path: Path) -> None:
    with serving(tmp_path / "home", anew=True, PAIZHU_LANG="en") as (process, address):
        assert status(address) == 200
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=20)
    assert process.returncode == 0
    assert said == "Paizhu has ended.\n"


def test_a_worker_ends_whatever_it_was_just_doing() -> None:
    worker = Worker.__new__(Worker)
    worker.alive, worker.tpool, worker.method_queue = True, ThreadPoolExecutor(1), Mock()
    # As when the signal interrupts the pool while it takes a request.
    with worker.tpool._shutdown_lock:
        ending = Thread(target=worker.handle_quit, args=(signal.SIGQUIT, None), daemon=True)
        ending.start()
        ending.join(timeout=5)
        assert not ending.is_alive()
    assert not worker.alive


def test_writes_into_its_home_only(tmp_path: Path) -> None:
    with serving(tmp_path / "home", anew=True, HOME=str(tmp_path / "user")) as (_, address):
        assert status(address) == 200
        # The cache is not needed where the pack was kept beside itself.
        database = {"paizhu.sqlite3", "paizhu.sqlite3-wal", "paizhu.sqlite3-shm"}
        made = {path.name for path in (tmp_path / "home").iterdir()}
        assert made - {"cache"} - database == {"secret-key"}
        assert "paizhu.sqlite3" in made
        assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_pack_with_faults_stops_the_start(tmp_path: Path) -> None:
    packs = tmp_path / "packs"
    shutil.copytree(places.packs(), packs)
    interpretations = packs / "discipline/interpretations.yaml"
    broken = interpretations.read_text("utf-8").replace("stance: contested", "stance: perhaps")
    interpretations.write_text(broken.replace("stance: denies", "stance: rather not"), "utf-8")
    start = (
        "import sys; from pathlib import Path; from paizhu import places; from paizhu.cli import main; "
        "given = Path(sys.argv.pop(1)); places.packs = lambda: given; main()"
    )
    ended = subprocess.run(
        [sys.executable, "-c", start, str(packs), "up", "--port", "0"],
        env=os.environ | {"PAIZHU_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    faults = [line for line in ended.stderr.splitlines() if line.startswith("interpretations.yaml:")]
    assert any("perhaps" in fault for fault in faults)
    assert any("rather not" in fault for fault in faults)
    assert not (tmp_path / "home").exists()


@pytest.mark.django_db
def test_registry_is_read_before_anybody_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(here, "_kept", {})
    monkeypatch.setattr(database, "close", lambda: None)  # it would be the test's own
    (tmp_path / "city.json").write_text(json.dumps(city()), "utf-8")
    import_file(tmp_path / "city.json")
    server._pages_ready()
    (kept,) = here._kept.values()
    assert "Z1" in kept.here.chart.organs


@pytest.mark.django_db
def test_nothing_recorded_is_nothing_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(here, "_kept", {})
    monkeypatch.setattr(database, "close", lambda: None)
    server._pages_ready()
    assert here._kept == {}
