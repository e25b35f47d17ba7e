"""`ask`, `rule` and `norms` as programs and people call them."""

import json
from pathlib import Path
from typing import Any

import pytest

from paizhu.tests.commands import paizhu

SEED = "派驻机构对驻在单位党组织是否有协助职责？"
KEYS = {
    "understood", "asked", "answer", "basis", "yes_no", "summary", "grounds", "near_misses", "owed_by",
    "interpretations", "conflicts", "provisions", "base",
}  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("home"))


def asked(home: str, *words: str) -> dict[str, Any]:
    ended = paizhu("ask", *words, "--json", PAIZHU_HOME=home, PAIZHU_LANG="zh")
    assert ended.stderr == ""
    result: dict[str, Any] = json.loads(ended.stdout)
    assert result.keys() >= KEYS
    assert ended.returncode == (3 if result["answer"] == "unanswerable" else 0)
    return result


@pytest.mark.parametrize(
    ("on", "answer", "articles"),
    [
        ("2026-11-23", "limited", {"25", "31", "36", "44"}),
        ("2022-03-01", "limited", {"44"}),
        ("2021-12-23", "not_provided", set()),
        ("2021-11-04", "not_provided", set()),
        ("2018-12-31", "unanswerable", set()),
    ],
    ids=[
        "today",
        "only the regulations of 2021",
        "the day before them",
        "the origin's day",
        "before the reach",
    ],
)
def test_the_seed(home: str, on: str, answer: str, articles: set[str]) -> None:
    result = asked(home, SEED, "--on", on)
    assert result["answer"] == answer
    assert {g["article"] for g in result["grounds"]} == articles
    if answer == "unanswerable":
        assert "规范库没有及于该日" in result["reason"]
        return
    assert result["yes_no"] == "no"
    misses = {(n["regulation_id"], n["article"]) for n in result["near_misses"]}
    assert ("party_constitution", "46") in misses
    assert all(n["fails"] and n["because"] for n in result["near_misses"])
    assert "organ_party_committee" in {o["bearer"] for o in result["owed_by"]}
    assert "contested" in {i["stance"] for i in result["interpretations"]}


def test_the_seed_names_what_is_owed_instead(home: str) -> None:
    result = asked(home, SEED, "--on", "2026-11-23")
    assert ("stationed_rules", "25") in {(g["regulation_id"], g["article"]) for g in result["instead"]}


def test_the_seed_in_english_is_set_for_reading(home: str) -> None:
    question = "Does a stationed discipline-inspection office owe a duty to assist the host unit's Party organisation?"
    ended = paizhu("ask", question, "--on", "2026-11-23", PAIZHU_HOME=home)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "Limited" in ended.stdout
    assert "Because" in ended.stdout
    assert "「" in ended.stdout, "quotes stay in Chinese"


def test_rule_takes_ids_and_names_alike(home: str) -> None:
    by_id = paizhu("rule", "--bearer", "stationed_body", "--act", "assist", "--toward", "host_party_group",
                   "--on", "2026-11-23", "--json", PAIZHU_HOME=home, PAIZHU_LANG="zh")  # fmt: skip
    by_name = paizhu("rule", "--bearer", "派驻机构", "--act", "协助", "--toward", "驻在单位党组",
                     "--on", "2026-11-23", "--json", PAIZHU_HOME=home, PAIZHU_LANG="zh")  # fmt: skip
    assert by_id.returncode == by_name.returncode == 0
    assert json.loads(by_id.stdout) == json.loads(by_name.stdout)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--bearer", "stationd_body", "--act", "assist"], "stationed.body"),
        (["--bearer", "stationed_body", "--act", "asist"], "assist"),
        (["--bearer", "stationed_body", "--act", "assist", "--on", "2026-02-30"], "YYYY-MM-DD"),
        (["--bearer", "stationed_body", "--act", "assist", "--lang", "fr"], "zh"),
    ],
    ids=["unknown kind", "unknown act", "impossible date", "unknown language"],
)
def test_rule_refuses_what_it_does_not_know(home: str, words: list[str], named: str) -> None:
    ended = paizhu("rule", *words, PAIZHU_HOME=home, PAIZHU_LANG="en")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert named in ended.stderr


def test_a_file_is_answered_in_order(home: str, tmp_path: Path) -> None:
    questions = [
        {"id": "b", "question": SEED, "as_of": "2021-11-04"},
        {"id": 2, "question": "今天的天气怎么样？"},
        {"id": "a", "question": SEED, "as_of": "2022-07-01"},
    ]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(json.dumps(q, ensure_ascii=False) for q in questions), "utf-8")
    ended = paizhu("ask", "--file", str(file), "--json", PAIZHU_HOME=home)
    assert (ended.returncode, ended.stderr) == (0, "")
    results = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [(r["id"], r["answer"]) for r in results] == [
        ("b", "not_provided"),
        (2, "unanswerable"),
        ("a", "limited"),
    ]


@pytest.mark.parametrize(
    ("content", "row"),
    [
        ('{"id": 1, "question": "派驻机构应当协助吗"}\n{"id": 2, broken', 2),
        ('{"id": 1}', 1),
        ('\n\n{"question": "x"}', 3),
        ('{"id": 1, "question": "x", "as_of": "2022-13-01"}', 1),
        ("[1, 2]", 1),
        ("[" * 100_000, 1),
    ],
    ids=["not JSON", "no question", "no id", "impossible date", "a list", "nested without end"],
)
def test_a_broken_file_is_named_by_line_and_nothing_is_answered(
    home: str, tmp_path: Path, content: str, row: int
) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(content, "utf-8")
    ended = paizhu("ask", "--file", str(file), "--json", PAIZHU_HOME=home)
    assert (ended.returncode, ended.stdout) == (2, "")
    (error,) = json.loads(ended.stderr)["errors"]
    assert (error["file"], error["row"]) == (str(file), row)


@pytest.mark.parametrize(
    "words",
    [
        [],
        [SEED, "--file", "x"],
        ["--file", "x"],
        ["--file", "no-such-file", "--json"],
        [SEED, "--on", "yesterday"],
    ],
)
def test_wrong_use_of_ask(home: str, words: list[str]) -> None:
    ended = paizhu("ask", *words, PAIZHU_HOME=home)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr


def test_norms_are_listed_one_object_a_line(home: str) -> None:
    ended = paizhu("norms", "list", "--json", PAIZHU_HOME=home)
    norms = [json.loads(line) for line in ended.stdout.splitlines()]
    assert len(norms) > 2000
    assert norms[0].keys() >= {
        "regulation", "version", "article", "quote", "modality", "bearer", "act", "toward", "since", "until", "verified",
    }  # fmt: skip


def test_a_norm_is_shown_and_a_wrong_id_names_near_ones(home: str) -> None:
    shown = paizhu("norms", "show", "stationed_rules.2022.7.no_charge", "--json", PAIZHU_HOME=home)
    assert json.loads(shown.stdout)["modality"] == "prohibition"
    wrong = paizhu("norms", "show", "stationed_rules.2022.7.no_charg", PAIZHU_HOME=home)
    assert wrong.returncode == 2
    assert "stationed_rules.2022.7.no_charge" in wrong.stderr


def test_the_pack_has_no_faults(home: str) -> None:
    ended = paizhu("norms", "check", "--json", PAIZHU_HOME=home)
    assert (ended.returncode, json.loads(ended.stdout)["problems"]) == (0, [])
