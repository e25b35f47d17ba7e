"""A ledger (台账) of matters as PDF: exactly what is filtered, as the seat sees it; that it was carried out is on record.

As with workbooks, a title above `internal` stays behind.
"""

import json
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from paizhu.accounts.sittings import Sitting
from paizhu.door import exporting
from paizhu.door.doing import Channel
from paizhu.door.present import Present
from paizhu.door.queries import Filters, Listed
from paizhu.norms.errors import InvalidInput
from paizhu.rectification import exporting as rectifications
from paizhu.rectification.heads import Standing
from paizhu.rectification.overview import Chosen, Line
from paizhu.reports import pressing
from paizhu.reports.official import day, plain

MOST = 1_000  # rows: some fifty pages; who needs more takes the workbook
TEMPLATE = Path(__file__).parent / "templates/ledger.typ"


def ledger(
    sitting: Sitting, present: Present, filters: Filters, lang: str, channel: Channel
) -> tuple[bytes, int]:
    """Return the PDF and how many rows it has. Raises InvalidInput where there are more than MOST, NotPressed."""
    rows = list(islice(exporting.exported(sitting, present, filters), MOST + 1))
    if len(rows) > MOST:
        raise InvalidInput(_too_many())
    data = pressing.pdf(TEMPLATE.read_text("utf-8"), as_json(rows, sitting, present.on, lang))
    exporting.note(sitting, present, channel, filters, len(rows))
    return data, len(rows)


def ledger_of_rectifications(
    sitting: Sitting, present: Present, chosen: Chosen, lang: str, channel: Channel
) -> tuple[bytes, int]:
    """Return the table of rectifications as PDF and how many rows it has. Raises as `ledger` does."""
    lines = list(islice(rectifications.exported(sitting, present, chosen), MOST + 1))
    if len(lines) > MOST:
        raise InvalidInput(_too_many())
    heads = (
        _("No."), _("Title"), _("Rectifying unit"), _("Measures"), _("State"), _("Opened"), _("Closed"), _("Due"),
    )  # fmt: skip
    rows = [list(_line(number, line, lang)) for number, line in enumerate(lines, start=1)]
    said = _said(_("Ledger of rectifications"), heads, rows, sitting, present.on, lang)
    data = pressing.pdf(TEMPLATE.read_text("utf-8"), said)
    rectifications.note(sitting, present, channel, chosen, len(rows))
    return data, len(rows)


def as_json(rows: list[Listed], sitting: Sitting, on: date, lang: str) -> str:
    """Return what the ledger says, for its template."""
    heads = (
        _("No."), _("Title"), _("Brought by"), _("Other party"), _("Kind"), _("State"), _("Opened"), _("Due"),
    )  # fmt: skip
    told = [list(_row(number, row, lang)) for number, row in enumerate(rows, start=1)]
    return _said(_("Ledger of matters"), heads, told, sitting, on, lang)


def _said(
    title: str, heads: tuple[str, ...], rows: list[list[str]], sitting: Sitting, on: date, lang: str
) -> str:
    about = _("{organ}, {day}: {count} matters").format(
        organ=plain(sitting.organ_name), day=day(on) if lang == "zh" else on.isoformat(), count=len(rows)
    )
    said = {"lang": lang, "title": title, "about": about, "heads": heads, "rows": rows}
    return json.dumps(said, ensure_ascii=False)


def _too_many() -> str:
    return _(
        "A ledger holds up to {most} matters, and there are more: filter further, or export a workbook. "
        "Nothing was written."
    ).format(most=MOST)


def _line(number: int, line: Line, lang: str) -> Iterator[str]:
    row = line.head
    yield str(number)
    yield _title(row)
    yield plain(row.counterpart_name or "–")
    if line.measures is None:
        yield "–"
    else:
        verified = _("{verified} of {total} verified").format(
            verified=line.measures[Standing.VERIFIED], total=line.total
        )
        late = _("{count} overdue").format(count=line.late_measures)
        yield f"{verified}, {late}" if line.late_measures else verified
    yield row.state_name.in_(lang)
    yield row.opened_on.isoformat()
    yield row.closed_on.isoformat() if row.closed_on else "–"
    yield row.due.isoformat() if row.due else "–"


def _title(row: Listed) -> str:
    if row.title is not None:
        return plain(row.title)
    if row.destroyed_on is not None:
        return _("content destroyed ({reference})").format(reference=row.reference)
    return _("not shown ({reference})").format(reference=row.reference)


def _row(number: int, row: Listed, lang: str) -> Iterator[str]:
    yield str(number)
    yield _title(row)
    yield plain(row.owner_name or "–")
    yield plain(row.counterpart_name or "–")
    yield row.kind_name.in_(lang)
    yield row.state_name.in_(lang)
    yield row.opened_on.isoformat()
    yield row.due.isoformat() if row.due else "–"
