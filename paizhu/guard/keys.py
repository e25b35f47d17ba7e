"""The key that signs tickets: in the home, made when the database is guarded; the database has a copy of its own."""

import re
from functools import cache

from paizhu import places
from paizhu.norms.errors import PaizhuError

_KEY = re.compile("[0-9a-f]{64}")


class NoKey(PaizhuError):
    """The file of the key holds none; nothing was changed."""

    code = "guard.key"


def read() -> bytes | None:
    """Return the key; None where there is no file, and so no guarded database. Raises NoKey for a file that holds none."""
    file = places.guard_key()
    try:
        found = file.read_text("ascii").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        found = ""
    if not _KEY.fullmatch(found):
        raise NoKey(f"{file}: 64 hexadecimal digits expected")
    return bytes.fromhex(found)


def is_there() -> bool:
    """Return whether there is a key. Asked once in a process: a server is started anew after the database was guarded."""
    return _known()


@cache
def _known() -> bool:
    return places.guard_key().exists()


def made() -> bytes:
    """Return the key, made now where there is none. Raises NoKey."""
    places.ensure_guard_key()
    _known.cache_clear()
    found = read()
    assert found is not None
    return found


def forget() -> None:
    """Take the key away: from the next connection on no ticket is presented."""
    places.guard_key().unlink(missing_ok=True)
    _known.cache_clear()
