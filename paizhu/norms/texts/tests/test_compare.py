"""Versions article by article: what is one article, and which words changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paizhu.norms.texts.compare import Change, compare
from paizhu.norms.texts.marks import Kept, marked
from paizhu.norms.texts.model import Article, RegulationText
from paizhu.norms.texts.parse import parse
from paizhu.norms.texts.tests.homes import text

COUNCIL = "委员会应当每季度召开全体会议，讨论决定年度工作计划。"
BUDGET = "财务部门负责编制预算，报请主任批准后执行。"
ARCHIVE = "档案室保管会议记录，保管期限为三十年。"
TRAVEL = "工作人员出差应当事先填写申请表，注明事由。"


def version(*articles: str) -> RegulationText:
    lines = "\n\n".join(f"第{'一二三四五六七八九'[n]}条 {words}" for n, words in enumerate(articles))
    return parse("x.txt", text(lines))[0]


def changes(old: RegulationText, new: RegulationText) -> list[tuple[str, str | None, str | None]]:
    def number(article: Article | None) -> str | None:
        return article.number if article else None

    return [(p.change.value, number(p.old), number(p.new)) for p in compare(old, new)]


def test_every_kind_of_change() -> None:
    old = version(COUNCIL, BUDGET, ARCHIVE)
    new = version(COUNCIL, TRAVEL, BUDGET.replace("主任", "委员会"))
    assert changes(old, new) == [
        ("same", "1", "1"),
        ("new", None, "2"),
        ("changed", "2", "3"),
        ("gone", "3", None),
    ]


def test_renumbered_article_is_moved_and_not_changed() -> None:
    assert changes(version(COUNCIL, BUDGET), version(TRAVEL, COUNCIL, BUDGET)) == [
        ("new", None, "1"),
        ("moved", "1", "2"),
        ("moved", "2", "3"),
    ]


def test_articles_that_change_places_are_followed() -> None:
    old, new = version(COUNCIL, BUDGET, ARCHIVE), version(ARCHIVE, COUNCIL, BUDGET)
    assert changes(old, new) == [("moved", "3", "1"), ("moved", "1", "2"), ("moved", "2", "3")]


def test_article_split_off_names_where_it_was() -> None:
    old = version(COUNCIL + ARCHIVE + "查阅会议记录应当登记。", BUDGET)
    new = version(COUNCIL, BUDGET, ARCHIVE + "查阅会议记录应当登记。")
    split = next(pair for pair in compare(old, new) if pair.old is None)
    assert split.near == ("1",)


def test_a_version_with_itself_is_the_same() -> None:
    one = version(COUNCIL, BUDGET)
    assert {pair.change for pair in compare(one, one)} == {Change.SAME}


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ("甲应当办理。", "甲应当及时办理。", [("both", "甲应当"), ("new", "及时"), ("both", "办理。")]),
        (
            "由主任批准。",
            "由委员会批准。",
            [("both", "由"), ("old", "主任"), ("new", "委员会"), ("both", "批准。")],
        ),
        ("三十日内答复。", "15日内答复。", [("old", "三十"), ("new", "15"), ("both", "日内答复。")]),
        ("甲。乙。", "乙。", [("old", "甲。"), ("both", "乙。")]),
    ],
    ids=["word added", "word replaced", "number", "sentence gone"],
)
def test_words_are_marked(old: str, new: str, kept: list[tuple[str, str]]) -> None:
    assert [(mark.kept.value, mark.text) for mark in marked(old, new)] == kept


WORDS = st.text(alphabet="甲乙丙丁，。；\n一1a", max_size=60)


@given(WORDS, WORDS)
def test_marks_hold_both_wordings_whole(old: str, new: str) -> None:
    marks = marked(old, new)
    assert "".join(m.text for m in marks if m.kept is not Kept.NEW) == old
    assert "".join(m.text for m in marks if m.kept is not Kept.OLD) == new


ARTICLES = st.lists(
    st.sampled_from([COUNCIL, BUDGET, ARCHIVE, TRAVEL]).map(lambda s: s), min_size=1, max_size=6
)


@given(ARTICLES, ARTICLES)
def test_every_article_of_both_stands_in_the_comparison_once(old: list[str], new: list[str]) -> None:
    before, after = version(*old), version(*new)
    pairs = compare(before, after)
    assert [p.new for p in pairs if p.new] == list(after.articles)
    assert sorted(p.old.line for p in pairs if p.old) == [a.line for a in before.articles]
    assert all(p.change is not Change.NEW or p.old is None for p in pairs)
