"""Rulings in words, Chinese and English: whole sentences with the pack's own terms, never sentences from parts.

The texts stand here, not in gettext: a ruling is a value and must read the same from page, API and shell.
"""

from collections.abc import Iterable

from paizhu.norms.articles import article_en, article_zh, numeral, value
from paizhu.norms.base import Base, Rule
from paizhu.norms.decide import Answer, Fails, Miss, Ruling
from paizhu.norms.model import Condition, Modality, Norm, Stance, Text, Verified

ANSWERS = {
    Answer.REQUIRED: Text("应当", "Required"),
    Answer.PERMITTED: Text("可以", "Permitted"),
    Answer.FORBIDDEN: Text("不得", "Forbidden"),
    Answer.LIMITED: Text("仅限列明事项", "Limited"),
    Answer.NOT_PROVIDED: Text("没有规定", "Not provided"),
    Answer.UNANSWERABLE: Text("不能作答", "Cannot be answered"),
}
MODALITIES = {
    Modality.DUTY: Text("职责", "duty"),
    Modality.POWER: Text("权力", "power"),
    Modality.PROHIBITION: Text("禁止", "prohibition"),
}
# The kinds of value that an answer tells (`ask.values`).
VALUES = {
    "duration": Text("期限", "Time limit"),
    "frequency": Text("频次", "How often"),
    "list": Text("列明", "What is listed"),
    "date": Text("生效", "Takes effect"),
    "party": Text("谁", "Who"),
}
VERIFIED = {
    Verified.TEXT: Text("已核对原文", "checked against the text"),
    Verified.SECOND_HAND: Text("二手引文，未见原文", "second hand: the text was not read"),
    Verified.MEMORY: Text("凭记忆，待核", "from memory: to be verified"),
}
STANCES = {
    Stance.SUPPORTS: Text("支持", "supports"),
    Stance.DENIES: Text("否定", "denies"),
    Stance.CONTESTED: Text("有争议", "contested"),
}
REASONS = {
    "before_reach": Text(
        "规范库没有及于该日：{pack}最早只及{reaches}。",
        "The base does not reach that date: {pack} begins on {reaches}.",
    ),
    "conflict_unsettled": Text(
        "两条规范相互冲突，位阶、先后和特别都不能定其取舍；两种读法都列在下面。",
        "Two norms conflict, and neither rank, time nor specialty settles it; both readings are shown.",
    ),
}
_SUMMARY = {
    Answer.REQUIRED: Text(
        "{bearer}{to}应当：{act}。依据：{grounds}。", "{Bearer} must{to}: {act}. Ground: {grounds}."
    ),
    Answer.PERMITTED: Text(
        "{bearer}{to}可以：{act}。依据：{grounds}。", "{Bearer} may{to}: {act}. Ground: {grounds}."
    ),
    Answer.FORBIDDEN: Text(
        "{bearer}{to}不得：{act}。依据：{grounds}。", "{Bearer} must not{to}: {act}. Ground: {grounds}."
    ),
    Answer.LIMITED: Text(
        "{bearer}{to}没有一般的“{act}”职责或者权力，仅限列明的：{parts}。",
        "{Bearer} has no general duty or power{to}: {act}. Only these are named: {parts}.",
    ),
    Answer.NOT_PROVIDED: Text(
        "所及规范都没有规定{bearer}{to}“{act}”的职责或者权力。",
        "No norm of the base gives {bearer} this duty or power{to}: {act}.",
    ),
}
_AGREED = Text(
    "没有条文规定，也没有条文禁止：{bearer}{to}“{act}”须经双方同意。",
    "No article provides for it and none forbids it: by agreement of both sides {bearer} may{to}: {act}.",
)
_PART = Text("{act}（{where}）", "{act} ({where})")
_TO = Text("对{toward}", " (toward {toward})")


def citation(base: Base, norm: Norm, lang: str = "zh", *, short: bool = False) -> str:
    """Return where a norm stands: 《派驻规则》第二十五条第一款 / Stationed Bodies Rules (2022), art. 25."""
    regulation = base.regulations[norm.regulation]
    if lang == "en":
        name = (regulation.short if short else regulation.title).en
        item = f"({_item_number(norm.item)})" if norm.item else ""
        return f"{name} ({norm.version}), {article_en(norm.article)}{item}"
    name = (regulation.short if short else regulation.title).zh
    several = len(regulation.versions) > 1
    version = f"（{norm.version}）" if several else ""
    paragraph = f"第{numeral(norm.paragraph)}款" if norm.paragraph else ""
    item = f"第{norm.item}项" if norm.item else ""
    return f"《{name}》{version}{article_zh(norm.article)}{paragraph}{item}"


def _item_number(item: str) -> str:
    """The number of an item in figures: （八） is 8."""
    written = item.strip("（）()第项")
    return str(value(written) or written)


def listed(parts: Iterable[str], lang: str) -> str:
    """Return the parts as a list in a sentence."""
    return ("; " if lang == "en" else "；").join(dict.fromkeys(parts))


