"""`paizhu work` says what it did."""

from collections import Counter

import pytest

from paizhu.cli import work
from paizhu.door.work.steps import STEPS

# What these do is never counted.
_QUIET = {"beat", "compare"}


def test_whatever_a_step_did_is_said_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    names = [step.name for step in STEPS if step.name not in _QUIET] + ["failed"]
    work._said(Counter(dict.fromkeys(names, 3)))
    said = capsys.readouterr().out.strip().split("; ")
    assert len(said) == len(names)
    assert all(line.endswith((": 3", "：3")) for line in said)
    assert not {line.split(":")[0] for line in said} & set(names)
