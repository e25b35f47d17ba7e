"""`paizhu act` as a person calls it: what opens a matter, showing one, a form file out and back."""

import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from paizhu.door.tests import world
from paizhu.liaison.letters.tests.letters import LETTER
from paizhu.tests.commands import paizhu
from paizhu.tests.homes import in_use


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """A home with the city of the cast."""
    surroundings = in_use(tmp_path / "home", PAIZHU_LANG="en")
    file = tmp_path / "city.json"
    file.write_text(json.dumps(world.lists(), ensure_ascii=False), "utf-8")
    assert paizhu("registry", "import", str(file), **surroundings).returncode == 0
    return surroundings


def test_a_letter_goes_out_and_its_form_comes_back(home: dict[str, str], tmp_path: Path) -> None:
    given, form = tmp_path / "given.json", tmp_path / "form.xlsx"
    given.write_text(json.dumps(LETTER, ensure_ascii=False), "utf-8")

    def act(*words: str, seat: str) -> str:
        ended = paizhu("act", *words, "--seat", f"S-{seat}", **home)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    assert "letter.draft" in act("list", seat="clerk")
    drafted = act("do", "letter.draft", "--input", str(given), "--json", seat="clerk")
    matter = json.loads(drafted)["done"]["matter"]
    for word, value, found in (
        ("--owner", "Z1", True),
        ("--owner", "W2", False),
        ("--counterpart", "Z1", False),
        ("--owner", "无此单位", None),
    ):
        listed = paizhu("matter", "list", word, value, "--seat", "S-clerk", "--json", **home)
        if found is None:
            assert listed.returncode == 2
            assert "无此单位" in listed.stderr
        else:
            assert [one["reference"] for one in json.loads(listed.stdout)["matters"]] == [matter] * found, (
                value
            )
    act("do", "letter.issue", matter, seat="head")
    act("do", "letter.receive", matter, seat="discipline")
    shown = act("show", matter, seat="discipline")
    assert LETTER["body"] in shown
    assert "10 working days" in shown
    act("form", matter, "letter.answer", "-o", str(form), seat="discipline")
    book = openpyxl.load_workbook(form)
    book.worksheets[0].cell(book.worksheets[0].max_row, 2).value = "已检查。"
    book.save(form)
    other = paizhu("act", "bring", str(form), "--seat", "S-committee", **home)
    assert (other.returncode, other.stdout) == (2, "")
    assert "another organ" in other.stderr
    assert json.loads(act("bring", str(form), "--json", seat="discipline"))["done"]["state"] == "answered"
    again = paizhu("act", "bring", str(form), "--seat", "S-discipline", **home)
    assert (again.returncode, again.stderr.count("brought back before")) == (2, 1)


def test_a_letter_is_written_as_a_document_with_the_layout_of_its_office(
    home: dict[str, str], tmp_path: Path
) -> None:
    given, file = tmp_path / "given.json", tmp_path / "letter.docx"
    given.write_text(json.dumps(LETTER, ensure_ascii=False), "utf-8")

    def ran(*words: str, code: int = 0) -> str:
        ended = paizhu(*words, **home)
        assert ended.returncode == code, ended.stderr
        return ended.stdout + ended.stderr

    done = ran("act", "do", "letter.draft", "--input", str(given), "--json", "--seat", "S-clerk")
    matter = json.loads(done)["done"]["matter"]
    ran("act", "do", "letter.issue", matter, "--seat", "S-head")
    ran("document", "layout", "Z1", "--word", "安纪驻财函")
    assert "安纪驻财函" in ran("document", "show", "Z1")
    ran("act", "document", matter, str(file), "--seat", "S-discipline")
    assert "安纪驻财函〔" in Document(str(file)).paragraphs[1].text
    assert "--force" in ran("act", "document", matter, str(file), "--seat", "S-discipline", code=2)
    other = ran("act", "document", matter, str(tmp_path / "x.pdf"), "--seat", "S-other", code=4)
    assert "no such matter" in other.lower()
    assert not (tmp_path / "x.pdf").exists()
    own = tmp_path / "own.typ"
    ran("document", "template", str(own))
    own.write_text(own.read_text("utf-8") + '\n#read("/etc/hosts")', "utf-8")
    assert "Nothing was kept" in ran("document", "layout", "Z1", "--typst", str(own), code=2)
    ran("matter", "ledger", str(tmp_path / "l.pdf"), "--kind", "letter", "--seat", "S-clerk")
    assert (tmp_path / "l.pdf").read_bytes().startswith(b"%PDF")


