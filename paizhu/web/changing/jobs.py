"""The work on one upload of the registry: what is in its folder, what is being done, what has come of it.

A large file is worked on by a process of its own, so that pages answer meanwhile. It holds the folder's lock for as
long as it lives: a lock that nobody holds while work is under way tells that the work was interrupted.
"""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from paizhu.web import uploads


class Task(StrEnum):
    LOOK = "look"
    RECORD = "record"


class Stage(StrEnum):
    """What has come of the work. MOVED: looked at again, because the registry had changed."""

    BEGUN = "begun"
    LOOKED = "looked"
    MOVED = "moved"
    REFUSED = "refused"
    RECORDED = "recorded"
    BUSY = "busy"
    FAILED = "failed"


class State(msgspec.Struct):
    """What stands in the folder. seen: the instant of the last change that the preview knew of, "" for none."""

    name: str
    stage: Stage = Stage.BEGUN
    task: Task | None = None  # under way, or interrupted
    lang: str = ""
    seen: str = ""
    counts: dict[str, dict[str, int]] = {}
    parts: dict[str, int] = {}
    asks: list[dict[str, Any]] = []
    faults: int = 0
    why: str = ""
    change: int | None = None
    seat: str = ""  # from which it is recorded


@dataclass(frozen=True, slots=True)
class Job:
    """An upload's folder."""

    token: str
    folder: Path

    @property
    def given(self) -> Path:
        """What was uploaded: a file, or a folder of several CSV files."""
        return next((self.folder / "given").iterdir())

    @property
    def rows(self) -> Path:
        return self.folder / "rows"

    @property
    def map(self) -> Path:
        return self.folder / "map.json"

    def state(self) -> State:
        return msgspec.msgpack.decode((self.folder / "state").read_bytes(), type=State)

    def put(self, state: State) -> None:
        _put(self.folder / "state", msgspec.msgpack.encode(state))

    def tell(self, what: str, done: int, whole: int) -> None:
        """Note how far the work is."""
        _put(self.folder / "progress", json.dumps([what, done, whole]).encode())

    def told(self) -> tuple[str, int, int]:
        try:
            what, done, whole = json.loads((self.folder / "progress").read_bytes())
        except (FileNotFoundError, ValueError):
            return "", 0, 0
        return what, done, whole

    def drop_files(self) -> None:
        """Remove what was uploaded and looked at; what has come of it stays."""
        for folder in (self.folder / "given", self.rows):
            shutil.rmtree(folder, ignore_errors=True)
        self.map.unlink(missing_ok=True)

    @property
    def size(self) -> int:
        """How many bytes were uploaded."""
        files = [self.given] if self.given.is_file() else list(self.given.iterdir())
        return sum(file.stat().st_size for file in files)

    def is_worked_on(self) -> bool:
        with locked(self.folder / "lock") as mine:
            return mine is None


def job(token: str) -> Job:
    """Return the upload of that token. Raises Gone."""
    folder = uploads.place(token)
    if not (folder / "state").exists():
        raise uploads.Gone
    return Job(token, folder)


@contextmanager
def locked(file: Path, patience_s: float = 0) -> Iterator[int | None]:
    """Give the lock as an open file, or None when somebody else has it for longer than that."""
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield handle if _taken(handle, time.monotonic() + patience_s) else None
    finally:
        os.close(handle)


def _taken(handle: int, until: float) -> bool:
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
            time.sleep(0.01)
        else:
            return True


def _put(file: Path, data: bytes) -> None:
    """Write beside, then move: nobody ever reads half of it."""
    beside = file.with_suffix(f".{os.getpid()}.part")
    beside.write_bytes(data)
    beside.replace(file)
