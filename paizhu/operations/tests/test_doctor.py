"""What the doctor finds: each test breaks one thing in an installation that is well."""

import json
import os
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from paizhu import places
from paizhu.door.attachments.tests.conftest import home
from paizhu.door.doing import Channel
from paizhu.door.now import present_now
from paizhu.door.perform import perform
from paizhu.door.sealing import wrapping
from paizhu.door.sealing.models import MatterKey
from paizhu.door.tests.conftest import _in_english, cast
from paizhu.door.tests.world import AT, ON, assigned, base, do, present, seat
from paizhu.door.work.beating import last_beat
from paizhu.door.work.models import Heartbeat
from paizhu.door.work.rounds import Rounds
from paizhu.door.work.steps import STEPS
from paizhu.journal import checkpoints, guards
from paizhu.liaison.exchanges.tests.test_exchanges import recorded
from paizhu.mail_server import Security, Server
from paizhu.norms.ask.recogniser import Recogniser
from paizhu.operations.backing_up import LAST
from paizhu.operations.doctor.examining import examine
from paizhu.operations.doctor.findings import Finding, Grade

__all__ = ["_in_english", "cast", "home"]

Break = Callable[[Path, Settings], Any]


@pytest.fixture
def well(cast: None, home: Path, settings: Settings) -> Path:  # noqa: ARG001  the registry first
    """An installation where people have worked."""
    home.mkdir(mode=0o700, exist_ok=True)
    places.ensure_secret_key()
    matter = assigned()
    file = {"file": SimpleUploadedFile("a.txt", b"a")}
    perform(present(), seat("clerk"), "task.attach", matter.reference, {}, files=file, channel=Channel.PAGE)
    checkpoints.checkpoint("Z1", at=AT)
    Heartbeat.objects.create(machine="here", at=timezone.now())
    _backed_up(home, timezone.now().isoformat())
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    return home


def _backed_up(home: Path, at: str) -> None:
    (home / LAST).write_text(json.dumps({"at": at}), "utf-8")


def amiss() -> dict[str, Grade]:
    return {one.check: one.grade for one in not_well(examine())}


def not_well(found: Iterable[Finding]) -> list[Finding]:
    """What is amiss, but for what any PostgreSQL of one role tells."""
    known = {"rows"} if connection.vendor == "postgresql" else set()
    return [one for one in found if one.grade is not Grade.WELL and one.check not in known]


def test_a_sound_installation_is_well_and_stays_as_it_is(well: Path) -> None:
    before = sorted(path.name for path in well.rglob("*"))
    found = list(examine())
    assert not_well(found) == []
    assert {one.check for one in found} == {
        *("home", "disk", "settings", "pages", "pack", "questions", "search", "database", "migrations"),
        *("triggers", "rows", "record", "clock", "worker", "keys", "sealed", "mail", "backup"),
    }
    assert sorted(path.name for path in well.rglob("*") if path.name != "cache") == before


def _execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _tamper(*_: Any) -> None:
    """As the database's owner could: without the triggers, and with them in place again afterwards."""
    change = "UPDATE journal_entry SET body = replace(body, 'task.attach', 'task.answer')"
    if connection.vendor == "postgresql":
        _execute("SET session_replication_role = replica", change, "SET session_replication_role = DEFAULT")
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'journal_entry_no_update'")
        (again,) = cursor.fetchone()
    _execute("DROP TRIGGER journal_entry_no_update", change, again)


def _drop_trigger(*_: Any) -> None:
    if connection.vendor == "postgresql":
        _execute("DROP TRIGGER journal_entry_kept ON journal_entry")
    else:
        _execute("DROP TRIGGER journal_entry_no_delete")


def _touch(file: Path, days: int) -> None:
    at = time.time() - days * 86_400
    os.utime(file, (at, at))


def _set(**values: Any) -> Break:
    def broken(_home: Path, settings: Settings) -> None:
        for name, value in values.items():
            setattr(settings, name, value)

    return broken


def _sealed(broken: Callable[[Path], Any]) -> Break:
    """With a matter that is sealed, and its keys broken."""

    def done(home: Path, _settings: Settings) -> None:
        recorded()
        broken(home)

    return done


def _kin_without_key(home: Path, _settings: Settings) -> None:
    """With a declaration, encrypted with a key that was there for a while; that of the files stays."""
    file = home / "attachment-key"
    before = file.read_text()
    file.write_text("ab" * 32 + "\n" + before)
    do("deputy", "kinship.declare", organ="H1")
    file.write_text(before)


def _begun(_home: Path) -> None:
    """A rotation that was stopped before it wrapped anything anew."""
    wrapping.put_first(wrapping.new())


