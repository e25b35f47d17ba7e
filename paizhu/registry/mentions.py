"""Organs named in a question: the longest name first; what looks like an organ's name and is none is told as well."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from paizhu.registry.kinds import Kind
from paizhu.registry.names import Names
from paizhu.registry.records import Organ

# What a question says in place of the name, so that it is understood like one about kinds.
WORDS: Mapping[Kind, str] = {
    Kind.COMMITTEE: "地方党委",
    Kind.COMMISSION: "派出机关",
    Kind.AGENCY: "机关纪检监察工委",
    Kind.OFFICE: "派驻机构",
    Kind.HOST: "驻在单位",
    Kind.PARTY_GROUP: "驻在单位党组",
    Kind.UNIT_COMMITTEE: "驻在单位党组",
    Kind.ORGAN_COMMITTEE: "机关党委",
    Kind.ORGAN_DISCIPLINE: "机关纪委",
    Kind.UNIT_DISCIPLINE: "直属单位纪委",
    Kind.SUBORDINATE: "下属单位",
}
WORDS_EN: Mapping[Kind, str] = {
    Kind.COMMITTEE: "Party committee",
    Kind.COMMISSION: "dispatching organ",
    Kind.AGENCY: "dispatched agency",
    Kind.OFFICE: "stationed office",
    Kind.HOST: "host unit",
    Kind.PARTY_GROUP: "host Party group",
    Kind.UNIT_COMMITTEE: "host Party group",
    Kind.ORGAN_COMMITTEE: "organ Party committee",
    Kind.ORGAN_DISCIPLINE: "organ discipline committee",
    Kind.UNIT_DISCIPLINE: "subordinate discipline body",
    Kind.SUBORDINATE: "subordinate unit",
}
# The day of asking is what is meant when nothing is said.
_TODAY = re.compile(r"今天|今日|目前|现在|当前|此刻|\b(?:today|now|currently)\b", re.IGNORECASE)
_LEVELS = "省市县区州旗盟"
# 驻市…局组: nobody says so of an office in general.
_OFFICE = re.compile(rf"驻[{_LEVELS}][^,，。?？;；、\s]{{1,14}}?(?:纪检监察组|纪检组|派驻组|组)")
_END = "局|中心|医院|学校|大学|学院|中学|小学|委员会|办公室|公司|集团|支队|大队|供销社|研究院|研究所|管理所|站|馆"
_UNIT = re.compile(rf"[{_LEVELS}][一-鿿]{{2,12}}?(?:{_END})(?:党组|党委|机关党委|机关纪委|纪委)?")
# Words that a pattern for names may catch and that are about any organ.
_GENERAL = re.compile(r"纪委|监委|驻在|派驻|下属|直属|机关|单位")


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a name stands in the text, and the organs that are called so (none: not known)."""

    text: str
    start: int
    end: int
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the word for an organ's kind stands in a text about kinds."""

    organ: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Replaced:
    """A question with the names of organs replaced by the words for their kinds."""

    text: str
    places: tuple[Place, ...]


class Recogniser:
    """Finds the names of organs in a text."""

    def __init__(self, organs: Mapping[str, Organ]) -> None:
        self.organs = organs
        self.names = Names(organs.values())
        # One pass for all names: of those that start at one place, the longest wins.
        words = sorted((w for w in self.names.words() if len(w) > 1), key=len, reverse=True)
        self._by_start: dict[str, list[str]] = {}
        for word in words:
            self._by_start.setdefault(word[:2], []).append(word)

    def find(self, text: str) -> list[Mention]:
        """Return the mentions in a (normalised) text, in order, none overlapping."""
        lowered = text.casefold()
        found: list[Mention] = []
        at = 0
        while at < len(lowered) - 1:
            word = next(
                (w for w in self._by_start.get(lowered[at : at + 2], ()) if lowered.startswith(w, at)), None
            )
            if word is None:
                at += 1
                continue
            found.append(Mention(text[at : at + len(word)], at, at + len(word), self.names.called(word)))
            at += len(word)
        return sorted([*found, *_unknown(text, found)], key=lambda m: m.start)

    def replaced(self, text: str, mentions: list[Mention], lang: str) -> "Replaced":
        """Return the text with the word for its kind in place of each name."""
        words = WORDS_EN if lang == "en" else WORDS
        made, end, places = "", 0, []
        for mention in mentions:
            made += _TODAY.sub("", text[end : mention.start])
            word = words[self.organs[mention.ids[0]].kind]
            places.append(Place(mention.ids[0], len(made), len(made) + len(word)))
            made += word
            end = mention.end
        return Replaced(made + _TODAY.sub("", text[end:]), tuple(places))


def _unknown(text: str, found: list[Mention]) -> list[Mention]:
    """What looks like a name and is not known; units only beside a name that is, because people say 市财政局 loosely."""
    patterns = [_OFFICE, _UNIT] if found else [_OFFICE]
    unknown: list[Mention] = []
    for pattern in patterns:
        for m in pattern.finditer(text):
            taken = any(m.start() < x.end and x.start < m.end() for x in (*found, *unknown))
            if not taken and (pattern is _OFFICE or not _GENERAL.search(m[0])):
                unknown.append(Mention(m[0], m.start(), m.end(), ()))
    return unknown
