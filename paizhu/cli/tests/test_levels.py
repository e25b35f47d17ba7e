"""Level by level at the command line: the same tree as on the page, for people and for programs."""

import json
from pathlib import Path

import pytest
from django.utils import timezone
from typer.testing import CliRunner

from paizhu.cli.act import app
from paizhu.door.models import Matter
from paizhu.door.tests import world
from paizhu.door.tests.world import AT, do, present
from paizhu.levels.tests.lists import PASS, lists
from paizhu.levels.tests.test_levels import accepted
from paizhu.registry.tests.brought import bring_once


@pytest.fixture(autouse=True)
def cast(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  the database first
    """The city of the cast with its lower levels, on its day."""

    def bring() -> None:
        world.bring(tmp_path, lists())
        world.present()

    bring_once("levels", bring, monkeypatch)
    monkeypatch.setattr(timezone, "now", lambda: AT)


@pytest.fixture
def task() -> Matter:
    """A task passed on to two units. A command closes its database, and on PostgreSQL all of a test with it: one for each."""
    task = accepted()
    do("secretary", "relay.pass", **{**PASS, "what": task.reference, "units": "U1、U2"})
    return task


def told(task: Matter, *options: str) -> str:
    ended = CliRunner().invoke(app, ["show", task.reference, "--seat", "S-head", *options])
    assert ended.exit_code == 0, ended.output
    return ended.stdout


def test_programs_are_told_the_tree(task: Matter) -> None:
    found = json.loads(told(task, "--json"))["matter"]["branches"]
    assert [(b["organ"], b["level"], b["standing"]) for b in found["branches"]] == [
        ("U1", 1, "silent"),
        ("U2", 1, "silent"),
    ]


def test_people_are_told_the_tree(task: Matter) -> None:
    name = present().name("U1")
    plain = told(task)
    assert "silent" in plain or "无回音" in plain
    assert name in plain
