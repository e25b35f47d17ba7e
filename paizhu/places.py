"""Where things lie: the home that holds all data, and the pack that came with the product."""

import os
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


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

    home().mkdir(parents=True, exist_ok=True, mode=0o700)
    # Two first starts at once would each see no key: "exclusive" lets one of them write.
    try:
        descriptor = os.open(secret_key(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))


def secret_key() -> Path:
    """Return the file of the home's own secret key, which may not exist yet."""
    return home() / "secret-key"


def demonstration() -> Path:
    """Return the list of accounts that anybody may try; only a home with the demonstration's data has it."""
    return home() / "demonstration-accounts.json"


def keys() -> Path:
    """Return the folder of the keys that sign and countersign the journal, which may not exist yet."""
    return home() / "keys"


def _user_data() -> Path:
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
