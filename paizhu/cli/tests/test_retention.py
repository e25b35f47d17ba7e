"""`paizhu retention` and `paizhu person` as a person calls them: from a term to the stub, a hold in between."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from paizhu.door.tests import world
from paizhu.tests.commands import paizhu
from paizhu.tests.homes import changed, in_use


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """A home with the city of the cast."""
    surroundings = in_use(tmp_path / "home", PAIZHU_LANG="en")
    file = tmp_path / "city.json"
    file.write_text(json.dumps(world.lists(), ensure_ascii=False), "utf-8")
    assert paizhu("registry", "import", str(file), **surroundings).returncode == 0
    return surroundings


def closed_long_ago(home: dict[str, str], given: Path) -> str:
    """Return the reference of a task of W2's that was taken back years ago."""
    given.write_text(json.dumps(world.TASK, ensure_ascii=False), "utf-8")
    words = ("act", "do", "task.propose", "--input", str(given), "--json", "--seat", "S-superior_deputy")
    matter: str = json.loads(paizhu(*words, **home).stdout)["done"]["matter"]
    given.write_text(json.dumps({"text": "不再需要"}), "utf-8")
    ended = paizhu(
        "act", "do", "task.withdraw", matter, "--input", str(given), "--seat", "S-superior", **home
    )
    assert ended.returncode == 0, ended.stderr
    # Nobody waits for years: the days are put back by hand.
    changed(home, "UPDATE door_matter SET opened_on = '2020-01-02', closed_on = '2020-02-03'")
    return matter


def test_from_a_term_to_the_stub(home: dict[str, str], tmp_path: Path) -> None:
    matter = closed_long_ago(home, tmp_path / "given.json")

    def run(*words: str, seat: str = "superior", code: int = 0) -> Any:
        ended = paizhu(*words, "--seat", f"S-{seat}", **home)
        assert ended.returncode == code, ended.stdout + ended.stderr
        return ended

    run("retention", "set", "task", "--years", "3", "--reason", "本单位自定")
    terms = json.loads(run("retention", "terms", "--json").stdout)
    assert [t["years"] for t in terms["terms"] if t["kind"] == "task"] == [3]
    assert "case_archives.long" in terms["classes"]
    [due] = json.loads(run("retention", "due", "--json").stdout)["due"]
    assert (due["reference"], due["closed_on"], due["last_day"]) == (matter, "2020-02-03", "2023-02-03")
    held = run("retention", "hold", "--matter", matter, "--reason", "另案", "--json")
    assert json.loads(held.stdout)["done"]["act"] == "hold.place"
    refused = run("retention", "propose", matter, "--reason", "已归档", seat="superior_deputy", code=4)
    assert "holds it since" in refused.stderr
    [hold] = json.loads(run("retention", "holds", "--json").stdout)["holds"]
    run("retention", "release", hold["hold"], "--reason", "不再需要", code=4)
    run("retention", "release", hold["hold"], "--reason", "不再需要", seat="superior_deputy")
    run("retention", "propose", matter, "--reason", "已归档", seat="superior_deputy")
    assert "waits for approval" in run("retention", "due").stdout
    run("retention", "approve", matter)
    [stub] = json.loads(run("retention", "destroyed", "--json").stdout)["destroyed"]
    assert (stub["reference"], stub["years"], stub["approved_seat"]) == (matter, 3, "S-superior")
    shown = json.loads(run("act", "show", matter, "--json").stdout)["matter"]
    assert (shown["title"], shown["stub"]["entry"]) == (None, stub["entry"])
    assert paizhu("journal", "verify", **home).returncode == 0


def test_personal_data_go_into_a_file(home: dict[str, str], tmp_path: Path) -> None:
    asked = ("--asked-by", "本人", "--asked-on", "2026-01-05", "--identity", "当面核对", "--seat", "S-head")
    file = tmp_path / "data.zip"
    ended = paizhu("person", "export", "X-clerk", str(file), *asked, **home)
    assert ended.returncode == 0, ended.stderr
    with zipfile.ZipFile(file) as archive:
        assert json.loads(archive.read("data.json"))["person"] == "X-clerk"
    again = paizhu("person", "export", "X-clerk", str(file), *asked, **home)
    assert (again.returncode, "--force" in again.stderr) == (2, True)
    nobody = paizhu("person", "export", "nobody", str(tmp_path / "other.zip"), *asked, **home)
    assert (nobody.returncode, (tmp_path / "other.zip").exists()) == (2, False)


def test_reading_a_sealed_matter_is_on_record(home: dict[str, str], tmp_path: Path) -> None:
    given = tmp_path / "given.json"
    said = {"group": "D1", "held_on": "2026-01-05", "ecology": "on", "text": "谈了廉洁风险。"}
    given.write_text(json.dumps(said, ensure_ascii=False), "utf-8")
    words = ("act", "do", "exchange.record", "--input", str(given), "--json", "--seat", "S-head")
    matter = json.loads(paizhu(*words, **home).stdout)["done"]["matter"]
    assert "谈了廉洁风险" in paizhu("act", "show", matter, "--seat", "S-head", **home).stdout
    log = paizhu("journal", "show", "--log", "Z1", "--json", **home).stdout
    read = [line for line in log.splitlines() if '"matter.read"' in line]
    assert len(read) == 1
    assert "command" in read[0]
