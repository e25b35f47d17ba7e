"""The work on one log: its folder, what is asked, how far it is, what came of it. A long log has a process of its own.

`python -m paizhu.web.record.jobs TOKEN`. It holds the folder's lock for as long as it lives: a lock that nobody holds,
and no result, tell that it was interrupted.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import django
import msgspec

from paizhu.web import uploads
from paizhu.web.changing.jobs import locked


class Task(StrEnum):
    VERIFY = "verify"
    EXPORT = "export"
    COUNTERSIGN = "countersign"
    COUNTERSIGN_ALL = "countersign_all"  # of all offices that the seat's organ leads


class Asked(msgspec.Struct):
    """What is to be done, and from which seat; only that seat sees it.

    first, last: entries of an export, both included.  proven: one entry with its proof.  lang: of what the verifier says.
    """

    seat: str
    task: Task
    organ: str
    lang: str
    first: int = 0
    last: int = 0
    proven: bool = False


class Outcome(StrEnum):
    """What came of it. WRONG: the log is not as it was written; findings say where.  REFUSED: nothing was done."""

    WELL = "well"
    WRONG = "wrong"
    REFUSED = "refused"


class Older(StrEnum):
    """How the log stands to an older checkpoint that somebody kept."""

    NONE = ""
    SAME = "same"
    REWRITTEN = "rewritten"
    STRANGER = "stranger"  # of another log, or by another key: nothing can be said


class Result(msgspec.Struct):
    """What came of the work. at: RFC 3339.

    length, checked, heads: entries of the log, entries that were read, signed heads that were compared.
    hashed, signed: entries that the first stage of verifying hashed, and over how many of the first ones a head was signed.
    wrong: how many things its two stages found.
    findings: fault, number and name of what is wrong, the first ones; more: how many others.
    said: sentences of the verifier.  older_size: how many entries the older checkpoint is over.
    size: of the head that was countersigned, or under which was exported; of all, how many offices were countersigned.
    """

    outcome: Outcome
    at: str
    length: int = 0
    checked: int = 0
    heads: int = 0
    hashed: int = 0
    signed: int = 0
    wrong: tuple[int, int] = (0, 0)
    findings: list[tuple[str, int, str]] = []
    more: int = 0
    said: list[str] = []
    older: Older = Older.NONE
    older_size: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """A folder of work."""

    token: str
    folder: Path

    @property
    def file(self) -> Path:
        """What was exported."""
        return self.folder / "journal.jsonl"

    @property
    def older(self) -> Path:
        """The older checkpoint that was given to compare with; need not be there."""
        return self.folder / "older"

    def asked(self) -> Asked:
        return msgspec.msgpack.decode((self.folder / "asked").read_bytes(), type=Asked)

    def tell(self, done: int, whole: int) -> None:
        """Note how many entries were read by now, and of how many; of a verification, in the stage that goes on."""
        self._put("progress", json.dumps([done, whole]).encode())

    def told(self) -> tuple[int, int]:
        try:
            done, whole = json.loads((self.folder / "progress").read_bytes())
        except (FileNotFoundError, ValueError):
            return 0, 0
        return done, whole

    def begin_second(self, first: Result) -> None:
        """Note what came of the first of two stages; the second begins."""
        self.tell(0, 0)
        self._put("first", msgspec.msgpack.encode(first))

    def first(self) -> Result | None:
        """What came of the first of two stages; None before, and of work that has none."""
        return self._read("first")

    def end(self, result: Result) -> None:
        self._put("result", msgspec.msgpack.encode(result))

    def result(self) -> Result | None:
        """What came of it; None while it is worked on, or where it was interrupted."""
        return self._read("result")

    def _read(self, name: str) -> Result | None:
        try:
            return msgspec.msgpack.decode((self.folder / name).read_bytes(), type=Result)
        except FileNotFoundError:
            return None

    def is_worked_on(self) -> bool:
        with locked(self.folder / "lock") as mine:
            return mine is None

    def _put(self, name: str, data: bytes) -> None:
        beside = self.folder / f"{name}.part"
        beside.write_bytes(data)
        beside.replace(self.folder / name)


def begin(asked: Asked, older: bytes = b"") -> Job:
    """Make a folder for the work. Older ones go.  older: a checkpoint, or an export, to compare with; b"" for none."""
    token = uploads.begin()
    made = Job(token, uploads.place(token))
    (made.folder / "asked").write_bytes(msgspec.msgpack.encode(asked))
    if older:
        made.older.write_bytes(older)
    return made


def find(token: str, seat: str) -> Job:
    """Return a seat's job. Raises uploads.Gone, also for whatever is another seat's."""
    found = Job(token, uploads.place(token))
    try:
        asked = found.asked()
    except (FileNotFoundError, msgspec.DecodeError):
        raise uploads.Gone from None
    if asked.seat != seat:
        raise uploads.Gone
    return found


def start(job: Job) -> None:
    """Have the work done by a process of its own."""
    with locked(job.folder / "lock") as lock:
        if lock is None:
            return
        words = [sys.executable, "-m", "paizhu.web.record.jobs", job.token]
        # The lock goes with the process: it is free again once that has ended, however it ended.
        subprocess.Popen(words, pass_fds=(lock,), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paizhu.settings")
    django.setup()
    # Models can be loaded only now.
    from paizhu.web.record.working import work

    work(Job(sys.argv[1], uploads.place(sys.argv[1])))
