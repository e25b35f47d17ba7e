"""The norm base that all faces of a server ask: opened once for each process, before the first request."""

from dataclasses import dataclass
from datetime import date
from threading import Lock

from paizhu import places
from paizhu.norms.ask.reply import Asker
from paizhu.norms.bare import Bare
from paizhu.norms.base import Base
from paizhu.norms.store import open_asker


@dataclass(frozen=True, slots=True)
class Opened:
    """The base, what asks it in words, and what asks it for answers without their proof. All are read only."""

    base: Base
    asker: Asker
    bare: Bare


class _Place:
    """Holds the one base of this process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._opened: Opened | None = None

    def get(self) -> Opened:
        # Two first requests at once must not both build an index that takes half a second.
        if self._opened is None:
            with self._lock:
                if self._opened is None:
                    self._opened = _open()
        return self._opened


def _open() -> Opened:
    asker = open_asker(places.packs() / "discipline", places.home() / "cache")
    # What is made at the first use is made now: nobody should have to wait for it.
    asker.ask("派驻机构应当做什么？", date(2024, 1, 1))
    asker.ask("What must a stationed office do?", date(2024, 1, 1))
    return Opened(asker.base, asker, asker.bare)


_place = _Place()
# Raises PackError, with all faults, when the pack cannot be used.
opened = _place.get
