"""`paizhu keys rotate` as an operator calls it: on record, readable afterwards, and the doctor is content."""

import json
from pathlib import Path
from typing import Any

import pytest

from paizhu.door.tests import world
from paizhu.tests.commands import paizhu
from paizhu.tests.migrated import migrated

TEXT = "谈了采购领域廉洁风险"
GIVEN = {"group": "D1", "held_on": "2025-08-29", "ecology": True, "text": TEXT}


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """A home with the city of the cast, and an exchange of views."""
    surroundings = {"PAIZHU_HOME": str(migrated(tmp_path / "home")), "DATABASE_URL": "", "PAIZHU_LANG": "en"}
    file = tmp_path / "city.json"
    file.write_text(json.dumps(world.lists(), ensure_ascii=False), "utf-8")
    assert paizhu("registry", "import", str(file), **surroundings).returncode == 0
    return surroundings


def test_it_rotates_and_is_on_record(home: dict[str, str], tmp_path: Path) -> None:
    def run(*words: str, code: int = 0) -> Any:
        ended = paizhu(*words, **home)
        assert ended.returncode == code, ended.stdout + ended.stderr
        return ended

    given = tmp_path / "given.json"
    given.write_text(json.dumps(GIVEN, ensure_ascii=False), "utf-8")
    done = run("act", "do", "exchange.record", "--input", str(given), "--json", "--seat", "S-head")
    matter = json.loads(done.stdout)["done"]["matter"]
    database = Path(home["PAIZHU_HOME"]) / "paizhu.sqlite3"
    assert TEXT.encode() not in database.read_bytes()
    wal = database.with_name("paizhu.sqlite3-wal")
    assert not wal.exists() or TEXT.encode() not in wal.read_bytes()
    keys = Path(home["PAIZHU_HOME"]) / "matter-keys"
    old = keys.read_text().split()[0]
    told = json.loads(run("keys", "rotate", "--matters", "--json").stdout)
    assert (told["retired"], told["matters"], told["left"]) == ([old], 1, [])
    new, retired = keys.read_text().splitlines()
    assert new.startswith(told["key"])
    assert " retired " in retired
    shown = run("journal", "show", "--log", "installation", "--limit", "50", "--json").stdout
    [entry] = [one for one in map(json.loads, shown.splitlines()) if one["act"] == "keys.rotate"]
    assert entry["facts"] == {**told, "left": 0}
    assert TEXT in run("act", "show", matter, "--seat", "S-head").stdout
    run("keys", "rotate", "--matters")
    assert len(keys.read_text().splitlines()) == 3
    # Without the file nothing of it is read, and nothing is made in its place.
    keys.rename(tmp_path / "away")
    assert "missing" in run("act", "show", matter, "--seat", "S-head", code=2).stderr
    assert "missing" in run("keys", "rotate", "--matters", code=2).stderr
    assert not keys.exists()
    (tmp_path / "away").rename(keys)
    assert TEXT in run("act", "show", matter, "--seat", "S-head").stdout
    assert run("keys", "rotate", "--matters", "--witness", code=2).stdout == ""


def test_keys_that_sign_are_rotated_on_record(home: dict[str, str]) -> None:
    def run(*words: str, code: int = 0) -> str:
        ended = paizhu(*words, **home)
        assert ended.returncode == code, ended.stdout + ended.stderr
        return ended.stdout or ended.stderr

    wanted = [
        json.loads(run("keys", "rotate", "--json")),
        json.loads(run("keys", "rotate", "--witness", "--json")),
    ]
    assert [one["keys"] for one in wanted] == ["logs", "countersignatures"]
    public = [run("journal", "keys"), run("journal", "keys", "--witness")]
    assert [one["key"] for one in wanted] == [one.splitlines()[-1] for one in public]
    # As soon as somebody administers it, it is theirs to do.
    run("user", "add", "wei", "--display-name", "卫", "--administers", "security")
    assert "--seat" in run("keys", "rotate", code=2)
    assert run("journal", "keys") == public[0]
    run("keys", "rotate", "--seat", "admin:wei")
    shown = run("journal", "show", "--log", "installation", "--limit", "50", "--json")
    noted = [one for one in map(json.loads, shown.splitlines()) if one["act"] == "keys.rotate"]
    assert [one["facts"] for one in noted[:2]] == wanted
    assert [one["seat"] for one in noted] == ["installation", "installation", "admin:wei"]
