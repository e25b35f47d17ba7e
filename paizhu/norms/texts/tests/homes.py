"""A home for the tests of the library, and the files that come into it."""

import hashlib
from pathlib import Path

from paizhu.norms.base import Base
from paizhu.norms.texts.arrivals import Arrival, Given, Reader, Upload
from paizhu.norms.texts.importing import bring_in, preview

NOTHING = Given()


def text(articles: str = "第一条 甲。", *, title: str = "试验办法", head: str = "", since: str = "") -> bytes:
    """Return a small text; since: its last article says so."""
    last = f"\n\n第九十九条 本办法自{since}起施行。" if since else ""
    return f"{title}\n\n{head}\n\n{articles}{last}\n".encode()


def imported(
    home: Path, base: Base, *files: tuple[str, bytes], given: Given = NOTHING, dry: bool = False
) -> list[Arrival]:
    """Import files by name and bytes."""
    reader = Reader()
    for name, raw in files:
        reader.take(Upload(name, raw, given=given))
    return (preview if dry else bring_in)(home, base, reader.end())


def fingerprint(folder: Path) -> dict[str, str]:
    """Return every file below the folder with a digest of its bytes."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
