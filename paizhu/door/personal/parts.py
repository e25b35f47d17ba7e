"""The parts of what is held on a person; an app above the door adds its own when Django starts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from paizhu.accounts.sittings import Sitting
from paizhu.door.present import Present


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose data, and from which seat they are given. own: the person asks from a seat of their own."""

    person: str
    sitting: Sitting
    present: Present

    @property
    def own(self) -> bool:
        return self.sitting.person == self.person


Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Part:
    """name: for programs.  label: for people.  gather: rows of plain values.  own: given to the person alone."""

    name: str
    label: str | Promise
    gather: Callable[[Asked], Rows]
    own: bool = False


parts: list[Part] = []
