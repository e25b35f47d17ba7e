"""The mail server that the environment names; read when Django starts."""

import os
import re
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote, urlsplit

from paizhu.environment import InvalidSetting

_ACCEPTED = "smtps://user@host:465, smtp+starttls://user@host:587 or, without a user, smtp://host:25"
_ADDRESS = re.compile(r"[^@\s<>\"',;]+@[A-Za-z0-9.-]+")


class Security(StrEnum):
    """How the connection is kept from being read; named as the schemes of the address."""

    NONE = "smtp"
    STARTTLS = "smtp+starttls"
    TLS = "smtps"


_PORTS = {Security.NONE: 25, Security.STARTTLS: 587, Security.TLS: 465}


@dataclass(frozen=True, slots=True)
class Server:
    """user: "" when it asks for none."""

    security: Security
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)


def server(name: str, password_file: str) -> Server | None:
    """Return the mail server of the variable, with the password in the file of the other; None: no mail is sent."""
    value = os.environ.get(name, "")
    if not value:
        return None
    try:
        url = urlsplit(value)
        security, port = Security(url.scheme), url.port
    except ValueError:
        raise InvalidSetting(name, "…", _ACCEPTED) from None
    # A password never stands in the address, which every process of the machine may see, and never goes out unencrypted.
    wrong = not url.hostname or url.password or url.path.strip("/") or url.query or url.fragment
    if wrong or (url.username and security is Security.NONE):
        raise InvalidSetting(name, "…", _ACCEPTED)
    user = unquote(url.username or "")
    assert url.hostname is not None
    return Server(
        security, url.hostname, port or _PORTS[security], user, _password(password_file) if user else ""
    )


def address(name: str, *, needed: bool) -> str:
    """Return the variable as an address of mail. needed: it must be there."""
    value = os.environ.get(name, "")
    if (value or needed) and not _ADDRESS.fullmatch(value):
        raise InvalidSetting(name, value, "an address such as paizhu@example.org")
    return value


def base_url(name: str, *, needed: bool) -> str:
    """Return the variable as the address under which readers reach the product, without a slash at its end."""
    value = os.environ.get(name, "").rstrip("/")
    url = urlsplit(value)
    wrong = (
        url.scheme not in {"http", "https"} or not url.hostname or url.query or url.fragment or url.username
    )
    if (value or needed) and wrong:
        raise InvalidSetting(name, value, "an address such as https://paizhu.example.org")
    return value


def _password(name: str) -> str:
    file = os.environ.get(name, "")
    try:
        return Path(file).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise InvalidSetting(name, file, "a readable file with the password of the mail server") from None
