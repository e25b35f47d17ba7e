"""A ticket: for whom the database is to show rows, and which it is to let be written. It opens nothing unless it is signed.

The signing key lies in the home and, out of the application's reach, in the database: whoever only has the application's
way into the database, or slips a statement of their own into it, can present no ticket but the one that is in use.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256

import msgspec

# One line, in the order of what it is given: JSON holds no end of a line but between what is said.
_WRITTEN = msgspec.json.Encoder()


class Opens(StrEnum):
    """What a ticket opens. The values stand in the database's functions as well (`paizhu.door.guarding.functions`)."""

    SEAT = "seat"  # what the seat sees; nothing can be written
    ACT = "act"  # the same and the matter in hand, which can be written; what the act opens as well
    READS = "reads"  # every row; nothing can be written
    WORKS = "works"  # every row, and all can be written

    @property
    def beginning(self) -> str:
        """What the text of such a ticket begins with, behind its seal of 64 digits."""
        return f'{{"opens":"{self.value}"'


@dataclass(frozen=True, slots=True)
class Ticket:
    """why: of those that open every row, one of `paizhu.guard.beyond.Why`; "" for a seat.

    person, organ, led, on: of the seat, as the rule of who sees what asks for them; led: organs that its organ leads.
    kept: by basis, from which organs' matters the person is to keep out.  stands: keys of matters on which the seat
    stands in for an organ that it leads.  acting: the organ that acts.  matter: key of the one in hand, None before it
    is opened.  after: keys above it are of matters opened since the act began.
    """

    opens: Opens
    why: str = ""
    person: str = ""
    organ: str = ""
    led: tuple[str, ...] = ()
    on: date | None = None
    kept: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stands: tuple[int, ...] = ()
    acting: str = ""
    matter: int | None = None
    after: int | None = None

    def standing_in(self, matter: int) -> "Ticket":
        """Return it with one more matter on which the seat stands in."""
        return replace(self, stands=(*self.stands, matter))

    def signed(self, key: bytes, process: int) -> str:
        """Return it as the database reads it. process: of the server behind this connection; it is good there only.

        Three lines: all of it; organs whose parts show their matters to the seat, as keys; and its person, whether there are
        organs from whose matters this one keeps out, and its organ. The shorter lines are what most policies ask for.
        """
        lines: tuple[object, ...] = (self._said(), {}, [])
        if self.opens in (Opens.SEAT, Opens.ACT):
            lines = (
                lines[0],
                dict.fromkeys((self.organ, *self.led), 1),
                [self.person, "keeps" if self.kept else "", self.organ],
            )
        said = b"\n".join(map(_WRITTEN.encode, lines)).decode()
        return f"{seal(key, process, said)}{said}"

    def _said(self) -> dict[str, object]:
        # What it opens comes first: policies look whether it may open every row before they have that verified.
        said: dict[str, object] = {"opens": self.opens.value, "why": self.why}
        if self.opens in (Opens.SEAT, Opens.ACT):
            said |= {"person": self.person, "organ": self.organ, "led": self.led, "stands": self.stands}
            said |= {"on": self.on.isoformat() if self.on else None}
            said |= {f"kept_{basis}": organs for basis, organs in self.kept.items()}
        if self.opens is Opens.ACT:
            said |= {"acting": self.acting, "matter": self.matter, "after": self.after}
        return said


def seal(key: bytes, process: int, said: str) -> str:
    """Return the seal of a ticket's text: 64 hexadecimal digits.

    Hashed twice, each time behind the key, so that nothing can be appended (the outer form of HMAC, RFC 2104); PostgreSQL
    has SHA-256 without an extension, and no HMAC.
    """
    inner = sha256(key + f"{process} {said}".encode()).digest()
    return sha256(key + inner).hexdigest()
