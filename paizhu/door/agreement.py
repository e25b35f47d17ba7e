"""What rests on agreement only can be declined; what rests on a provision cannot."""

from collections.abc import Callable, Collection

from paizhu.door.models import Ground, Matter


def only_by_agreement(act: str) -> Callable[[Collection[Matter]], dict[int, frozenset[str]]]:
    """Return what says, for a kind (`Kind.unfit`), which of its matters do not know the act: those by a provision. One query."""

    def unfit(matters: Collection[Matter]) -> dict[int, frozenset[str]]:
        found = Ground.objects.filter(matter__in=matters, basis="agreement")
        agreed = set(found.values_list("matter_id", flat=True))
        return {matter.pk: frozenset([act]) for matter in matters if matter.pk not in agreed}

    return unfit
