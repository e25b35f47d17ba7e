"""Opening a pack: read, checked, and kept as one file so that the next start is quick."""

import os
from pathlib import Path
from threading import get_ident
from typing import TypeVar

import msgspec

from paizhu.norms.ask.recogniser import Recogniser
from paizhu.norms.ask.remembered import MOST
from paizhu.norms.ask.reply import Asker
from paizhu.norms.ask.understand import Kept, prepare
from paizhu.norms.base import Base
from paizhu.norms.digest import digest_of, reader_digest
from paizhu.norms.errors import PackError, Problem
from paizhu.norms.lasting import made_to_last
from paizhu.norms.model import Pack


def check(root: Path) -> tuple[Pack, list[Problem]]:
    """Return the pack and all its faults. Raises PackError when `root` is not a pack at all."""
    # A pack that is kept was checked: whoever opens it does not wait for what reads and checks the files.
    from paizhu.norms.check import coherence, references  # noqa: PLC0415
    from paizhu.norms.reader import read_pack  # noqa: PLC0415
    from paizhu.norms.source import Faults  # noqa: PLC0415

    faults = Faults()
    pack = read_pack(root, faults)
    problems = faults.found or list(references(pack))
    if not problems:
        problems = list(coherence(Base(pack)))
    return pack, problems


def open_base(root: Path, cache: Path | None = None) -> Base:
    """Return the base of the pack in `root`.

    cache: a folder to keep the checked pack in; it is used again only while every byte of the pack is the same, and of
    the code that read it. What was kept beside the pack (`keep_beside`) serves before that.
    Raises PackError with all faults; nothing is kept then.
    """
    with made_to_last():
        pack = _kept(root, cache, "pack", Pack)
        if pack is None:
            pack, problems = check(root)
            if problems:
                raise PackError(problems)
            _keep(root, cache, "pack", pack)
        return Base(pack)


def open_asker(root: Path, cache: Path | None = None, *, remembered: int = MOST) -> Asker:
    """Return what answers questions in words over the pack in `root`; its index is kept like the pack.

    remembered: as for `Asker`.
    Raises PackError, as `open_base` does.
    """
    base = open_base(root, cache)
    trained = root / TRAINED
    with made_to_last():
        kept = _kept(root, cache, "phrasings", Kept)
        if kept is None:
            kept = prepare(base)
            _keep(root, cache, "phrasings", kept)
        recogniser = Recogniser(trained) if trained.is_dir() else None
        return Asker(base, kept, recogniser, remembered=remembered)


def keep_beside(root: Path) -> None:
    """Read the pack and keep it in `root` itself, so that even the first start of an installation is quick.

    Raises PackError, as `open_base` does.
    """
    open_asker(root, root / BESIDE)


BESIDE = "kept"
TRAINED = "recogniser"
T = TypeVar("T")


def _name(root: Path, what: str) -> str:
    return f"{what}-{digest_of(root)[:24]}-{reader_digest()[:16]}.msgpack"


def _kept(root: Path, cache: Path | None, what: str, kind: type[T]) -> T | None:
    """What is kept; None when nothing is, or when the file is cut or foreign and must be made anew."""
    name = _name(root, what)
    for folder in (root / BESIDE, cache):
        if folder is not None and (folder / name).is_file():
            try:
                return msgspec.msgpack.decode((folder / name).read_bytes(), type=kind)
            except (msgspec.DecodeError, OSError):
                continue
    return None


def _keep(root: Path, cache: Path | None, what: str, value: object) -> None:
    """Write beside, then move: a process killed in the middle leaves no half file."""
    if cache is None:
        return
    place = cache / _name(root, what)
    _make(place.parent)
    beside = place.with_suffix(f".{os.getpid()}-{get_ident()}.part")
    beside.write_bytes(msgspec.msgpack.encode(value))
    beside.replace(place)
    for old in place.parent.glob(f"{what}-*.msgpack"):
        if old != place:
            old.unlink(missing_ok=True)


def _make(folder: Path) -> None:
    """Make a folder and those above it; nobody but its owner may look into a new one."""
    if not folder.exists():
        _make(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
