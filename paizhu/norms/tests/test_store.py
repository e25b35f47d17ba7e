"""The checked pack that is kept for the next start: used for the same bytes only, and never half."""

import multiprocessing
from multiprocessing.synchronize import Barrier
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from paizhu.norms.errors import PackError
from paizhu.norms.model import Text
from paizhu.norms.pack import Pack
from paizhu.norms.store import decoded, encoded, open_asker, open_base
from paizhu.norms.tests import tiny

RULES = "regulations/rules_2020.yaml"
PATIENCE = 60  # seconds that a process waits for the other one


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tiny.write(tmp_path / "tiny")


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def kept(cache: Path) -> Path:
    (only,) = cache.glob("pack-*")
    return only


def mark(cache: Path) -> None:
    """Give the kept pack another title, to see later whether it was used."""
    place = kept(cache)
    pack = decoded(place.read_bytes(), Pack)
    place.write_bytes(encoded(replace(pack, title=Text("kept", "kept"))))


def title(root: Path, cache: Path) -> str:
    return open_base(root, cache).pack.title.en


def test_kept_pack_is_the_pack(root: Path, cache: Path) -> None:
    first, again = open_base(root, cache), open_base(root, cache)
    assert again.pack == first.pack == open_base(root).pack


def test_kept_pack_is_used_for_the_same_bytes(root: Path, cache: Path) -> None:
    open_base(root, cache)
    mark(cache)
    assert title(root, cache) == "kept"


@pytest.mark.parametrize("name", sorted(tiny.FILES))
def test_kept_pack_is_not_used_after_any_change(name: str, root: Path, cache: Path) -> None:
    open_base(root, cache)
    mark(cache)
    with (root / name).open("a", encoding="utf-8") as file:
        file.write("# a word more\n")
    assert title(root, cache) == "Tiny pack"


@pytest.mark.parametrize("change", ["added", "removed", "renamed"])
def test_kept_pack_is_not_used_with_other_files(change: str, root: Path, cache: Path) -> None:
    open_base(root, cache)
    mark(cache)
    phrasings = root / "phrasings/rules.yaml"
    if change == "added":
        (root / "phrasings/more.yaml").write_text("[]\n", "utf-8")
    elif change == "removed":
        phrasings.unlink()
    else:
        phrasings.rename(root / "phrasings/others.yaml")
    assert title(root, cache) == "Tiny pack"


def test_only_the_newest_is_kept(root: Path, cache: Path) -> None:
    open_base(root, cache)
    older = kept(cache)
    tiny.change(root, "pack.yaml", "Tiny pack", "Tidy pack")
    assert title(root, cache) == "Tidy pack"
    assert kept(cache) != older


@pytest.mark.parametrize("length", [0, 1, 100, -1], ids=["empty", "first byte", "start", "last byte lost"])
def test_cut_file_is_made_anew(length: int, root: Path, cache: Path) -> None:
    open_base(root, cache)
    whole = kept(cache).read_bytes()
    kept(cache).write_bytes(whole[:length])
    assert title(root, cache) == "Tiny pack"
    assert kept(cache).read_bytes() == whole


def test_foreign_file_is_made_anew(root: Path, cache: Path) -> None:
    open_base(root, cache)
    whole = kept(cache).read_bytes()
    kept(cache).write_bytes(msgspec.msgpack.encode({"id": "tiny"}))
    assert title(root, cache) == "Tiny pack"
    assert kept(cache).read_bytes() == whole


def test_cut_index_of_phrasings_is_made_anew(root: Path, cache: Path) -> None:
    open_asker(root, cache)
    (index,) = cache.glob("phrasings-*")
    whole = index.read_bytes()
    index.write_bytes(whole[:-1])
    open_asker(root, cache)
    assert index.read_bytes() == whole


@pytest.mark.parametrize("opening", [open_base, open_asker])
def test_pack_with_faults_is_refused_and_nothing_kept(opening: object, root: Path, cache: Path) -> None:
    tiny.change(root, RULES, "act: supervise", "act: see")
    assert callable(opening)
    with pytest.raises(PackError, match=r"rules_2020\.yaml:16: .*unknown act 'see'"):
        opening(root, cache)
    assert not cache.exists()


def test_fault_leaves_what_was_kept_unused(root: Path, cache: Path) -> None:
    open_base(root, cache)
    tiny.change(root, RULES, "act: supervise", "act: see")
    with pytest.raises(PackError):
        open_base(root, cache)
    tiny.change(root, RULES, "act: see", "act: supervise")
    assert title(root, cache) == "Tiny pack"


def test_process_killed_before_the_move_leaves_no_half_file(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            open_base(root, cache)
    assert not list(cache.glob("pack-*.msgpack"))
    assert title(root, cache) == "Tiny pack"


def _open_when_the_other_has_written(root: Path, cache: Path, both: Barrier) -> None:
    """Open the pack; both processes have written their file before either of them moves it into place."""
    move = Path.replace

    def wait_and_move(self: Path, target: Path) -> Path:
        both.wait(PATIENCE)
        return move(self, target)

    Path.replace = wait_and_move  # type: ignore[assignment,method-assign]
    assert title(root, cache) == "Tiny pack"


def test_two_processes_that_open_at_once_do_no_harm(root: Path, cache: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    both = spawn.Barrier(2)
    processes = [
        spawn.Process(target=_open_when_the_other_has_written, args=(root, cache, both)) for _ in range(2)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(2 * PATIENCE)
    assert [process.exitcode for process in processes] == [0, 0]
    assert [path.suffix for path in cache.iterdir()] == [".msgpack"]
    assert title(root, cache) == "Tiny pack"
    mark(cache)
    assert title(root, cache) == "kept"
