"""`paizhu up` as a whole: it serves, on this machine only, and ends in order."""

import http.client
import signal
from pathlib import Path

from paizhu.tests.serving import serving


def status(address: str) -> int:
    connection = http.client.HTTPConnection(address)
    connection.request("GET", "/ask/")
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def test_serves_and_ends_in_order(tmp_path: Path) -> None:
    with serving(tmp_path / "home", PAIZHU_LANG="en") as (process, address):
        assert status(address) == 200
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=20)
    assert process.returncode == 0
    assert said == "Paizhu has ended.\n"


def test_writes_into_its_home_only(tmp_path: Path) -> None:
    with serving(tmp_path / "home", HOME=str(tmp_path / "user")) as (_, address):
        assert status(address) == 200
        assert [path.name for path in (tmp_path / "home").iterdir()] == ["secret-key"]
        assert [path.name for path in tmp_path.iterdir()] == ["home"]
