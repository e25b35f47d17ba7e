"""`paizhu registry` as a person or a program calls it, on SQLite and on PostgreSQL."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from paizhu.registry.tests.charts import city
from paizhu.registry.tests.imported import imported
from paizhu.registry.tests.local_norms import LOCAL
from paizhu.tests.commands import paizhu
from paizhu.tests.migrated import migrated
from paizhu.tests.postgresql import TEMPLATE, running


def _digest(home: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in home.glob("paizhu.sqlite3*")}


def test_a_refusal_leaves_the_bytes_as_they_were(tmp_path: Path) -> None:
    home, file = migrated(tmp_path / "home"), tmp_path / "city.json"
    lists: dict[str, Any] = city()
    file.write_text(json.dumps(lists, ensure_ascii=False), "utf-8")
    assert paizhu("registry", "import", str(file), PAIZHU_HOME=str(home), DATABASE_URL="").returncode == 0
    before = _digest(home)
    assert before.keys() == {"paizhu.sqlite3"}
    lists["relations"][3]["to"] = "H9"
    lists["organs"][0]["name"] = "改了名"
    file.write_text(json.dumps(lists, ensure_ascii=False), "utf-8")
    ended = paizhu("registry", "import", str(file), "--json", PAIZHU_HOME=str(home), DATABASE_URL="")
    assert (ended.returncode, ended.stdout) == (2, "")
    errors = json.loads(ended.stderr)["errors"]
    assert [(e["sheet"], e["row"], e["column"], e["value"]) for e in errors] == [("relations", 4, "to", "H9")]
    assert _digest(home) == before


def test_a_refused_first_file_makes_no_database(tmp_path: Path) -> None:
    home, file = tmp_path / "home", tmp_path / "city.json"
    file.write_text('{"organs": [{"id": "H1"}]}', "utf-8")
    assert paizhu("registry", "import", str(file), PAIZHU_HOME=str(home), DATABASE_URL="").returncode == 2
    assert not home.exists() or _digest(home) == {}


def test_a_question_is_answered_with_the_registry_only_where_it_names_an_organ(tmp_path: Path) -> None:
    with_registry, file = {"PAIZHU_HOME": str(tmp_path / "home"), "DATABASE_URL": ""}, tmp_path / "city.json"
    without = with_registry | {"PAIZHU_HOME": str(tmp_path / "other")}
    file.write_text(json.dumps(city(), ensure_ascii=False), "utf-8")
    imported(tmp_path / "home", file)
    before = _digest(tmp_path / "home")

    def asked(text: str, home: dict[str, str]) -> dict[str, Any]:
        result: dict[str, Any] = json.loads(paizhu("ask", text, "--json", **home).stdout)
        return result

    general = "派驻机构对驻在单位党组织是否有协助职责？"
    assert asked(general, with_registry) == asked(general, without)
    named = asked("驻市财政局纪检监察组应当监督市财政局吗？", with_registry)
    assert named["organs"]["bearer"]["id"] == "Z1"
    unknown = asked("驻市测绘局纪检监察组应当监督驻在单位吗？", with_registry)
    assert unknown["reason_code"] == "unknown_organ"
    assert _digest(tmp_path / "home") == before


def test_the_commands_work_on_postgresql(tmp_path: Path) -> None:
    with running(TEMPLATE) as address:
        _work(address, tmp_path)


def _work(address: str, tmp_path: Path) -> None:
    file = tmp_path / "city.json"
    file.write_text(json.dumps(city(), ensure_ascii=False), "utf-8")
    home = {"PAIZHU_HOME": str(tmp_path / "home"), "DATABASE_URL": address, "PAIZHU_LANG": "en"}
    imported = paizhu("registry", "import", str(file), "--json", **home)
    assert (imported.returncode, imported.stderr) == (0, "")
    shown = json.loads(paizhu("registry", "show", "市财政局", "--on", "2026-01-05", "--json", **home).stdout)
    assert shown["supervised_by"] == [{"id": "Z1", "name": "安澜市纪委监委驻市财政局纪检监察组"}]
    exported = paizhu("registry", "export", str(tmp_path / "out.json"), **home)
    assert exported.returncode == 0
    assert not (tmp_path / "home/paizhu.sqlite3").exists()


@pytest.mark.parametrize(("lang", "word"), [("zh", "驻在"), ("en", "stationed at")])
def test_relations_are_told_in_words(tmp_path: Path, lang: str, word: str) -> None:
    (tmp_path / "city.json").write_text(json.dumps(city(), ensure_ascii=False), "utf-8")
    home = {"PAIZHU_HOME": str(tmp_path / "home"), "PAIZHU_LANG": lang, "DATABASE_URL": ""}
    imported(tmp_path / "home", tmp_path / "city.json")
    shown = paizhu("registry", "show", "Z1", "--on", "2026-01-05", **home).stdout
    answered = paizhu("rule", "--bearer", "Z1", "--act", "supervise", "--toward", "H1", **home).stdout
    for said in (shown, answered):
        assert word in said
        assert "stationed_at" not in said


def test_a_database_that_is_not_there_is_told(tmp_path: Path) -> None:
    ended = paizhu(
        "registry", "show", "Z1",
        PAIZHU_HOME=str(tmp_path), DATABASE_URL="postgresql://u:secret@127.0.0.1:9/none", PAIZHU_LANG="en",
    )  # fmt: skip
    assert ended.returncode == 2
    assert "The database cannot be used" in ended.stderr
    assert "secret" not in ended.stderr


def _answer(home: dict[str, str], bearer: str, toward: str, on: str) -> dict[str, Any]:
    words = [
        "rule",
        "--bearer",
        bearer,
        "--act",
        "host_business.bid",
        "--toward",
        toward,
        "--on",
        on,
        "--json",
    ]
    result: dict[str, Any] = json.loads(paizhu(*words, **home).stdout)
    return result


def test_local_norms_hold_for_the_organs_of_their_authority_and_nowhere_else(tmp_path: Path) -> None:
    home = {"PAIZHU_HOME": str(tmp_path / "home"), "PAIZHU_LANG": "en", "DATABASE_URL": ""}
    for name, text in LOCAL.items():
        (tmp_path / "pack" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "pack" / name).write_text(text, "utf-8")
    lists = city()
    lists["organs"] += [
        {"id": "V2", "name": "镜湖市纪委监委", "kind": "纪委监委"},
        {"id": "Y1", "name": "镜湖市纪委监委驻市卫生局纪检监察组", "kind": "派驻机构"},
        {"id": "G1", "name": "镜湖市卫生局", "kind": "驻在单位"},
    ]
    lists["relations"] += [
        {"id": "R31", "type": "dispatches", "from": "V2", "to": "Y1"},
        {"id": "R32", "type": "stationed_at", "from": "Y1", "to": "G1"},
    ]
    (tmp_path / "city.json").write_text(json.dumps(lists, ensure_ascii=False), "utf-8")
    imported(tmp_path / "home", tmp_path / "city.json")
    words = [
        "norms",
        "local",
        "import",
        str(tmp_path / "pack"),
        "--authority",
        "安澜市委",
        "--from",
        "2026-01-01",
    ]
    looked = json.loads(paizhu(*words, "--dry-run", "--json", **home).stdout)
    assert (looked["new"], looked["recorded"]) == (["anlan.1.bid"], False)
    assert _answer(home, "Z1", "H1", "2026-02-01")["answer"] != "forbidden"
    assert paizhu(*words, **home).returncode == 0
    there = _answer(home, "Z1", "H1", "2026-02-01")
    assert there["answer"] == "forbidden"
    assert there["organs"]["local"][0]["grounds"] == ["anlan.1.bid"]
    assert there["organs"]["local"][0]["authority"] == {"id": "W1", "name": "安澜市委"}
    assert _answer(home, "Z1", "H1", "2025-12-31")["answer"] != "forbidden"
    elsewhere = _answer(home, "Y1", "G1", "2026-02-01")
    assert (elsewhere["answer"] != "forbidden", elsewhere["organs"]["local"]) == (True, [])
    in_general = paizhu("rule", "--bearer", "派驻机构", "--act", "host_business.bid", "--toward", "驻在单位",
                        "--on", "2026-02-01", "--json", **home)  # fmt: skip
    assert json.loads(in_general.stdout)["answer"] != "forbidden"
    assert json.loads(paizhu("norms", "local", "list", "--json", **home).stdout)["norms"] == ["anlan.1.bid"]
    ending = ("norms", "local", "end", "anlan", "--on")
    assert paizhu(*ending, "2025-12-31", **home).returncode == 2
    assert paizhu(*ending, "2026-02-01", "--reason", "repealed", **home).returncode == 0
    assert _answer(home, "Z1", "H1", "2026-02-01")["answer"] == "forbidden"
    assert _answer(home, "Z1", "H1", "2026-02-02")["answer"] != "forbidden"
    assert paizhu("norms", "local", "remove", "anlan", **home).returncode == 0
    assert _answer(home, "Z1", "H1", "2026-02-01")["answer"] != "forbidden"
    assert paizhu("norms", "local", "remove", "anlan", **home).returncode == 2


@pytest.mark.parametrize(
    ("name", "before", "after", "told"),
    [
        ("regulations/measures.yaml", "rank: local", "rank: law", "expected 'local'"),
        ("regulations/measures.yaml", "host_business.bid", "host_business.dance", "host_business.dance"),
        ("regulations/measures.yaml", "anlan.1.bid", "stationed_rules.2022.7.no_charge", "defined twice"),
        ("local.yaml", "id: anlan", "name: anlan", "id"),
    ],
    ids=["a higher rank", "an unknown act", "a norm of the base", "no id"],
)
def test_local_norms_with_faults_are_refused(
    tmp_path: Path, name: str, before: str, after: str, told: str
) -> None:
    home = {"PAIZHU_HOME": str(tmp_path / "home"), "PAIZHU_LANG": "en", "DATABASE_URL": ""}
    for file, text in LOCAL.items():
        (tmp_path / "pack" / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "pack" / file).write_text(text.replace(before, after) if file == name else text, "utf-8")
    (tmp_path / "city.json").write_text(json.dumps(city(), ensure_ascii=False), "utf-8")
    imported(tmp_path / "home", tmp_path / "city.json")
    ended = paizhu("norms", "local", "import", str(tmp_path / "pack"), "--authority", "W1", **home)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert told in ended.stderr
    assert paizhu("norms", "local", "list", **home).stdout == ""


def test_a_record_is_withdrawn_with_a_reason_or_not_at_all(tmp_path: Path) -> None:
    home = {"PAIZHU_HOME": str(tmp_path / "home"), "PAIZHU_LANG": "en", "DATABASE_URL": ""}
    (tmp_path / "city.json").write_text(json.dumps(city(), ensure_ascii=False), "utf-8")
    imported(tmp_path / "home", tmp_path / "city.json")
    before = _digest(tmp_path / "home")
    for words, told in (
        (("organs", "U1", "--reason", "x"), "the id of an organ"),
        (("organs", "U9", "--reason", "x"), "a record that is known now"),
        (("organs", "U1", "--reason", " "), "Expected a reason"),
        (("units", "U1", "--reason", "x"), "expected one of organs"),
    ):
        refused = paizhu("registry", "withdraw", *words, **home)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert told in refused.stderr
        assert _digest(tmp_path / "home") == before
    whole = ("registry", "withdraw", "organs", "U1", "--with-ties", "--reason", "never existed", "--json")
    done = json.loads(paizhu(*whole, **home).stdout)
    assert {(one["list"], one["id"]) for one in done["withdrawn"]} == {("organs", "U1"), ("relations", "R9")}
    assert paizhu("registry", "show", "U1", **home).returncode == 2
