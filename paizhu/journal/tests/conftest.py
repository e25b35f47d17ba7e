"""For the tests of the journal: an act to record, and what to change of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from paizhu.journal import keys, paizhu_verify
from paizhu.journal.entries import append
from paizhu.journal.models import Entry
from paizhu.journal.notes import KeyType

Append = Callable[..., Entry]

ACT: dict[str, Any] = {
    "at": datetime(2026, 3, 2, 1, 0, 0, 5, tzinfo=UTC),
    "act": "liaison.consultation.hold",
    "seat": "S1",
    "organ": "Z1",
    "channel": "page",
    "outcome": "done",
    "matter": "m-7q2k",
    "on": date(2026, 3, 2),
    "facts": {"norms": ["n-1", "n-2"], "state": {"from": "open", "to": "held"}},
    "content": {"minutes": {"agenda": ["党风廉政"], "present": 5}},
}


@pytest.fixture
def record() -> Append:
    """Append an act to a log: `record(log="Z1", act="…")`."""

    def append_(log: str = "Z1", **changes: Any) -> Entry:
        return append(log, **{**ACT, **changes})

    return append_


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys of the test's own."""
    monkeypatch.setenv("PAIZHU_HOME", str(tmp_path / "home"))


@pytest.fixture
def public() -> list[paizhu_verify.Key]:
    """The public keys of this installation's logs."""
    return paizhu_verify.read_keys(keys.public_keys(KeyType.LOG))
