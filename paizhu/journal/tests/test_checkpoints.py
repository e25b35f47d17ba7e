"""Signing heads: what two do at once."""

import pytest

from paizhu.journal import heads
from paizhu.journal.checkpoints import checkpoint
from paizhu.journal.models import Checkpoint, Log
from paizhu.journal.tests.conftest import ACT, Append


@pytest.mark.django_db
def test_head_that_somebody_else_signs_meanwhile_is_theirs(
    record: Append, monkeypatch: pytest.MonkeyPatch
) -> None:
    record()
    root = heads.root
    first: list[Checkpoint | None] = []

    def meanwhile(log: Log, size: int) -> bytes:
        if not first:
            first.append(None)
            first[0] = checkpoint(log.organ, at=ACT["at"])
        return root(log, size)

    monkeypatch.setattr(heads, "root", meanwhile)
    assert checkpoint("Z1", at=ACT["at"]) == first[0]
    assert Checkpoint.objects.count() == 1
