"""Invitations made, by the host; and what the office did on one, unless another matter holds it."""

from collections.abc import Iterator

from paizhu.door.performances import Kept, Sought
from paizhu.liaison.business_invitations.roles import NEAR
from paizhu.liaison.counting import counted

_KIND = "business_invitation"
_made = counted(
    f"{_KIND}.invite",
    _KIND,
    acts=("invite",),
    act=lambda _held: "invite",
    other="office",
    unless=("withdrawn",),
)
# One that reached the office outside the product is the host's act once the host says so.
_confirmed = counted(
    f"{_KIND}.confirm",
    _KIND,
    acts=("invite",),
    act=lambda _held: "invite",
    other="office",
    day="came_on",
    unless=("withdrawn",),
)
_done = counted(
    f"{_KIND}.record",
    _KIND,
    acts=NEAR,
    act=lambda held: "" if held.became_id else held.role,
    other="host",
    day="took_part_on",
)


def performed(sought: Sought) -> Iterator[Kept]:
    """Yield all of them. Three queries, none where no act of theirs is sought."""
    yield from _made(sought)
    yield from _confirmed(sought)
    yield from _done(sought)
