"""Wrapping keys are rotated: a new one takes the place of the present one, and every key of a matter is wrapped anew.

In this order, so that a kill anywhere leaves keys that open: the new key stands in the file before it wraps anything; batch by
batch is wrapped anew, each in a transaction; the entry is written; the old keys are marked as retired. What was begun is
carried on by the next rotation, which makes no further key then. No content is touched.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _
from filelock import FileLock, Timeout

from paizhu import places
from paizhu.door.sealing import keyring, wrapping
from paizhu.door.sealing.errors import KeyUnusable
from paizhu.door.sealing.models import MatterKey
from paizhu.guard import beyond

_AT_ONCE = 500
Told = Callable[[int], None]  # how many keys are wrapped anew by now


@dataclass(frozen=True, slots=True)
class Rotated:
    """key: id of the wrapping key in use now.  retired: ids of those before it.  matters: whose keys were wrapped anew.

    resumed: an earlier rotation was carried on.  left: references of matters whose keys no key opens; they stay as they are.
    """

    key: str
    retired: tuple[str, ...]
    matters: int
    resumed: bool
    left: tuple[str, ...]

    @property
    def facts(self) -> dict[str, Any]:
        """What the entry says openly."""
        return {
            "keys": "matters",
            "key": self.key,
            "retired": list(self.retired),
            "matters": self.matters,
            "resumed": self.resumed,
            "left": len(self.left),
        }


@beyond.working(beyond.Why.SEALING)
def rotate(
    on: date, note: Callable[[Rotated], None], told: Told = lambda _count: None, *, plain: bool = False
) -> Rotated:
    """Rotate, or carry on a rotation that was begun. note: puts it on record, before the old keys are retired.

    plain: the new key stands in the file itself, also where there is a key management system.

    Raises KeyUnusable; nothing is lost then, and the same again carries on.
    """
    try:
        with FileLock(places.home() / ".rotating.lock", timeout=0):
            return _rotated(on, note, told, plain=plain)
    except Timeout as error:
        raise KeyUnusable(_("Another rotation of these keys is running.")) from error


def _rotated(on: date, note: Callable[[Rotated], None], told: Told, *, plain: bool) -> Rotated:
    current = keyring.current()
    begun = _others(current.id) or MatterKey.objects.exclude(wrapping=current.id).exists()
    if not begun:
        made = wrapping.new(plain=plain)
        wrapping.put_first(made)
        current = made
    count, left = _wrap_anew(current, told)
    still = set(MatterKey.objects.exclude(wrapping=current.id).values_list("wrapping", flat=True).distinct())
    done = Rotated(current.id, tuple(sorted(_others(current.id) - still)), count, bool(begun), tuple(left))
    note(done)
    wrapping.retire(set(done.retired), on)
    return done


def _others(current: str) -> set[str]:
    """The keys of the file that are not retired yet, but for the one that is used."""
    return {one.id for one in wrapping.known() if not one.retired and one.id != current}


def _wrap_anew(by: wrapping.Wrapping, told: Told) -> tuple[int, list[str]]:
    count, left, last = 0, list[str](), 0
    wrapping.secret_of(by)
    while True:
        with transaction.atomic():
            rows = _next(by.id, last)
            for row in rows:
                try:
                    secret = keyring.unwrapped(row, row.matter.reference)
                except KeyUnusable:
                    left.append(row.matter.reference)
                    continue
                row.wrapped = keyring.wrapped(secret, row.matter.reference, by)
                row.wrapping = by.id
                row.save(update_fields=["wrapped", "wrapping"])
                count += 1
        told(count)
        if len(rows) < _AT_ONCE:
            return count, left
        last = rows[-1].pk


def _next(current: str, after: int) -> list[MatterKey]:
    """Keys that another key wraps, held until the transaction ends."""
    rows = MatterKey.objects.exclude(wrapping=current).filter(pk__gt=after).order_by("pk")
    if connection.vendor == "postgresql":
        rows = rows.select_for_update(of=("self",))
    return list(rows.select_related("matter")[:_AT_ONCE])
