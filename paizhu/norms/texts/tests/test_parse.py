"""What is read from a text: its parts with their lines, and what has no place."""

from datetime import date

import pytest

from paizhu.norms.texts.model import Article, Doubt, Happening, Level, RegulationText
from paizhu.norms.texts.parse import parse
from paizhu.norms.texts.tests import samples


def read(text: str, *, name: str = "x.txt", title: str = "") -> RegulationText:
    return parse(name, text.encode(), title=title)[0]


def body(lines: str) -> RegulationText:
    """Read lines as the body of a text that has a title."""
    return read(f"试验办法\n\n{lines}")


def numbers(text: RegulationText) -> list[str]:
    return [article.number for article in text.articles]


def doubts(text: RegulationText) -> list[tuple[Doubt, int]]:
    return [(finding.doubt, finding.line) for finding in text.findings]


@pytest.mark.parametrize(
    ("name", "raw", "format_"),
    [
        ("x.md", samples.MARKDOWN.encode(), "markdown"),
        ("x.md", samples.MARKDOWN.replace("\n", "\r\n").encode("utf-8-sig"), "markdown"),
        ("x.txt", samples.PLAIN.encode(), "text"),
        ("x.txt", samples.PLAIN.encode("gb18030"), "text"),
        ("x.txt", samples.PLAIN.encode("utf-16"), "text"),
        ("x.txt", samples.PLAIN.encode("utf-16-be"), "text"),
        ("x.html", samples.html(), "html"),
        ("x.htm", samples.html(charset="gb2312"), "html"),
        ("x.docx", samples.docx(), "docx"),
    ],
    ids=[
        "markdown",
        "crlf and mark",
        "utf-8",
        "gb18030",
        "utf-16",
        "utf-16 unmarked",
        "html",
        "html in gb2312",
        "docx",
    ],
)
def test_every_format_and_encoding_gives_the_same_text(name: str, raw: bytes, format_: str) -> None:
    text, found = parse(name, raw)
    assert found == format_
    assert text.title == "试验办法"
    assert [(e.on, e.what) for e in text.events] == [(date(2020, 4, 1), Happening.PROMULGATED)]
    assert [str(h) for h in text.headings] == ["第一章 总则", "第二章 附则"]
    assert numbers(text) == ["1", "2", "3"]
    second = text.articles[1]
    assert second.under == ("第一章 总则",)
    assert [p.text for p in second.paragraphs] == ["本办法适用于下列单位：", "前款所称单位，以登记为准。"]
    assert [(i.number, i.label, i.text) for i in second.paragraphs[0].items] == [
        ("1", "（一）", "甲单位；"),
        ("2", "（二）", "乙单位："),
    ]
    assert [i.label for i in second.paragraphs[0].items[1].items] == ["1.", "2."]
    assert text.findings == ()


def test_lines_are_those_of_the_file() -> None:
    text = read(samples.PLAIN)
    lines = samples.PLAIN.split("\n")
    assert all(lines[article.line - 1].startswith(article.label) for article in text.articles)
    assert all(lines[heading.line - 1].startswith(heading.label) for heading in text.headings)


@pytest.mark.parametrize(
    ("line", "number", "rest"),
    [
        ("第二百六十条之一 虐待的，处罚。", "260-1", "虐待的，处罚。"),
        ("第 十 条　甲。", "10", "甲。"),
        ("第１２条 甲。", "12", "甲。"),
        ("第一千二百六十条 甲。", "1260", "甲。"),
        ("第二条在甲的领导下。", "2", "在甲的领导下。"),
        ("第三条之一般事项，由甲办理。", "3", "之一般事项，由甲办理。"),
        ("第四条（目的）甲。", "4", "（目的）甲。"),
    ],
    ids=["inserted article", "spaces", "full-width digits", "thousand", "no space", "no insert", "caption"],
)
def test_article_labels(line: str, number: str, rest: str) -> None:
    text = body(line)
    assert [(a.number, a.plain) for a in text.articles] == [(number, rest)]


@pytest.mark.parametrize(
    ("lines", "found", "doubted"),
    [
        ("第一条 甲。\n\n第三条 乙。", ["1", "3"], [(Doubt.GAP, 5)]),
        ("第一条 甲。\n\n第一条 乙。", ["1", "1"], [(Doubt.REPEATED, 5)]),
        ("第一条 甲。\n\n第二条 乙。\n\n第一条 丙。", ["1", "2", "1"], [(Doubt.ORDER, 7)]),
        ("第一条\n\n第二条 乙。", ["1", "2"], [(Doubt.EMPTY, 3)]),
        ("第一条 甲。\n\n第五条之二 乙。", ["1", "5-2"], [(Doubt.GAP, 5)]),
        ("第一条 甲。\n\n第一条之一 乙。\n\n第二条 丙。", ["1", "1-1", "2"], []),
        ("第一条 甲。\n\n第七条规定的期限，从其规定。", ["1"], [(Doubt.REFERENCE, 5)]),
        ("第一条 甲：\n\n（一）乙；\n\n（三）丙。", ["1"], [(Doubt.GAP, 7)]),
        ("第一章 总则\n\n孤行\n\n第一条 甲。", ["1"], [(Doubt.STRAY, 5)]),
        ("第一条 甲\u200b乙。", ["1"], [(Doubt.CHARACTERS, 3)]),
    ],
    ids=[
        "gap",
        "repeat",
        "order",
        "empty",
        "orphan insert",
        "insert",
        "reference",
        "item gap",
        "stray",
        "zero width",
    ],
)
def test_what_is_doubtful_is_said_with_its_line(
    lines: str, found: list[str], doubted: list[tuple[Doubt, int]]
) -> None:
    text = body(lines)
    assert numbers(text) == found
    assert doubts(text) == doubted


