"""A key management system: a real program beside the product, with a key of its own that the product never sees."""

import sys
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from paizhu.door.sealing import wrapping
from paizhu.door.sealing.errors import KeyUnusable
from paizhu.door.sealing.models import MatterKey
from paizhu.door.sealing.rotating import rotate
from paizhu.door.sealing.tests.test_sealed import GIVEN, read, recorded

pytestmark = pytest.mark.usefixtures("cast", "home")

PROGRAM = """
import base64, pathlib, sys
from cryptography.fernet import Fernet
here = pathlib.Path(sys.argv[1])
with (here / "calls").open("a") as calls:
    calls.write(sys.argv[2] + "\\n")
master = Fernet((here / "master").read_bytes())
content = base64.b64decode(sys.stdin.buffer.readline())
made = master.encrypt(content) if sys.argv[2] == "wrap" else master.decrypt(content)
print(base64.b64encode(made).decode())
"""


@pytest.fixture
def kms(tmp_path: Path, settings: Settings) -> Path:
    """The folder of a key management system that the settings name."""
    from cryptography.fernet import Fernet  # noqa: PLC0415

    folder = tmp_path / "kms"
    folder.mkdir()
    (folder / "program.py").write_text(PROGRAM)
    (folder / "master").write_bytes(Fernet.generate_key())
    settings.KEY_COMMAND = (sys.executable, str(folder / "program.py"), str(folder))
    wrapping._opened.clear()
    return folder


def calls(kms: Path) -> list[str]:
    return (kms / "calls").read_text().split()


def test_it_wraps_and_unwraps_and_the_key_file_alone_opens_nothing(
    kms: Path, home: Path, settings: Settings
) -> None:
    matters = [recorded(held_on=f"2025-08-2{n}") for n in range(3)]
    assert [read(matter)["text"] for matter in matters] == [GIVEN["text"]] * 3
    assert (home / "matter-keys").read_text().split()[1].startswith("kms:")
    assert calls(kms) == ["wrap"]
    # Another process asks once, however many matters it reads.
    wrapping._opened.clear()
    assert [read(matter)["text"] for matter in matters] == [GIVEN["text"]] * 3
    assert calls(kms) == ["wrap", "unwrap"]
    wrapping._opened.clear()
    settings.KEY_COMMAND = ()
    with pytest.raises(KeyUnusable, match="PAIZHU_KEY_COMMAND"):
        read(matters[0])


def test_from_a_file_to_a_key_management_system_and_back_by_rotation(kms: Path, settings: Settings) -> None:
    command, settings.KEY_COMMAND = settings.KEY_COMMAND, ()
    matter = recorded()
    assert not wrapping.known()[0].material.startswith("kms:")
    settings.KEY_COMMAND = command
    rotate(date(2025, 9, 1), lambda _done: None)
    assert wrapping.known()[0].material.startswith("kms:")
    assert read(matter)["text"] == GIVEN["text"]
    # With another master key it says no: nothing is lost, and it is told.
    (kms / "master").rename(kms / "away")
    wrapping._opened.clear()
    before = list(MatterKey.objects.values_list("wrapping", flat=True))
    for refused in (lambda: read(matter), lambda: rotate(date(2025, 9, 2), lambda _done: None)):
        with pytest.raises(KeyUnusable, match="ended with 1"):
            refused()
    assert list(MatterKey.objects.values_list("wrapping", flat=True)) == before
    (kms / "away").rename(kms / "master")
    rotate(date(2025, 9, 3), lambda _done: None, plain=True)
    settings.KEY_COMMAND = ()
    wrapping._opened.clear()
    assert read(matter)["text"] == GIVEN["text"]


@pytest.mark.parametrize(
    ("program", "told"),
    [
        (["/nowhere/kms"], "FileNotFoundError"),
        ([sys.executable, "-c", "import sys; sys.exit(7)"], "ended with 7"),
        ([sys.executable, "-c", "print('no base64 at all!')"], "no line in base64"),
    ],
)
def test_a_program_that_does_not_answer_is_told_of_and_nothing_is_written(
    settings: Settings, home: Path, program: list[str], told: str
) -> None:
    settings.KEY_COMMAND = tuple(program)
    with pytest.raises(KeyUnusable, match=told):
        recorded()
    assert not MatterKey.objects.exists()
    assert not (home / "matter-keys").exists()
