"""`paizhu journal` between an office and its dispatching organ, on machines that share nothing but files."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from paizhu.cli.tests.acting import act
from paizhu.tests.commands import paizhu
from paizhu.tests.homes import in_use


class Machine:
    """An installation of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.env = in_use(home, PAIZHU_LANG="en")

    def __call__(self, *words: str | Path, code: int = 0) -> str:
        ended = paizhu(*map(str, words), **self.env)
        assert ended.returncode == code, ended.stderr + ended.stdout
        return ended.stdout if code != 2 else ended.stderr

    def act(self, times: int) -> None:
        """Let somebody act in the log Z1."""
        act(times, self.env)


@pytest.fixture
def office(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "office")


@pytest.fixture
def organ(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "organ")


def test_a_head_is_countersigned_and_the_office_keeps_it(
    office: Machine, organ: Machine, tmp_path: Path
) -> None:
    log, keys, witness, verifier = (
        tmp_path / name for name in ("z1.jsonl", "z1.pub", "organ.pub", "verify.py")
    )
    office.act(3)
    office("journal", "export", log)
    keys.write_text(office("journal", "keys"))
    witness.write_text(organ("journal", "keys", "--witness"))
    verifier.write_text(office("journal", "verifier"), "utf-8")

    def verify(*words: str | Path) -> tuple[int, list[str]]:
        alone = [sys.executable, "-I", verifier, log, "--key", keys, "--lang", "en", *words]
        ended = subprocess.run(alone, capture_output=True, text=True, check=False)
        return ended.returncode, ended.stdout.splitlines()

    assert verify()[0] == 0
    code, lines = verify("--witness", witness)
    assert (code, lines[1][:32]) == (1, "Line 1: not countersigned by pai")

    assert "3 entries" in organ("journal", "countersign", log, "--key", keys)
    office("journal", "receive", f"{log}.countersigned", "--witness", witness)
    office("journal", "export", log, "--force")
    code, lines = verify("--witness", witness)
    assert code == 0
    assert lines[2].startswith("Countersigned by paizhu-")

    office.act(4)
    office("journal", "export", log, "--force")
    assert "7 entries" in organ("journal", "countersign", log, "--key", keys)
    assert json.loads(office("journal", "verify", "--json"))["findings"] == []
    log_, text, verdict = office("journal", "verify", "--since", f"{log}.countersigned").splitlines()
    assert log_.startswith("Z1 · The log: 0 entries were hashed anew")
    assert log_.endswith(
        "The first 7 were not read: the hashes stored with them lead to the checkpoint that is trusted."
    )
    assert text.startswith("Z1 · Text and content: 0 entries")
    assert verdict == "Verified: Z1, 0 entries, 1 signed heads."


def test_each_stage_says_what_it_has_shown_or_how_much_is_wrong(office: Machine) -> None:
    office.act(3)
    unsigned, text, verdict = office("journal", "verify").splitlines()
    assert unsigned.startswith(
        "Z1 · The log: 3 entries were hashed anew, and lead to every hash that is stored. No head"
    )
    assert text.startswith("Z1 · Text and content: 3 entries are written in the one form")
    assert verdict == "Verified: Z1, 3 entries, 0 signed heads."
    change(office, "journal_content", "UPDATE journal_content SET value = '\"x\"' WHERE entry_id = 2")
    log, text, verdict, finding = office("journal", "verify", code=1).splitlines()
    assert log == unsigned
    assert text.startswith("Z1 · Text and content: 1 faults, the first: The content “")
    assert (verdict, "of entry 2 was changed" in finding) == ("NOT verified: Z1", True)
    change(office, "journal_entry", "UPDATE journal_entry SET body = body || ' ' WHERE number = 1")
    log, text, *_rest = office("journal", "verify", code=1).splitlines()
    assert log == "Z1 · The log: 1 faults, the first: Entry 1 was changed."
    assert text.startswith("Z1 · Text and content: 2 faults, the first: Entry 1 is not of the form")
    told = json.loads(office("journal", "verify", "--json", code=1))
    assert [(one["fault"], one["number"], one["stage"]) for one in told["findings"]] == [
        ("changed", 1, "log"), ("form", 1, "entries"), ("content", 2, "entries")]  # fmt: skip
    rewritten = office.home / "rewritten"
    office("journal", "export", rewritten, "--first", "3", "--force")
    change(
        office, "journal_entry", "UPDATE journal_entry SET hashes = zeroblob(32) WHERE number = 3", again=True
    )
    stages = office("journal", "verify", "--since", rewritten, code=1).splitlines()[:-1]
    assert [one.split(" · ")[-1][:18] for one in stages] == ["The log: 1 faults,", "NOT verified: Z1"]
    assert told["stages"] == {"log": {"entries": 3, "findings": 1}, "entries": {"entries": 3, "findings": 2}}


