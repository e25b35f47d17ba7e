"""An export verifies, and whatever is done to it is detected and located."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from paizhu.journal import keys, paizhu_verify
from paizhu.journal.exporting import Part, export
from paizhu.journal.notes import KeyType, SigningKey
from paizhu.journal.tests import slow_tree
from paizhu.journal.tests.conftest import ACT, Append
from paizhu.journal.tests.logs import checkpoint_in, large, run, told, written_anew

pytestmark = pytest.mark.django_db

Keys = list[paizhu_verify.Key]
SIZE = 11


@pytest.fixture
def whole(record: Append, tmp_path: Path) -> Path:
    """A log of 11 entries."""
    for number in range(SIZE):
        record(act=f"act.{number}")
    file = tmp_path / "whole.jsonl"
    export("Z1", file, at=ACT["at"])
    return file


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    file = tmp_path / "log.pub"
    file.write_text(keys.public_keys(KeyType.LOG))
    return file


def test_a_log_verifies_with_nothing_but_the_file_and_the_key(whole: Path, key_file: Path) -> None:
    name = keys.signing_key(KeyType.LOG).name
    answer = run(whole, "--key", key_file)
    assert (answer.code, answer.lines) == (0, ["Verified: Z1, entries 1 to 11 of 11.", f"Signed by {name}."])


@pytest.mark.usefixtures("whole")
def test_every_part_and_every_entry_verifies(public: Keys, tmp_path: Path) -> None:
    for first in range(1, SIZE + 1):
        parts = [Part(first, first, proven=True), *(Part(first, last) for last in range(first, SIZE + 1))]
        for part in parts:
            file = tmp_path / "part.jsonl"
            export("Z1", file, part, at=ACT["at"], force=True)
            assert told(file, public) == [], part


@pytest.mark.parametrize("size", [1, 3, 4, 7, 8, 13])
def test_blocks_are_joined(
    record: Append, public: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(paizhu_verify, "LEVEL", 2)
    monkeypatch.setattr(paizhu_verify, "BLOCK", 4)
    for number in range(size):
        record(act=f"act.{number}")
    file = tmp_path / "log.jsonl"
    for first in range(1, size + 1):
        export("Z1", file, Part(first), at=ACT["at"], force=True)
        assert file.read_bytes().count(b'\n{"first":') == (size - first) // 4 + 1
        assert told(file, public) == []
        broken = file.read_bytes().replace(f"act.{size - 1}".encode(), b"act.x")
        (tmp_path / "broken.jsonl").write_bytes(broken)
        (found,) = told(tmp_path / "broken.jsonl", public)
        assert found.startswith(f"Entry {size} was changed")
    export("Z1", file, at=ACT["at"], force=True)
    for old in range(size + 1):
        root = slow_tree.root([line[:-1] for line in lines_of(file) if line.startswith(b'{"act"')][:old])
        head = paizhu_verify.read_checkpoint(checkpoint_in(file))._replace(size=old, root=root)
        assert told(file, public, paizhu_verify.Older(head, "")) == []
        wrong = paizhu_verify.Older(head._replace(root=b"x" * 32), "")
        assert told(file, public, wrong) == [
            f"Rewritten: the first {old} entries are not those of the older checkpoint."
        ]


def test_several_processes_read_a_large_file(
    key_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys_, file = paizhu_verify.read_keys(key_file.read_text()), tmp_path / "large.jsonl"
    file.write_bytes(large(10_000))
    monkeypatch.setattr(paizhu_verify, "PARALLEL", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    assert told(file, keys_) == []
    lines = lines_of(file)
    file.write_bytes(b"".join([*lines[:7000], b"{}\n", *lines[7001:]]))
    assert told(file, keys_) == ["Entry 6994 was changed (line 7001)."]


@pytest.mark.skipif(not shutil.which("xxd"), reason="no xxd here")
def test_a_log_of_two_entries_by_hand(record: Append, tmp_path: Path) -> None:
    file = tmp_path / "two.jsonl"
    record()
    record()
    export("Z1", file, at=ACT["at"])
    page = (Path(__file__).parents[3] / "docs/verifier.md").read_text("utf-8")
    script = "\n".join(
        line[4:] for line in page.split("## By hand")[1].splitlines() if line.startswith("    ")
    )
    ended = subprocess.run(
        ["bash", "-c", script.replace("FILE", str(file))], capture_output=True, text=True, check=True
    )
    assert ended.stdout.strip() == checkpoint_in(file).splitlines()[2]


def test_another_key_does_not_verify(whole: Path, tmp_path: Path, key_file: Path) -> None:
    other = tmp_path / "other.pub"
    other.write_text(SigningKey.new("paizhu-other", KeyType.LOG).public())
    assert run(whole, "--key", other).lines == [
        "NOT verified. Findings: 1.",
        "Line 1: no signature by any of the given keys.",
    ]
    forged = SigningKey.new(keys.signing_key(KeyType.LOG).name, KeyType.LOG)
    other.write_text(forged.public())
    assert run(whole, "--key", other).code == 1
    other.write_text("nothing")
    assert run(whole, "--key", other).code == 2
    assert run(tmp_path / "none", "--key", key_file).code == 2


@pytest.fixture
def small(record: Append) -> str:
    """A log of 4 entries."""
    for number in range(4):
        record(log="Z2", act=f"act.{number}", facts={}, content={})
    return "Z2"


def one_of_three(byte: int, at: int) -> set[int]:
    return {other_bytes(byte)[at % 3]}


def all_three(byte: int, _at: int) -> set[int]:
    return set(other_bytes(byte))


def other_bytes(byte: int) -> list[int]:
    """Another letter, the letter in the other case, and the byte that ends a line or stands in one."""
    return [byte ^ 1, byte ^ 0x20, 10 if byte != 10 else 32]


@pytest.mark.parametrize("others", [one_of_three, pytest.param(all_three, marks=pytest.mark.soak)])
@pytest.mark.parametrize("part", [Part(), Part(2, 3), Part(2, 2, proven=True)], ids=["log", "part", "entry"])
def test_every_changed_byte_is_found_in_its_line(
    small: str, public: Keys, tmp_path: Path, part: Part, others: Callable[[int, int], set[int]]
) -> None:
    file, broken = tmp_path / "part.jsonl", tmp_path / "broken.jsonl"
    export(small, file, part, at=ACT["at"])
    given = file.read_bytes()
    assert told(file, public) == []
    for at, right in enumerate(given):
        for byte in others(right, at):
            broken.write_bytes(given[:at] + bytes([byte]) + given[at + 1 :])
            found = told(broken, public)
            line = given.count(b"\n", 0, at) + 1
            assert any(one.startswith(places(line, part, given)) for one in found), (at, byte, line, found)


def places(line: int, part: Part, given: bytes) -> tuple[str, ...]:
    """What a finding about a line begins with."""
    if line == 1:
        # Where the header tells of other entries than there are, some are missing or too many.
        return ("Line ", "Unreadable", "The tail was cut", "Entry ")
    if line < given.count(b"\n"):
        return (f"Entry {part.first + line - 2} ",)
    # A line end in the list of hashes makes two lines of it.
    return (f"Line {line}", f"Line {line + 1}")


def lines_of(file: Path) -> list[bytes]:
    return file.read_bytes().splitlines(keepends=True)


def cut(lines: list[bytes]) -> list[bytes]:
    return [*lines[:9], lines[-1]]


Damage = Callable[[list[bytes]], list[bytes]]
# Lines are numbered from 0 here: entry n stands in line n.
DAMAGE: dict[str, tuple[Damage, list[str]]] = {
    "one removed": (lambda ls: ls[:4] + ls[5:], ["Entry 4 was removed (before line 5)."]),
    "two removed": (
        lambda ls: ls[:4] + ls[6:],
        ["Entry 4 was removed (before line 5).", "Entry 5 was removed (before line 5)."],
    ),
    "the first removed": (lambda ls: ls[:1] + ls[2:], ["Entry 1 was removed (before line 2)."]),
    "the tail cut": (cut, ["The tail was cut: entries 9 to 11 are missing."]),
    "moved back": (lambda ls: [*ls[:3], ls[7], *ls[3:7], *ls[8:]], ["Entry 7 was moved (to line 4)."]),
    "two exchanged": (lambda ls: [*ls[:3], ls[4], ls[3], *ls[5:]], ["Entry 4 was moved (to line 4)."]),
    "one twice": (lambda ls: [*ls[:6], ls[2], *ls[6:]], ["Entry 2 stands here once more (line 7)."]),
    "one added": (
        lambda ls: [*ls[:6], ls[2].replace(b"act.1", b"act.x"), *ls[6:]],
        ["Line 7 was added: it is no entry of this log."],
    ),
    "an empty line": (lambda ls: [*ls[:6], b"\n", *ls[6:]], ["Line 7 was added: it is no entry of this log."]),
    "changed": (
        lambda ls: [*ls[:6], ls[6].replace(b'"done"', b'"refused"'), *ls[7:]],
        ["Entry 6 was changed (line 7)."],
    ),
    "changed to nothing": (lambda ls: [*ls[:6], b"\n", *ls[7:]], ["Entry 6 was changed (line 7)."]),
    "changed, removed, moved": (
        lambda ls: [ls[0], ls[1].replace(b"act.0", b"act.9"), ls[3], ls[4], ls[9], *ls[5:9], *ls[10:]],
        ["Entry 9 was moved (to line 5).", "Entry 1 was changed (line 2).", "Entry 2 was removed (before line 3)."],
    ),
    "no end": (lambda ls: ls[:-1], []),
    "more after the end": (lambda ls: [*ls, b"{}\n"], ["Line 14 was added: it is no entry of this log."]),
    "nothing": (lambda ls: ls[:1], ["The tail was cut: entries 1 to 11 are missing."]),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGE)
def test_what_was_done_is_said(whole: Path, public: Keys, tmp_path: Path, name: str) -> None:
    damage, wanted = DAMAGE[name]
    broken = tmp_path / "broken.jsonl"
    broken.write_bytes(b"".join(damage(lines_of(whole))))
    found = told(broken, public)
    assert found == wanted if wanted else found


def test_every_cut_is_found(small: str, public: Keys, tmp_path: Path) -> None:
    file, broken = tmp_path / "small.jsonl", tmp_path / "broken.jsonl"
    export(small, file, at=ACT["at"])
    given = file.read_bytes()
    ends = [at for at, byte in enumerate(given) if byte == 10]
    for length in {*range(0, len(given), 7), *ends, *(end + 1 for end in ends[:-1]), len(given) - 1}:
        broken.write_bytes(given[:length])
        assert told(broken, public), length


def test_an_older_checkpoint_and_an_older_export_are_found_again(
    record: Append, key_file: Path, tmp_path: Path
) -> None:
    olds, new = [], tmp_path / "new.jsonl"
    for number in range(9):
        record(act=f"act.{number}")
        olds.append(tmp_path / f"{number}.jsonl")
        export("Z1", olds[-1], at=ACT["at"])
    export("Z1", new, at=ACT["at"], force=True)
    keys_ = paizhu_verify.read_keys(key_file.read_text())
    for size, old in enumerate(olds, 1):
        older = paizhu_verify.read_older(str(old))
        assert older.checkpoint.size == size
        assert told(new, keys_, older) == []
    head = tmp_path / "head"
    head.write_text(checkpoint_in(olds[4]))
    assert run(new, "--key", key_file, "--against", head).lines[-1] == (
        "The first 5 entries are those of the older checkpoint."
    )
    shorter = run(olds[2], "--key", key_file, "--against", head)
    assert (shorter.code, shorter.lines[1:]) == (
        1,
        ["The older checkpoint has 5 entries, this log 3: entries 4 to 5 were cut off."],
    )
    part = tmp_path / "part.jsonl"
    export("Z1", part, Part(7, 8), at=ACT["at"])
    assert "entries up to 5 are needed" in run(part, "--key", key_file, "--against", head).lines[1]


def test_a_log_written_anew_by_its_owner_is_found(record: Append, key_file: Path, tmp_path: Path) -> None:
    """Same number of entries, all hashes and the signature made anew with the right key."""
    keys_ = paizhu_verify.read_keys(key_file.read_text())
    for number in range(6):
        record(act=f"act.{number}")
    old, forged = tmp_path / "old.jsonl", tmp_path / "forged.jsonl"
    export("Z1", old, at=ACT["at"])
    forged.write_bytes(written_anew(old, b"act.3", b"act.9"))
    older = paizhu_verify.read_older(str(old))
    assert told(old, keys_, older) == told(forged, keys_) == []
    assert told(forged, keys_, older) == ["Rewritten: entry 4 is not what it was in the older export."]
    assert told(forged, keys_, older._replace(export="")) == [
        "Rewritten: the first 6 entries are not those of the older checkpoint."
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'"number":3', b'"number":4'), (b'"log":"Z1","m', b'"log":"Z2","m'), (b'"form":1', b'"form":2')],
    ids=["number", "log", "form"],
)
def test_what_is_signed_and_has_not_the_form_is_found(
    whole: Path, public: Keys, tmp_path: Path, old: bytes, new: bytes
) -> None:
    forged = tmp_path / "forged.jsonl"
    forged.write_bytes(written_anew(whole, old, new))
    found = told(forged, public)
    assert found
    assert all("is not of the form of an entry" in one for one in found)


def test_endlessly_nested_lines_are_unreadable_or_no_entry(small: str, public: Keys, tmp_path: Path) -> None:
    file, deep = tmp_path / "deep.jsonl", b'{"a":' * 100_000 + b"\n"
    export(small, file, at=ACT["at"])
    lines = lines_of(file)
    file.write_bytes(b"".join([deep, *lines[1:]]))
    (found,) = told(file, public)
    assert found.startswith("Unreadable")
    file.write_bytes(b"".join([*lines[:2], deep, *lines[3:]]))
    assert told(file, public)[0] == "Entry 2 was changed (line 3)."
