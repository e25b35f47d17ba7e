"""Which tasks were acts that a norm asks for: those that were answered, and not sent back since."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from paizhu.door.performances import Kept, Sought
from paizhu.norms.expected.calendar import period_named
from paizhu.norms.expected.reckoning import Performance

# The last answer to each task that stands answered: by whom answered, and toward whom. What is toward the assigner is so
# toward whoever had its side by then. Today asks this every time; made by the ORM, the statement alone takes ten milliseconds.
_ANSWERED = """
    SELECT t.act, p.organ,
      CASE WHEN t.toward_id = t.assigner_id THEN COALESCE(
        (SELECT h.to_organ_id FROM door_handover h
         WHERE h.matter_id = m.id AND h.side = 'assigner' AND h."on" <= p."on" ORDER BY h."on" DESC LIMIT 1),
        t.toward_id) ELSE t.toward_id END,
      p."on", e.at, m.reference, t.about, m.id, p.entry_id
    FROM tasks_task t
    JOIN door_matter m ON m.id = t.matter_id AND m.state IN ('answered', 'checked', 'closed')
    JOIN door_performed p ON p.matter_id = m.id AND p.act = 'task.answer'
    JOIN journal_entry e ON e.id = p.entry_id
    WHERE {whose} AND {acts} AND (p."on" BETWEEN %s AND %s OR {years})
      AND NOT EXISTS (SELECT 1 FROM door_performed l
        WHERE l.matter_id = m.id AND l.act = p.act AND l.entry_id > p.entry_id)
"""
# The assignee of old, or the office that took a matter over from it: each read off an index.
_WHOSE = """t.matter_id IN (
      SELECT matter_id FROM tasks_task WHERE assignee_id IN ({bearers})
      UNION SELECT matter_id FROM door_handover WHERE side = 'assignee' AND to_organ_id IN ({bearers}))"""


def answered(sought: Sought) -> Iterator[Kept]:
    """Yield what was done by answering a task: the act that was asked for, by whom answered, on the day of the last answer."""
    bearers, years = sorted(sought.bearers), [f"{year:04}%" for year in sought.years]
    if not bearers or (sought.acts is not None and not sought.acts):
        return
    acts = sorted(sought.acts or ())
    statement = _ANSWERED.format(
        whose=_WHOSE.format(bearers=_places(bearers)),
        acts=_any("t.act = %s OR t.act LIKE %s", acts),
        years=_any("t.about LIKE %s", years),
    )
    days = [connection.ops.adapt_datefield_value(day) for day in (sought.first, sought.last)]
    below = [word for act in acts for word in (act, f"{act}.%")]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*bearers, *bearers, *below, *days, *years])
        rows = cursor.fetchall()
    yield from map(_kept, rows)


def _places(values: list[str]) -> str:
    return ", ".join(["%s"] * len(values))


def _any(condition: str, values: list[str]) -> str:
    """The condition for any of the values; where there are none, no condition at all."""
    return f"({' OR '.join([condition] * len(values))})" if values else "1 = 1"


def _kept(row: tuple[Any, ...]) -> Kept:
    act, bearer, toward, on, at, reference, about, matter, entry = row
    done = Performance(
        act=act,
        bearer=bearer,
        toward=toward,
        done_on=on,
        recorded_on=timezone.localdate(_instant(at)),
        reference=reference,
        about=period_named(about),
    )
    return Kept(done, matter, entry)


def _instant(at: datetime) -> datetime:
    """An instant as the database gives it: SQLite without its time zone, which is UTC."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)
