"""What a pack and the code that reads it are, in one number each: whether something that is kept still holds."""

import hashlib
from functools import cache
from pathlib import Path


def digest_of(root: Path) -> str:
    """SHA-256 over the names and bytes of every YAML file of the pack."""
    whole = hashlib.sha256()
    for path in sorted(root.rglob("*.yaml")):
        whole.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


@cache
def reader_digest() -> str:
    """SHA-256 of this reasoning core: what other code has kept may mean something else."""
    whole = hashlib.sha256()
    here = Path(__file__).parent
    for path in sorted(p for p in here.rglob("*.py") if "tests" not in p.parts):
        whole.update(path.read_bytes())
    return whole.hexdigest()
