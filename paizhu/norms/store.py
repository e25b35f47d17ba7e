"""Opening a pack: read, checked, and kept as one file so that the next start is quick."""

import os
from pathlib import Path

import msgspec

from paizhu import __version__
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
    digest = digest_of(root)
    kept = cache / f"pack-{__version__}-{digest[:32]}.json" if cache else None
    if kept is not None and kept.is_file():
        try:
            return Base(msgspec.json.decode(kept.read_bytes(), type=Pack))
        except (msgspec.DecodeError, OSError):
            pass  # a cut or foreign file: read the pack again and write it anew
    pack, problems = check(root)
    if problems:
        raise PackError(problems)
    if kept is not None:
        _keep(kept, msgspec.json.encode(pack))
    return Base(pack)


def _keep(path: Path, content: bytes) -> None:
    """Write beside, then move: a process killed in the middle leaves no half file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}.part")
    beside.write_bytes(content)
    beside.replace(path)
    for old in path.parent.glob("pack-*.json"):
        if old != path:
            old.unlink(missing_ok=True)
