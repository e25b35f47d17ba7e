"""Settings from outside: what is accepted, what stops the start, and that each one is documented."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from paizhu import environment
from paizhu.environment import InvalidSetting

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("value", "read"),
    [("", False), ("1", True), ("Yes", True), ("off", False)],
    ids=["unset", "1", "case", "off"],
)
def test_boolean(monkeypatch: pytest.MonkeyPatch, value: str, read: bool) -> None:
    monkeypatch.setenv("PAIZHU_X", value)
    assert environment.boolean("PAIZHU_X", default=False) is read


@pytest.mark.parametrize("value", ["0", "11", "-1", "1.5", "٣", "1_0", "x"])
def test_a_wrong_number_names_what_is_accepted(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("PAIZHU_X", value)
    with pytest.raises(InvalidSetting, match="a whole number from 1 to 10"):
        environment.whole("PAIZHU_X", 3, least=1, most=10)


@pytest.mark.parametrize(("value", "read"), [("", 3), ("1", 1), ("10", 10)])
def test_number(monkeypatch: pytest.MonkeyPatch, value: str, read: int) -> None:
    monkeypatch.setenv("PAIZHU_X", value)
    assert environment.whole("PAIZHU_X", 3, least=1, most=10) == read


def test_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAIZHU_X", "paizhu.example.org, 10.0.0.7,[::1]")
    assert environment.hosts("PAIZHU_X", []) == ["paizhu.example.org", "10.0.0.7", "[::1]"]


@pytest.mark.parametrize(
    "value", ["*", "a b", "a,,b", "https://a"], ids=["any", "space", "empty name", "address"]
)
def test_wrong_hosts_name_variable_value_and_accepted(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("PAIZHU_X", value)
    with pytest.raises(InvalidSetting, match=rf"PAIZHU_X='{re.escape(value)}' .*accepted: host names"):
        environment.hosts("PAIZHU_X", [])


def test_secret_comes_from_the_named_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("k" * 40 + "\n")
    monkeypatch.setenv("PAIZHU_X", str(file))
    assert environment.secret("PAIZHU_X", tmp_path / "other") == "k" * 40


def test_secret_is_empty_before_the_first_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("PAIZHU_X", raising=False)
    assert environment.secret("PAIZHU_X", tmp_path / "not there") == ""


@pytest.mark.parametrize("content", [None, "short"], ids=["no such file", "short key"])
def test_unusable_secret_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: str | None
) -> None:
    file = tmp_path / "key"
    if content is not None:
        file.write_text(content)
    monkeypatch.setenv("PAIZHU_X", str(file))
    with pytest.raises(InvalidSetting, match="32 characters"):
        environment.secret("PAIZHU_X", tmp_path / "other")


def test_a_database_url_names_a_postgresql(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PAIZHU_X", "postgres://me:p%40ss@db.example.org:5433/paizhu?sslmode=require")
    read = environment.database("PAIZHU_X", tmp_path / "file")
    assert read["ENGINE"] == "paizhu.guard.engine"
    assert (read["NAME"], read["USER"], read["PASSWORD"]) == ("paizhu", "me", "p@ss")
    assert (read["HOST"], read["PORT"], read["OPTIONS"]) == (
        "db.example.org",
        "5433",
        {"sslmode": "require", "options": "-c lock_timeout=20000", "prepare_threshold": 5},
    )


def test_a_pooler_is_spared_what_is_planned_ahead(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PAIZHU_X", "postgresql://me@host/paizhu?prepare_threshold=none")
    assert environment.database("PAIZHU_X", tmp_path / "file")["OPTIONS"]["prepare_threshold"] is None


def test_a_socket_folder_is_a_host(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PAIZHU_X", "postgresql://%2Frun%2FPg/paizhu")
    assert environment.database("PAIZHU_X", tmp_path / "file")["HOST"] == "/run/Pg"


@pytest.mark.parametrize(
    "value",
    [
        "mysql://me:secret@host/db",
        "postgresql://me:secret@host",
        "postgresql://me:secret@host:x/db",
        "secret",
    ],
    ids=["another database", "no name", "no port", "no address"],
)
def test_a_wrong_database_url_is_refused_without_its_password(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, value: str
) -> None:
    monkeypatch.setenv("PAIZHU_X", value)
    with pytest.raises(InvalidSetting, match="accepted: postgresql://") as refused:
        environment.database("PAIZHU_X", tmp_path / "file")
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [("PAIZHU_DEBUG", "perhaps"), ("PAIZHU_TIME_ZONE", "Mars/Base")],
    ids=["debug", "time zone"],
)
def test_wrong_value_stops_the_start(tmp_path: Path, name: str, value: str) -> None:
    command = [sys.executable, "-m", "paizhu", "up", "--port", "0"]
    surroundings = {"PAIZHU_HOME": str(tmp_path), "PATH": "", name: value}
    ended = subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert ended.stderr.startswith(f"{name}='{value}'不被接受，可接受的是：")
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            "is not accepted as it is (its value may hold a password and is not shown); accepted: smtps://",
        ),
        ("zh", "的值不被接受（其中可能有密码，故不显示），可接受的是：smtps://"),
    ],
)
def test_wrong_value_is_told_in_the_language_of_the_command_line(
    tmp_path: Path, lang: str, said: str
) -> None:
    command = [sys.executable, "-m", "paizhu", "work", "--once"]
    surroundings = {"PAIZHU_HOME": str(tmp_path), "PATH": "", "PAIZHU_LANG": lang}
    surroundings |= {"PAIZHU_SMTP_URL": "https://me:geheim@mail"}
    ended = subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, "geheim" in ended.stderr) == (2, False)
    assert ended.stderr.startswith("PAIZHU_SMTP_URL")
    assert said in ended.stderr
    assert "smtps://paizhu@mail.example.org:465" in ended.stderr


def test_files_for_production_name_real_settings() -> None:
    lines = (ROOT / "deploy/paizhu.env").read_text("utf-8").splitlines()
    named = {line.lstrip("# ").partition("=")[0] for line in lines if "=" in line}
    documented = (ROOT / "docs/reference/settings.md").read_text("utf-8")
    assert {"PAIZHU_HOME", "DATABASE_URL", "PAIZHU_HTTPS"} < named
    assert [name for name in named if f"| `{name}` |" not in documented] == []


def test_every_setting_is_documented() -> None:
    sources = [p for p in (ROOT / "paizhu").rglob("*.py") if "tests" not in p.parts]
    used = {
        name
        for p in sources
        for name in re.findall(r"\b(?:PAIZHU_[A-Z_]+|DATABASE_URL)\b", p.read_text("utf-8"))
    }
    documented = re.findall(
        r"^\| `(PAIZHU_\w+|DATABASE_URL)`",
        (ROOT / "docs/reference/settings.md").read_text("utf-8"),
        re.MULTILINE,
    )
    assert sorted(used) == sorted(documented)
