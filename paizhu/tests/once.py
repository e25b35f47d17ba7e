"""What takes long to make, such as an empty database: made by the first process of a run that needs it, copied by all."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

# The folder of a run, named to the processes that it starts.
_FOLDER = "PAIZHU_MADE_ONCE"


def folder() -> Path:
    """Return the folder of this run. Whoever makes it removes it at its end."""
    if _FOLDER not in os.environ:
        made = Path(tempfile.mkdtemp(prefix="paizhu-once-"))
        # PostgreSQL, which refuses to run as root, has to find its own folder in it.
        made.chmod(0o711)
        os.environ[_FOLDER] = str(made)
        atexit.register(shutil.rmtree, made, ignore_errors=True)
    return Path(os.environ[_FOLDER])


def once(name: str, make: Callable[[Path], None]) -> Path:
    """Return the folder of that name; make: fills it, where nobody has done so before."""
    place = folder() / name
    with FileLock(f"{place}.lock"):
        if not place.exists():
            making = place.with_suffix(".part")
            # Of a process that did not come to its end.
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir(mode=0o700)
            make(making)
            making.rename(place)
    return place
