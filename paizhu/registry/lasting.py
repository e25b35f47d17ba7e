"""Finding spans of time that overlap without comparing each with each."""

from datetime import date

from paizhu.registry.records import DAY_LAST, Relation, Seat


class Lasting:
    """Of spans taken in the order of their first days: the one that lasts longest, and the longest of another group.

    A later span has days in common with an earlier one exactly when it has some with the longest, so that many spans
    need no comparison of each with each.
    """

    def __init__(self) -> None:
        self._kept: list[tuple[object, date, Relation | Seat]] = []  # the longest first, one of a group

    def beside(self, group: object) -> Relation | Seat | None:
        """Return the one of another group that lasts longest."""
        return next((span for of, _until, span in self._kept if of != group), None)

    def take(self, group: object, span: Relation | Seat, until: date | None = None) -> None:
        """Take the next span. until: where it lasts less long than it says."""
        mine = (group, until or span.until or DAY_LAST, span)
        others = [kept for kept in self._kept if kept[0] != group]
        own = next((kept for kept in self._kept if kept[0] == group and kept[1] >= mine[1]), mine)
        self._kept = sorted([own, *others], key=lambda kept: kept[1], reverse=True)[:2]
