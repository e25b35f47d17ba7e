# ruff: noqa: PLC0415, SLF001  Django must be ready before what needs it is imported; its models tell of themselves by _meta
"""Acts through the door beside Django's saves of the same rows: the whole course of a task, six acts by five seats.

    .venv/bin/python bench/acts.py [--rounds N] [--courses N]

A home of its own, with SQLite as the product sets it; with DATABASE_URL set, that (empty) database. Saves and acts are done
in turns, each act's rows in one transaction, with the key of a form. The rows are those that an act really wrote: after one
course of each act is noted what came and what changed, and plain `save()` writes the same again under other keys.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
WANTED = 0.7
TASK = {
    "assignee": "Z01",
    "act": "carry_out_assigned",
    "title": "核查公务用车",
    "request": "请核查驻在单位公务用车管理情况。",
    "length": "10",
    "unit": "working_day",
}
COURSE: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("X0802", "task.propose", TASK),
    ("X0801", "task.approve", {"text": "同意"}),
    ("X0003", "task.accept", {"text": "收到"}),
    ("X0001", "task.answer", {"text": "已核查，情况附后。"}),
    ("X0802", "task.check", {"text": "属实"}),
    ("X0801", "task.close", {"text": "办结"}),
)


def main() -> None:
    """Measure and print; end with 1 when the target is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--courses", type=int, default=10, help="of a round")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="paizhu-bench-") as home:
        os.environ |= {"PAIZHU_HOME": home, "DJANGO_SETTINGS_MODULE": "paizhu.settings"}
        sys.exit(measured(Path(home), given.rounds, given.courses))


def measured(home: Path, rounds: int, courses: int) -> int:
    """Do the rounds; return 1 when the target is missed."""
    import django

    from paizhu.places import ensure_secret_key

    ensure_secret_key()
    django.setup()
    from paizhu.registry import database
    from paizhu.registry.importing import import_file

    database.make_ready()
    subprocess.run([sys.executable, ROOT / "tools/demonstration.py", home / "city.json"], check=True)
    import_file(home / "city.json")
    acting = Acting()
    acting.course()
    saving = Saving(acting)
    taken: dict[str, list[tuple[float, float]]] = {"acts": [], "saves": []}
    for _ in range(rounds):
        for name, course in (("saves", saving.course), ("acts", acting.course)):
            taken[name].append(_taken(course, courses))
    each = len(COURSE)
    for name, some in taken.items():
        clock, processor = (statistics.median(t[n] for t in some) for n in (0, 1))
        print(f"{name}: {each / clock:.0f}/s, {1000 * processor / each:.2f} ms of processor each")
    shares = [
        statistics.median(s[n] / a[n] for s, a in zip(taken["saves"], taken["acts"], strict=True))
        for n in (0, 1)
    ]
    print(
        f"share of the rate: {shares[0]:.2f} by the clock, {shares[1]:.2f} by processor time; wanted {WANTED}"
    )
    print(f"rows of a course: {saving.rows} saved")
    return int(shares[1] < WANTED)


