"""Stores a database of the present version, for the test that later versions bring it to their form.

    .venv/bin/python tools/stored_database.py VERSION [--postgresql]

Writes paizhu/operations/tests/stored/VERSION/ or VERSION-postgresql/: `database.sql.gz` of SQLite or `postgresql.sql.gz`,
`attachments/`, the keys of that throw-away installation, and `state.json`, which says what it holds. Run both for each
release and commit what they wrote; a stored version is never written anew.
"""

import gzip
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import ExitStack, closing
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STORED = ROOT / "paizhu/operations/tests/stored"


def main() -> None:
    """Store it under the version that was given."""
    on_postgresql = sys.argv[2:] == ["--postgresql"]
    name = "-".join([*sys.argv[1:2], *(["postgresql"] if on_postgresql else [])])
    if len(sys.argv) != 2 + on_postgresql or (STORED / name).exists():
        sys.exit(f"{__doc__}\nGive a version that is not stored yet.")
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        home, address = Path(folder) / "home", ""
        if on_postgresql:
            from paizhu.tests.postgresql import running

            address = stack.enter_context(running())
        os.environ |= {
            "PAIZHU_HOME": str(home),
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "paizhu.settings",
        }
        store(home, STORED / name, fill(), address)


def fill() -> dict[str, object]:
    """Bring the cast, with matters in several states, refusals, attachments, accounts, mail and signed heads."""
    from paizhu.cli.django_ready import registry_ready

    with registry_ready():
        from django.core.files.uploadedfile import SimpleUploadedFile
        from django.utils import timezone

        from paizhu.door.doing import Channel
        from paizhu.door.overdue.reminding import remind
        from paizhu.door.perform import perform
        from paizhu.door.refusals import Refused
        from paizhu.door.tests import world
        from paizhu.door.tests.world import ON, assigned, do, fresh, present, seat
        from paizhu.door.work.tests.seeding import seed
        from paizhu.journal import checkpoints
        from paizhu.operations.state import state
        from paizhu.tokens.making import make
        from paizhu.tokens.models import Scope

        seed(3)
        matter = assigned(title="核查会议费")
        file = {"file": SimpleUploadedFile("清单.txt", "会议费清单\n".encode())}
        reference = fresh(matter).reference
        perform(present(), seat("clerk"), "task.attach", reference, {}, files=file, channel=Channel.PAGE)
        checkpoints.checkpoint("Z1", at=world.AT)
        do("clerk", "task.accept", matter)
        try:
            do("clerk", "task.answer", matter, text="不能由我答复")
        except Refused:
            do("head", "task.answer", matter, text="已办")
        late = world.present(ON + timedelta(days=60), timezone.now())
        remind(late)
        last = ON + timedelta(days=30)
        make(seat("clerk"), "stored", Scope.ACT, last, on=ON, at=world.AT, channel=Channel.COMMAND)
        checkpoints.checkpoint("Z1", at=world.AT)
        return state().written()


def store(home: Path, at: Path, held: dict[str, object], address: str) -> None:
    """Write what there is as files that stay the same whenever they are written from the same."""
    at.mkdir(parents=True)
    if address:
        text = _dumped(address)
        (at / "postgresql.sql.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
    else:
        with closing(sqlite3.connect(home / "paizhu.sqlite3")) as database:
            text = "\n".join(database.iterdump()) + "\n"
        (at / "database.sql.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
    for name in ("keys", "attachments"):
        shutil.copytree(home / name, at / name)
    shutil.copy(home / "attachment-key", at)
    (at / "state.json").write_text(
        json.dumps(held, indent=1, ensure_ascii=False, sort_keys=True) + "\n", "utf-8"
    )


def _dumped(address: str) -> str:
    """The whole database as SQL. Commands of psql, and settings that only this version of PostgreSQL knows, are left out."""
    from paizhu.tests.postgresql import programs

    command = [str(programs() / "pg_dump"), "--no-owner", "--no-privileges", "--inserts", address]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return "".join(f"{line}\n" for line in text.splitlines() if not line.startswith(("\\", "SET ")))


if __name__ == "__main__":
    main()
