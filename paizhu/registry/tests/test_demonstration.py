"""The demonstration's city holds, is large enough to show something, and changes in mid-year."""

import json
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from paizhu.registry import queries
from paizhu.registry.importing import import_file
from paizhu.registry.records import holds_on
from tools import demonstration


@pytest.mark.django_db
def test_the_city_is_taken_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "city.json"
    file.write_text(json.dumps(demonstration.city(), ensure_ascii=False), "utf-8")
    import_file(file)
    chart = queries.chart()
    kinds = [organ.kind.value for organ in chart.organs.values()]
    counts = {kind: kinds.count(kind) for kind in ("派驻机构", "驻在单位", "党组", "机关党委", "机关纪委")}
    assert counts == {"派驻机构": 25, "驻在单位": 79, "党组": 79, "机关党委": 79, "机关纪委": 79}
    assert 280 <= kinds.count("下属单位") <= 400
    # What needs four eyes can be walked at every Party group.
    seated = {
        (chart.posts[seat.post].organ, seat.person) for seat in chart.seats.values() if seat.until is None
    }
    assert {sum(organ == f"D{n:02}" for organ, _person in seated) for n in range(1, 80)} == {2}
    over = [r for r in chart.relations.values() if r.type in {"stationed_at", "covers"}]
    before, then = (
        {r.target: r.source for r in over if holds_on(r, day)}
        for day in (date(2025, 6, 30), date(2025, 7, 1))
    )
    assert before.keys() == then.keys()
    assert sum(before[host] != then[host] for host in then) >= 3


def test_the_city_is_the_same_each_time() -> None:
    assert demonstration.city() == demonstration.city()


@pytest.mark.django_db
def test_everybody_to_try_has_the_seat_that_is_named(tmp_path: Path) -> None:
    lists = demonstration.city()
    file = tmp_path / "city.json"
    file.write_text(json.dumps(lists, ensure_ascii=False), "utf-8")
    import_file(file)
    seats = [(seat.person, seat.post) for seat in queries.chart().seats.values() if seat.until is None]
    posts = {post.id: (post.organ, post.title) for post in queries.chart().posts.values()}
    held = {
        name: [posts[post] for holder, post in seats if holder == person][:1]
        for name, _, person, administers in demonstration.accounts(lists)
        if not administers
    }
    assert held == {name: [(organ, title)] for name, _, organ, title in demonstration.CAST}
    both = next(person for name, _, person, _ in demonstration.accounts(lists) if name == "zheng")
    assert [posts[post] for holder, post in seats if holder == both] == [
        ("K01", "机关纪委书记"),
        ("J01", "机关党委副书记"),
    ]


def test_a_start_that_is_killed_leaves_no_half_city(tmp_path: Path) -> None:
    home, part = tmp_path / "home", tmp_path / "home.part"
    surroundings = os.environ | {"PAIZHU_HOME": str(home), "DATABASE_URL": ""}
    script = Path(demonstration.__file__)
    with subprocess.Popen([sys.executable, script], env=surroundings, stderr=subprocess.DEVNULL) as making:
        while not (part / "demonstration.json").exists():
            assert making.poll() is None
            time.sleep(0.01)
        making.kill()
    assert not home.exists()


def test_the_database_is_moved_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part, home = tmp_path / "home.part", tmp_path / "home"
    monkeypatch.setenv("PAIZHU_HOME", str(part))
    part.mkdir()
    for name in ("paizhu.sqlite3", "a", "z"):
        (part / name).write_text(name, "utf-8")
    moved = []
    monkeypatch.setattr(Path, "replace", lambda path, to: moved.append((path.name, to)))
    monkeypatch.setattr(Path, "rmdir", lambda _: None)
    demonstration.move(part, home)
    assert sorted(moved[:2]) == [(name, home / name) for name in ("a", "z")]
    assert moved[2:] == [("paizhu.sqlite3", home / "paizhu.sqlite3")]
