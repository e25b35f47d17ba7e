"""Opening a pack: read, checked, and kept as one file so that the next start is quick."""

import os
from pathlib import Path
from typing import TypeVar

import msgspec

from paizhu import __version__
from paizhu.norms.ask.reply import Asker
from paizhu.norms.ask.understand import Kept, prepare
from paizhu.norms.base import Base
from paizhu.norms.check import coherence, references
from paizhu.norms.errors import PackError, Problem
from paizhu.norms.model import Pack
from paizhu.norms.reader import digest_of, read_pack
from paizhu.norms.source import Faults


def check(root: Path) -> tuple[Pack, list[Problem]]:
    """Return the pack and all its faults. Raises PackError when `root` is not a pack at all."""
    faults = Faults()
    pack = read_pack(root, faults)
    problems = faults.found or list(references(pack))
    if not problems:
        problems = list(coherence(Base(pack)))
    return pack, problems


def open_base(root: Path, cache: Path | None = None) -> Base:
    """Return the base of the pack in `root`.

    cache: a folder to keep the checked pack in; it is used again only while every byte of the pack is the same.
    Raises PackError with all faults; nothing is kept then.
    """
    place = _place(root, cache, "pack")
    kept = _kept(place, Pack)
    if kept is not None:
        return Base(kept)
    pack, problems = check(root)
    if problems:
        raise PackError(problems)
    if place is not None:
        _keep(place, msgspec.msgpack.encode(pack))
    return Base(pack)


def open_asker(root: Path, cache: Path | None = None) -> Asker:
    """Return what answers questions in words over the pack in `root`; its index is kept beside the pack.

    Raises PackError, as `open_base` does.
    """
    base = open_base(root, cache)
    place = _place(root, cache, "phrasings")
    kept = _kept(place, Kept)
    if kept is None:
        kept = prepare(base)
        if place is not None:
            _keep(place, msgspec.msgpack.encode(kept))
    return Asker(base, kept)


def _place(root: Path, cache: Path | None, what: str) -> Path | None:
    return cache / f"{what}-{__version__}-{digest_of(root)[:32]}.msgpack" if cache else None


T = TypeVar("T")


def _kept(place: Path | None, kind: type[T]) -> T | None:
    """What is kept there; None when nothing is, or when the file is cut or foreign and must be made anew."""
    if place is None or not place.is_file():
        return None
    try:
        return msgspec.msgpack.decode(place.read_bytes(), type=kind)
    except (msgspec.DecodeError, OSError):
        return None


def _keep(place: Path, content: bytes) -> None:
    """Write beside, then move: a process killed in the middle leaves no half file."""
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_suffix(f".{os.getpid()}.part")
    beside.write_bytes(content)
    beside.replace(place)
    for old in place.parent.glob(f"{place.name.partition('-')[0]}-*.msgpack"):
        if old != place:
            old.unlink(missing_ok=True)
