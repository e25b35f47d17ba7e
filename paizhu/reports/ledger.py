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
        raise InvalidInput(
            _(
                "A ledger holds up to {most} matters, and there are more: filter further, or export a workbook. "
                "Nothing was written."
            ).format(most=MOST)
        )
    data = pressing.pdf(TEMPLATE.read_text("utf-8"), as_json(rows, sitting, present.on, lang))
    exporting.note(sitting, present, channel, filters, len(rows))
    return data, len(rows)


def as_json(rows: list[Listed], sitting: Sitting, on: date, lang: str) -> str:
    """Return what the ledger says, for its template."""
    said = {
        "lang": lang,
        "title": _("Ledger of matters"),
        "about": _("{organ}, {day}: {count} matters").format(
            organ=plain(sitting.organ_name), day=day(on) if lang == "zh" else on.isoformat(), count=len(rows)
        ),
        "heads": [
            _("No."), _("Title"), _("Brought by"), _("Other party"), _("Kind"), _("State"), _("Opened"), _("Due"),
        ],
        "rows": [list(_row(number, row, lang)) for number, row in enumerate(rows, start=1)],
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False)


def _row(number: int, row: Listed, lang: str) -> Iterator[str]:
    yield str(number)
    yield (
        plain(row.title)
        if row.title is not None
        else _("not shown ({reference})").format(reference=row.reference)
    )
    yield plain(row.owner_name or "–")
    yield plain(row.counterpart_name or "–")
    yield row.kind_name.in_(lang)
    yield row.state_name.in_(lang)
    yield row.opened_on.isoformat()
    yield row.due.isoformat() if row.due else "–"