def summary(ruling: Ruling, base: Base, lang: str) -> str:
    """Return the ruling in one or two sentences."""
    if ruling.answer is Answer.UNANSWERABLE:
        return reason(ruling.reason or "", base, lang)
    template = _AGREED if ruling.basis == "agreement" else _SUMMARY[ruling.answer]
    cites = _cited_together(ruling.grounds[:4], base, lang)
    parts = listed(_parts(ruling.grounds, base, lang), lang)
    return template.in_(lang).format(grounds=cites, parts=parts, **_words(ruling, base, lang))


def _parts(rules: tuple[Rule, ...], base: Base, lang: str) -> Iterable[str]:
    """Each act with the provisions that give it; an act below another one of them is left to its parent."""
    by_act: dict[str, list[Rule]] = {}
    for rule in rules:
        by_act.setdefault(rule.norm.act, []).append(rule)
    for act, giving in by_act.items():
        if not any(other in by_act for other in base.above(act)[1:]):
            name = base.acts[act].name.in_(lang)
            yield _PART.in_(lang).format(act=name, where=_cited_together(giving, base, lang))


def _cited_together(rules: Iterable[Rule], base: Base, lang: str) -> str:
    return ("; " if lang == "en" else "、").join(
        dict.fromkeys(citation(base, rule.norm, lang, short=True) for rule in rules)
    )


def _words(ruling: Ruling, base: Base, lang: str) -> dict[str, str]:
    question = ruling.question
    bearer = party_name(ruling, question.bearer, base, lang)
    toward = (
        _TO.in_(lang).format(toward=party_name(ruling, question.toward, base, lang))
        if question.toward
        else ""
    )
    if lang == "en":
        bearer = f"the {bearer}" if not bearer[:1].isupper() else bearer
    act = base.acts[question.act].name.in_(lang)
    return {"bearer": bearer, "Bearer": bearer[:1].upper() + bearer[1:], "act": act, "to": toward}


def party_name(ruling: Ruling, party: str, base: Base, lang: str) -> str:
    """Return what a party of a ruling is called: the name of an organ, or of a kind."""
    named = ruling.cast.names.get(party) if ruling.cast else None
    return named or name_of(base, party, lang)


def name_of(base: Base, party: str, lang: str) -> str:
    """Return the name of a kind; of a party that is none, its own id."""
    kind = base.kinds.get(party)
    return kind.name.in_(lang) if kind else party


def reason(code: str, base: Base, lang: str) -> str:
    """Return why a question is not ruled, for a reason code of a ruling."""
    pack = base.pack
    return REASONS[code].in_(lang).format(pack=pack.title.in_(lang), reaches=pack.reaches.isoformat())


def because(miss: Miss, ruling: Ruling, base: Base, lang: str) -> str:
    """Return why a near miss does not ground the answer: whom it binds, toward whom, what relation it needs."""
    norm, question = miss.rule.norm, ruling.question
    parts = []
    if Fails.BEARER in miss.fails:
        parts.append(
            _BEARER.in_(lang).format(
                kinds=_kinds(base, norm.bearers, lang),
                asked=party_name(ruling, question.bearer, base, lang),
            )
        )
    if Fails.TOWARD in miss.fails and question.toward:
        parts.append(
            _TOWARD.in_(lang).format(
                kinds=_kinds(base, norm.toward, lang),
                asked=party_name(ruling, question.toward, base, lang),
            )
        )
    for condition in miss.conditions:
        needs = base.relations[condition.relation].name.in_(lang)
        have = [base.relations[r].name.in_(lang) for r in ruling.relations]
        actual = listed(have, lang) if have else _NO_RELATION.in_(lang)
        parts.append(
            _CONDITION.in_(lang).format(
                needs=_sentence(base, norm, condition.subject, needs, condition.object, lang), actual=actual
            )
        )
    return (" " if lang == "en" else "").join(parts)


_BEARER = Text("该条约束的是{kinds}，不是{asked}。", "It binds the {kinds}, not the {asked}.")
_TOWARD = Text("该条的对象是{kinds}，不是{asked}。", "It is owed to the {kinds}, not to the {asked}.")
_CONDITION = Text(
    "该条以“{needs}”为前提，此处的关系是：{actual}。",
    "It presupposes “{needs}”; here the relation is: {actual}.",
)
_NO_RELATION = Text("无", "none")


def _kinds(base: Base, kinds: tuple[str, ...], lang: str) -> str:
    return (" or " if lang == "en" else "、").join(name_of(base, k, lang) for k in kinds)


def _sentence(base: Base, norm: Norm, subject: str, relation: str, target: str, lang: str) -> str:
    def end(term: str) -> str:
        if term == "bearer":
            return _kinds(base, norm.bearers[:1], lang)
        if term == "toward":
            return _kinds(base, norm.toward[:1], lang)
        return name_of(base, term, lang)

    space = " " if lang == "en" else ""
    return f"{end(subject)}{space}{relation}{space}{end(target)}"


def condition(base: Base, norm: Norm, of: Condition, lang: str) -> str:
    """Return a condition of a norm as a short sentence: who stands in which relation to whom."""
    relation = base.relations[of.relation]
    return _sentence(base, norm, of.subject, relation.name.in_(lang), of.object, lang)
