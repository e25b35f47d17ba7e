"""A list of matters carried out of the product: exactly what is filtered, as the seat sees it, and on record.

What is carried out is seen by whoever holds the file. So a title above `internal` stays behind; the row says so.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from django.db import transaction

from paizhu.accounts.sittings import Sitting
from paizhu.door import queries
from paizhu.door.doing import Channel
from paizhu.door.present import Present
from paizhu.door.queries import Filters, Listed
from paizhu.door.secrecy import Secrecy
from paizhu.journal.canonical import Json
from paizhu.journal.entries import append

ACT = "matters.export"
MOST = 1_000_000  # rows; a sheet holds 1,048,576
Told = Callable[[int], None]  # how many rows there are by now


def exported(
    sitting: Sitting, present: Present, filters: Filters, told: Told = lambda _rows: None
) -> Iterator[Listed]:
    """Yield the matters that the seat sees and the filters let pass, newest first, at most MOST; a page in memory at a time."""
    after, count = "", 0
    while True:
        page = queries.page(sitting, present, filters, after=after, limit=queries.MOST)
        for row in page.matters[: MOST - count]:
            yield carried(row)
        count += len(page.matters)
        told(min(count, MOST))
        if not page.next or count >= MOST:
            return
        after = page.next


def note(sitting: Sitting, present: Present, channel: Channel, filters: Filters, rows: int) -> None:
    """Record that the seat carried a list out, before it is handed over; what was typed to search for is content."""
    typed = {"title": filters.title} if filters.title else {}
    record(sitting, present, channel, {"rows": rows, "filters": _names(filters)}, typed)


def record(
    sitting: Sitting, present: Present, channel: Channel, facts: Mapping[str, Json], typed: Mapping[str, str]
) -> None:
    """Record that the seat carried a list out. typed: what was searched for: content."""
    with transaction.atomic():
        append(
            sitting.organ,
            at=present.at,
            act=ACT,
            seat=sitting.seat,
            organ=sitting.organ,
            channel=channel.value,
            outcome="done",
            matter=None,
            on=present.on,
            facts=facts,
            content=typed,
        )


def _names(filters: Filters) -> dict[str, Json]:
    held = {
        "kind": filters.kind,
        "state": filters.state,
        "owner": filters.owner,
        "counterpart": filters.counterpart,
        "due_before": filters.due_before.isoformat() if filters.due_before else "",
        "closed": "" if filters.closed is None else filters.closed,
    }
    return {name: value for name, value in held.items() if value != ""}


def carried(row: Listed) -> Listed:
    """Return a row as it is carried out: without a title that is above `internal`."""
    above = row.secrecy is not None and Secrecy(row.secrecy).height > Secrecy.INTERNAL.height
    return replace(row, title=None) if above else row
