"""The key of a matter: made with the first sealed value, kept wrapped, unwrapped for whoever reads the matter's rows.

Who may read a row is decided by `visibility`, and by the rows themselves; a key opens nothing for whoever has no row.
"""

import secrets
from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from django.utils.translation import gettext as _

from paizhu.door.sealing import wrapping
from paizhu.door.sealing.cipher import KEY_BYTES, encrypted, plain
from paizhu.door.sealing.errors import KeyUnusable
from paizhu.guard import beyond

if TYPE_CHECKING:
    from django.db.models import Manager

    from paizhu.door.models import Matter
    from paizhu.door.sealing.models import MatterKey

# On a matter in memory: its key, unwrapped; and the row of a new one that waits until the matter has its own.
_HELD, _NEW = "_sealing_secret", "_sealing_new"


def key_of(matter: "Matter", *, make: bool = False) -> bytes:
    """Return the key of a matter. make: one is made where there is none. Raises KeyUnusable."""
    held: bytes | None = matter.__dict__.get(_HELD)
    if held is not None:
        return held
    row = None if _is_new(matter) else _rows().filter(pk=matter.pk).first()
    if row is None and make:
        return _made(matter)
    if row is None:
        message = _("The key of matter {reference} is gone; what was sealed with it cannot be read any more.")
        raise KeyUnusable(message.format(reference=matter.reference))
    return _hold(matter, row)


def hold_all(matters: Iterable["Matter"]) -> None:
    """Read the keys of these matters at once, so that a list asks once. What cannot be unwrapped fails when it is read."""
    wanted = {matter.pk: matter for matter in matters if _HELD not in matter.__dict__}
    for row in _rows().filter(pk__in=wanted) if wanted else ():
        try:
            _hold(wanted[row.pk], row)
        except KeyUnusable:
            continue


def settle(matter: "Matter") -> None:
    """Keep the key of a matter that has just got its row. In the transaction of that row."""
    row: MatterKey | None = matter.__dict__.pop(_NEW, None)
    if row is not None:
        row.matter = matter
        row.save(force_insert=True)


def unwrapped(row: "MatterKey", reference: str) -> bytes:
    """Return the key of a matter. reference: the matter's. Raises KeyUnusable."""
    wrapping_key = wrapping.of(row.wrapping)
    try:
        secret = plain(wrapping_key, _bound(reference), bytes(row.wrapped))
    except (InvalidTag, ValueError) as error:
        message = _("The key of matter {reference} cannot be unwrapped with {key}. Nothing was changed.")
        raise KeyUnusable(message.format(reference=reference, key=row.wrapping)) from error
    return secret


def wrapped(secret: bytes, reference: str, by: wrapping.Wrapping) -> bytes:
    """Return the key of a matter as it is kept. Raises KeyUnusable."""
    return encrypted(wrapping.secret_of(by), _bound(reference), secret)


def of_files(matter: "Matter", *, make: bool = False) -> bytes:
    """Return the key that wraps those of the matter's attachments. Raises KeyUnusable."""
    return sha256(b"paizhu attachments of a matter\0" + key_of(matter, make=make)).digest()


def current() -> wrapping.Wrapping:
    """Return the wrapping key that is in use; the file is made when it is first needed. Raises KeyUnusable."""
    with beyond.reading(beyond.Why.KEYS):
        used = _rows().exists()
    # A home that was brought back without its keys must not get others in silence.
    if not used:
        wrapping.ensure()
    return wrapping.known()[0]


def _made(matter: "Matter") -> bytes:
    by, secret = current(), secrets.token_bytes(KEY_BYTES)
    row = _rows().model(wrapped=wrapped(secret, matter.reference, by), wrapping=by.id)
    if _is_new(matter):
        matter.__dict__[_HELD], matter.__dict__[_NEW] = secret, row
        return secret
    # A matter that was there before it was sealed. Of two at once one makes its key, and both use that one.
    row.matter, row.whole = matter, False
    _rows().bulk_create([row], ignore_conflicts=True)
    return _hold(matter, _rows().get(pk=matter.pk))


def _hold(matter: "Matter", row: "MatterKey") -> bytes:
    secret = unwrapped(row, matter.reference)
    matter.__dict__[_HELD] = secret
    return secret


def _is_new(matter: "Matter") -> bool:
    """Whether it has no row yet."""
    return matter.__dict__.get("id") is None


def _rows() -> "Manager[MatterKey]":
    # Models come after the fields that need them.
    from paizhu.door.sealing.models import MatterKey  # noqa: PLC0415

    return MatterKey.objects


def _bound(reference: str) -> bytes:
    return b"paizhu key of a matter 1\0" + reference.encode()