def _taken(course: Callable[[], None], times: int) -> tuple[float, float]:
    """Seconds that a course takes, by the clock and of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    for _ in range(times):
        course()
    return (time.perf_counter() - clock) / times, (time.process_time() - processor) / times


class Acting:
    """Takes tasks through the door."""

    def __init__(self) -> None:
        from django.utils import timezone

        from paizhu.accounts.sittings import sittings_of
        from paizhu.opened import opened

        self.at = timezone.now()
        self.on = timezone.localdate(self.at)
        self.seats = {s.person: s for s in sittings_of(sorted({who for who, *_ in COURSE}), self.on)}
        self.base, self.keys = opened().base, 0

    def course(self, after: Callable[[], None] = lambda: None) -> None:
        """Do all acts on a new task. after: called after each."""
        from paizhu.door.doing import Channel
        from paizhu.door.now import present_now
        from paizhu.door.perform import perform

        reference = None
        for who, act, given in COURSE:
            present = present_now(self.base, self.on, self.at)
            assert present is not None
            self.keys += 1
            done = perform(
                present,
                self.seats[who],
                act,
                reference,
                given,
                key=f"bench-{self.keys}",
                channel=Channel.PAGE,
            )
            assert done.matter is not None
            reference = done.matter.reference
            after()


class Saving:
    """Saves the rows of a course again, act by act."""

    def __init__(self, acting: Acting) -> None:
        from django.apps import apps

        self.models = [m for m in apps.get_models() if m._meta.app_label in APPS]
        self.seen = {model: self._state(model) for model in self.models}
        self.steps: list[tuple[list[Any], list[Any]]] = []
        acting.course(self._note)
        self.rows = sum(len(new) + len(changed) for new, changed in self.steps)
        self.number, self.own = 0, self._own()

    def _own(self) -> dict[Any, Any]:
        """Logs and registers of the saves' own: numbers of the acts' must follow on each other."""
        own = {}
        for row in {(type(r), r.pk): r for _new, changed in self.steps for r in changed}.values():
            if type(row).__name__ in {"Log", "Register"}:
                values = {
                    f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key
                }
                values |= (
                    {"organ": f"saved-{row.organ}", "length": 0} if "organ" in values else {"year": 1900}
                )
                own[type(row), row.pk] = type(row).objects.create(**values)
        return own

    def _state(self, model: Any) -> dict[Any, Any]:
        return {row.pk: row for row in model.objects.all()}

    def _note(self) -> None:
        new, changed = [], []
        for model in self.models:
            now, before = self._state(model), self.seen[model]
            new += [row for key, row in now.items() if key not in before]
            changed += [
                row for key, row in now.items() if key in before and _values(row) != _values(before[key])
            ]
            self.seen[model] = now
        self.steps.append((sorted(new, key=lambda row: ORDER.index(type(row).__name__)), changed))

    def course(self) -> None:
        """Save what each act wrote, in a transaction each."""
        from django.db import transaction

        self.number += 1
        made: dict[Any, Any] = dict(self.own)
        for new, changed in self.steps:
            with transaction.atomic():
                for row in sorted(changed, key=lambda row: type(row).__name__ != "Log"):
                    self._change(row, made)
                for row in new:
                    self._add(row, made)

    def _change(self, row: Any, made: dict[Any, Any]) -> None:
        kind = type(row).__name__
        if kind == "Log":
            log = made[type(row), row.pk]
            log.length, log.latest_at = log.length + 1, log.latest_at + 1
            log.save()
        elif kind == "Register":
            register = made[type(row), row.pk]
            register.last += 1
            register.save()
        else:  # a matter or a clock of this course: saved as the act left it
            copy = self._copy(row, made)
            copy.pk = made[type(row), row.pk].pk
            copy.save(force_update=True)

    def _add(self, row: Any, made: dict[Any, Any]) -> None:
        copy = self._copy(row, made)
        if type(row).__name__ == "Entry":
            copy.number = self._length(copy.log_id)
        copy.save(force_insert=True)
        made[type(row), row.pk] = copy

    def _length(self, log: int) -> int:
        return next(
            row.length for (_model, _key), row in self.own.items() if row.pk == log and hasattr(row, "length")
        )

    def _copy(self, row: Any, made: dict[Any, Any]) -> Any:
        values = {}
        for field in row._meta.concrete_fields:
            value = getattr(row, field.attname)
            if field.is_relation and (field.related_model, value) in made:
                value = made[field.related_model, value].pk
            if not field.primary_key or field.is_relation:
                values[field.attname] = value
        if "reference" in values:
            values |= {"reference": f"b{self.number}", "number": 1_000_000 + self.number}
        if values.get("key"):
            values["key"] = f"saved-{self.number}-{values['key']}"
        return type(row)(**values)


def _values(row: Any) -> list[Any]:
    """What the database sets by itself is nobody's to save: it follows the saves as it follows the acts."""
    return [getattr(row, field.attname) for field in row._meta.concrete_fields if field.editable]


APPS = {"door", "tasks", "journal", "notices", "mail"}
ORDER = [
    "Log",
    "Register",
    "Matter",
    "Participation",
    "Task",
    "Clock",
    "Remark",
    "Entry",
    "Content",
    "Performed",
    "Ground",
]
ORDER += ["Consent", "Notice", "Letter", "Mail", "Outgoing"]


if __name__ == "__main__":
    main()
