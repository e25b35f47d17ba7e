"""Rotation: every key is wrapped anew; stopped anywhere, everything can be read and the next one carries on."""

from datetime import date
from pathlib import Path

import pytest

from paizhu.door.models import Matter
from paizhu.door.sealing import rotating, wrapping
from paizhu.door.sealing.errors import KeyUnusable
from paizhu.door.sealing.models import MatterKey
from paizhu.door.sealing.rotating import Rotated, rotate
from paizhu.door.sealing.tests.test_sealed import GIVEN, read, recorded

pytestmark = pytest.mark.usefixtures("cast", "home")
ON = date(2025, 9, 1)


class Stopped(Exception):
    """As a kill would."""


def several() -> list[Matter]:
    return [recorded(held_on=f"2025-08-2{n}") for n in range(5)]


def all_read(matters: list[Matter]) -> bool:
    return all(read(matter)["text"] == GIVEN["text"] for matter in matters)


def in_use() -> set[str]:
    return set(MatterKey.objects.values_list("wrapping", flat=True))


def test_all_are_wrapped_anew_and_the_old_key_is_retired_and_no_longer_needed(home: Path) -> None:
    matters, noted = several(), list[Rotated]()
    [old] = wrapping.known()
    kept = {row.pk: bytes(row.wrapped) for row in MatterKey.objects.all()}
    done = rotate(ON, noted.append)
    assert noted == [done]
    assert (done.retired, done.matters, done.resumed, done.left) == ((old.id,), 5, False, ())
    new, retired = wrapping.known()
    assert (in_use(), new.id, retired.retired) == ({done.key}, done.key, "2025-09-01")
    assert all(bytes(row.wrapped) != kept[row.pk] for row in MatterKey.objects.all())
    (home / "matter-keys").write_text(new.line + "\n")
    assert all_read(matters)
    assert all_read([recorded(held_on="2025-08-19")])


@pytest.mark.parametrize(
    "at", ["after the key", "in the middle", "before the entry", "before the old one is retired"]
)
def test_stopped_anywhere_it_reads_and_is_carried_on_and_is_on_record(
    monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    monkeypatch.setattr(rotating, "_AT_ONCE", 2)
    matters, noted = several(), list[Rotated]()
    [old] = wrapping.known()

    def told(count: int) -> None:
        if at == "in the middle" and count == 4:
            raise Stopped

    def note(done: Rotated) -> None:
        if at == "before the entry":
            raise Stopped
        noted.append(done)

    with monkeypatch.context() as patched:
        if at == "after the key":
            patched.setattr(rotating, "_wrap_anew", _stop)
        if at == "before the old one is retired":
            patched.setattr(wrapping, "retire", _stop)
        with pytest.raises(Stopped):
            rotate(ON, note, told)
    assert all_read(matters)
    assert all_read([recorded(held_on="2025-08-19")])
    assert len(wrapping.known()) == 2
    again = rotate(ON, noted.append)
    assert (again.resumed, again.retired, again.left) == (True, (old.id,), ())
    assert noted[-1] == again
    assert in_use() == {again.key}
    assert [line.retired for line in wrapping.known()] == ["", "2025-09-01"]
    assert all_read(matters)


def test_a_key_that_does_not_unwrap_is_named_and_left_and_its_wrapping_key_is_not_retired() -> None:
    one, two = recorded(), recorded(held_on="2025-08-20")
    MatterKey.objects.filter(matter=one).update(wrapped=b"nothing at all")
    done = rotate(ON, lambda _done: None)
    assert (done.left, done.matters, done.retired) == ((one.reference,), 1, ())
    assert bytes(MatterKey.objects.get(matter=one).wrapped) == b"nothing at all"
    assert read(two)["text"] == GIVEN["text"]


def test_a_file_that_cannot_be_written_leaves_all_as_it_is(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    matters, before = several(), (home / "matter-keys").read_bytes()
    monkeypatch.setattr(wrapping, "_sync", lambda _folder: None)
    (home / "matter-keys").unlink()
    with pytest.raises(KeyUnusable):
        rotate(ON, lambda _done: None)
    (home / "matter-keys").write_bytes(before)
    assert all_read(matters)
    assert len(wrapping.known()) == 1


def _stop(*_: object) -> None:
    raise Stopped
