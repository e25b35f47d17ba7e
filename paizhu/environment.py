"""Typed readers of environment variables; every setting is listed in docs/reference/settings.md.

A variable that is unset or empty takes its default. A wrong value stops the start; it is told in the language of the command
line, since whoever set it is somebody else than whoever wrote this.
"""

import os
import re
import shlex
import zoneinfo
from gettext import gettext as _
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from paizhu.norms.errors import PaizhuError

_YES = ["1", "true", "yes", "on"]
_NO = ["0", "false", "no", "off"]
_KEY_LENGTH = 32
_LOCK_S = 20
_POSTGRESQL = {"postgresql", "postgres"}
# What Django itself understands in ALLOWED_HOSTS, less the wildcard: a name, a sub-domain dot, an address.
_HOST = re.compile(r"\.?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:]+\]")


class InvalidSetting(PaizhuError):
    """An environment variable holds a value that is not accepted."""

    code = "setting"

    def __init__(self, name: str, value: str | None, accepted: str) -> None:
        """value: None where it may hold a password.  accepted: what is expected, with an example."""
        if value is None:
            said = _(
                "{name} is not accepted as it is (its value may hold a password and is not shown); accepted: {accepted}"
            )
        else:
            said = _("{name}={value!r} is not accepted; accepted: {accepted}")
        super().__init__(said.format(name=name, value=value, accepted=accepted))


def boolean(name: str, *, default: bool) -> bool:
    """Return the variable as true or false."""
    value = os.environ.get(name, "")
    if not value:
        return default
    if value.lower() not in _YES + _NO:
        raise InvalidSetting(name, value, ", ".join(_YES + _NO))
    return value.lower() in _YES


def choice(name: str, default: str, accepted: list[str]) -> str:
    """Return the variable as one of the accepted words."""
    value = os.environ.get(name, "") or default
    if value not in accepted:
        raise InvalidSetting(name, value, ", ".join(accepted))
    return value


def whole(name: str, default: int, *, least: int, most: int) -> int:
    """Return the variable as a whole number."""
    value = os.environ.get(name, "")
    if not value:
        return default
    # Not int() alone: it takes digits of every script, signs and underscores.
    if not re.fullmatch("[0-9]{1,9}", value) or not least <= int(value) <= most:
        accepted = _("a whole number from {least} to {most}, such as {example}")
        raise InvalidSetting(name, value, accepted.format(least=least, most=most, example=default))
    return int(value)


def hosts(name: str, default: list[str]) -> list[str]:
    """Return the variable as a list of host names, separated by commas."""
    value = os.environ.get(name, "")
    if not value:
        return default
    names = [part.strip() for part in value.split(",")]
    if not all(_HOST.fullmatch(part) for part in names):
        raise InvalidSetting(
            name, value, _("host names separated by commas, such as paizhu.example.org,10.0.0.7")
        )
    return names


def words(name: str, accepted: list[str]) -> list[str]:
    """Return the variable as a list of accepted words, separated by commas; all of them when it is unset."""
    value = os.environ.get(name, "")
    given = [part.strip().lower() for part in value.split(",")] if value else accepted
    if not set(given) <= set(accepted):
        said = _("some of these, separated by commas: {words}")
        raise InvalidSetting(name, value, said.format(words=",".join(accepted)))
    return given


def command(name: str) -> tuple[str, ...]:
    """Return the variable as a command with its words, quoted as a shell would; () when it is unset."""
    value = os.environ.get(name, "")
    try:
        found = tuple(shlex.split(value))
    except ValueError:
        found = ()
    if value and not found:
        raise InvalidSetting(name, value, _("a program with its words, such as clamdscan --no-summary -"))
    return found


def existing(name: str, default: Path) -> Path:
    """Return the file that the variable names, which must be there; the default may not exist yet."""
    value = os.environ.get(name, "")
    if value and not os.access(value, os.R_OK):
        raise InvalidSetting(name, value, _("a readable file, such as /etc/paizhu/key"))
    return Path(value) if value else default


def time_zone(name: str, default: str) -> str:
    """Return the variable as the name of a time zone."""
    value = os.environ.get(name, "") or default
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise InvalidSetting(name, value, _("a time zone such as Asia/Shanghai")) from None
    return value


def database(name: str, default: Path) -> dict[str, Any]:
    """Return Django's settings of the database: the PostgreSQL that the variable names, else the SQLite file.

    The value may hold a password: a message about it never shows it.
    """
    value = os.environ.get(name, "")
    if not value:
        return _sqlite(default)
    try:
        url = urlsplit(value)
        port = url.port
    except ValueError:
        url, port = SplitResult("", "", "", "", ""), None
    if url.scheme not in _POSTGRESQL or not url.path.strip("/") or url.fragment:
        raise InvalidSetting(
            name,
            None,
            _("postgresql://user:password@host:5432/database, such as postgresql://paizhu@localhost/paizhu"),
        )
    return {
        "ENGINE": "paizhu.guard.engine",
        "NAME": unquote(url.path.strip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        # A folder with a socket has slashes and is written with %2F; `hostname` would lower its letters.
        "HOST": unquote(url.netloc.rpartition("@")[2].partition(":")[0])
        if "[" not in url.netloc
        else url.hostname,
        "PORT": str(port or ""),
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 60,
        # Whoever waits for a lock is told so after as long as on SQLite; it would wait for ever.
        "OPTIONS": {"options": f"-c lock_timeout={1000 * _LOCK_S}"} | _further(dict(parse_qsl(url.query))),
    }


def _further(given: dict[str, str]) -> dict[str, Any]:
    """What the address says besides. prepare_threshold=none: the server plans nothing ahead (`guard.rows`)."""
    plans_ahead = given.pop("prepare_threshold", "") != "none"
    return {**given, "prepare_threshold": 5 if plans_ahead else None}


def _sqlite(file: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        # To open the file and to read its tables takes longer than most requests.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            # Whoever means to write takes the lock at once, and waits for it up to so many seconds.
            "transaction_mode": "IMMEDIATE",
            "timeout": _LOCK_S,
            # FULL: what was acknowledged outlives a cut of power. 32 MiB of pages are kept; the default 2 hold no page of a list.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32768;",
        },
    }


def secret(name: str, default: Path) -> str:
    """Return the content of the file that the variable names, without white space around it.

    "" when the variable is unset and the default file does not exist.
    """
    value = os.environ.get(name, "")
    if not value and not default.exists():
        return ""
    try:
        content = Path(value or default).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        content = ""
    if len(content) < _KEY_LENGTH:
        accepted = _(
            "a readable file with a key of {least} characters or more, such as /etc/paizhu/secret-key"
        )
        raise InvalidSetting(name, value or str(default), accepted.format(least=_KEY_LENGTH))
    return content
