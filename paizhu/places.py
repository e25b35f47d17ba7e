"""Where things lie: the home that holds all data, and the pack that came with the product."""

import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
# In the home: held while its files are copied, or brought back.
BACKUP_LOCK = ".backup.lock"


def home() -> Path:
    """Return the folder that holds all data: $PAIZHU_HOME, else the platform's place for a user's data.

    The folder may not exist yet.
    """
    given = os.environ.get("PAIZHU_HOME", "")
    return Path(given).expanduser().resolve() if given else _user_data() / "paizhu"


def packs() -> Path:
    """Return the folder of norm packs: inside an installed package, beside it in a checkout."""
    installed = _PACKAGE / "packs"
    return installed if installed.is_dir() else _PACKAGE.parent / "packs"


def locale() -> Path:
    """Return the folder of compiled translations."""
    return _PACKAGE / "locale"


def static() -> Path:
    """Return the folder of front-end files."""
    return _PACKAGE / "web/static"


def database() -> Path:
    """Return the file of the home's own database, which may not exist yet."""
    return home() / "paizhu.sqlite3"


def ensure_secret_key() -> None:
    """Write a new secret key into the home when it has none; nobody but its owner can read it."""
    import secrets  # noqa: PLC0415  only a first start needs it, and every command would wait for it

    write_once(secret_key(), lambda: secrets.token_urlsafe(50))


def secret_key() -> Path:
    """Return the file of the home's own secret key, which may not exist yet."""
    return home() / "secret-key"


def demonstration() -> Path:
    """Return the list of accounts that anybody may try; only a home with the demonstration's data has it."""
    return home() / "demonstration-accounts.json"


def keys() -> Path:
    """Return the folder of the keys that sign and countersign the journal, which may not exist yet."""
    return home() / "keys"


def ensure_attachment_key() -> None:
    """Write a new key for attachments into the home when it has none; nobody but its owner can read it."""
    import secrets  # noqa: PLC0415  only the first attachment needs it

    write_once(attachment_key(), lambda: secrets.token_hex(32) + "\n")


def attachment_key() -> Path:
    """Return the file of the home's own key for attachments, which may not exist yet."""
    return home() / "attachment-key"


def matter_keys() -> Path:
    """Return the file of the home's own keys that wrap those of sealed matters, which may not exist yet."""
    return home() / "matter-keys"


def ensure_guard_key() -> None:
    """Write a new key for tickets to the guarded database into the home when it has none; nobody but its owner can read it."""
    import secrets  # noqa: PLC0415  only `paizhu database guard` needs it

    write_once(guard_key(), lambda: secrets.token_hex(32) + "\n")


def guard_key() -> Path:
    """Return the file of the key for tickets; it is there only where the database is guarded."""
    return home() / "database-key"


def attachments() -> Path:
    """Return the folder of what was attached, encrypted; it may not exist yet."""
    return home() / "attachments"


def uploading() -> Path:
    """Return the folder for files while they are sent; what is in it has no name, or goes with the request."""
    return home() / "uploading"


def write_once(file: Path, content: Callable[[], str]) -> None:
    """Write a file that only its owner can read, unless it is there; whole, or not at all."""
    home().mkdir(parents=True, exist_ok=True, mode=0o700)
    if file.exists():
        return
    descriptor, made = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as opened:
            opened.write(content())
            opened.flush()
            os.fsync(opened.fileno())
        # Two first starts at once would each see no key: only one of them can give it the name.
        with suppress(FileExistsError):
            os.link(made, file)
    finally:
        Path(made).unlink()


def _user_data() -> Path:
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
