"""The phrasings of a pack as examples to learn from, varied in the names that they give to parties."""

import random
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from synonyms import Synonyms

from paizhu.norms.ask.targets import Target, asked_of, targets_of
from paizhu.norms.base import Base
from paizhu.norms.decide import Question, decide
from paizhu.norms.model import Modality

_SHORTEST = 2  # characters of a name that may stand for another
# What people say before and after a question without asking anything else.
_OPENINGS = {
    "zh": (
        "请问", "想问一下,", "想请教:", "按规定,", "按现行规定,", "按照有关规定,", "我是党组秘书,", "我刚调到派驻组,",
        "我在机关纪委上班,", "我们单位碰到件事,", "群里争起来了,", "领导让我查一下,", "培训的时候有人问,", "写材料要用:",
        "外行问一句,", "有个事拿不准,", "这几天在学规则,", "老同志问我,", "局里开会时说到,", "同事和我看法不一样,",
        "说实在的,", "照理说,", "我一直没弄明白,", "上头来检查时问:", "我们这儿有人讲,",
        "我们这儿刚出了件事:", "昨天会上有人说,", "我干这行三年,头一回碰上:", "记者打电话来问,", "我是单位人事处的,",
        "书记让我写个说明,", "省里要来检查,先核对一下:", "写论文遇到个问题:", "两个同事打赌:", "有群众在窗口问:",
        "新来的同志不懂,", "我们是下面的单位,", "审计的同志转来一句:", "话说回来,", "道理上讲,", "别的先不说,", "说句外行话,",
        "从前好像不是这样,现在", "开了半天会也没定下来:", "不管别处怎么办,",
    ),
    "en": (
        "Quick question: ", "I am new to the office. ", "A colleague and I disagree. ", "For a report: ", "Under the rules, ",
        "I was told to check: ", "Could you tell me: ", "Someone asked at a training: ", "As far as the rules go, ",
        "We had a case last week. ", "I audit a ministry. ", "A journalist wants to know: ", "Just to be sure: ",
    ),
}  # fmt: skip
_TAILS = {
    "zh": (
        "给个依据。", "有条文依据没有?", "规定里怎么写的?", "大家说法不一。", "谢谢。", "我记不清了。", "白纸黑字写了吗?",
        "想听个准话。",
    ),
    "en": (" Which provision says so?", " I need the article.", " I cannot find it.", " Thanks."),
}  # fmt: skip
# A question whether something is so, as a claim that somebody made.
_CLAIMS = (
    "“{}”,这话对吗?", "同事说{},站得住脚吗?", "书记在会上讲“{}”,规定里真有这一条吗?", "听人说{},有这规矩吗?",
    "有人讲{},说得通吗?",
    "{},有依据吗?", "{},是这样吗?", "他们都说{},对不对?", "{},不是这样吗?", "{},没错吧?", "难道不是{}?",
    "凡是遇到这种情形,{},是不是?", "我理解是{},有没有理解错?", "规定写明了{}吗?", "“{}”,这个理解没错吧?", "文件上说{},是真的吗?",
)  # fmt: skip
_WHETHER = re.compile(r"^(?P<claim>[^?。“”]{6,60}?)[,，]?(?:对|是)?吗[?？]?$")
_ASKS_MORE = re.compile(
    r"谁|哪|什么|多少|多久|多长|几|怎么|如何|是否|[要能可该用]不[要能可该用]|有没有|是不是|还是"
)
_SAYS = {Modality.DUTY: "required", Modality.POWER: "permitted", Modality.PROHIBITION: "forbidden"}


@dataclass(frozen=True)
class Example:
    """A text and what it asks for; said False: a gist or the name of an act, which is not how people ask."""

    text: str
    lang: str
    key: str
    said: bool


def examples(base: Base) -> list[Example]:
    """Return every phrasing of the base, every gist and every act by name."""
    targets = targets_of(base)
    return [Example(text, lang, targets[n].key, weight == 1.0) for lang, text, n, weight in asked_of(base)]


def answer(base: Base, target: Target, on: date) -> str:
    """Return what a question about exactly this target is answered with."""
    if target.outside:
        return "unanswerable"
    if target.norm is not None and target.norm.in_force(on):
        return _SAYS[target.norm.modality]
    toward = target.toward[0] if target.toward else None
    return decide(Question(target.bearers[0], target.act, toward, on), base, base.archetypes).answer.value


class Varied:
    """Other words for the same question: another name for a party, what people say around it, a character lost."""

    def __init__(self, base: Base, seed: int) -> None:
        self._draw = random.Random(seed)
        self._synonyms = Synonyms(self._draw)
        self._kinds: dict[str, dict[str, str]] = {"zh": {}, "en": {}}
        for kind in base.pack.kinds:
            for lang, names in (("zh", (kind.name.zh, *kind.zh_also)), ("en", (kind.name.en, *kind.en_also))):
                for name in names:
                    if "…" not in name and len(name) >= _SHORTEST:
                        self._kinds[lang][name.lower().replace("（", "(").replace("）", ")")] = kind.id
        self._names = {lang: defaultdict(list) for lang in self._kinds}
        for lang, kinds in self._kinds.items():
            for name, kind in kinds.items():
                self._names[lang][kind].append(name)
        self._pattern = {lang: _any_of(kinds, whole=lang == "en") for lang, kinds in self._kinds.items()}

    def __call__(self, example: Example) -> str:
        text, draw = example.text, self._draw
        if draw.random() < 0.5:
            text = self._pattern[example.lang].sub(lambda m: self._other(m[0], example.lang), text)
        if example.lang == "zh" and draw.random() < 0.5:
            text = self._synonyms(text)
        text = self._framed(text, example.lang)
        if example.lang == "zh":
            text = text.rstrip("?？。") if draw.random() < 0.15 else text
            if text and draw.random() < 0.1:
                lost = draw.randrange(len(text))
                text = text[:lost] + text[lost + 1 :]
        return text

    def _framed(self, text: str, lang: str) -> str:
        draw = self._draw
        whether = _WHETHER.match(text) if lang == "zh" and draw.random() < 0.3 else None
        if whether and not _ASKS_MORE.search(whether["claim"]):
            return draw.choice(_CLAIMS).format(whether["claim"])
        if draw.random() < 0.25:
            text = draw.choice(_OPENINGS[lang]) + text
        if draw.random() < 0.1:
            text = f"{text.rstrip('?？。')}?{draw.choice(_TAILS[lang])}"
        return text

    def _other(self, name: str, lang: str) -> str:
        if self._draw.random() < 0.5:
            return name
        kind = self._kinds[lang].get(name.lower())
        return self._draw.choice(self._names[lang][kind]) if kind else name


def _any_of(names: dict[str, str], *, whole: bool) -> re.Pattern[str]:
    edge = r"\b" if whole else ""
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile("|".join(f"{edge}{re.escape(name)}{edge}" for name in longest_first), re.IGNORECASE)
