"""`paizhu grant` and `paizhu kin` as people call them: given, listed by an administrator, taken back; declared, withdrawn."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from paizhu.door.tests import world
from paizhu.tests.commands import paizhu
from paizhu.tests.homes import changed, in_use

TOMORROW = (timezone.localdate() + timedelta(days=1)).isoformat()


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """A home with the city of the cast, a task of its commission's, and a security administrator who was let in."""
    surroundings = in_use(tmp_path / "home", PAIZHU_LANG="en")
    file = tmp_path / "city.json"
    file.write_text(json.dumps(world.lists(), ensure_ascii=False), "utf-8")
    assert paizhu("registry", "import", str(file), **surroundings).returncode == 0
    assert paizhu("user", "add", "guard", "--administers", "security", **surroundings).returncode == 0
    changed(
        surroundings, "UPDATE accounts_account SET state = 'active', password = 'x' WHERE username = 'guard'"
    )
    return surroundings


def test_what_persons_see_and_declare_goes_by_command(home: dict[str, str], tmp_path: Path) -> None:
    def run(*words: str, seat: str = "S-superior", code: int = 0) -> Any:
        ended = paizhu(*words, "--seat", seat, "--json", **home)
        assert ended.returncode == code, ended.stdout + ended.stderr
        return json.loads(ended.stdout) if ended.stdout else ended.stderr

    given = tmp_path / "given.json"
    given.write_text(json.dumps(world.TASK, ensure_ascii=False), "utf-8")
    matter = run("act", "do", "task.propose", "--input", str(given), seat="S-superior_deputy")["done"][
        "matter"
    ]

    let = ("--person", "X-host", "--last-day", TOMORROW, "--reason", "知情")
    refused = run("grant", "give", matter, *let, seat="S-clerk", code=4)
    assert refused["refused"]["gate"] == "visibility"
    run("grant", "give", matter, *let)
    assert run("act", "show", matter, seat="S-host")["matter"]["title"] == world.TASK["title"]
    [grant] = run("grant", "list", seat="admin:guard")["grants"]
    assert (grant["person"], grant["reference"], grant["last_day"]) == ("X-host", matter, TOMORROW)
    assert world.TASK["title"] not in str(grant)
    assert run("grant", "list")["grants"] == []  # a seat is shown none
    assert run("grant", "withdraw", str(grant["id"]), "--reason", "误授", seat="admin:guard")["withdrawn"]
    run("act", "show", matter, seat="S-host", code=4)
    run("grant", "withdraw", str(grant["id"]), "--reason", "误授", seat="admin:guard", code=2)
    run("grant", "withdraw", str(grant["id"]), "--reason", "误授", code=4)
    run("grant", "give", matter, *let)
    run("grant", "revoke", matter, "--person", "X-host", "--reason", "不再需要")
    ended = run("grant", "list", "--ended", seat="admin:guard")["grants"]
    assert len(ended) == 2
    assert all(one["revoked_on"] for one in ended)

    reason = _file(tmp_path, {"reason": "亲属"})
    run("act", "do", "recusal.declare", matter, "--input", reason, seat="S-superior_deputy")
    [barred] = run("grant", "recusals", "--undecided", seat="admin:guard")["recusals"]
    assert (barred["person"], barred["holds"]) == ("X-superior_deputy", None)

    run("kin", "declare", "--organ", "市财政局", seat="S-deputy")
    assert "name a person" in run("kin", "declare", seat="S-deputy", code=2)
    [declared] = run("kin", "list", seat="S-deputy")["kinship"]
    assert declared["organ"] == "H1"
    assert run("kin", "list", seat="S-head")["kinship"] == []
    run("kin", "withdraw", str(declared["number"]), seat="S-head", code=2)
    run("kin", "withdraw", str(declared["number"]), seat="S-deputy")
    assert run("kin", "list", seat="S-deputy")["kinship"] == []
    # The same by the one declaration of acts, which names what is on no matter as well.
    named = {act["id"]: act for act in run("act", "list", seat="S-deputy")["acts"]}
    assert named["kinship.declare"]["open"]
    run("act", "do", "kinship.declare", "--input", _file(tmp_path, {"organ": "H1"}), seat="S-deputy")
    assert [one["organ"] for one in run("kin", "list", seat="S-deputy")["kinship"]] == ["H1"]


def _file(folder: Path, given: dict[str, str]) -> str:
    file = folder / "inputs.json"
    file.write_text(json.dumps(given, ensure_ascii=False), "utf-8")
    return str(file)
