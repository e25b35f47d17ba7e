"""The worker signs heads when they are due, and says which log was rewritten without keeping the others waiting."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from paizhu.door.proving import note
from paizhu.door.tests.conftest import bring_cast
from paizhu.door.tests.world import AT, present, seat
from paizhu.door.work.signing import sign_heads
from paizhu.journal.checkpoints import Rewritten
from paizhu.journal.models import Checkpoint, Entry
from paizhu.journal.tests.owner import past_triggers

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def cast(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  the database first
    """The city of the cast, with keys of its own."""
    bring_cast(tmp_path, monkeypatch)
    monkeypatch.setenv("PAIZHU_HOME", str(tmp_path / "home"))


def entered(who: str, times: int = 1) -> None:
    for _n in range(times):
        note(seat(who), AT, "journal.export", {})


def signed() -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for one in Checkpoint.objects.select_related("log"):
        found.setdefault(one.log.organ, []).append(one.size)
    return found


def test_heads_are_signed_daily_and_at_so_many_entries(settings: Settings) -> None:
    settings.SIGN_AFTER_ENTRIES = 3
    assert sign_heads(present()) == 0
    entered("head")
    entered("superior")
    assert (sign_heads(present()), sign_heads(present())) == (2, 0)
    entered("head", 2)
    assert sign_heads(present(at=AT + DAY / 2)) == 0  # neither old nor long
    entered("head")
    assert sign_heads(present(at=AT + DAY / 2)) == 1
    entered("superior")
    assert sign_heads(present(at=AT + DAY)) == 1
    assert sign_heads(present(at=AT + 9 * DAY)) == 0  # nothing new
    assert signed() == {"Z1": [1, 4], "W2": [1, 2]}


def test_rewritten_log_is_named_and_the_others_are_signed(caplog: pytest.LogCaptureFixture) -> None:
    entered("head")
    entered("superior")
    sign_heads(present())
    entry = Entry.objects.get(log__organ="W2")
    with past_triggers():
        Entry.objects.filter(pk=entry.pk).update(hashes=b"\1" * 32)
    entered("head")
    entered("superior")
    with caplog.at_level(logging.ERROR), pytest.raises(Rewritten):
        sign_heads(present(at=AT + DAY))
    assert "log W2 was rewritten" in caplog.text
    assert signed() == {"Z1": [1, 2], "W2": [1]}
