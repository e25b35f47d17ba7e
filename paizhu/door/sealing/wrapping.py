"""The keys that wrap the keys of sealed matters: in a file of the home, or where $PAIZHU_MATTER_KEY_FILE says.

One key to a line: its id, then the key itself as 64 hexadecimal digits, or `kms:` and what a key management system gave
for it ($PAIZHU_KEY_COMMAND, see `kms`); then, once another took its place, `retired` and the day. The first line is the one
that is used; a retired one only opens what an older backup holds.
"""

import os
import re
import secrets
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from paizhu import places
from paizhu.door.sealing import kms
from paizhu.door.sealing.cipher import KEY_BYTES
from paizhu.door.sealing.errors import KeyUnusable

_LINE = re.compile(
    r"(?P<id>[0-9a-f]{16}) (?P<material>[0-9a-f]{64}|kms:[A-Za-z0-9+/=]+)(?: retired (?P<day>[0-9-]{10}))?"
)


@dataclass(frozen=True, slots=True)
class Wrapping:
    """A line of the file. material: as it is written there.  retired: the day, "" while it is in use."""

    id: str
    material: str = field(repr=False)
    retired: str = ""

    @property
    def line(self) -> str:
        """The line, without its end."""
        return f"{self.id} {self.material}" + (f" retired {self.retired}" if self.retired else "")


def known() -> list[Wrapping]:
    """Return all keys of the file, the one that is used first. Raises KeyUnusable."""
    file = Path(settings.MATTER_KEY_FILE)
    try:
        lines = file.read_text("ascii").splitlines()
    except FileNotFoundError as error:
        raise KeyUnusable(
            _("The file with the keys of sealed matters is missing: {file}").format(file=file)
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise KeyUnusable(
            _("The file with the keys of sealed matters cannot be read: {file}").format(file=file)
        ) from error
    found = [_LINE.fullmatch(line) for line in lines if line.strip()]
    if not found or not all(found):
        message = _(
            "{file} has to hold the keys of sealed matters, one to a line: id, then 64 hexadecimal digits."
        )
        raise KeyUnusable(message.format(file=file))
    return [Wrapping(one["id"], one["material"], one["day"] or "") for one in found if one]


def ensure() -> None:
    """Make the file with a first key when there is none; of two at once one makes it."""
    if not Path(settings.MATTER_KEY_FILE).exists():
        places.write_once(Path(settings.MATTER_KEY_FILE), lambda: new().line + "\n")


def new(*, plain: bool = False) -> Wrapping:
    """Return a new key, wrapped by the key management system where there is one. plain: not so. Raises KeyUnusable."""
    secret, id_ = secrets.token_bytes(KEY_BYTES), secrets.token_hex(8)
    by_program = settings.KEY_COMMAND and not plain
    material = f"kms:{kms.wrapped(secret)}" if by_program else secret.hex()
    _opened[id_, material] = secret
    return Wrapping(id_, material)


def of(id_: str) -> bytes:
    """Return the key of that id. Raises KeyUnusable."""
    for one in known():
        if one.id == id_:
            return secret_of(one)
    message = _("A matter's key is wrapped with {key}, which is not in {file}.")
    raise KeyUnusable(message.format(key=id_, file=settings.MATTER_KEY_FILE))


# What a process has opened once it need not ask the key management system for again.
_opened: dict[tuple[str, str], bytes] = {}


def secret_of(one: Wrapping) -> bytes:
    """Return the key of a line. Raises KeyUnusable."""
    if not one.material.startswith("kms:"):
        return bytes.fromhex(one.material)
    place = one.id, one.material
    if place not in _opened:
        _opened[place] = kms.unwrapped(one.material.removeprefix("kms:"))
    return _opened[place]


def put_first(key: Wrapping) -> None:
    """Write the file anew with this key first; the others stay. Whole, or not at all. Raises KeyUnusable."""
    _write([key, *known()])


def retire(ids: set[str], on: date) -> None:
    """Mark keys of the file as retired. Raises KeyUnusable."""
    lines = known()
    marked = [
        replace(one, retired=on.isoformat()) if one.id in ids and not one.retired else one for one in lines
    ]
    if marked != lines:
        _write(marked)


def _write(lines: list[Wrapping]) -> None:
    file = Path(settings.MATTER_KEY_FILE)
    beside = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as opened:
            opened.writelines(f"{one.line}\n" for one in lines)
            opened.flush()
            os.fsync(opened.fileno())
        beside.replace(file)
        _sync(file.parent)
    except OSError as error:
        beside.unlink(missing_ok=True)
        message = _("{file} cannot be written: {why}. Nothing was changed.")
        raise KeyUnusable(message.format(file=file, why=error.strerror)) from error


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
