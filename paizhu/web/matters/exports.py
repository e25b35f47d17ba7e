"""The work on one export: its folder, what is asked for, how far it is. A large one is written by a process of its own.

`python -m paizhu.web.matters.exports TOKEN`. It holds the folder's lock for as long as it lives: a lock that nobody
holds, and no file, tell that it was interrupted.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import django
import msgspec

from paizhu.web import uploads
from paizhu.web.changing.jobs import locked


class Asked(msgspec.Struct):
    """What is to be exported: the filters as in an address. seat: whose list it is, and who may fetch the file.

    list: which one: matters, or rectification.
    """

    seat: str
    query: str
    lang: str
    list: str = "matters"


@dataclass(frozen=True, slots=True)
class Export:
    """An export's folder."""

    token: str
    folder: Path

    @property
    def file(self) -> Path:
        return self.folder / "matters.xlsx"

    @property
    def rows(self) -> int:
        """How many rows were read by now."""
        try:
            return int(json.loads((self.folder / "rows").read_bytes()))
        except (FileNotFoundError, ValueError):
            return 0

    def tell(self, rows: int) -> None:
        """Note how many rows were read by now."""
        beside = self.folder / "rows.part"
        beside.write_text(str(rows))
        beside.replace(self.folder / "rows")

    def asked(self) -> Asked:
        return msgspec.msgpack.decode((self.folder / "asked").read_bytes(), type=Asked)

    def is_worked_on(self) -> bool:
        with locked(self.folder / "lock") as mine:
            return mine is None


def begin(asked: Asked) -> Export:
    """Make a folder for an export. Older ones go."""
    token = uploads.begin()
    made = Export(token, uploads.place(token))
    (made.folder / "asked").write_bytes(msgspec.msgpack.encode(asked))
    return made


def find(token: str, seat: str) -> Export:
    """Return a seat's export. Raises uploads.Gone, also for whatever is another seat's."""
    found = Export(token, uploads.place(token))
    try:
        asked = found.asked()
    except FileNotFoundError:
        raise uploads.Gone from None
    if asked.seat != seat:
        raise uploads.Gone
    return found


def start(of: Export) -> None:
    """Have the file written by a process of its own."""
    with locked(of.folder / "lock") as lock:
        if lock is None:
            return
        words = [sys.executable, "-m", "paizhu.web.matters.exports", of.token]
        # The lock goes with the process: it is free again once that has ended, however it ended.
        subprocess.Popen(words, pass_fds=(lock,), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paizhu.settings")
    django.setup()
    # Models can be loaded only now.
    from paizhu.web.matters.exporting import work

    work(Export(sys.argv[1], uploads.place(sys.argv[1])))