def change(machine: Machine, table: str, statement: str, *, again: bool = False) -> None:
    """As whoever owns the database can."""
    with closing(sqlite3.connect(machine.home / "paizhu.sqlite3")) as database, database:
        if not again:
            database.execute(f"DROP TRIGGER {table}_no_update")
        database.execute(statement)


def test_a_log_that_was_countersigned_cannot_begin_anew(
    office: Machine, organ: Machine, tmp_path: Path
) -> None:
    log, keys = tmp_path / "z1.jsonl", tmp_path / "z1.pub"
    office.act(3)
    office("journal", "export", log)
    keys.write_text(office("journal", "keys"))
    organ("journal", "countersign", log, "--key", keys)
    # The owner starts over with the same key, and makes more of it.
    for file in office.home.glob("paizhu.sqlite3*"):
        file.unlink()
    office.env = in_use(office.home, PAIZHU_LANG="en")
    office.act(5)
    office("journal", "export", log, "--force")
    said = organ("journal", "countersign", log, "--key", keys, code=1)
    assert said == "Rewritten: the first 3 entries are not those of the older checkpoint.\n"
    # A part that leaves out the beginning does not hide it.
    office("journal", "export", log, "--first", "5", "--force")
    assert "entries up to 3 are needed" in organ("journal", "countersign", log, "--key", keys, code=1)


def test_a_new_key_signs_and_the_old_one_still_counts(office: Machine, tmp_path: Path) -> None:
    old, new, keys = tmp_path / "old.jsonl", tmp_path / "new.jsonl", tmp_path / "keys"
    verifier = tmp_path / "verify.py"
    verifier.write_text(office("journal", "verifier"), "utf-8")
    office.act(1)
    office("journal", "export", old)
    first = office("journal", "keys")
    second = office("keys", "rotate")
    assert office("journal", "keys") == first + second
    office.act(1)
    office("journal", "export", new, "--log", "Z1")
    for text, wanted in ((first, (0, 1)), (second, (1, 0)), (first + second, (0, 0))):
        keys.write_text(text)
        ended = [
            subprocess.run(
                [sys.executable, "-I", verifier, file, "--key", keys], capture_output=True, check=False
            )
            for file in (old, new)
        ]
        assert tuple(one.returncode for one in ended) == wanted
    assert json.loads(office("journal", "verify", "--log", "Z1", "--json"))["findings"] == []


def test_what_is_shown(office: Machine, tmp_path: Path) -> None:
    assert "There is no log yet." in office("journal", "export", tmp_path / "x", code=2)
    office.act(3)
    assert office("journal", "show") == "Z1\t3\n"
    shown = office("journal", "show", "--log", "Z1", "--after", "1").splitlines()
    assert [line.split("\t")[0] for line in shown] == ["2", "3"]
    assert json.loads(office("journal", "show", "--entry", "2"))["number"] == 2
    assert "No log of 'Z9'" in office("journal", "show", "--log", "Z9", code=2)
    (tmp_path / "there").write_text("x")
    assert "nothing was written" in office("journal", "export", tmp_path / "there", code=2)
    assert (tmp_path / "there").read_text() == "x"
    office("journal", "export", tmp_path / "y", "--entry", "4", code=2)
    assert not (tmp_path / "y").exists()
