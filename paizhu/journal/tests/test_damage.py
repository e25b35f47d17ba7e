"""Any damage to the lines of an export is found, however it is mixed; single damage is named exactly."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paizhu.journal import keys, paizhu_verify
from paizhu.journal.notes import KeyType
from paizhu.journal.tests.logs import large, told

COUNT = 40
Lines = list[bytes]
places = st.integers(0, COUNT + 1)


def remove(lines: Lines, at: int, _to: int) -> Lines:
    return lines[:at] + lines[at + 1 :]


def move(lines: Lines, at: int, to: int) -> Lines:
    rest = lines[:at] + lines[at + 1 :]
    return rest[:to] + lines[at : at + 1] + rest[to:]


def repeat(lines: Lines, at: int, to: int) -> Lines:
    return lines[:to] + lines[at : at + 1] + lines[to:]


def add(lines: Lines, at: int, to: int) -> Lines:
    return [*lines[:to], b'{"number":%d}\n' % at, *lines[to:]]


def change(lines: Lines, at: int, to: int) -> Lines:
    return [*lines[:at], b"%d%s" % (to, lines[at]), *lines[at + 1 :]] if at < len(lines) else lines


def splice(lines: Lines, at: int, to: int) -> Lines:
    other = large(COUNT + 5).splitlines(keepends=True)
    return lines[: min(at, to)] + other[min(at, to) : max(at, to)] + lines[max(at, to) :]


DAMAGES = [remove, move, repeat, add, change, splice]
some = st.lists(st.tuples(st.sampled_from(DAMAGES), places, places), max_size=4)


@pytest.fixture
def public() -> list[paizhu_verify.Key]:
    return paizhu_verify.read_keys(keys.public_keys(KeyType.LOG))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(damages=some)
def test_damage_is_found_and_nothing_else_is(
    public: list[paizhu_verify.Key],
    tmp_path: Path,
    damages: list[tuple[Callable[[Lines, int, int], Lines], int, int]],
) -> None:
    file, given_ = tmp_path / "log.jsonl", large(COUNT)
    lines = given_.splitlines(keepends=True)
    for damage, at, to in damages:
        lines = damage(lines, at, to)
    file.write_bytes(b"".join(lines))
    assert bool(told(file, public)) == (b"".join(lines) != given_)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(number=st.integers(1, COUNT), to=st.integers(1, COUNT + 1))
def test_single_damage_is_named(
    public: list[paizhu_verify.Key], tmp_path: Path, number: int, to: int
) -> None:
    file, lines = tmp_path / "log.jsonl", large(COUNT).splitlines(keepends=True)

    def found(damaged: Lines) -> list[str]:
        file.write_bytes(b"".join(damaged))
        return told(file, public)

    removed = f"Entry {number} was removed (before line {number + 1})."
    cut = f"The tail was cut: entries {COUNT} to {COUNT} are missing."
    assert found(remove(lines, number, 0)) == [removed if number < COUNT else cut]
    assert found(change(lines, number, to)) == [f"Entry {number} was changed (line {number + 1})."]
    assert found(repeat(lines, number, to)) in (
        [f"Entry {number} stands here once more (line {line})."] for line in (to + 1, number + 2)
    )
    assert found(add(lines, 99, to)) == [f"Line {to + 1} was added: it is no entry of this log."]
    if abs(number - to) > 1 and to <= COUNT:
        assert found(move(lines, number, to)) == [f"Entry {number} was moved (to line {to + 1})."]