def test_a_persons_data_are_written_into_a_file(home: dict[str, str], tmp_path: Path) -> None:
    given, file = tmp_path / "given.json", tmp_path / "data.zip"
    asked = {"person": "X-clerk", "asked_by": "本人", "asked_on": "2025-08-30", "identity": "当面核对"}
    given.write_text(json.dumps(asked, ensure_ascii=False), "utf-8")

    def do(*words: str, act: str = "person.disclose", seat: str = "head") -> tuple[int, str]:
        ended = paizhu("act", "do", act, "--input", str(given), "--seat", f"S-{seat}", *words, **home)
        return ended.returncode, ended.stdout + ended.stderr

    code, said = do()
    assert (code, "--output FILE.zip" in said) == (2, True)
    code, said = do("-o", str(tmp_path / "data.txt"))
    assert (code, "Nothing was written" in said) == (2, True)
    assert do("-o", str(file), act="kinship.declare")[0] == 2
    assert do("-o", str(file), seat="other")[0] == 2  # of another organ: nobody of that code there
    assert not file.exists()
    code, said = do("-o", str(file), "--json")
    assert (code, json.loads(said)["done"]["file"]) == (0, str(file))
    with zipfile.ZipFile(file) as archive:
        assert json.loads(archive.read("data.json"))["person"] == "X-clerk"
    assert do("-o", str(file))[0] == 2
    assert do("-o", str(file), "--force")[0] == 0
    log = paizhu("journal", "show", "--log", "Z1", "--json", **home).stdout
    assert log.count("person.disclose") == 2


def test_a_key_acts_once_and_with_other_inputs_not_at_all(home: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "given.json"

    def draft(*words: str, **changed: str) -> tuple[int, dict[str, Any], str]:
        file.write_text(json.dumps({**LETTER, **changed}, ensure_ascii=False), "utf-8")
        sent = ("--input", str(file), "--key", "one", "--seat", "S-clerk", "--json")
        ended = paizhu("act", "do", "letter.draft", *sent, *words, **home)
        return ended.returncode, json.loads(ended.stdout), ended.stderr

    first, again = draft(), draft()
    assert (first[0], first[1]["done"]["again"]) == (0, False)
    assert again[1]["done"] == {**first[1]["done"], "again": True}
    code, said, told = draft(body="另一件事。")
    assert (code, said["refused"]["code"]) == (4, "door.key")
    assert f"(entry {first[1]['done']['entry']})" in told
    listed = paizhu("matter", "list", "--seat", "S-clerk", "--json", **home).stdout
    assert len(json.loads(listed)["matters"]) == 1


def test_a_seat_that_is_over_is_refused_and_the_ones_of_today_are_named(tmp_path: Path) -> None:
    surroundings = in_use(tmp_path / "home", PAIZHU_LANG="en")
    chart = world.lists()
    chart["seats"] += [
        {"id": "S-old", "post": "P-clerk", "person": "X-head", "since": "2020-01-01", "until": "2025-08-31"},
        {"id": "S-next", "post": "P-clerk", "person": "X-new", "since": "2999-01-01", "until": None},
    ]
    file = tmp_path / "city.json"
    file.write_text(json.dumps(chart, ensure_ascii=False), "utf-8")
    assert paizhu("registry", "import", str(file), **surroundings).returncode == 0
    for seat, said in (("S-old", "ended on 2025-08-31"), ("S-next", "begins on 2999-01-01 only")):
        ended = paizhu("act", "list", "--seat", seat, "--json", **surroundings)
        assert ended.returncode == 4
        refused = json.loads(ended.stdout)["refused"]
        assert (refused["gate"], refused["code"]) == ("power", "door.power.no_seat")
        assert said in ended.stderr
        assert "S-clerk" in str(refused["instead"])
    assert "S-head" in paizhu("act", "list", "--seat", "S-old", **surroundings).stderr
    assert paizhu("act", "list", "--seat", "S-nobody", **surroundings).returncode == 2
    # What was tried is on record in the log of the seat's organ, once; that it looked is not.
    for act in ("letter.draft", "no.such"):
        assert paizhu("act", "do", act, "--seat", "S-old", **surroundings).returncode == 4
    log = tmp_path / "log"
    assert paizhu("journal", "export", str(log), "--log", "Z1", **surroundings).returncode == 0
    found = [line for line in log.read_text("utf-8").splitlines() if "outcome" in line]
    assert len(found) == 1
    assert all(said in found[0] for said in ("letter.draft", "S-old", "refused", "door.power.no_seat"))


def test_inputs_that_cannot_be_read_or_do_not_belong_are_named(home: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "given.json"

    def refused(text: str | None) -> str:
        if text is not None:
            file.write_text(text, "utf-8")
        ended = paizhu("act", "do", "letter.draft", "--input", str(file), "--seat", "S-clerk", **home)
        assert (ended.returncode, ended.stdout) == (2, "")
        return ended.stderr

    assert "cannot be read" in refused(None)
    assert "not JSON from line 2, sign 1" in refused('{"sort":\n')
    assert "a JSON object" in refused("[]")
    # A name that is typed wrongly is told, and not taken for an input that is left out.
    wrong = refused(json.dumps({**LETTER, "lenght": "10"}, ensure_ascii=False))
    assert "lenght: There is no such input; expected one of:" in wrong
    assert "Nothing was changed." in wrong
