"""The table of rectifications carried out, as a workbook: exactly what is filtered, as the seat sees it, and on record."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext as _

from paizhu.accounts.sittings import Sitting
from paizhu.door import exporting
from paizhu.door.doing import Channel
from paizhu.door.exporting import MOST, Told
from paizhu.door.present import Present
from paizhu.door.workbook import About, Sheet, Value, title_shown, write_sheet
from paizhu.journal.canonical import Json
from paizhu.rectification.heads import HEADS, Standing
from paizhu.rectification.overview import KIND, Chosen, Line, page

AT_A_TIME = 200


def exported(
    sitting: Sitting, present: Present, chosen: Chosen, told: Told = lambda _rows: None
) -> Iterator[Line]:
    """Yield the rectifications that the seat sees and the filters let pass, newest first, at most MOST."""
    after, count = "", 0
    while count < MOST:
        found = page(sitting, present, chosen, after=after, limit=AT_A_TIME)
        for line in found.lines:
            yield replace(line, head=exporting.carried(line.head))
        count += len(found.lines)
        told(count)
        after = found.next
        if not after:
            return


def note(sitting: Sitting, present: Present, channel: Channel, chosen: Chosen, rows: int) -> None:
    """Record that the table was carried out, before it is handed over. A label that was typed is content."""
    held: dict[str, Json] = {
        "kind": KIND,
        "state": chosen.state,
        "counterpart": chosen.unit,
        "head": chosen.head,
        "late": chosen.late,
        "closed": "" if chosen.closed is None else chosen.closed,
    }
    filters: dict[str, Json] = {name: value for name, value in held.items() if value not in ("", False)}
    if chosen.closed is False:
        filters["closed"] = False
    typed = {"label": chosen.label} if chosen.label else {}
    exporting.record(sitting, present, channel, {"rows": rows, "filters": filters}, typed)


def write(lines: Iterator[Line], file: Path, lang: str, about: About) -> int:
    """Write the lines; return how many there are."""
    return write_sheet(
        Sheet(_("Rectifications"), _columns()), (values(line, lang) for line in lines), file, about
    )


def about(sitting: Sitting, present: Present, chosen: Chosen, lang: str) -> About:
    """Return what the table is, so that it is understood where the product is not at hand."""
    states = {s.id: s.name.in_(lang) for s in present.base.procedure(KIND, present.on).states}
    closed = {None: "", False: _("open"), True: _("closed")}[chosen.closed]
    known = {head.value: str(word) for head, word in HEADS.items()}
    asked = (
        (_("State"), states.get(chosen.state, chosen.state)),
        (_("Rectifying unit"), present.name(chosen.unit) if chosen.unit else ""),
        (_("Cause under"), known.get(chosen.head, chosen.head)),
        (_("Short label of the cause"), chosen.label),
        (_("Open or closed"), closed),
        (_("overdue only"), _("yes") if chosen.late else ""),
    )
    return (
        (_("As seen by"), f"{sitting.organ_name} {sitting.title}"),
        (_("On"), present.on),
        *((name, value) for name, value in asked if value),
    )


def _columns() -> tuple[tuple[str, int], ...]:
    return (
        (_("Number"), 10),
        (_("Reference"), 14),
        (_("Title"), 34),
        (_("Issuer"), 26),
        (_("Rectifying unit"), 26),
        (_("State"), 18),
        (_("Measures"), 10),
        (_("Reported, to be verified"), 12),
        (_("Verified"), 10),
        (_("Measures overdue"), 12),
        (_("Due"), 12),
        (_("Overdue"), 10),
        (_("Opened"), 12),
        (_("Closed"), 12),
    )


def values(line: Line, lang: str) -> tuple[Value, ...]:
    """Return the values of a line, in the order of the columns; None for what is not seen."""
    row, measures = line.head, line.measures
    return (
        f"{row.year}-{row.number}" if row.number else None,
        row.reference,
        title_shown(row),
        row.owner_name,
        row.counterpart_name,
        row.state_name.in_(lang),
        line.total if measures is not None else None,
        measures[Standing.REPORTED] if measures is not None else None,
        measures[Standing.VERIFIED] if measures is not None else None,
        line.late_measures if measures is not None else None,
        row.due,
        _("yes") if line.late else None,
        row.opened_on,
        row.closed_on,
    )
