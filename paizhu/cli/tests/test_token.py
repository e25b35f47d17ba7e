"""`paizhu token` as a person and a program call it."""

import json
import os
from pathlib import Path

import pytest

from paizhu.door.tests import world
from paizhu.tests.commands import paizhu, run
from paizhu.tests.homes import in_use

_ACCOUNT = """
from django.utils import timezone
from paizhu.accounts.models import Account, State
account = Account(username="zhang", person_id="X-head", state=State.ACTIVE, made_at=timezone.now())
account.set_unusable_password(); account.save()
"""


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """A home with the city of the cast, and an account of the office's head."""
    surroundings = in_use(tmp_path / "home", PAIZHU_LANG="en")
    file = tmp_path / "city.json"
    file.write_text(json.dumps(world.lists(), ensure_ascii=False), "utf-8")
    assert paizhu("registry", "import", str(file), **surroundings).returncode == 0
    made = run("paizhu.tests.script", _ACCOUNT, env=os.environ | surroundings)
    assert made.returncode == 0, made.stderr
    return surroundings


def test_made_listed_revoked(home: dict[str, str]) -> None:
    made = paizhu("token", "add", "--seat", "S-head", "--name", "ledger", "--scope", "act", "--json", **home)
    assert made.returncode == 0, made.stderr
    said = json.loads(made.stdout)
    assert (said["name"], said["scope"], said["token"][:7]) == ("ledger", "act", "paizhu_")
    listed = paizhu("token", "list", "--seat", "S-head", "--json", **home).stdout
    assert json.loads(listed)["id"] == said["id"]
    assert said["token"] not in listed
    assert paizhu("token", "revoke", str(said["id"]), "--seat", "S-head", **home).returncode == 0
    assert paizhu("token", "list", "--seat", "S-head", **home).stdout == ""


@pytest.mark.parametrize(
    "words",
    [
        ("--seat", "S-nobody", "--name", "x"),
        ("--seat", "S-clerk", "--name", "x"),
        ("--seat", "S-head", "--name", "x", "--scope", "all"),
        ("--seat", "S-head", "--name", "x", "--last-day", "2020-01-01"),
    ],
    ids=["no such seat", "no account", "scope", "over already"],
)
def test_wrong_use_is_told(home: dict[str, str], words: tuple[str, ...]) -> None:
    ended = paizhu("token", "add", *words, **home)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.strip()
    assert "Traceback" not in ended.stderr
