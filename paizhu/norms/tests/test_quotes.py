"""Every quote that is said to be checked stands in its article, where the published texts are at hand."""

import re
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from paizhu.norms.articles import article_zh
from paizhu.norms.base import Base
from paizhu.norms.model import Norm, Verified

REPOSITORY = Path(__file__).parents[3]
LAWS = REPOSITORY.parent / "shared/laws"
# Some texts have no space after the number, some an indent before it; a reference within a sentence begins no line.
_ARTICLE = re.compile(
    r"^\s*(第[零〇一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?)", re.MULTILINE
)
_SPACE = re.compile(r"\s+")

pytestmark = pytest.mark.skipif(not LAWS.is_dir(), reason=f"the published texts are not at hand: no {LAWS}")


def articles(text: str) -> dict[str, str]:
    """Return the articles of a text by their printed number, without any white space."""
    starts = list(_ARTICLE.finditer(text))
    ends = [match.start() for match in starts[1:]] + [len(text)]
    found: dict[str, str] = {}
    for match, end in zip(starts, ends, strict=True):
        # A line that begins by naming an earlier article goes on with it; the first one is the article itself.
        found.setdefault(match[1], _plain(text[match.start() : end]))
    return found


@cache
def _articles_of(file: str) -> dict[str, str]:
    return articles((LAWS / file).read_text("utf-8"))


def _plain(text: str) -> str:
    return _SPACE.sub("", text)


def fault_of(norm: Norm, text: dict[str, str]) -> str | None:
    """Return what is wrong with the norm's quote in that text; None when it stands in its article."""
    article = text.get(article_zh(norm.article))
    if article is None:
        return f"{norm.file}:{norm.line}: {norm.id}: the text has no {article_zh(norm.article)}"
    if _plain(norm.quote) not in article:
        return f"{norm.file}:{norm.line}: {norm.id}: “{norm.quote}” is not in {article_zh(norm.article)}"
    return None


def test_checked_quotes_stand_in_their_articles(base: Base) -> None:
    checked, faults = 0, []
    for norm in base.pack.norms:
        file = base.version(norm).text
        if norm.verified is Verified.TEXT and file and (LAWS / file).is_file():
            checked += 1
            faults.append(fault_of(norm, _articles_of(file)))
    found = [fault for fault in faults if fault]
    assert checked > 0
    assert not found, "\n".join(found)


def test_texts_that_are_named_are_at_hand(base: Base) -> None:
    named = {v.text for r in base.regulations.values() for v in r.versions if v.text}
    assert named
    assert not {file for file in named if not (LAWS / file).is_file()}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"quote": "派驻机构应当协助党组"}, "is not in 第二十五条"),
        ({"article": "26"}, "is not in 第二十六条"),
        ({"article": "57"}, "no 第五十七条"),
    ],
    ids=["other words", "next article", "no such article"],
)
def test_wrong_quote_is_found(changed: dict[str, str], said: str, base: Base) -> None:
    norm = base.norms["stationed_rules.2022.25.support_urge"]
    text = _articles_of(base.version(norm).text)
    assert fault_of(norm, text) is None
    assert said in str(fault_of(replace(norm, **changed), text))
