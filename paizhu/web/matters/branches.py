"""What grew out of a matter, as its page draws it: a bar of how the branches stand, and the tree."""

from typing import Any

from paizhu.door.branches import STANDINGS, Branches, Standing
from paizhu.door.present import Present

ICONS = {
    Standing.ANSWERED: "circle-check",
    Standing.UNDER_WAY: "circle-half-2",
    Standing.SILENT: "circle-dashed",
    Standing.LATE: "alert-triangle",
    Standing.DECLINED: "ban",
    Standing.WITHDRAWN: "circle-x",
    Standing.DESTROYED: "minus",
}
_SAID = (Standing.UNDER_WAY, Standing.SILENT, Standing.DECLINED, Standing.WITHDRAWN, Standing.DESTROYED)
DEEPEST = 4  # deeper ones are drawn no further in


def drawn(found: Branches | None, present: Present, lang: str) -> dict[str, Any] | None:
    """Return what the template needs; None where nothing grew out of the matter. rows: in the order of the tree."""
    if found is None:
        return None
    top = min((branch.level for branch in found.branches), default=1)
    return {
        "counts": [
            {"standing": standing.value, "word": STANDINGS[standing], "icon": ICONS[standing], "count": count}
            for standing, count in found.counts.items()
        ],
        "rows": [
            {
                "one": branch,
                "depth": min(branch.level - top, DEEPEST),
                "standing": branch.standing.value,
                "word": STANDINGS[branch.standing],
                "icon": ICONS[branch.standing],
                # Of these the standing says all that the state would.
                "state": ""
                if branch.standing in _SAID or branch.head.state == branch.standing.value
                else branch.head.state_name.in_(lang),
                "days_over": (present.on - branch.due).days
                if branch.due and branch.standing is Standing.LATE
                else 0,
            }
            for branch in found.branches
        ],
        "hidden": [
            {"word": STANDINGS[standing], "icon": ICONS[standing], "count": count}
            for standing, count in found.hidden.items()
        ],
    }
