"""A text, read and printed and read again, is the same text; of real files not a sign is lost."""

import re
from collections import Counter
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paizhu.norms.articles import article_zh
from paizhu.norms.texts.model import Doubt
from paizhu.norms.texts.opening import NoRegulation
from paizhu.norms.texts.parse import parse
from paizhu.norms.texts.printing import printed
from paizhu.norms.texts.tests import samples

LAWS = Path(__file__).parents[5] / "shared/laws"
FILES = sorted(file for file in LAWS.rglob("*.md") if file.name != "README.md")
real = pytest.mark.skipif(not FILES, reason=f"the published texts are not at hand: no {LAWS}")
_MARKS = re.compile(r"<!--.*?-->|[\s#*\ue000-\uf8ff]")


def bare(value: Any) -> Any:
    """A text without the lines it stands on and without what was said of them."""
    if is_dataclass(value):
        skipped = {"line", "title_line", "findings"}
        return (
            type(value).__name__,
            *(bare(getattr(value, f.name)) for f in fields(value) if f.name not in skipped),
        )
    return tuple(map(bare, value)) if isinstance(value, tuple) else value


@real
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_real_text_survives(file: Path) -> None:
    text, _ = parse(file.name, file.read_bytes())
    again, _ = parse("again.md", printed(text).encode())
    assert bare(again) == bare(text)


@real
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_sign_of_a_real_text_is_lost(file: Path) -> None:
    source = file.read_text("utf-8")
    text, _ = parse(file.name, source.encode())
    before, after = Counter(_MARKS.sub("", source)), Counter(_MARKS.sub("", printed(text)))
    # A year that belongs to the title and tells versions apart is printed twice.
    assert not before - after
    assert sum((after - before).values()) in {0, 4}


# As counted by hand and by the scripts of ../shared/laws/README.md; 宪法修正案 counts without the five articles it inserts.
COUNTS = {
    "监察法(2018-03-20)": 69, "监察法(2024-12-25)": 78, "公职人员政务处分法(2020-06-20)": 68, "监察官法(2021-08-20)": 68,
    "公务员法(2018-12-29)": 113, "行政机关公务员处分条例(2007-04-22)": 55, "国有企业管理人员处分条例(2024-05-21)": 52,
    "信访工作条例(2022-02-25)": 50, "审计法(2021-10-23)": 60, "刑事诉讼法(2018-10-26)": 308, "刑法": 505, "宪法": 143,
    "总则": 204, "宪法修正案（2018年）": 21, "中国共产党章程": 55, "中国共产党纪律处分条例1997": 172,
    "中国共产党纪律处分条例2003": 171, "中国共产党纪律处分条例2015": 133, "中国共产党纪律处分条例_2018": 142,
    "中国共产党纪律处分条例_2023": 158, "纪检监察机关派驻机构工作规则": 56, "关于新形势下党内政治生活的若干准则": 12,
    "刑法修正案（十二）(2023-12-29)": 8, "纪检监察机关案件档案管理办法": 33,
}  # fmt: skip


@real
@pytest.mark.parametrize("name", COUNTS)
def test_articles_of_real_texts_are_counted(name: str) -> None:
    file = next(file for file in FILES if file.stem == name)
    text, _ = parse(file.name, file.read_bytes())
    assert len(text.articles) == COUNTS[name]
    assert not [a.number for a in text.articles if not a.plain]


@real
def test_inserted_articles_of_the_criminal_law_are_all_read() -> None:
    text, _ = parse("刑法.md", (LAWS / "刑法.md").read_bytes())
    inserted = [article.number for article in text.articles if "-" in article.number]
    assert len(inserted) == 53
    assert "260-1" in inserted
    assert [a.label for a in text.appendices] == ["附件一", "附件二"]


@real
def test_every_doubt_about_real_texts_is_known() -> None:
    found: Counter[Doubt] = Counter()
    for file in FILES:
        found.update(finding.doubt for finding in parse(file.name, file.read_bytes())[0].findings)
    # Broken headings and a footnote; items and an article left out; articles that an amendment quotes; private signs.
    assert found == {Doubt.STRAY: 4, Doubt.GAP: 4, Doubt.REFERENCE: 6, Doubt.CHARACTERS: 3}


def test_readme_is_no_regulation() -> None:
    with pytest.raises(NoRegulation):
        parse("README.md", "# 说明\n\n- 这里是说明。\n".encode())


CLAUSE = st.text(alphabet="甲乙丙丁戊机关单位应当依法", min_size=1, max_size=12).map(
    lambda words: f"{words}。"
)
ITEMS = st.lists(CLAUSE, max_size=3)
ARTICLE = st.tuples(CLAUSE, ITEMS, st.lists(CLAUSE, max_size=2))


def laid_out(articles: list[tuple[str, list[str], list[str]]]) -> str:
    """Return a text with these articles: a paragraph, its items, further paragraphs."""
    lines = []
    for n, (first, items, more) in enumerate(articles, 1):
        lines.append(f"{article_zh(str(n))} {first[:-1]}：" if items else f"{article_zh(str(n))} {first}")
        lines += [f"（{'一二三'[i]}）{item}" for i, item in enumerate(items)]
        lines += more
    return "试验办法\n\n" + "\n\n".join(lines)


@given(st.lists(ARTICLE, min_size=1, max_size=12))
def test_made_up_text_survives(articles: list[tuple[str, list[str], list[str]]]) -> None:
    text, _ = parse("x.txt", laid_out(articles).encode())
    assert text.findings == ()
    assert [len(a.paragraphs) for a in text.articles] == [1 + len(more) for _, _, more in articles]
    assert [len(a.paragraphs[0].items) for a in text.articles] == [len(items) for _, items, _ in articles]
    assert bare(parse("again.md", printed(text).encode())[0]) == bare(text)


@given(st.lists(ARTICLE, min_size=1, max_size=6), st.sampled_from(["txt", "html", "docx"]))
def test_formats_agree(articles: list[tuple[str, list[str], list[str]]], other: str) -> None:
    plain = laid_out(articles)
    paragraphs = "".join(samples.paragraph(line) for line in plain.split("\n") if line)
    raw = {"txt": plain.encode("gb18030"), "html": samples.html(plain), "docx": samples.docx(paragraphs)}[
        other
    ]
    assert bare(parse(f"x.{other}", raw)[0]) == bare(parse("x.txt", plain.encode())[0])


@given(st.text(alphabet="第一二三条章节编款项（）1.、：。\n 甲乙附件目录", max_size=200))
def test_no_text_breaks_the_reader_and_none_is_lost(lines: str) -> None:
    try:
        text, _ = parse("x.txt", f"试验办法\n\n第一条 甲。\n\n{lines}".encode())
    except NoRegulation:
        return
    source = Counter(re.sub(r"\s", "", f"试验办法第一条甲。{lines}"))
    assert source == Counter(_MARKS.sub("", printed(text)))
