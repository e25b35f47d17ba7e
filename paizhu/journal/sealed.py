"""Content that is kept encrypted: who keeps the keys opens it. The journal itself knows none.

What an entry commits to is the content itself, so a log verifies alike whether it lies open or sealed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paizhu.norms.errors import PaizhuError

# Canonical JSON never begins with a control character.
MARK = "\x02sealed 1 "


_SHUT = gettext_lazy("The content of this matter is sealed, and cannot be opened here. Nothing was changed.")


class NotAsSealed(PaizhuError):
    """A sealed value is not as it was written. told: to whoever asked for it, without names of files and keys."""

    code = "journal.sealed_damaged"
    told: ClassVar[str | Promise] = _SHUT


class NoKey(PaizhuError):
    """The key of a sealed value cannot be had. told: to whoever asked for it, without names of files and keys."""

    code = "journal.sealed_key"
    told: ClassVar[str | Promise] = _SHUT


@dataclass(frozen=True, slots=True)
class Where:
    """Where content lies: the log, the number of the entry, the name of the content; matter: its reference."""

    matter: str
    log: str
    number: int
    name: str


# Returns the text of a sealed value. Raises NotAsSealed, NoKey.
Opens = Callable[[Where, str], str]
# Returns what is kept in place of a text.
Seals = Callable[[Where, str], str]


class _Opening:
    """How sealed values are opened; named when Django starts."""

    def __init__(self) -> None:
        self.by: Opens | None = None


_opening = _Opening()


def opens_with(opens: Opens) -> None:
    """Name who opens sealed values."""
    _opening.by = opens


def text_of(where: Where, value: str) -> str:
    """Return the text of a value as it is kept. Raises NotAsSealed, NoKey."""
    if not value.startswith(MARK):
        return value
    if _opening.by is None:
        raise NoKey(_("Nobody here opens sealed content."))
    return _opening.by(where, value)
