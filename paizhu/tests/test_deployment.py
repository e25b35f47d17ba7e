"""Settings of an installation behind https, and of one that serves its own machine."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

_SAY = """
import json
from django.conf import settings
names = [n for n in dir(settings) if n.startswith(("SECURE_", "SESSION_", "CSRF_", "LANGUAGE_COOKIE", "ALLAUTH_"))]
print(json.dumps({name: getattr(settings, name) for name in names}, default=str))
"""


def run(*words: str, home: Path, **surroundings: str) -> "subprocess.CompletedProcess[str]":
    own = {"PAIZHU_HOME": str(home), "DJANGO_SETTINGS_MODULE": "paizhu.settings", **surroundings}
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PAIZHU_", "DJANGO_", "PYTEST"))}
    return subprocess.run(
        [sys.executable, *words], env=kept | own, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture
def production(tmp_path: Path) -> dict[str, str]:
    """What an installation behind a proxy with https is started with."""
    key = tmp_path / "key"
    key.write_text("a2b3c4d5e6f7g8h9j0kAmBnCpDqErFsGtHuJvKwLxMyNzP1Q2R3S4T5U6V7W8X9Y")
    return {
        "PAIZHU_HTTPS": "yes",
        "PAIZHU_ALLOWED_HOSTS": "paizhu.example.org",
        "PAIZHU_SECRET_KEY_FILE": str(key),
    }


def test_django_finds_nothing_to_object_to(tmp_path: Path, production: dict[str, str]) -> None:
    words = ["-m", "django", "check", "--deploy", "--fail-level", "INFO"]
    ended = run(*words, home=tmp_path, **production)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("System check identified no issues")


def test_cookies_are_secure_where_readers_come_by_https(tmp_path: Path, production: dict[str, str]) -> None:
    told = json.loads(run("-c", _SAY, home=tmp_path, **production).stdout)
    secure = {name for name, value in told.items() if name.endswith("_SECURE") and value is True}
    assert secure == {"SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE"}
    assert told["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1


def test_cookies_work_by_http_on_the_machine_itself(tmp_path: Path) -> None:
    told = json.loads(run("-c", _SAY, home=tmp_path).stdout)
    assert not any(value for name, value in told.items() if name.endswith("_SECURE"))
    assert told["SECURE_PROXY_SSL_HEADER"] is None
    assert told["ALLAUTH_TRUSTED_PROXY_COUNT"] == 0
    assert (told["SESSION_IDLE_S"], told["SESSION_COOKIE_AGE"]) == (30 * 60, 12 * 60 * 60)
    assert (told["SESSION_COOKIE_HTTPONLY"], told["SESSION_COOKIE_SAMESITE"]) == (True, "Lax")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PAIZHU_SESSION_IDLE_MINUTES", "0"),
        ("PAIZHU_SESSION_HOURS", "25"),
        ("PAIZHU_PROXIES", "-1"),
        ("PAIZHU_OPEN_REQUESTS_A_MINUTE", "0"),
        ("PAIZHU_HTTPS", "maybe"),
    ],
)
def test_a_wrong_value_stops_the_start(tmp_path: Path, name: str, value: str) -> None:
    ended = run("-m", "paizhu", "user", "list", home=tmp_path, PAIZHU_LANG="en", **{name: value})
    assert ended.returncode != 0
    assert f"{name}='{value}' is not accepted" in ended.stderr


_LIGHT = """
import sys
sys.argv = ["paizhu", "ask", "派驻机构应当做什么？", "--on", "2024-01-01"]
from paizhu.cli import main
try:
    main()
except SystemExit:
    pass
print(*sorted(name for name in sys.modules if name.partition(".")[0] in {"django", "allauth"}), file=sys.stderr)
"""


def test_a_question_waits_for_no_django(tmp_path: Path) -> None:
    """Where the registry is the home's own; one in PostgreSQL is asked through Django."""
    assert run("-c", _LIGHT, home=tmp_path, DATABASE_URL="").stderr == "\n"
