"""Which of the two sides of a consultation is which; the office may have changed since it was opened."""

from paizhu.door.models import Matter


def office_of(matter: Matter, group: str) -> str:
    """Return the office whose matter it is now, given the Party group."""
    other = matter.counterpart_id if matter.owner_id == group else matter.owner_id
    assert other is not None
    return other


def named(matter: Matter, group: str, side: str) -> str:
    """Return the organ of a side: "office" or "group"."""
    return group if side == "group" else office_of(matter, group)
