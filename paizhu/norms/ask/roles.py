"""The parties that a question names."""

import re
from functools import cached_property, lru_cache

from msgspec import Struct

from paizhu.norms.ask.words import Words
from paizhu.norms.base import Base

_GAP = "[^,，。?？;；]{0,8}?"
_AT_ONCE = 32  # texts: several steps of one answer ask which parties one names


class Mention(Struct, frozen=True):
    """A kind of party named from `start` to `end`; side: what its neighbours suggest that it is.

    side: "bearer" acts, "toward" is acted upon, "agent" does what another accepts, "approves" only agrees; "" unknown.
    """

    kind: str
    start: int
    end: int
    side: str = ""


class Roles:
    """Finds the kinds of party in a text, the longest name first."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._found = lru_cache(_AT_ONCE)(self._find)

    @cached_property
    def _zh(self) -> tuple[Words, dict[str, str], list[tuple[re.Pattern[str], str]]]:
        names: dict[str, str] = {}
        for kind in self._base.pack.kinds:
            for name in (kind.name.zh, *kind.zh_also):
                names.setdefault(name.replace("（", "(").replace("）", ")"), kind.id)
        gapped = [(_pattern(n), k) for n, k in names.items() if "…" in n]
        plain = {n: k for n, k in names.items() if "…" not in n and len(n) > 1}
        return Words(plain), plain, gapped

    @cached_property
    def _en(self) -> tuple[Words, dict[str, str]]:
        names: dict[str, str] = {}
        for kind in self._base.pack.kinds:
            for name in (kind.name.en, *kind.en_also):
                names.setdefault(name.lower().replace("’", "'"), kind.id)
        return Words(names), names

    def find(self, text: str, lang: str) -> list[Mention]:
        """Return the mentions in a (normalised) text, in order, none overlapping."""
        return list(self._found(text, lang))

    def _find(self, text: str, lang: str) -> tuple[Mention, ...]:
        return tuple(self._find_en(text) if lang == "en" else self._find_zh(text))

    def _find_zh(self, text: str) -> list[Mention]:
        words, names, gapped = self._zh
        found = [Mention(names[word], at, at + len(word)) for at, word in words.find(text)]
        for gap_pattern, kind in gapped:
            for m in gap_pattern.finditer(text):
                inside = [x for x in found if x.start < m.end() and m.start() < x.end]
                if all(m.start() <= x.start and x.end <= m.end() for x in inside):
                    found = [x for x in found if x not in inside] + [Mention(kind, *m.span())]
        found.sort(key=lambda x: x.start)
        return [
            Mention(x.kind, x.start, x.end, _side_zh(text, x))
            for x in self._joined(text, found)
            if not _DENIED.search(text[max(0, x.start - 6) : x.start])
        ]

    def _joined(self, text: str, found: list[Mention]) -> list[Mention]:
        """A body or post named together with its organ (驻局组组长) is one party: the body or post.

        So is a person named by another (被调查人的近亲属): the one who is named last.
        """
        joined: list[Mention] = []
        for mention in found:
            last = joined[-1] if joined else None
            if (
                last
                and text[last.end : mention.start] in ("", "的")
                and self._belongs(mention.kind, last.kind)
            ):
                joined[-1] = Mention(mention.kind, last.start, mention.end)
            else:
                joined.append(mention)
        return joined

    def _belongs(self, kind: str, organ: str) -> bool:
        if all(self._base.is_a(each, _PERSON) for each in (kind, organ)):
            return True
        world, day = self._base.archetypes, self._base.pack.reaches.toordinal()
        return any(
            world.related(r, kind, organ, day) for r in ("body_of", "post_of", "works_at", "party_body_of")
        )

    def _find_en(self, text: str) -> list[Mention]:
        words, names = self._en
        found = words.find_apart(text.replace("’", "'").lower())
        return [
            Mention(names[word], start, end, _side_en(text, start))
            for start, end, word in found
            if not (names[word] == _LEAD and _LEADS.match(text[end:]))
        ]


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_GAP.join(re.escape(part) for part in name.split("…")))


_MANAGES = re.compile(
    r"(?:直接|所)?(?:管理|领导|任免|主管)的"
)  # 给市委管理的党员: the member is meant, not the committee
# 市纪委, 部机关纪委: the level belongs to the name, though the name is known without it.
_LEVEL = re.compile(r"[省市县区州旗镇乡厅局署部]$")
# What stands right before a party tells which side of the act it is on.
_TOWARD = re.compile(
    r"(?:对|向|给|跟|与|同|替|为|帮|帮助|会同|报|报请|报送|告知|告诉|通知|征求|听取|协助|辅助|支持|"
    r"督促|领导|配合|监督|指导|提醒|接受|服从|征得|代|代替|提请|通报|抄送|抄给|移送|移交|交给|递给|送|问责|处分|查处|约谈|推动|约束|要求|邀请)"
    r"(?:其|它|本|该|同级|上级|所在|有关|相关|给|到|过|的)*$"
)
_PERSON = frozenset({"person"})
_LEAD = "lead"  # where another is led, no lead is spoken of
_LEADS = re.compile(r" (?:the|an?|its|their|his|her|our|this|that|these|all|every|any)\b", re.IGNORECASE)
_DENIED = re.compile(
    r"(?:^|[,。;(我他也又并既]|本人)不是(?:[他她其我](?:的)?)?$"
)  # what somebody says he is not
_ACCEPTED = re.compile(r"(?:接受|服从)(?:其|它|本|该|同级|上级|来自)*$")
_APPROVES = re.compile(r"(?:也|已经?|都|后来)?(?:同意|点头|点了头|批准|批了|首肯|答应|许可|审批)")
_BEARER = re.compile(r"(?:由|归|被|受|经|应由|该由|得由|须由|靠|凭)(?:其|本|该|所在|有关)*$")


def _side_zh(text: str, mention: Mention) -> str:
    before, after = text[max(0, mention.start - 10) : mention.start], text[mention.end : mention.end + 8]
    before, managing = _LEVEL.sub("", before), _MANAGES.match(after)
    if _ACCEPTED.search(before):
        return "agent"
    if _APPROVES.match(after):
        return "approves"
    if _BEARER.search(before):
        return "bearer"
    if _TOWARD.search(before) and not managing:
        return "toward"
    if managing or _IS.match(after):
        return ""
    return "bearer" if _ACTS.match(after) or not before or before[-1] in _EDGES else ""


# What a party is said to be, or of whom something is, does not act.
_IS = re.compile(r"的|(?:也|都|还)?(?:算|属于?)(?!了|计)")
_EDGES = ',。;:?!、“”" '
# What a party that acts is followed by.
_ACTS = re.compile(
    r"(?:主要)?(?:应当|应该|应不应|应否|应|必须|可以|可不可以|可否|能否|能不能|能|要不要|要|该不该|该|须|需要|需|得|不得|不能|不应|有权|无权|"
    r"有义务|有责任|有职责|有没有|有无|是否|是不是|负责|负有|不负|在|对|向|给|每年|每|定期|自己|直接|把|将|想|拿到|收到|发现|接到|作出|提出|跟|与|同|会同)"
)


_TOWARD_EN = re.compile(
    r"\b(?:to|toward|towards|with|for|from|of|assist|help|support|urge|lead|supervise|guide|inform|tell|notify|consult|"
    r"against|obey|before|over|give|ask|at|in|on)\s+(?:the|a|an|its|their|his|her|that|this|any)?\s*(?:same|own|other)?\s*$",
    re.IGNORECASE,
)
_BEARER_EN = re.compile(
    r"\b(?:by|must|may|can|shall|should|does|do|is|are|was|did|has|have|duty of|power of|obligation of)\s+"
    r"(?:the|a|an|its|their|any)?\s*$",
    re.IGNORECASE,
)


def _side_en(text: str, start: int) -> str:
    before = text[max(0, start - 40) : start]
    if _BEARER_EN.search(before):
        return "bearer"
    return "toward" if _TOWARD_EN.search(before) else ""