def test_article_whose_words_begin_on_the_next_line() -> None:
    text = body("第一条\n\n为了试验。\n\n第二条\n\n（一）甲；")
    assert [a.plain for a in text.articles] == ["为了试验。", "（一）甲；"]
    assert text.findings == ()


def test_line_broken_within_a_sentence_goes_on() -> None:
    assert body("第一条 为了试\n验，制定本\n办法。").articles[0].plain == "为了试验，制定本办法。"


def test_amendment_quotes_articles_without_having_them() -> None:
    text = body("第一条 增加两条，作为：\n\n第九条 甲。\n\n第十条 乙。\n\n第二条 丙。")
    assert numbers(text) == ["1", "2"]
    assert doubts(text) == [(Doubt.REFERENCE, 5), (Doubt.REFERENCE, 7)]


def test_text_that_counts_its_parts_without_articles() -> None:
    text = body("一、坚定信念\n\n甲。\n\n（一）乙。\n\n二、守规矩\n\n丙。")
    assert [(a.number, a.label) for a in text.articles] == [("1", "一、"), ("2", "二、")]
    assert text.articles[0].plain == "坚定信念\n甲。\n（一）乙。"


def test_contents_and_preamble_and_appendices() -> None:
    text = body(
        "目 录\n\n序言\n\n第一章 总则\n\n序言\n\n开头的话。\n\n第一章 总则\n\n第一条 甲。"
        "\n\n附件1：清单\n\n第一条 不是本办法的条。"
    )
    assert [line.text for line in text.contents] == ["目 录", "序言", "第一章 总则"]
    assert [p.text for p in text.preamble] == ["开头的话。"]
    assert numbers(text) == ["1"]
    assert [(a.label, a.title, a.plain) for a in text.appendices] == [
        ("附件1：", "清单", "第一条 不是本办法的条。")
    ]


def test_heading_levels() -> None:
    text = body(
        "第一编 总则\n\n第一分编 通则\n\n第一章 甲\n\n第一节 乙\n\n第一条 丙。\n\n第二章 丁\n\n第二条 戊。"
    )
    assert [h.level for h in text.headings] == [*Level, Level.CHAPTER]
    assert text.articles[0].under == ("第一编 总则", "第一分编 通则", "第一章 甲", "第一节 乙")
    assert text.articles[1].under == ("第一编 总则", "第一分编 通则", "第二章 丁")


@pytest.mark.parametrize(
    ("lines", "title", "year"),
    [
        ("试 验 办 法", "试验办法", None),
        ("试验条例2018", "试验条例", 2018),
        ("试验条例（2018修订）", "试验条例", 2018),
        ("某修正案（2018年）", "某修正案（2018年）", 2018),
        ("某局令\n\n第3号\n\n《试验办法》已经通过，现予公布。\n\n试验办法", "试验办法", None),
    ],
    ids=["set wide", "year", "revised", "own year", "after an order"],
)
def test_titles(lines: str, title: str, year: int | None) -> None:
    text = read(f"{lines}\n\n第一条 甲。")
    assert (text.title, text.year) == (title, year)


def test_stated_title_wins() -> None:
    assert read("第一条 甲。", title="试验办法").title == "试验办法"


def test_numbers_that_word_prints_are_read() -> None:
    body_ = samples.paragraph("试验办法") + "".join(
        samples.numbered(text, level)
        for text, level in (("甲：", 0), ("乙；", 1), ("丙。", 1), ("丁。", 0), ("戊。", 1))
    )
    text, _ = parse("x.docx", samples.docx(body_, more={"word/numbering.xml": samples.NUMBERING}))
    assert [(a.number, a.plain) for a in text.articles] == [
        ("1", "甲：\n（一）乙；\n（二）丙。"),
        ("2", "丁。\n（一）戊。"),
    ]


def test_what_word_hides_is_said() -> None:
    gone = "<w:p><w:r><w:t>第一条 甲。</w:t></w:r><w:del><w:r><w:delText>旧文</w:delText></w:r></w:del></w:p>"
    text, _ = parse("x.docx", samples.docx(samples.paragraph("试验办法") + gone))
    assert text.articles[0].plain == "甲。"
    assert [(f.doubt, f.value) for f in text.findings] == [(Doubt.LEFT_OUT, "旧文")]


def test_page_without_its_surroundings() -> None:
    page = (
        "<html><body><nav>首页</nav><article><h1>试验办法</h1><p>第一条 甲：</p><ol><li>乙；</li><li>丙。</li></ol>"
        "<p style='display:none'>暗文</p><script>alert(1)</script><table><tr><td>丁</td><td>戊</td></tr></table>"
        "</article><footer>某网</footer></body></html>"
    )
    text, _ = parse("x.html", page.encode())
    assert text.articles == (Article("1", "第一条", 1, text.articles[0].paragraphs),)
    assert text.articles[0].plain == "甲：\n1.乙；\n2.丙。\n丁 戊"
    assert [(f.doubt, f.value) for f in text.findings] == [(Doubt.LEFT_OUT, "暗文")]
