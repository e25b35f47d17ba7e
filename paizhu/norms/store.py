"""Opening a pack: read, checked, and kept as one file so that the next start is quick."""

import os
from contextlib import suppress
from mmap import ACCESS_READ, mmap
from pathlib import Path
from threading import get_ident
from typing import TypeVar

from msgspec import DecodeError, msgpack

from paizhu.norms.ask.kept import Kept, prepare
from paizhu.norms.ask.recogniser import Recogniser
from paizhu.norms.ask.remembered import MOST
from paizhu.norms.ask.reply import Asker
from paizhu.norms.base import Base
from paizhu.norms.digest import digest_of, reader_digest
from paizhu.norms.errors import PackError, Problem
from paizhu.norms.lasting import made_to_last
from paizhu.norms.model import Phrasings
from paizhu.norms.pack import Pack


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
        return _base(root, _Shelf(root, cache))


def open_asker(root: Path, cache: Path | None = None, *, remembered: int = MOST) -> Asker:
    """Return what answers questions in words over the pack in `root`; its index is kept like the pack.

    remembered: as for `Asker`.
    Raises PackError, as `open_base` does.
    """
    trained, shelf = root / TRAINED, _Shelf(root, cache)
    with made_to_last():
        base = _base(root, shelf)
        kept = shelf.kept("phrasings", Kept)
        if kept is None:
            kept = prepare(base)
            shelf.keep("phrasings", kept)
        recogniser = Recogniser(trained) if trained.is_dir() else None
        return Asker(base, kept, recogniser, remembered=remembered)


def _base(root: Path, shelf: "_Shelf") -> Base:
    pack = shelf.kept("pack", Pack)
    if pack is None:
        pack, problems = check(root)
        if problems:
            raise PackError(problems)
        shelf.keep("pack", pack)
    return Base(pack)


def keep_beside(root: Path) -> None:
    """Read the pack and keep it in `root` itself, so that even the first start of an installation is quick.

    Raises PackError, as `open_base` does.
    """
    open_asker(root, root / BESIDE)


BESIDE = "kept"
TRAINED = "recogniser"
_PHRASINGS = 1  # the mark of phrasings in a kept file
T = TypeVar("T")


class _Shelf:
    """The files kept of the pack in `root` as it is now: made by this very code from these very bytes."""

    def __init__(self, root: Path, cache: Path | None) -> None:
        self._folders, self._cache = (root / BESIDE, cache), cache
        self._made_of = f"{digest_of(root)[:24]}-{reader_digest()[:16]}"

    def kept(self, what: str, kind: type[T]) -> T | None:
        """What is kept; None when nothing is, or when the file is cut or foreign and must be made anew."""
        for folder in self._folders:
            if folder is not None and (folder / self._name(what)).is_file():
                try:
                    return decoded(_mapped(folder / self._name(what)), kind)
                except (DecodeError, OSError, ValueError):
                    continue
        return None

    def keep(self, what: str, value: object) -> None:
        """Write beside, then move: a process killed in the middle leaves no half file."""
        if self._cache is None:
            return
        place = self._cache / self._name(what)
        _make(place.parent)
        beside = place.with_suffix(f".{os.getpid()}-{get_ident()}.part")
        beside.write_bytes(encoded(value))
        beside.replace(place)
        for old in place.parent.glob(f"{what}-*.msgpack"):
            if old != place:
                with suppress(OSError):  # Windows removes no file that another process has mapped
                    old.unlink()

    def _name(self, what: str) -> str:
        return f"{what}-{self._made_of}.msgpack"


def encoded(value: object) -> bytes:
    """Return what is kept of a value. Raises NotImplementedError for one that cannot be kept."""
    return msgpack.encode(value, enc_hook=_encoded)


def decoded(kept: bytes | mmap, kind: type[T]) -> T:
    """Return the value that is kept. Raises DecodeError when it is none of this kind."""
    return msgpack.decode(kept, type=kind, ext_hook=_decoded)


def _encoded(value: object) -> msgpack.Ext:
    if isinstance(value, Phrasings):
        return msgpack.Ext(_PHRASINGS, value.encoded())
    raise NotImplementedError(type(value))


def _decoded(code: int, data: memoryview) -> Phrasings | None:
    return Phrasings(kept=data) if code == _PHRASINGS else None


def _mapped(place: Path) -> mmap:
    """A file of which only what is looked at is read, once for all processes. Raises ValueError when it is empty."""
    with place.open("rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ)


def _make(folder: Path) -> None:
    """Make a folder and those above it; nobody but its owner may look into a new one."""
    if not folder.exists():
        _make(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
