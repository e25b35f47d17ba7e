"""`paizhu norms import` and `norms diff` as a person meets them."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from paizhu.norms.texts.tests.homes import fingerprint, text
from paizhu.tests.commands import paizhu
from paizhu.tests.migrated import migrated

OLD = text("第一条 档案室保管会议记录。", since="2010年2月1日")
NEW = text("第一条 为了试验。\n\n第二条 档案室保管会议记录三十年。", since="2020年2月1日")
DIFFERENCES = {"same": 0, "moved": 0, "changed": 2, "new": 1, "gone": 0}


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    (folder / "deeper").mkdir(parents=True)
    (folder / "old.txt").write_bytes(OLD)
    (folder / "deeper/new.md").write_bytes(b"# " + NEW)
    (folder / "README.md").write_text("# 说明\n\n没有条文。", encoding="utf-8")
    (folder / "photo.png").write_bytes(b"\x89PNG")
    return folder


def run(home: Path, *words: str, lang: str = "en") -> "subprocess.CompletedProcess[str]":
    return paizhu("norms", *words, PAIZHU_HOME=str(home), PAIZHU_LANG=lang)


def read(ended: "subprocess.CompletedProcess[str]") -> Any:
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.count("\n") == 1
    return json.loads(ended.stdout)


def test_folder_is_imported_with_a_verdict_for_each_file(files: Path, tmp_path: Path) -> None:
    home = migrated(tmp_path / "home")
    dry = read(run(home, "import", str(files), "--dry-run", "--json"))
    assert not (home / "texts").exists()
    done = read(run(home, "import", str(files), "--json"))
    assert dry["files"] == done["files"]
    verdicts = {Path(file["file"]).name: file["verdict"] for file in done["files"]}
    assert verdicts == {"README.md": "passed_over", "new.md": "new", "old.txt": "new"}
    new = next(file for file in done["files"] if file["file"].endswith("new.md"))
    assert (new["title"], new["version"], new["since"], new["last_day"]) == (
        "试验办法",
        "2020",
        "2020-02-01",
        None,
    )
    assert new["closes"] == [{"version": "2010", "last_day": "2020-01-31", "at_latest": False}]
    before = fingerprint(home / "texts")
    again = run(home, "import", str(files), lang="zh")
    assert "没有需要改动的" in again.stdout
    assert fingerprint(home / "texts") == before
    compared = read(run(home, "diff", "试验办法", "--from", "2010", "--to", "2020", "--json"))
    assert compared["summary"] == DIFFERENCES
    said = run(home, "diff", "试验办法", "--from", "2010", "--to", "2020")
    assert "{+三十年+}" in said.stdout


@pytest.mark.parametrize(
    ("words", "errors"),
    [
        (["@old.txt", "--effective", "2020"], [("--effective", "2020")]),
        (
            ["@old.txt", "--effective", "2020-02-30", "--until", "x"],
            [("--effective", "2020-02-30"), ("--until", "x")],
        ),
        (["@old.txt", "@deeper/new.md", "--title", "甲"], [("--title", "2")]),
        (["@nowhere.txt"], [("nowhere.txt", None)]),
        (["@README.md"], [("README.md", None)]),
        (["@photo.png", "@empty.txt", "@old.txt"], [("photo.png", "PNG"), ("empty.txt", None)]),
        (["@nothing"], [("nothing", None)]),
        (["@pipe.txt"], [("pipe.txt", None)]),
    ],
    ids=[
        "year only",
        "no such days",
        "title of two",
        "not there",
        "named read-me",
        "two faults",
        "empty folder",
        "pipe",
    ],
)
def test_refused_with_every_reason(
    words: list[str], errors: list[tuple[str, str | None]], files: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    (files / "empty.txt").write_bytes(b"")
    (files / "nothing").mkdir()
    os.mkfifo(files / "pipe.txt")
    given = [str(files / word[1:]) if word.startswith("@") else word for word in words]
    ended = run(home, "import", *given, "--json")
    assert (ended.returncode, ended.stdout) == (2, "")
    found = [(Path(e["file"]).name, e["value"]) for e in json.loads(ended.stderr)["errors"]]
    assert found == errors
    assert not (home / "texts").exists()


def test_refusal_is_said_to_people_with_line_and_value(files: Path, tmp_path: Path) -> None:
    (files / "bad.txt").write_bytes("试验办法\n（2019年2月30日发布）\n第一条 甲。".encode())
    ended = run(tmp_path / "home", "import", str(files / "bad.txt"), lang="zh")
    assert ended.returncode == 2
    assert f"{files / 'bad.txt'}:2: 2019年2月30日: 应为日历上有的日期" in ended.stderr
    assert "未作任何改动" in ended.stderr


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (["试验办法", "--from", "2010", "--to", "1999"], "--to"),
        (["没有的法", "--from", "2010", "--to", "2020"], "REGULATION"),
    ],
)
def test_unknown_version_names_those_that_are_there(
    words: list[str], option: str, files: Path, tmp_path: Path
) -> None:
    home = migrated(tmp_path / "home")
    run(home, "import", str(files))
    ended = run(home, "diff", *words, "--json")
    assert (ended.returncode, ended.stdout) == (2, "")
    (error,) = json.loads(ended.stderr)["errors"]
    assert error["file"] == option
    assert "试验办法" in error["expected"] or "2010" in error["expected"]


def test_with_an_administrator_the_seat_is_named_and_the_import_is_on_record(
    files: Path, tmp_path: Path
) -> None:
    home = migrated(tmp_path / "home")
    at_home = {"PAIZHU_HOME": str(home), "PAIZHU_LANG": "en"}
    assert paizhu("user", "add", "sys", "--administers", "system", **at_home).returncode == 0
    refused = run(home, "import", str(files))
    assert (refused.returncode, "--seat admin:NAME" in refused.stderr) == (2, True)
    assert not (home / "texts").exists()
    assert run(home, "import", str(files), "--seat", "admin:sys").returncode == 0
    shown = paizhu("journal", "show", "--log", "installation", "--json", **at_home).stdout
    assert [json.loads(line)["act"] for line in shown.splitlines()][-1] == "texts.import"
