"""What was passed down from a matter, as a tree: who has answered, who is late, of whom nothing was heard."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from paizhu.accounts.sittings import Sitting
from paizhu.door.branches import Branch, Branches, Standing
from paizhu.door.models import Clock, Matter
from paizhu.door.present import Present
from paizhu.door.queries import Listed, heads
from paizhu.door.statistics import withheld
from paizhu.door.visibility import Sight, sights
from paizhu.levels.gone import with_gone
from paizhu.levels.models import Relay

MOST = 500
_STANDINGS = {
    "passed": Standing.SILENT,
    "received": Standing.UNDER_WAY,
    "answered": Standing.ANSWERED,
    "closed": Standing.ANSWERED,
    "declined": Standing.DECLINED,
    "withdrawn": Standing.WITHDRAWN,
}


def branches(sitting: Sitting, matter: Matter, sight: Sight, present: Present) -> Branches | None:
    """Return the tree below the matter as the seat sees it; None where nothing was passed down. Nine queries at most.

    Of what the seat does not see the content there is no branch but a count, withheld where it is small.
    """
    relays = _below(matter, sight)
    if not relays:
        return None
    matters = [relay.matter for relay in relays]
    seen = sights(sitting, matters, present)
    shown = [m for m in matters if seen[m.pk].content]
    listed = dict(zip([m.pk for m in shown], heads(shown, sitting, present, seen), strict=True))
    clocks = Clock.objects.filter(matter__in=[m.pk for m in matters], stopped_on=None)
    due = dict(clocks.values_list("matter_id", "due"))
    drawn = [
        _branch(relay, listed[relay.pk], due.get(relay.pk), present) for relay in relays if relay.pk in listed
    ]
    hidden = Counter(
        _standing(relay.matter, due.get(relay.pk), present) for relay in relays if relay.pk not in listed
    )
    counts = {standing: withheld(hidden[standing]) for standing in Standing} if hidden else {}
    return Branches(tuple(drawn), counts)


def _below(matter: Matter, sight: Sight) -> list[Relay]:
    """The relays below, each right before those below itself; of what is past those of before its end."""
    own = Relay.objects.filter(matter=matter).first() if matter.kind == "relay" else None
    rows = Relay.objects.filter(root=own.root_id if own else matter.pk).select_related("matter")
    if sight.until is not None:
        rows = rows.filter(matter__opened_on__lt=sight.until)
    under: dict[int, list[Relay]] = defaultdict(list)
    for row in with_gone(rows.order_by("pk")[:MOST]):
        under[row.parent_id].append(row)
    return list(_walked(under, matter.pk))


def _walked(under: dict[int, list[Relay]], parent: int) -> Iterator[Relay]:
    for relay in under[parent]:
        yield relay
        yield from _walked(under, relay.pk)


def _branch(relay: Relay, head: Listed, due: date | None, present: Present) -> Branch:
    # Of what is past the head says how it stood; a clock that runs now is no matter of theirs.
    standing = _standing(relay.matter, due if head.due is not None else None, present, head.state)
    return Branch(
        head=head,
        organ=relay.unit_id,
        organ_name=present.name(relay.unit_id),
        level=relay.level,
        item=relay.item,
        standing=standing,
        due=due if head.due is not None else None,
    )


def _standing(matter: Matter, due: date | None, present: Present, state: str = "") -> Standing:
    """state: in which it is seen to stand, "" for the one in which it stands."""
    if matter.destroyed_on is not None:
        return Standing.DESTROYED
    late = due is not None and due < present.on
    return Standing.LATE if late else _STANDINGS[state or matter.state]
