"""Every way of writing an article leads to the same one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paizhu.norms.articles import article_zh, numeral
from paizhu.norms.search.citation import Citation, Citations, plain

TITLES = [
    ("light", ("中华人民共和国灯塔法", "灯塔法", "Lighthouse Law")),
    ("light_rules", ("中华人民共和国灯塔法实施条例",)),
    ("cats", ("城市养猫工作规则（试行）",)),
]
CITATIONS = Citations(TITLES)
WIDE = str.maketrans("0123456789()", "０１２３４５６７８９（）")


def read(query: str) -> list[tuple[tuple[str, ...], str, int | None, int | None, int | None]]:
    found: list[Citation] = CITATIONS.find(plain(query))
    return [(c.regulations, c.article, c.year, c.paragraph, c.item) for c in found]


@given(number=st.integers(1, 1300), branch=st.sampled_from([0, 0, 1, 12]))
def test_all_hands_agree(number: int, branch: int) -> None:
    article = f"{number}-{branch}" if branch else str(number)
    zh, arabic = article_zh(article), f"第{number}条" + (f"之{branch}" if branch else "")
    for name in ("灯塔法", "《中华人民共和国灯塔法》", "灯塔法 ", "请问灯塔法"):
        for written in (
            zh,
            arabic,
            arabic.removeprefix("第"),
            arabic.translate(WIDE),
            article,
            f"{zh}第二款",
            f"{zh}怎么说",
        ):
            assert [(r, a) for r, a, *_ in read(name + written)] == [(("light",), article)], name + written


@given(number=st.integers(1, 300), paragraph=st.integers(1, 12), item=st.integers(1, 20))
def test_paragraphs_and_items(number: int, paragraph: int, item: int) -> None:
    wanted = [(("light",), str(number), None, paragraph, item)]
    for written in (
        f"{number}条{paragraph}款{item}项",
        f"第{numeral(number)}条第{numeral(paragraph)}款第（{numeral(item)}）项",
        f"第{number}条 第{paragraph}款({item})",
    ):
        assert read("灯塔法" + written) == wanted, written


@pytest.mark.parametrize(
    ("query", "regulations", "article", "year"),
    [
        ("灯塔法实施条例8条", ("light_rules",), "8", None),
        ("养猫规则8条", ("cats",), "8", None),
        ("城市养猫工作规则8条", ("cats",), "8", None),
        ("Lighthouse Law art. 8", ("light",), "8", None),
        ("article 8 of the lighthouse law", ("light",), "8", None),
        ("灯塔法2018年第8条", ("light",), "8", 2018),
        ("灯塔法（2018修正）第八条", ("light",), "8", 2018),
        ("灯塔法 2018 8", ("light",), "8", 2018),
        ("第八条，灯塔法", ("light",), "8", None),
    ],
)
def test_names_and_years(query: str, regulations: tuple[str, ...], article: str, year: int | None) -> None:
    assert [c[:3] for c in read(query)] == [(regulations, article, year)]


@pytest.mark.parametrize(
    "query",
    [
        "灯塔法",
        "灯塔法三年",
        "灯塔法2018年",
        "灯塔法罚款5000元",
        "第八条",
        "养狗规则8条",
        "",
        "条条条",
        "灯塔法第零条",
        "8" * 600,
    ],
)
def test_no_citation(query: str) -> None:
    assert read(query) == []
