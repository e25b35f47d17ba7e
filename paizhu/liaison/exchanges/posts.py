"""Between which posts an exchange of views is: the norm names posts, not organs."""

from paizhu.accounts.sittings import Sitting
from paizhu.door.present import Present
from paizhu.registry.parties import post_id

_SECRETARY = "host_party_secretary"


def own_post(sitting: Sitting) -> str:
    """Return the post of a seat, as a party."""
    return post_id(sitting.post or "")


def leader_of(group: str, present: Present) -> str | None:
    """Return the post of the principal leader of a Party group on this day, as a party; None where the registry has none."""
    kinds = present.day.world.kinds
    found = [
        post_id(post.id)
        for post in present.here.chart.posts.values()
        if post.organ == group and _SECRETARY in kinds.get(post_id(post.id), ())
    ]
    return min(found, default=None)
