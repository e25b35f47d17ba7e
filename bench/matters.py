# ruff: noqa: PLC0415, S608  Django must be ready before what needs it is imported; the statements name our own tables
"""Fills a home with general tasks of the demonstration's city, and with letters of one of its offices (Z01).

    PAIZHU_HOME=… bench/matters.py [--matters 1000000] [--full] [--letters N]

The office of each host has its tasks from the commission, and gives tasks to its hosts; ten years of them, one in fifty
open. With DATABASE_URL, into that database. The same number gives the same matters. --full: most
of them open, so that the pages of few matters are as long as those of a million. Rows are written past the door, by
COPY on PostgreSQL: through it a million would take a day.
"""

import argparse
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
AT_ONCE = 20_000
TODAY = date.today()  # noqa: DTZ011  the pages look at today
FIRST = TODAY - timedelta(days=3650)
COMMISSION = "W2"
FROM_ABOVE, IN_A_CIRCLE = 0.6, 0.01  # shares of the matters
# Of the last twenty-fifth, and of all before: most of what is open is young.
ONE_IN_FIFTY, FULL = (0.3, 0.008), (0.9, 0.5)
SUBJECTS = (
    "公务用车",
    "会议费",
    "工程招标",
    "公务接待",
    "专项资金",
    "人员编制",
    "政府采购",
    "信访件",
    "办公用房",
)
ACTS = ("核查", "报送", "整改", "自查", "补正", "说明")
Row = tuple[Any, ...]
Rows = dict[str, list[Row]]


def main() -> None:
    """Import the city and write the matters."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--matters", type=int, default=1_000_000)
    parser.add_argument("--full", action="store_true", help="most of them open")
    parser.add_argument("--letters", type=int, default=0, help="further ones, of one office")
    given = parser.parse_args()
    fill(given.matters, FULL if given.full else ONE_IN_FIFTY, given.letters)


def fill(count: int, share_open: tuple[float, float] = ONE_IN_FIFTY, letters: int = 0) -> None:
    """Make the database, the city in it, and so many matters."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paizhu.settings")
    import django

    django.setup()
    from django.db import connection, transaction

    from paizhu.registry import database
    from paizhu.registry.importing import import_file

    database.make_ready()
    city = Path(os.environ["PAIZHU_HOME"]) / "city.json"
    subprocess.run([sys.executable, ROOT / "tools/demonstration.py", city], check=True)
    import_file(city)
    made = _City(json.loads(city.read_text("utf-8")), share_open)
    with transaction.atomic(), _triggers_off():
        for rows in _in_portions(count, made):
            for table, some in rows.items():
                _write(table, some)
        for rows in _letters(letters, count, made):
            for table, some in rows.items():
                _write(table, some)
        for table, some in made.last().items():
            _write(table, some)
    _count_on()
    with connection.cursor() as cursor:
        # As a server does by itself within minutes: lists are read off indexes alone only where it has.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _in_portions(count: int, made: "_City") -> Iterator[Rows]:
    for start in range(0, count, AT_ONCE):
        rows: Rows = {table: [] for table in COLUMNS}
        for number in range(start + 1, min(start + AT_ONCE, count) + 1):
            made.add(number, count, rows)
        yield rows


def _letters(count: int, after: int, made: "_City") -> Iterator[Rows]:
    for start in range(0, count, AT_ONCE):
        rows: Rows = {table: [] for table in COLUMNS}
        for number in range(start + 1, min(start + AT_ONCE, count) + 1):
            made.add_letter(after + number, number, count, rows)
        yield rows


# How a task stands: state, how many of every thousand open ones, whose turn.
OPEN = (
    ("proposed", 100, "assigner"),
    ("assigned", 200, "assignee"),
    ("accepted", 450, "assignee"),
    ("answered", 150, "assigner"),
    ("checked", 100, "assigner"),
)
# The same of a letter, each as often as the others.
LETTER_OPEN = (("issued", "addressee"), ("received", "addressee"), ("answered", "office"))
WAY = ("task.propose", "task.approve", "task.accept", "task.answer", "task.check", "task.close")
TO = ("proposed", "assigned", "accepted", "answered", "checked", "closed")
COLUMNS = {
    "door_matter": "id reference kind procedure owner_id counterpart_id year number title state secrecy secret_until "
    "circle opened_on closed_on awaited_id revision due",
    "door_participation": "matter_id organ_id person_id side content since until",
    "door_clock": 'matter_id "limit" item organ_id event_on event_at length unit norm version rolls nominal due due_at '
    "provisional breaks extended sum hard warn_on escalated_on stopped_on",
    "tasks_task": "matter_id assigner_id assignee_id act toward_id request length unit about",
    "letters_letter": "matter_id sort act addressee_id body length unit issuer_id year number issued_on",
    "journal_log": "id organ hash length latest_at",
    "journal_entry": "id log_id number at body hashes",
    "door_performed": 'entry_id matter_id act organ seat person "on" from_state to_state key',
    "door_register": "owner_id kind year last",
}


