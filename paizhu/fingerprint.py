"""A name for the present state of a folder's files, to be a part of their address: a browser may then keep them for good."""

from hashlib import blake2b
from pathlib import Path


def fingerprint(folder: Path) -> str:
    """Return twelve hexadecimal digits that change with any file of the folder."""
    digest = blake2b(digest_size=6)
    for path in sorted(folder.rglob("*")):
        # The compressed twins say the same once more.
        if path.is_file() and path.suffix != ".gz":
            content = path.read_bytes()
            digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()
