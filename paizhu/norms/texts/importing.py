"""Brings files into the library: all of them or none, and never half."""

import os
from collections.abc import Iterable
from pathlib import Path

import msgspec
from filelock import FileLock

from paizhu.norms.base import Base
from paizhu.norms.texts.arrivals import Arrival, Read, Verdict, arrivals_of, kept
from paizhu.norms.texts.library import FOLDER, INDEX, Library, open_library

_WRITTEN = {Verdict.NEW, Verdict.REPLACED}
_CHANGING = {*_WRITTEN, Verdict.DATED}


def preview(home: Path, base: Base, reads: Iterable[Read]) -> list[Arrival]:
    """Return what an import would do. Raises InputRefused with every reason against it."""
    return arrivals_of(reads, open_library(home), base)


def bring_in(home: Path, base: Base, reads: Iterable[Read]) -> list[Arrival]:
    """Import the files and return what was done. Raises InputRefused with every reason; nothing is written then."""
    reads = list(reads)
    # Refusals are found, and nothing to do is seen, before a folder is made; both are looked at again in the lock.
    planned = preview(home, base, reads)
    if not any(arrival.verdict in _CHANGING for arrival in planned):
        return planned
    folder = home / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with FileLock(folder / "lock", mode=0o600):
        library = open_library(home)
        arrivals = arrivals_of(reads, library, base)
        for arrival in arrivals:
            if arrival.verdict in _WRITTEN:
                _write_text(folder, arrival)
        _write(folder / INDEX, msgspec.json.format(msgspec.json.encode(kept(arrivals, library)), indent=1))
        _sweep(folder, open_library(home))
    return arrivals


def _write_text(folder: Path, arrival: Arrival) -> None:
    assert arrival.version is not None
    _write(folder / f"{arrival.version.digest}.source", arrival.read.upload.raw)
    _write(folder / f"{arrival.version.digest}.text", msgspec.msgpack.encode(arrival.read.text))


def _write(place: Path, content: bytes) -> None:
    """Write beside, then move: whoever reads meanwhile, or after a crash, finds the old content or the new."""
    beside = place.with_name(place.name + ".part")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(place)


def _sweep(folder: Path, library: Library) -> None:
    """Remove what no version names: texts that were replaced, and what a killed import left."""
    named = {f"{v.digest}.{kind}" for v in library.stored for kind in ("source", "text")} | {INDEX, "lock"}
    for file in folder.iterdir():
        if file.name not in named:
            file.unlink(missing_ok=True)
