"""Where the index lies and when it is made: in the home's `search` folder, one for each state of the library.

The name of an index tells what it was made of: the library, the pack, this code. An index of another state is therefore
never opened, and all of them can be thrown away at any time. Two processes that need one make it once: the second waits.
"""

import hashlib
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from filelock import FileLock

from paizhu.norms.base import Base
from paizhu.norms.search.build import Progress, build
from paizhu.norms.search.entries import entries
from paizhu.norms.search.index import Index, TableWriter
from paizhu.norms.texts.library import Library

FOLDER = "search"
_DONE = "done"
_TRIES = 3


def open_index(home: Path, library: Library, base: Base, progress: Progress = lambda _: None) -> Index:
    """Return the index of the library as it is, made now when there is none.

    progress: called with the number of articles read so far, only when it is made.
    """
    for _ in range(_TRIES):
        try:
            return _open(home, library, base, progress)
        except FileNotFoundError:
            # A process with a newer library has just thrown this one away.
            continue
    return _open(home, library, base, progress)


def is_made(home: Path, library: Library, base: Base) -> bool:
    """Return whether the index of the library as it is lies there already."""
    return (home / FOLDER / name(library, base) / _DONE).is_file()


def _open(home: Path, library: Library, base: Base, progress: Progress) -> Index:
    place = home / FOLDER / name(library, base)
    if not (place / _DONE).is_file():
        _private(place.parent)
        with FileLock(place.parent / "lock"):
            if not (place / _DONE).is_file():
                _make(place, library, base, progress)
    return Index(place)


def name(library: Library, base: Base) -> str:
    """Return the name of the index of a library and a pack; it changes with either, and with this code."""
    made_of = f"{library.digest} {base.pack.digest} {_code()}"
    return f"index-{hashlib.sha256(made_of.encode()).hexdigest()[:24]}"


@cache
def _code() -> str:
    whole = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        whole.update(path.read_bytes())
    return whole.hexdigest()


def _make(place: Path, library: Library, base: Base, progress: Progress) -> None:
    """Make beside, then rename: a process killed in the middle leaves nothing that could be taken for an index."""
    beside = Path(mkdtemp(prefix="part-", dir=place.parent))
    try:
        with TableWriter(beside) as table:
            build(map(table.keep, entries(library, base)), beside, progress)
        (beside / _DONE).touch()
        beside.rename(place)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    for other in place.parent.iterdir():
        # Under the lock no other process is making one. What it has open stays readable to it.
        if other.is_dir() and other != place and other.name.startswith(("index-", "part-")):
            shutil.rmtree(other, ignore_errors=True)


def _private(folder: Path) -> None:
    """Make a folder and those above it; nobody but its owner may look into a new one."""
    if not folder.exists():
        _private(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
