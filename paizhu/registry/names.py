"""What organs are called: their names, their shorts, and the abbreviations that are usual for offices and Party bodies."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

from paizhu.registry.kinds import Kind
from paizhu.registry.records import Organ

_OFFICE = re.compile(r"^.*?(?P<at>驻.+?)(?P<end>纪检监察组|纪检组|监察组)$")
# 驻市财政局 is said 驻财政局 as well.
_LEVEL = re.compile(r"^驻[省市县区州旗](?=.{3})")
_BODIES = {
    Kind.PARTY_GROUP,
    Kind.UNIT_COMMITTEE,
    Kind.ORGAN_COMMITTEE,
    Kind.ORGAN_DISCIPLINE,
    Kind.UNIT_DISCIPLINE,
}


def plain(word: str) -> str:
    """Return a name as it is compared: one width, no spaces."""
    return "".join(unicodedata.normalize("NFKC", word).split()).casefold()


class Names:
    """Every word for every organ; a word may stand for several."""

    def __init__(self, organs: Iterable[Organ]) -> None:
        self._ids: dict[str, dict[str, None]] = defaultdict(dict)
        known = list(organs)
        shorts = {
            organ.name: organ.short
            for organ in known
            if organ.short and organ.kind in {Kind.HOST, Kind.SUBORDINATE}
        }
        for organ in known:
            for word in _words(organ, shorts):
                self._ids[plain(word)].setdefault(organ.id)

    def called(self, word: str) -> tuple[str, ...]:
        """Return the ids of the organs that are called so."""
        return tuple(self._ids.get(plain(word), ()))

    def words(self) -> list[str]:
        """Return every word, in one width and without spaces."""
        return list(self._ids)


def _words(organ: Organ, shorts: dict[str, str]) -> Iterator[str]:
    yield organ.name
    if organ.short:
        yield organ.short
    if organ.kind is Kind.OFFICE:
        for name in (organ.name, organ.short):
            yield from _of_office(name)
    if organ.kind in _BODIES:
        yield from _of_body(organ.name, shorts)


def _of_office(name: str) -> Iterator[str]:
    """The abbreviations of an office: 驻区教育局纪检组, 驻区教育局组, 驻教育局组 and so on."""
    found = _OFFICE.match(name)
    if found is None:
        return
    for at in dict.fromkeys((found["at"], _LEVEL.sub("驻", found["at"]))):
        for end in ("纪检监察组", "纪检组", "派驻组", "组"):
            yield at + end


def _of_body(name: str, shorts: dict[str, str]) -> Iterator[str]:
    """清浦区教育局党组: 区教育局党组, where 区教育局 is short for 清浦区教育局."""
    for end in ("党组", "机关党委", "机关纪委", "党委", "纪委"):
        if name.endswith(end):
            short = shorts.get(name.removesuffix(end))
            if short:
                yield short + end
            return
