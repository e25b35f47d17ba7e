"""`paizhu search`: the contract of its output, exit codes and refusals."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from paizhu.cli.group import app
from paizhu.cli.pack import base
from paizhu.norms.search.tests import small


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    small.imported(home, base())
    return home


@pytest.fixture(autouse=True)
def at_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAIZHU_HOME", str(home))


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["search", *words])


def test_json_is_one_list_of_hits() -> None:
    result = run("灯塔法2条", "--json")
    assert result.exit_code == 0
    (hit,) = json.loads(result.stdout)
    assert {key: hit[key] for key in ("regulation", "version", "article", "score")} == {
        "regulation": "中华人民共和国灯塔法",
        "version": "2015",
        "article": "2",
        "score": 1.0,
    }
    assert hit["snippet"] == "看守人夜间不得离开灯塔。"


def test_limit_and_day() -> None:
    hits = json.loads(run("猫走失", "--on", "2012-01-01", "--limit", "1", "--json").stdout)
    assert [(hit["version"], hit["article"]) for hit in hits] == [("2010", "2")]


def test_text_for_people() -> None:
    result = run("灯塔法2条")
    assert "《中华人民共和国灯塔法》 2015" in result.stdout
    assert "看守人夜间不得离开灯塔。" in result.stdout


def test_file_answers_each_line(tmp_path: Path) -> None:
    file = tmp_path / "queries.jsonl"
    file.write_text(
        '{"id": 1, "query": "灯塔法2条"}\n\n{"id": "b", "query": "猫走失", "on": "2012-01-01"}\n', "utf-8"
    )
    lines = [
        json.loads(line) for line in run("--file", str(file), "--limit", "1", "--json").stdout.splitlines()
    ]
    assert [(line["id"], line["hits"][0]["article"], line["hits"][0]["version"]) for line in lines] == [
        (1, "2", "2015"),
        ("b", "2", "2010"),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "not a JSON object"),
        ("[1]", '"id"'),
        ('{"id": true, "query": "猫"}', '"id"'),
        ('{"id": 1}', '"query"'),
        ('{"id": 1, "query": "  "}', '"query"'),
        ('{"id": 1, "query": "猫", "on": "2026-02-30"}', '"on"'),
    ],
)
def test_broken_line_is_named_and_nothing_printed(tmp_path: Path, line: str, said: str) -> None:
    file = tmp_path / "queries.jsonl"
    file.write_text('{"id": 1, "query": "猫"}\n' + line + "\n", "utf-8")
    result = run("--file", str(file), "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    (error,) = json.loads(result.stderr)["errors"]
    assert (error["file"], error["row"]) == (str(file), 2)
    assert said in error["expected"]


@pytest.mark.parametrize(
    "words",
    [
        [],
        [" "],
        ["猫", "--file", "x", "--json"],
        ["--file", "nowhere.jsonl", "--json"],
        ["--file", "nowhere.jsonl"],
        ["猫", "--limit", "0"],
        ["猫", "--limit", "99999"],
        ["猫", "--on", "2026-02-30"],
    ],
    ids=["nothing", "blank", "both", "no such file", "no json", "limit 0", "limit too large", "no such day"],
)
def test_wrong_use_is_refused(words: list[str]) -> None:
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.strip()


def test_empty_library_says_how_to_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAIZHU_HOME", str(tmp_path))
    result = run("猫")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "paizhu norms import" in result.stderr
