"""Held to the published texts, where they are at hand: every article is looked up, rare words find their article."""

import os
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from paizhu.norms.articles import article_zh
from paizhu.norms.base import Base
from paizhu.norms.search.place import open_index
from paizhu.norms.search.searcher import Searcher
from paizhu.norms.texts import folders
from paizhu.norms.texts.arrivals import Given, Reader
from paizhu.norms.texts.importing import bring_in
from paizhu.norms.texts.library import Library, TextVersion, open_library

LAWS = Path(__file__).parents[4].parent / "shared/laws"
TODAY = date(2026, 11, 29)
# Every article with ./test --soak, else one of as many as this.
STRIDE = 1 if os.environ.get("PAIZHU_SOAK") else 13

pytestmark = pytest.mark.skipif(not LAWS.is_dir(), reason=f"the published texts are not at hand: no {LAWS}")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, base: Base) -> Library:
    home = tmp_path_factory.mktemp("home")
    reader = Reader()
    for file, named in folders.found([LAWS]):
        reader.take(folders.upload(file, named=named, given=Given()))
    bring_in(home, base, reader.end())
    return open_library(home)


@pytest.fixture(scope="module")
def searcher(library: Library, base: Base) -> Searcher:
    return Searcher(library, open_index(library.folder.parent, library, base), base)


def day_of(version: TextVersion) -> date:
    """A day on which the version is the one that stands."""
    return version.since or version.earliest or TODAY


def test_every_article_is_looked_up(library: Library, searcher: Searcher) -> None:
    missed, count = [], 0
    articles = [(version, a.number) for version in library for a in library.text(version).articles]
    for version, number in articles[::STRIDE]:
        for written in (article_zh(number), arabic(number)):
            query = f"{version.title}{written}"
            found = searcher.search(query, day_of(version), limit=1).hits
            count += 1
            if not found or (found[0].version.title, found[0].article) != (version.title, number):
                missed.append(query)
    assert missed == []
    assert count > 8000 / STRIDE


@pytest.mark.parametrize(
    ("query", "title", "version", "article"),
    [
        ("监察法67条", "中华人民共和国监察法", "2024", "67"),
        ("刑法第二百六十条之一", "中华人民共和国刑法", "2023", "260-1"),
        ("党章45(4)", "中国共产党章程", "2017", "45"),
        ("监督执纪规则 29条2款", "中国共产党纪律检查机关监督执纪工作规则", "2019", "29"),
        ("纪律处分条例2018年第8条", "中国共产党纪律处分条例", "2018", "8"),
        ("民法典第1254条", "中华人民共和国民法典", "2020", "1254"),
        ("派驻规则２５条", "纪检监察机关派驻机构工作规则", "2022", "25"),
    ],
)
def test_citation_as_people_write_it(
    searcher: Searcher, query: str, title: str, version: str, article: str
) -> None:
    first = searcher.search(query, TODAY, limit=3).hits[0]
    assert (first.version.title, first.version.version, first.article) == (title, version, article)


def test_rare_words_find_their_article(library: Library, searcher: Searcher) -> None:
    articles = [(v, a.number, a.plain) for v in library for a in library.text(v).articles]
    spread = Counter(pair for _, _, text in articles for pair in pairs(text))
    missed = []
    for version, number, text in articles[::37]:
        rare = sorted(pairs(text), key=lambda pair: (spread[pair], pair))[:8]
        hits = searcher.search(" ".join(rare), day_of(version), limit=10).hits
        if (version.digest, number) not in {(hit.version.digest, hit.article) for hit in hits}:
            missed.append((version.full_title, number, rare))
    assert missed == []


def arabic(article: str) -> str:
    number, _, branch = article.partition("-")
    return f"{number}条" + (f"之{branch}" if branch else "")


def pairs(text: str) -> set[str]:
    return {run[n : n + 2] for run in re.findall(r"[\u3400-\u9fff]+", text) for n in range(len(run) - 1)}