BROKEN: dict[str, tuple[Break, str, Grade]] = {
    "a trigger is gone": (_drop_trigger, "triggers", Grade.WRONG),
    "an entry was rewritten": (_tamper, "record", Grade.WRONG),
    "a key that others can read": (lambda h, _: (h / "keys/journal.key").chmod(0o640), "keys", Grade.WRONG),
    "an old key": (lambda h, _: _touch(h / "keys/journal.key", 800), "keys", Grade.WARNING),
    "a key that is lost": (lambda h, _: (h / "keys/journal.key").unlink(), "keys", Grade.WRONG),
    "the key of declared kinship is lost": (_kin_without_key, "keys", Grade.WRONG),
    "the attachments' key is lost": (lambda h, _: (h / "attachment-key").unlink(), "keys", Grade.WRONG),
    "the file of wrapping keys is lost": (_sealed(lambda h: (h / "matter-keys").unlink()), "sealed", Grade.WRONG),
    "it is none": (_sealed(lambda h: (h / "matter-keys").write_text("x")), "sealed", Grade.WRONG),
    "others can read it": (_sealed(lambda h: (h / "matter-keys").chmod(0o644)), "sealed", Grade.WRONG),
    "another wrapping key": (
        _sealed(lambda h: (h / "matter-keys").write_text(f"{'0' * 16} {'ab' * 32}\n")), "sealed", Grade.WRONG),
    "a matter's key does not unwrap": (
        _sealed(lambda _: MatterKey.objects.update(wrapped=b"x" * 60)), "sealed", Grade.WRONG),
    "a rotation was stopped": (_sealed(_begun), "sealed", Grade.WARNING),
    "content waits to be sealed": (_sealed(lambda _: MatterKey.objects.update(whole=False)), "sealed", Grade.WARNING),
    "a home that others enter": (lambda h, _: h.chmod(0o755), "home", Grade.WARNING),
    "a silent worker": (
        lambda *_: Heartbeat.objects.update(at=timezone.now() - timedelta(minutes=6)), "worker", Grade.WRONG),
    "no worker": (lambda *_: Heartbeat.objects.all().delete(), "worker", Grade.WARNING),
    "an old backup": (lambda h, _: _backed_up(h, "2025-01-01T00:00:00+00:00"), "backup", Grade.WARNING),
    "no backup": (lambda h, _: (h / LAST).unlink(), "backup", Grade.WARNING),
    "internals shown": (_set(DEBUG=True), "settings", Grade.WRONG),
    "no https": (_set(ALLOWED_HOSTS=["paizhu.example.org"]), "settings", Grade.WRONG),
    "https for nobody": (_set(HTTPS=True), "settings", Grade.WRONG),
    "no mail server": (_set(SMTP=Server(Security.NONE, "127.0.0.1", 1)), "mail", Grade.WRONG),
    "an older database": (
        lambda *_: _execute("DELETE FROM django_migrations WHERE app = 'work'"), "migrations", Grade.WRONG),
}  # fmt: skip


@pytest.mark.parametrize(("broken", "check", "grade"), BROKEN.values(), ids=BROKEN)
def test_it_names_what_is_broken(
    well: Path, settings: Settings, broken: Break, check: str, grade: Grade
) -> None:
    broken(well, settings)
    assert amiss() == {check: grade}
    (found,) = [one for one in not_well(examine()) if one.grade is grade]
    assert found.what
    assert found.mend


def test_a_clock_that_was_set_back(well: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  the home
    real = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: AT - timedelta(hours=1))
    found = {one.check: one for one in examine()}["clock"]
    assert found.grade is Grade.WRONG
    assert real() > AT


def test_a_home_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAIZHU_HOME", str(tmp_path / "nowhere"))
    assert amiss() == {"home": Grade.WRONG}
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.django_db
def test_the_guards_are_those_of_the_migrations() -> None:
    assert guards.present() == guards.expected()


def test_a_worker_says_that_it_is_alive(cast: None) -> None:  # noqa: ARG001  the registry first
    steps = [step for step in STEPS if step.name == "beat"]
    Rounds(present, lambda: False, steps).once()
    assert last_beat() == AT
    assert Heartbeat.objects.count() == 1


@pytest.fixture
def _known_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paizhu.operations.ready._known.last", None)


@pytest.mark.django_db
@pytest.mark.usefixtures("_known_anew")
def test_readiness(client: Client) -> None:
    def asked() -> tuple[int, str]:
        reply = client.get("/readyz")
        return reply.status_code, reply.content.decode()

    assert [asked(), asked()] == [(200, "ready\n")] * 2
    _execute(
        "INSERT INTO django_migrations (app, name, applied) VALUES ('door', '9999_future', '2030-01-01')"
    )
    assert asked() == (503, "not ready: migrations\n")
    _execute(
        "DELETE FROM django_migrations WHERE app = 'work'",
        "DELETE FROM django_migrations WHERE name = '9999_future'",
    )
    assert asked() == (503, "not ready: migrations\n")


def test_nobody_hears_that_they_have_no_seat_while_the_database_is_away(cast: None) -> None:  # noqa: ARG001
    def away(*_: Any) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    assert present_now(base(), ON, AT) is not None
    with connection.execute_wrapper(away), pytest.raises(OperationalError):
        present_now(base(), ON, AT)


def test_a_processor_that_computes_otherwise_is_named(well: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    monkeypatch.setattr(Recogniser, "faithful", lambda _: 0.974)
    assert amiss() == {"questions": Grade.WRONG}
