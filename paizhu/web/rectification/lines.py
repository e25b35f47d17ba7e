"""A rectification as a card or a row, with a bar that says how its measures stand."""

from typing import Any

from django.utils.safestring import SafeString

from paizhu.door.present import Present
from paizhu.rectification.heads import Standing
from paizhu.rectification.overview import Line

# In the order of the bar, with the class of each.
_PARTS = ((Standing.VERIFIED, "pz-bar-verified"), (Standing.REPORTED, "pz-bar-reported"))


def line_row(line: Line, present: Present, lang: str) -> dict[str, Any]:
    """Return what a card or a row shows. measures None: the content is not seen."""
    head, measures = line.head, line.measures
    return {
        "one": head,
        "state": head.state_name.in_(lang),
        "late": line.late,
        "days": (present.on - head.due).days if line.late and head.due else 0,
        "seen": measures is not None,
        "total": line.total,
        "verified": measures[Standing.VERIFIED] if measures else 0,
        "reported": measures[Standing.REPORTED] if measures else 0,
        "late_measures": line.late_measures,
        "bar": _bar(line),
    }


def _bar(line: Line) -> SafeString:
    """A bar of SVG, for no style stands in a page; it decorates, the words beside it say the same."""
    if not line.measures or not line.total:
        return SafeString("")
    drawn, at = ['<rect width="100" height="6" class="pz-bar-open"/>'], 0.0
    for standing, css in _PARTS:
        wide = 100 * line.measures[standing] / line.total
        if wide:
            drawn.append(f'<rect x="{at:g}" width="{wide:g}" height="6" class="{css}"/>')
        at += wide
    inside = "".join(drawn)
    return SafeString(
        f'<svg class="pz-measures-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">{inside}</svg>'
    )