class _City:
    """Draws one task after the other, each with what it brings to the other tables."""

    def __init__(self, city: dict[str, Any], share_open: tuple[float, float]) -> None:
        self.random, self.share_open = random.Random(4), share_open
        ties = [(r["type"], r["from"], r["to"]) for r in city["relations"]]
        self.offices = sorted(
            {to for type_, from_, to in ties if type_ == "dispatches" and to.startswith("Z")}
        )
        self.hosts = {
            o: sorted({t for k, f, t in ties if f == o and k in {"stationed_at", "covers"}})
            for o in self.offices
        }
        held = {s["post"]: (s["id"], s["person"]) for s in city["seats"]}
        self.seats: dict[str, list[tuple[str, str]]] = {}
        for post in city["posts"]:
            if post["id"] in held:
                self.seats.setdefault(post["organ"], []).append(held[post["id"]])
        self.numbers: dict[tuple[str, int], int] = {}
        self.letters: dict[int, int] = {}
        self.logs: dict[str, int] = {}
        self.entries = 0

    def add(self, number: int, count: int, rows: Rows) -> None:
        """Add the task of that number; those of later days come later."""
        draw = self.random
        opened = FIRST + timedelta(days=number * 3640 // count)
        office = draw.choice(self.offices)
        from_above = draw.random() < FROM_ABOVE
        assigner, assignee = (COMMISSION, office) if from_above else (office, draw.choice(self.hosts[office]))
        is_open = draw.random() < self.share_open[number <= count * 0.96]
        state, turn = _state(draw.randrange(1000)) if is_open else ("closed", "")
        year = opened.year
        own = self.numbers[assigner, year] = self.numbers.get((assigner, year), 0) + 1
        due = opened + timedelta(days=draw.randrange(10, 90))
        runs = state in {"assigned", "accepted"}
        circle = draw.random() < IN_A_CIRCLE
        closed_on = None if is_open else min(due + timedelta(days=draw.randrange(-9, 10)), TODAY)
        awaited = {"assigner": assigner, "assignee": assignee, "": None}[turn]
        reference = f"m{number:09d}"
        title = f"{draw.choice(ACTS)}{draw.choice(SUBJECTS)}{number}"
        nominal = due.isoformat()
        day, closed = opened.isoformat(), closed_on and max(closed_on, opened).isoformat()
        rows["door_matter"].append(
            (number, reference, "task", "task.2022", assigner, assignee, year, own, title, state, "none", None,
             circle, day, closed, awaited, TO.index(state) + 1, nominal if runs else None)
        )  # fmt: skip
        parts = rows["door_participation"]
        parts.append((number, assigner, None, "assigner", True, day, None))
        if state != "proposed":
            parts.append((number, assignee, None, "assignee", True, day, None))
            stopped = None if runs else closed or nominal
            warn = max(opened, due - timedelta(days=3)).isoformat()
            rows["door_clock"].append(
                (number, "answer", "", assignee, day, None, (due - opened).days, "day", "", "", "by_analogy", nominal,
                 nominal, None, False, "[]", "[]", SUM, True, warn, None, stopped)
            )  # fmt: skip
        if circle:
            parts.append((number, assigner, self._seat(assigner, 0)[1], "", True, day, None))
        # One in five hundred is what a norm asks for each period; the rest is what comes up.
        act = "report.annual" if number % 500 == 0 and from_above else "carry_out_assigned"
        rows["tasks_task"].append(
            (number, assigner, assignee, act, assigner, f"请{title}。", (due - opened).days, "day", "")
        )
        if is_open or number % 500 == 0:
            self._acts(number, assigner, assignee, state, opened, reference, rows)

    def add_letter(self, key: int, number: int, count: int, rows: Rows) -> None:
        """Add a letter of the first office, without its acts: no list reads them. One in six is open."""
        draw, office = self.random, self.offices[0]
        addressee = f"K{draw.choice(self.hosts[office])[1:]}"
        opened = FIRST + timedelta(days=number * 3640 // count)
        is_open = draw.random() < 1 / 6
        state, turn = draw.choice(LETTER_OPEN) if is_open else ("closed", None)
        runs, day = state in {"issued", "received"}, opened.isoformat()
        due = opened + timedelta(days=draw.randrange(10, 60))
        awaited = {"office": office, "addressee": addressee, None: None}[turn]
        own = self.letters[opened.year] = self.letters.get(opened.year, 0) + 1
        title = f"关于{draw.choice(ACTS)}{draw.choice(SUBJECTS)}的函{number}"
        rows["door_matter"].append(
            (key, f"f{key:09d}", "letter", "letter.2022", office, addressee, opened.year, own, title, state, "none", None,
             False, day, None if is_open else min(due, TODAY).isoformat(), awaited, 3, due.isoformat() if runs else None)
        )  # fmt: skip
        for organ, side in ((office, "office"), (addressee, "addressee")):
            rows["door_participation"].append((key, organ, None, side, True, day, None))
        rows["door_clock"].append(
            (key, "answer", "", addressee, day, None, (due - opened).days, "day", "", "", "by_analogy", due.isoformat(),
             due.isoformat(), None, False, "[]", "[]", SUM, True, day, None, None if runs else due.isoformat())
        )  # fmt: skip
        rows["letters_letter"].append(
            (
                key,
                "urge",
                "urge.discipline_body",
                addressee,
                f"请{title}。",
                10,
                "working_day",
                office,
                opened.year,
                own,
                day,
            )
        )

    def _acts(
        self, matter: int, assigner: str, assignee: str, state: str, opened: date, reference: str, rows: Rows
    ) -> None:
        """The acts that led to the state, with their entries."""
        from_ = ""
        for n, (act, to) in enumerate(zip(WAY[: TO.index(state) + 1], TO, strict=False)):
            organ = assignee if n in {2, 3} else assigner
            seat, person = self._seat(organ, n)
            on = min(opened + timedelta(days=n), TODAY)
            entry = self._entry(organ, act, reference, on, rows)
            rows["door_performed"].append(
                (entry, matter, act, organ, seat, person, on.isoformat(), from_, to, None)
            )
            from_ = to

    def _seat(self, organ: str, n: int) -> tuple[str, str]:
        seats = self.seats.get(organ) or self.seats[COMMISSION]
        return seats[n % len(seats)]

    def _entry(self, organ: str, act: str, reference: str, on: date, rows: Rows) -> int:
        """An entry whose hash is not that of its text: no figure of these pages rests on it."""
        self.entries += 1
        number = self.logs[organ] = self.logs.get(organ, 0) + 1
        subtrees = (number & -number).bit_length()
        log = list(self.logs).index(organ) + 1
        body = json.dumps(
            {"act": act, "matter": reference, "on": on.isoformat(), "facts": {}, "outcome": "done"}
        )
        rows["journal_entry"].append(
            (self.entries, log, number, f"{on.isoformat()} 01:00:00", body, b"\x01" * 32 * subtrees)
        )
        return self.entries

    def last(self) -> Rows:
        """The logs and registers, as they stand after all of it."""
        logs = [(n, organ, "sha-256", length, 1) for n, (organ, length) in enumerate(self.logs.items(), 1)]
        registers = [(owner, "task", year, last) for (owner, year), last in self.numbers.items()]
        office = self.offices[0]
        for kind in ("letter", "letter.issued"):
            registers += [(office, kind, year, last) for year, last in self.letters.items()]
        return {"journal_log": logs, "door_register": registers}


SUM = json.dumps({"skipped": [], "made_up": [], "by_analogy": False, "lacking": []})


def _state(drawn: int) -> tuple[str, str]:
    for state, share, turn in OPEN:
        if drawn < share:
            return state, turn
        drawn -= share
    raise AssertionError


def _write(table: str, rows: list[Row]) -> None:
    """Write rows at once."""
    from django.db import connection

    columns = COLUMNS[table].split()
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)
            return
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


@contextmanager
def _triggers_off() -> Iterator[None]:
    """Let entries be written before their logs, which stand at their last one at the end only."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'journal_entry_next'")
            (said,) = cursor.fetchone()
            off, on = "DROP TRIGGER journal_entry_next", said
        else:
            off, on = (
                f"ALTER TABLE journal_entry {word} TRIGGER journal_entry_next"
                for word in ("DISABLE", "ENABLE")
            )
        cursor.execute(off, None)
        yield
        if connection.vendor != "sqlite":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(on, None)


def _count_on() -> None:
    """Let PostgreSQL give the next keys after those that were written."""
    from django.apps import apps
    from django.core.management.color import no_style
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(apps.get_models())):
            cursor.execute(statement)


if __name__ == "__main__":
    main()
