"""Which of the two parties to a matter is the office; it may have changed since the matter was opened."""

from paizhu.door.models import Matter


def office_of(matter: Matter, host: str) -> str:
    """Return the office whose matter it is now, given the party that it supervises."""
    other = matter.counterpart_id if matter.owner_id == host else matter.owner_id
    assert other is not None
    return other
