"""Places in a tree whose content was destroyed under its term, though what was passed on from there is still kept.

Nothing of such a place is kept but which organs took part. Where it stood is read off those right below it.
"""

from collections.abc import Collection

from paizhu.door.models import Matter, Participation
from paizhu.levels.models import Relay


def with_gone(relays: Collection[Relay]) -> list[Relay]:
    """Return the relays of one tree, and one that is not stored for each place above them of which nothing else is left.

    Two queries more where there is such a place, else none.
    """
    found = list(relays)
    kept = {relay.pk for relay in found}
    below = {relay.parent_id: relay for relay in found if relay.level > 1 and relay.parent_id not in kept}
    if not below:
        return found
    parts = Participation.objects.filter(matter__in=list(below), person=None, side__in=["passer", "unit"])
    organs = {(key, side): organ for key, side, organ in parts.values_list("matter_id", "side", "organ")}
    places = [
        Relay(
            matter=matter,
            root_id=below[matter.pk].root_id,
            parent_id=below[matter.pk].root_id,
            level=below[matter.pk].level - 1,
            passer_id=organs.get((matter.pk, "passer"), ""),
            unit_id=organs.get((matter.pk, "unit"), below[matter.pk].passer_id),
        )
        for matter in Matter.objects.filter(pk__in=list(below)).order_by("pk")
    ]
    every = [*found, *places]
    for place in places:
        above = (one for one in every if one.level == place.level - 1 and one.unit_id == place.passer_id)
        # Two levels gone, one under the other, leave nothing between the root and what is below: it hangs on the root.
        place.parent_id = next((one.pk for one in above), place.root_id)
    return every
