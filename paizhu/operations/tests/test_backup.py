"""The restore drill: a backup while people work, brought back in a new home, has the same heads and the same totals."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from paizhu.door.tests.conftest import _in_english
from paizhu.operations import archive
from paizhu.operations.backing_up import LAST
from paizhu.operations.errors import Broken
from paizhu.operations.tests.around import PASSPHRASE, Around, two_databases

__all__ = ["_in_english"]

pytestmark = pytest.mark.long

ENCRYPTED = ("--encrypt", "--keys", "--json")


@pytest.fixture(params=["sqlite", "postgresql"])
def homes(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Around, Around]]:
    """A home where people have worked, and an empty one."""
    with two_databases(request.param) as (first, second):
        here = Around(tmp_path / "home", first)
        here.beside("seed")
        yield here, Around(tmp_path / "new", second)


def done(ended: Any) -> dict[str, Any]:
    assert ended.returncode == 0, ended.stdout + ended.stderr
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


def test_restore_drill(homes: tuple[Around, Around], tmp_path: Path) -> None:
    here, new = homes
    file = tmp_path / "paizhu.backup"
    people = here.start("paizhu.operations.tests.working", "work")
    assert people.stdout is not None
    assert people.stdout.readline() == "going\n"
    before = here.beside("held")
    made = done(here.paizhu("backup", file, *ENCRYPTED))
    people.communicate(timeout=60)
    assert people.returncode == 0
    after = here.beside("held")
    # People did work before, while and after it was written.
    lengths = [{h["log"]: h["length"] for h in one["heads"]} for one in (before, made, after)]
    assert lengths[0]["Z1"] <= lengths[1]["Z1"] < lengths[2]["Z1"]
    assert (made["missing"], made["encrypted"], oct(file.stat().st_mode & 0o777)) == ([], True, "0o600")
    assert not list(here.home.glob(".backing-up-*"))

    restored = done(new.paizhu("restore", file, "--json"))
    assert (restored["heads"], restored["findings"]) == (made["heads"], [])
    held = new.beside("held")
    manifest = archive.first(file, PASSPHRASE)
    assert (held["heads"], held["rows"]) == (manifest["state"]["heads"], manifest["state"]["rows"])
    assert len(held["read"]) == made["attachments"] > 1
    assert all(held["read"].values())
    # The record goes on where it was, under the same name.
    assert (new.home / "keys/journal.key").read_text() == (here.home / "keys/journal.key").read_text()
    assert not (new.home / ".restoring").exists()
    _check_not_over(new, file)


def _check_not_over(new: Around, file: Path) -> None:
    """What is there is not written over without the word for it."""
    before = sorted(new.home.rglob("*"))
    again = new.paizhu("restore", file)
    assert (again.returncode, again.stdout) == (2, "")
    assert "Not restored" in again.stderr
    assert sorted(new.home.rglob("*")) == before
    assert "exists" in new.paizhu("backup", file).stderr


@pytest.fixture
def backup(made_once: Path, tmp_path: Path) -> tuple[Around, Path, Path]:
    """A home, its plain backup and its encrypted one."""
    shutil.copytree(made_once, tmp_path, dirs_exist_ok=True)
    return Around(tmp_path / "home"), tmp_path / "plain.backup", tmp_path / "closed.backup"


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    at = tmp_path_factory.mktemp("backup")
    here, plain, closed = Around(at / "home"), at / "plain.backup", at / "closed.backup"
    here.beside("seed")
    told = here.paizhu("backup", plain)
    assert "not encrypted" in told.stderr
    done(here.paizhu("backup", closed, *ENCRYPTED))
    return at


def test_a_file_that_is_not_whole_is_refused(backup: tuple[Around, Path, Path], tmp_path: Path) -> None:
    here, plain, closed = backup
    for file, secret in ((plain, None), (closed, PASSPHRASE)):
        whole, spoilt = file.read_bytes(), tmp_path / "spoilt"
        for size in (0, 10, 100, 600, 5_000, len(whole) // 2, len(whole) - 11_000, len(whole) - 1_025):
            spoilt.write_bytes(whole[:size])
            with pytest.raises(Broken):
                archive.read(spoilt, secret, lambda *_: None)
        for at in (
            40,
            1_000,
            9_000,
            len(whole) // 2,
            whole.rfind(b"sha256") if secret is None else len(whole) - 5,
        ):
            spoilt.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            with pytest.raises(Broken):
                archive.read(spoilt, secret, lambda *_: None)
    with pytest.raises(Broken, match="passphrase"):
        archive.read(closed, None, lambda *_: None)
    with pytest.raises(Broken, match="passphrase"):
        archive.read(closed, PASSPHRASE + "!", lambda *_: None)
    # All or nothing: not a file is left in the home that it was to go into.
    new = Around(tmp_path / "new")
    refused = new.paizhu("restore", spoilt)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "no whole backup" in refused.stderr
    assert [path.name for path in new.home.iterdir() if path.name != ".backup.lock"] == []
    # Private keys and what they open are in no plain backup.
    names: list[str] = []
    archive.read(plain, None, lambda name, _size, _content: names.append(name))
    assert "keys/journal.pub" in names
    assert not [name for name in names if name.endswith(("key", ".lock", "-wal"))]
    assert (here.home / "attachment-key").read_bytes().strip() not in plain.read_bytes()
    assert "encrypted backup only" in here.paizhu("backup", tmp_path / "x", "--keys").stderr


def test_in_place_of_what_is_there(backup: tuple[Around, Path, Path]) -> None:
    here, plain, _closed = backup
    was = here.beside("held")
    people = here.start("paizhu.operations.tests.working", "work")
    assert people.stdout is not None
    assert people.stdout.readline() == "going\n"
    # Not under people who work.
    refused = here.paizhu("restore", plain, "--replace")
    assert refused.returncode == 2
    assert "in use" in refused.stderr
    people.communicate(timeout=60)
    more = here.beside("held")
    assert more["rows"]["door_matter"] > was["rows"]["door_matter"]
    restored = done(here.paizhu("restore", plain, "--replace", "--json"))
    assert here.beside("held") == was
    aside = Path(restored["aside"])
    # What was there lies beside it, whole; the keys stayed where they were.
    assert {"paizhu.sqlite3", "attachments"} <= {path.name for path in aside.iterdir()}
    (aside / "keys").symlink_to(here.home / "keys")
    shutil.copy(here.home / "attachment-key", aside)
    assert Around(aside).beside("held") == more


def test_a_restore_that_was_stopped_lets_nothing_start(backup: tuple[Around, Path, Path]) -> None:
    here, plain, _closed = backup
    (here.home / ".restoring").mkdir()
    for command in (["journal", "verify"], ["up", "--port", "0"]):
        stopped = here.paizhu(*command)
        assert (stopped.returncode, stopped.stdout) == (2, "")
        assert "was not finished" in stopped.stderr
    done(here.paizhu("restore", plain, "--replace", "--json"))
    assert here.paizhu("journal", "verify").returncode == 0


def test_a_key_that_was_not_restored_is_not_made_anew(
    backup: tuple[Around, Path, Path], tmp_path: Path
) -> None:
    _here, plain, _closed = backup
    new = Around(tmp_path / "new")
    done(new.paizhu("restore", plain, "--json"))
    refused = new.paizhu("journal", "export", tmp_path / "log.jsonl", "--log", "W2")
    assert refused.returncode == 2
    assert "journal.key is missing" in refused.stderr
    assert new.paizhu("journal", "verify").returncode == 0
    old = new.paizhu("journal", "keys").stdout
    assert new.paizhu("keys", "rotate").returncode == 0
    both = new.paizhu("journal", "keys").stdout
    assert both.startswith(old)
    assert len({line.partition("+")[0] for line in both.splitlines()}) == 1


def test_no_room_for_the_file(backup: tuple[Around, Path, Path], tmp_path: Path) -> None:
    here, _plain, _closed = backup
    target = tmp_path / "other/paizhu.backup"
    target.parent.mkdir()
    # A file cannot grow beyond this: the copy of the database can, the archive cannot.
    most = (here.home / "paizhu.sqlite3").stat().st_size + 2_000
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        # Not forked by one that was there before the limit.
        words = [sys.executable, "-m", "paizhu", "backup", str(target)]
        ended = subprocess.run(words, env=here.env, capture_output=True, text=True, timeout=120, check=False)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("Not written: ")
    assert os.listdir(target.parent) == []  # noqa: PTH208  hidden files too
    assert not list(here.home.glob(".backing-up-*"))


def killed(here: Around, file: Path, at: Path, glob: str) -> None:
    """Begin a backup, and kill it with kill -9 as soon as there is what the pattern names."""
    process = here.start("paizhu", "backup", str(file), *ENCRYPTED, "--force")
    deadline = time.monotonic() + 120
    while not any(at.glob(glob)):
        assert process.poll() is None, "it ended before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.001)
    process.kill()
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL


def test_a_backup_that_was_killed_is_none(homes: tuple[Around, Around], tmp_path: Path) -> None:
    here, new = homes
    to = tmp_path / "to"
    to.mkdir()
    file, before = to / "paizhu.backup", here.beside("held")
    for at, glob in ((here.home, ".backing-up-*"), (to, "*.part")):
        killed(here, file, at, glob)
        # Nothing has the name of a backup, and nothing that is there can be restored.
        assert not file.exists()
        for left in to.iterdir():
            with pytest.raises(Broken):
                archive.read(left, PASSPHRASE, lambda *_: None)
            refused = new.paizhu("restore", left)
            assert (refused.returncode, refused.stdout) == (2, "")
        assert not (here.home / LAST).exists()
        assert here.beside("held") == before
    assert [left.suffix for left in to.iterdir()] == [".part"]
    # The next one works, and clears up.
    made = done(here.paizhu("backup", file, *ENCRYPTED))
    assert os.listdir(to) == [file.name]  # noqa: PTH208  hidden files too
    assert not list(here.home.glob(".backing-up-*"))
    kept = file.read_bytes()
    # A killed one does not harm the one before either.
    killed(here, file, to, "*.part")
    assert file.read_bytes() == kept
    assert done(new.paizhu("restore", file, "--json"))["heads"] == made["heads"]
