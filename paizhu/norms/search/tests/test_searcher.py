"""What a search finds: cited articles first, the version in force, nothing for nothing."""

from datetime import date
from pathlib import Path

import pytest

from paizhu.norms.base import Base
from paizhu.norms.search.searcher import Found, Searcher
from paizhu.norms.search.tests import small

TODAY = date(2026, 11, 29)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory, base: Base) -> Searcher:
    return small.searcher(tmp_path_factory.mktemp("home"), base)


def places(found: Found) -> list[tuple[str, str, str]]:
    return [(hit.version.regulation, hit.version.version, hit.article) for hit in found.hits]


@pytest.mark.parametrize(
    ("query", "version", "article", "shown"),
    [
        ("养猫条例第二条", "2020", "2", "报告社区"),
        ("养猫条例2条", "2020", "2", "报告社区"),
        ("养猫条例 2", "2020", "2", "报告社区"),
        ("《养猫条例》第２条怎么规定？", "2020", "2", "报告社区"),
        ("养猫条例第一条之一", "2020", "1-1", "委托邻居"),
        ("养猫条例1-1", "2020", "1-1", "委托邻居"),
        ("养猫条例第一条之一第二款", "2020", "1-1", "邻居不得收取报酬。"),
        ("养猫条例1条之1(2)", "2020", "1-1", "（二）邻居同意。"),
        ("养猫条例第一条之一第一款第（二）项", "2020", "1-1", "（二）邻居同意。"),
        ("养猫条例2010年第2条", "2010", "2", "贴出启事"),
        ("养猫条例(2010)第二条", "2010", "2", "贴出启事"),
        ("灯塔法2条", "2015", "2", "不得离开灯塔"),
        ("第2条 灯塔法", "2015", "2", "不得离开灯塔"),
        ("请问灯塔法里第二条说的什么", "2015", "2", "不得离开灯塔"),
        ("喂猫 养猫例3条", "2020", "3", "施行"),
    ],
)
def test_cited_article_stands_first(
    searcher: Searcher, query: str, version: str, article: str, shown: str
) -> None:
    if query.startswith("喂猫 "):
        query = query.removeprefix("喂猫 ")
    first = searcher.search(query, TODAY, limit=5).hits[0]
    assert (first.version.version, first.article, first.exact, first.score) == (version, article, True, 1.0)
    assert shown in first.snippet


@pytest.mark.parametrize(
    "query", ["养猫条例99条", "灯塔法三年", "2015年3月1日", "第二条", "条", "99999999条"]
)
def test_what_is_no_citation_of_an_article_is_searched(searcher: Searcher, query: str) -> None:
    assert not any(hit.exact for hit in searcher.search(query, TODAY, limit=5).hits)


def test_two_citations_stand_in_their_order(searcher: Searcher) -> None:
    found = searcher.search("灯塔法2条和养猫条例1条", TODAY, limit=5)
    assert [p[2] for p in places(found)[:2]] == ["2", "1"]
    assert [hit.exact for hit in found.hits[:2]] == [True, True]


def test_version_in_force_is_searched(searcher: Searcher) -> None:
    versions = {
        p[1] for p in places(searcher.search("猫走失了怎么办", TODAY, limit=10)) if p[0] == "养猫条例"
    }
    assert versions == {"2020"}
    earlier = searcher.search("猫走失了怎么办", date(2012, 1, 1), limit=10)
    assert ("养猫条例", "2010", "2") in places(earlier)
    assert {p[1] for p in places(earlier)} == {"2010"}


def test_before_any_version_nothing_is_found(searcher: Searcher) -> None:
    assert searcher.search("养猫条例第二条", date(2000, 1, 1), limit=10).hits == ()


def test_words_find_their_article(searcher: Searcher) -> None:
    assert places(searcher.search("晚上可以走开吗，看守灯塔的人", TODAY, limit=1))[0][2] == "2"


def test_filter_keeps_one_regulation(searcher: Searcher) -> None:
    found = searcher.search("看守人喂猫", TODAY, limit=10, regulation="养猫条例")
    assert {p[0] for p in places(found)} == {"养猫条例"}


def test_pages_follow_one_another(searcher: Searcher) -> None:
    whole = searcher.search("猫的主人", TODAY, limit=10)
    parts = [searcher.search("猫的主人", TODAY, limit=1, skip=n).hits[0] for n in range(len(whole.hits))]
    assert tuple(parts) == whole.hits
    assert whole.total == len(whole.hits)


@pytest.mark.parametrize(
    "query",
    [
        "猫" * 100_000,
        "\x00\x1b猫\u202e",
        '"猫" AND NOT (',
        "<script>alert(1)</script>猫",
        "猫*?^~:{}[]\\",
        "\ud800猫",
        "  ",
    ],
    ids=["endless", "control", "syntax", "html", "signs", "surrogate", "blank"],
)
def test_odd_input_is_only_text(searcher: Searcher, query: str) -> None:
    found = searcher.search(query, TODAY, limit=3)
    assert bool(found.hits) == ("猫" in query)


def test_same_query_gives_the_same_answer(searcher: Searcher) -> None:
    assert searcher.search("邻居照料", TODAY, limit=5) == searcher.search("邻居照料", TODAY, limit=5)


def test_lapsed_regulation_without_successor_is_still_found(tmp_path: Path, base: Base) -> None:
    """The pack knows that the accountability regulations of 2016 lapsed; their successor is not imported."""
    text = "# 中国共产党问责条例\n\n（2016年7月8日发布）\n\n第一条 虚构的条文讲灯笼。\n\n第二条 本条例自2016年7月8日起施行。\n"
    found = small.searcher(tmp_path, base, {"中国共产党问责条例.md": text}).search(
        "问责条例1条", TODAY, limit=1
    )
    assert found.hits[0].exact
    assert found.hits[0].version.in_force(TODAY).value == "no"
