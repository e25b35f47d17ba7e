"""The mail server that the environment names; read when Django starts."""

import os
import re
from dataclasses import dataclass, field
from enum import StrEnum
from gettext import gettext as _
from pathlib import Path
from urllib.parse import unquote, urlsplit

from paizhu.environment import InvalidSetting

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
        raise InvalidSetting(name, None, _accepted(password_file)) from None
    # A password never stands in the address, which every process of the machine may see, and never goes out unencrypted.
    wrong = not url.hostname or url.password or url.path.strip("/") or url.query or url.fragment
    if wrong or (url.username and security is Security.NONE):
        raise InvalidSetting(name, None, _accepted(password_file))
    user = unquote(url.username or "")
    assert url.hostname is not None
    return Server(
        security, url.hostname, port or _PORTS[security], user, _password(password_file) if user else ""
    )


def address(name: str, *, needed: bool) -> str:
    """Return the variable as an address of mail. needed: it must be there."""
    value = os.environ.get(name, "")
    if (value or needed) and not _ADDRESS.fullmatch(value):
        raise InvalidSetting(name, value, _("an address of mail, such as paizhu@example.org"))
    return value


def base_url(name: str, *, needed: bool) -> str:
    """Return the variable as the address under which readers reach the product, without a slash at its end."""
    value = os.environ.get(name, "").rstrip("/")
    url = urlsplit(value)
    wrong = (
        url.scheme not in {"http", "https"} or not url.hostname or url.query or url.fragment or url.username
    )
    if (value or needed) and wrong:
        raise InvalidSetting(name, value, _("an address of pages, such as https://paizhu.example.org"))
    return value


def _accepted(password_file: str) -> str:
    said = _(
        "smtps://user@host:465, smtp+starttls://user@host:587 or, without a user, smtp://host:25, such as "
        "smtps://paizhu@mail.example.org:465; the password of the user stands in the file that {file} names"
    )
    return said.format(file=password_file)


def _password(name: str) -> str:
    file = os.environ.get(name, "")
    try:
        return Path(file).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        accepted = _(
            "a readable file with the password of the mail server, such as /etc/paizhu/smtp-password"
        )
        raise InvalidSetting(name, file, accepted) from None
