"""The checkout itself: scripts, lock files, and what they must not hold."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = [
    "run",
    "test",
    ".ci/run",
    "tools/set-up.sh",
    "tools/chromium.sh",
    "tools/postgresql.sh",
    "tools/lock",
]
LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-node.lock"]


def pins(lock: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9-]+==[^ ]+)", (ROOT / lock).read_text(), re.MULTILINE))


@pytest.mark.parametrize("script", SCRIPTS)
def test_scripts_name_no_place_on_a_machine(script: str) -> None:
    text = (ROOT / script).read_text("utf-8")
    found = re.findall(r"(?<![\w.}$*\"/])/(?!dev/null\b|usr/bin/env\b)\w[\w.-]*/[\w./-]*", text)
    assert found == []


@pytest.mark.parametrize("lock", [*LOCKS, "package-lock.json"])
def test_locks_hold_no_download_address(lock: str) -> None:
    text = re.sub(r'"(funding|url)": ?.*', "", (ROOT / lock).read_text())
    assert re.findall(r"https?://|file:|--(?:extra-)?index|find-links|\"resolved\"", text) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    blocks = re.split(r"\n(?=[a-z])", (ROOT / lock).read_text().strip())
    assert all("--hash=sha256:" in block for block in blocks)


def test_development_environment_holds_what_a_run_needs() -> None:
    assert pins("requirements.lock") <= pins("requirements-dev.lock")
