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
    WHERE {whose} AND (m.closed_on IS NULL OR m.closed_on >= %s OR {years})
      AND (p."on" BETWEEN %s AND %s OR {years})
      AND NOT EXISTS (SELECT 1 FROM door_performed l
        WHERE l.matter_id = m.id AND l.act = p.act AND l.entry_id > p.entry_id)
"""
# The assignee of old, or the office that took a matter over from it: each read off an index. Of a million tasks most are
# about what no norm asks for in each period; so the acts are looked at here, where the index has them.
_WHOSE = """t.matter_id IN (
      SELECT matter_id FROM tasks_task t WHERE assignee_id IN ({bearers}) AND {acts}
      UNION SELECT h.matter_id FROM door_handover h JOIN tasks_task t ON t.matter_id = h.matter_id
      WHERE h.side = 'assignee' AND h.to_organ_id IN ({bearers}) AND {acts})"""


def answered(sought: Sought) -> Iterator[Kept]:
    """Yield what was done by answering a task: the act that was asked for, by whom answered, on the day of the last answer."""
    bearers, years = sorted(sought.bearers), [f"{year:04}%" for year in sought.years]
    if not bearers or (sought.acts is not None and not sought.acts):
        return
    acts, words = _acts(sought)
    whose = _WHOSE.format(bearers=_places(bearers), acts=acts)
    statement = _ANSWERED.format(whose=whose, years=_any("t.about LIKE %s", years))
    days = [connection.ops.adapt_datefield_value(day) for day in (sought.first, sought.last)]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*bearers, *words, *bearers, *words, days[0], *years, *days, *years])
        rows = cursor.fetchall()
    yield from map(_kept, rows)


def _acts(sought: Sought) -> tuple[str, list[str]]:
    """The condition that a task asks for one of the acts, and its words."""
    if sought.named:
        return f"t.act IN ({_places(named := sorted(sought.named))})", named
    acts = sorted(sought.acts or ())
    return _any("t.act = %s OR t.act LIKE %s", acts), [word for act in acts for word in (act, f"{act}.%")]


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
