"""The index follows the library, is made once, and can be thrown away."""

import shutil
from collections.abc import Iterable
from multiprocessing import get_context
from pathlib import Path
from threading import Barrier, Thread

import numpy as np
import pytest

from paizhu.norms.base import Base
from paizhu.norms.search import place
from paizhu.norms.search.build import Progress, build
from paizhu.norms.search.entries import Entry
from paizhu.norms.search.index import Index
from paizhu.norms.search.tests import small
from paizhu.norms.texts.library import open_library


def kept(home: Path) -> list[str]:
    return sorted(path.name for path in (home / place.FOLDER).iterdir() if path.is_dir())


def test_index_is_made_once(tmp_path: Path, base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    library = small.imported(tmp_path, base)
    steps: list[int] = []
    assert len(place.open_index(tmp_path, library, base, steps.append)) == sum(v.articles for v in library)
    assert steps == [sum(v.articles for v in library)]
    monkeypatch.setattr(place, "build", None)
    place.open_index(tmp_path, library, base)


def test_changed_library_gets_a_new_index_and_the_old_one_goes(tmp_path: Path, base: Base) -> None:
    before = small.imported(tmp_path, base, dict(list(small.FILES.items())[:1]))
    place.open_index(tmp_path, before, base)
    after = small.imported(tmp_path, base)
    index = place.open_index(tmp_path, after, base)
    assert len(index) == sum(v.articles for v in after) > sum(v.articles for v in before)
    assert kept(tmp_path) == [place.name(after, base)]


def test_thrown_away_index_comes_back(tmp_path: Path, base: Base) -> None:
    library = small.imported(tmp_path, base)
    first = place.open_index(tmp_path, library, base)
    scores = first.scores({ord("猫"): 1.0}, 10)
    shutil.rmtree(tmp_path / place.FOLDER)
    assert np.array_equal(place.open_index(tmp_path, library, base).scores({ord("猫"): 1.0}, 10), scores)


def test_failed_making_leaves_nothing(tmp_path: Path, base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    library = small.imported(tmp_path, base)

    def fail(*_: object) -> int:
        raise OSError(28, "no space left")

    monkeypatch.setattr(place, "build", fail)
    with pytest.raises(OSError, match="no space left"):
        place.open_index(tmp_path, library, base)
    assert kept(tmp_path) == []


def test_two_at_once_make_one(tmp_path: Path, base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    library = small.imported(tmp_path, base)
    made: list[Path] = []
    both = Barrier(2)

    def counted(entries: Iterable[Entry], folder: Path, progress: Progress) -> int:
        made.append(folder)
        return build(entries, folder, progress)

    monkeypatch.setattr(place, "build", counted)
    opened: list[Index] = []

    def run() -> None:
        both.wait()
        opened.append(place.open_index(tmp_path, library, base))

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert len(opened) == 2


def test_killed_making_leaves_nothing_that_counts(tmp_path: Path, base: Base) -> None:
    library = small.imported(tmp_path, base)
    context = get_context("fork")
    reached = context.Event()

    def half(entries: Iterable[Entry], folder: Path, _progress: Progress) -> int:
        list(entries)
        (folder / "terms.npy").write_bytes(b"half")
        reached.set()
        return int(context.Event().wait())

    def run() -> None:
        vars(place)["build"] = half
        place.open_index(tmp_path, library, base)

    process = context.Process(target=run)
    process.start()
    assert reached.wait(30)
    assert not place.is_made(tmp_path, library, base)
    process.kill()
    process.join()
    index = place.open_index(tmp_path, library, base)
    assert index.scores({ord("猫"): 1.0}, 10).max() > 0
    assert kept(tmp_path) == [place.name(library, base)]


def test_index_thrown_away_while_it_is_opened_is_made_anew(
    tmp_path: Path, base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = small.imported(tmp_path, base)
    opened: list[Path] = []

    def thrown_away_once(folder: Path) -> Index:
        opened.append(folder)
        if len(opened) == 1:
            shutil.rmtree(folder)
        return Index(folder)

    monkeypatch.setattr(place, "Index", thrown_away_once)
    assert len(place.open_index(tmp_path, library, base)) == sum(v.articles for v in library)
    assert len(opened) == 2


def test_empty_library_has_an_empty_index(tmp_path: Path, base: Base) -> None:
    index = place.open_index(tmp_path, open_library(tmp_path), base)
    assert len(index) == 0
    assert len(index.scores({ord("猫"): 1.0}, 10)) == 0
