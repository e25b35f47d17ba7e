"""The installation's own virus scanner, where it names one: a command that ends with 0 for a file without findings."""

import os
import subprocess
import tempfile
from collections.abc import Sequence
from typing import BinaryIO

from paizhu import places
from paizhu.door.attachments.refusing import NotTaken, Why

FILE = "{file}"
FOUND = 1
LONGEST_S = 60
_PIECE = 64 * 1024


def scan(file: BinaryIO, command: Sequence[str]) -> None:
    """Let the scanner look at a file: in place of `{file}` its path, else on standard input; () scans nothing.

    Raises NotTaken when it finds something, and as well when it cannot be started, fails or takes too long.
    """
    if not command:
        return
    folder = places.uploading()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    by_path = any(FILE in word for word in command)
    # A copy, so that the scanner's own position in the file disturbs nothing. One that needs no name has none: even a
    # process that is killed leaves nothing of it.
    with (tempfile.NamedTemporaryFile if by_path else tempfile.TemporaryFile)(dir=folder) as copy:
        file.seek(0)
        while piece := file.read(_PIECE):
            copy.write(piece)
        copy.flush()
        copy.seek(0)
        file.seek(0)
        code = _run([word.replace(FILE, str(copy.name)) for word in command], copy.fileno())
    if code == FOUND:
        raise NotTaken(Why.VIRUS)
    if code != 0:
        raise NotTaken(Why.NOT_SCANNED)


def _run(command: Sequence[str], given: int) -> int | None:
    """The code with which the command ended; None when it could not be run to its end."""
    try:
        ended = subprocess.run(
            command,
            stdin=given,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # Nothing of what the product knows about its keys and its database.
            env={name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ},
            timeout=LONGEST_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return ended.returncode
