"""What an import did or would do, in words and for programs; the same from page, command and JSON."""

from collections.abc import Sequence

from paizhu.norms.articles import article_en, article_zh
from paizhu.norms.model import Text
from paizhu.norms.texts.arrivals import Arrival, Verdict
from paizhu.norms.texts.model import Doubt, Finding
from paizhu.norms.texts.quotes import Fault, QuoteFault

VERDICTS = {
    Verdict.NEW: Text("新增", "new"),
    Verdict.REPLACED: Text("替换", "replaced"),
    Verdict.DATED: Text("改记日期或名称", "days or title changed"),
    Verdict.SAME: Text("已有，未变", "there already, unchanged"),
    Verdict.PASSED_OVER: Text("不是法规，跳过", "no regulation, passed over"),
}
DOUBTS = {
    Doubt.STRAY: Text(
        "这一行不属于任何条、款、项，原样保留", "this line belongs to no article; kept as it stands"
    ),
    Doubt.GAP: Text("编号有缺", "a number is left out before this"),
    Doubt.REPEATED: Text("编号重复", "this number stands twice"),
    Doubt.ORDER: Text("编号次序颠倒", "this number is out of order"),
    Doubt.EMPTY: Text("条文没有内容", "the article has no text"),
    Doubt.REFERENCE: Text(
        "像条文开头，按上一条的内容读", "begins like an article; read as part of the one before"
    ),
    Doubt.CHARACTERS: Text("去掉了不可见或无意义的字符", "signs that print nothing were left out"),
    Doubt.LEFT_OUT: Text(
        "未读入删除、隐藏的文字或图片、脚注", "deleted or hidden words, pictures or notes were not read"
    ),
}
_QUOTE_FAULTS = {
    Fault.NO_ARTICLE: Text("文本没有{article}", "the text has no {article}"),
    Fault.NOT_IN_ARTICLE: Text("“{quote}”不在{article}", "“{quote}” is not in {article}"),
}


_FINDING = Text("第{line}行“{value}”：{doubt}", "line {line}, “{value}”: {doubt}")


def finding(of: Finding, lang: str) -> str:
    """Return a doubt as a sentence, with its line and what stands there."""
    return _FINDING.in_(lang).format(line=of.line, value=of.value, doubt=DOUBTS[of.doubt].in_(lang))


def quote_fault(of: QuoteFault, lang: str) -> str:
    """Return what is wrong with a norm's quote."""
    article = article_en(of.article) if lang == "en" else article_zh(of.article)
    return f"{of.norm}: " + _QUOTE_FAULTS[of.fault].in_(lang).format(article=article, quote=of.quote)


def entry(arrival: Arrival, lang: str) -> dict[str, object]:
    """Return one file's verdict as programs read it; last days are inclusive, null is open or not stated."""
    version, text = arrival.version, arrival.read.text
    whole: dict[str, object] = {"file": arrival.file, "verdict": arrival.verdict.value}
    if version is None or text is None:
        return whole
    return whole | {
        "regulation": version.regulation,
        "version": version.version,
        "title": version.full_title,
        "since": version.since.isoformat() if version.since else None,
        "last_day": version.last.isoformat() if version.last else None,
        "in_pack": version.in_pack,
        "format": version.format,
        "articles": version.articles,
        "asks": arrival.asks.in_(lang) if arrival.asks else None,
        "closes": [c._asdict() | {"last_day": c.last_day.isoformat()} for c in arrival.closes],
        "findings": [{"doubt": f.doubt.value, "line": f.line, "value": f.value} for f in text.findings],
        "quotes": [
            {"norm": q.norm, "article": q.article, "quote": q.quote, "fault": q.fault.value}
            for q in arrival.quotes
        ],
    }


def summary(arrivals: Sequence[Arrival]) -> dict[str, int]:
    """Return how many files have each verdict."""
    return {verdict.value: sum(1 for a in arrivals if a.verdict is verdict) for verdict in Verdict}
