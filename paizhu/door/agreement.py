"""What rests on agreement only can be declined; what rests on a provision cannot."""

from collections.abc import Collection

from paizhu.door.kinds import Unfit
from paizhu.door.models import Ground, Matter
from paizhu.door.present import Present


def only_by_agreement(act: str) -> Unfit:
    """Return what says, for a kind (`Kind.unfit`), which of its matters do not know the act: those by a provision. One query."""

    def unfit(matters: Collection[Matter], _present: Present) -> dict[int, frozenset[str]]:
        found = Ground.objects.filter(matter__in=matters, basis="agreement")
        agreed = set(found.values_list("matter_id", flat=True))
        return {matter.pk: frozenset([act]) for matter in matters if matter.pk not in agreed}

    return unfit
