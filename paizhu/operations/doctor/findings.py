"""What a check finds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """WARNING: it works, and will not always.  WRONG: something does not work, or is open that should not be."""

    WELL = "well"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. what, mend: sentences in the chosen language; mend is "" where nothing is to be done."""

    check: str
    grade: Grade
    what: str
    mend: str = ""


Check = Callable[[], Iterable[Finding]]


def well(check: str, what: str) -> Finding:
    """Return that a thing is as it should be."""
    return Finding(check, Grade.WELL, what)


def warning(check: str, what: str, mend: str) -> Finding:
    """Return that a thing will not do for long."""
    return Finding(check, Grade.WARNING, what, mend)


def wrong(check: str, what: str, mend: str) -> Finding:
    """Return that a thing is wrong."""
    return Finding(check, Grade.WRONG, what, mend)
