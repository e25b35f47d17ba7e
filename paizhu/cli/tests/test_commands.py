"""The command line as a person meets it: a process of its own, its output and its exit code."""

import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from paizhu.tests import commands

COMMAND = [sys.executable, "-m", "paizhu"]


def paizhu(*words: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *words],
        env=os.environ | surroundings,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_version() -> None:
    assert paizhu("--version").stdout == "paizhu 0.1.0\n"


@pytest.mark.parametrize(
    ("surroundings", "word"),
    [
        ({"PAIZHU_LANG": "zh"}, "启动网页服务"),
        ({"PAIZHU_LANG": "en"}, "Serve the pages"),
        ({"PAIZHU_LANG": "", "LC_ALL": "en_GB.UTF-8"}, "Serve the pages"),
        ({"PAIZHU_LANG": "", "LC_ALL": "C.UTF-8"}, "启动网页服务"),
    ],
    ids=["Chinese", "English", "English locale", "no language in the locale"],
)
def test_help_speaks_the_language(surroundings: dict[str, str], word: str) -> None:
    ended = commands.paizhu("--help", **surroundings)
    assert ended.returncode == 0
    assert word in ended.stdout


@pytest.mark.parametrize(
    "words",
    [[], ["clock"], ["search"], ["norms"], ["norms", "local", "import"], ["journal", "export"]],
    ids=" ".join,
)
def test_help_is_all_in_one_language(words: list[str]) -> None:
    said = commands.paizhu(*words, "--help", PAIZHU_LANG="zh").stdout.splitlines()
    assert said
    told = [
        line for line in said if line.startswith("│") and re.search(r"[A-Za-z]{3,} [a-z]{3,} [a-z]{3,}", line)
    ]
    assert told == []


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (["rule", "--bearer", "nobody at all", "--act", "assist"], "nobody at all"),
        (["norms", "show", "nothing"], "nothing"),
        (["ask", "派驻机构应当协助吗", "--on", "2025-02-30"], None),
    ],
    ids=["party", "norm", "day"],
)
def test_errors_are_for_programs_where_the_command_is(words: list[str], value: str | None) -> None:
    ended = paizhu(*words, "--json", PAIZHU_LANG="en")
    assert (ended.returncode, ended.stdout) == (2, "")
    (error,) = json.loads(ended.stderr)["errors"]
    assert list(error) == ["file", "sheet", "row", "column", "value", "expected"]
    assert error["value"] == value
    assert error["expected"]


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en_GB.UTF-8", "PAIZHU_LANG='fr' is not accepted; accepted: zh, en\n"),
        ("C.UTF-8", "PAIZHU_LANG='fr'不被接受，可接受的是：zh, en\n"),
    ],
)
def test_unknown_language_is_wrong_use(locale: str, said: str) -> None:
    ended = paizhu("--help", PAIZHU_LANG="fr", LC_ALL=locale)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == said


@pytest.mark.parametrize("words", [["nonsense"], ["up", "--port", "70000"], ["up", "--port", "x"]])
def test_wrong_use_ends_with_2_and_a_message(words: list[str]) -> None:
    ended = paizhu(*words)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr


def test_taken_port_is_an_error_when_it_was_asked_for(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = paizhu("up", "--port", port, PAIZHU_HOME=str(tmp_path / "home"), PAIZHU_LANG="en")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == f"Not started: port {port} is in use. Choose another with --port.\n"
    assert not (tmp_path / "home").exists()


def test_commands_do_not_wait_for_django() -> None:
    look = "import sys, paizhu.cli.group; sys.exit('django' in sys.modules or 'gunicorn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", look], check=False, timeout=60).returncode == 0
