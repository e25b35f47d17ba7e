"""The closed sets of the registry: kinds of organ, types of relation, levels of post.

The words are those of the exchange files (docs/reference/registry.md); they are stored as they are written there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    COMMITTEE = "地方党委"
    COMMISSION = "纪委监委"
    AGENCY = "纪检监察工委"
    OFFICE = "派驻机构"
    HOST = "驻在单位"
    PARTY_GROUP = "党组"
    UNIT_COMMITTEE = "党委"
    ORGAN_COMMITTEE = "机关党委"
    ORGAN_DISCIPLINE = "机关纪委"
    UNIT_DISCIPLINE = "直属单位纪委"
    SUBORDINATE = "下属单位"


class Type(StrEnum):
    LEADS = "leads"
    DISPATCHES = "dispatches"
    STATIONED_AT = "stationed_at"
    COVERS = "covers"
    PARTY_BODY_OF = "party_body_of"
    DISCIPLINE_BODY_OF = "discipline_body_of"
    SUBORDINATE_OF = "subordinate_of"
    GUIDES = "guides"


class Level(StrEnum):
    CHIEF = "正职"
    DEPUTY = "副职"
    LEADERSHIP = "班子成员"
    MIDDLE = "中层"
    OTHER = "其他"


@dataclass(frozen=True, slots=True)
class Ends:
    """The kinds that a relation can go from and to."""

    source: frozenset[Kind]
    target: frozenset[Kind]


def _ends(source: tuple[Kind, ...], target: tuple[Kind, ...]) -> Ends:
    return Ends(frozenset(source), frozenset(target))


_LEADING_BODIES = (Kind.PARTY_GROUP, Kind.UNIT_COMMITTEE)

# Each type with the pairs of kinds that it holds between. Source: the table of exchange files.
ENDS: Mapping[Type, tuple[Ends, ...]] = {
    Type.LEADS: (
        _ends((Kind.COMMITTEE,), (Kind.COMMISSION,)),
        _ends((Kind.COMMISSION,), (Kind.COMMISSION,)),
        _ends(_LEADING_BODIES, (Kind.ORGAN_COMMITTEE,)),
        _ends((Kind.ORGAN_COMMITTEE,), (Kind.ORGAN_DISCIPLINE,)),
    ),
    Type.DISPATCHES: (_ends((Kind.COMMISSION,), (Kind.OFFICE, Kind.AGENCY)),),
    Type.STATIONED_AT: (_ends((Kind.OFFICE,), (Kind.HOST,)),),
    Type.COVERS: (_ends((Kind.OFFICE,), (Kind.HOST,)),),
    Type.PARTY_BODY_OF: (_ends(_LEADING_BODIES, (Kind.HOST,)),),
    Type.DISCIPLINE_BODY_OF: (_ends((Kind.UNIT_DISCIPLINE,), (Kind.SUBORDINATE,)),),
    Type.SUBORDINATE_OF: (_ends((Kind.SUBORDINATE,), (Kind.HOST,)),),
    Type.GUIDES: (_ends((Kind.AGENCY,), (Kind.ORGAN_DISCIPLINE,)),),
}

PAIRS: Mapping[Type, frozenset[tuple[Kind, Kind]]] = {
    type_: frozenset((s, t) for ends in alternatives for s in ends.source for t in ends.target)
    for type_, alternatives in ENDS.items()
}

TYPE_WORDS: Mapping[Type, str] = {
    Type.LEADS: "领导",
    Type.DISPATCHES: "派驻",
    Type.STATIONED_AT: "驻在",
    Type.COVERS: "综合监督",
    Type.PARTY_BODY_OF: "党组设于",
    Type.DISCIPLINE_BODY_OF: "纪委设于",
    Type.SUBORDINATE_OF: "隶属",
    Type.GUIDES: "业务指导",
}


def type_word(type_: str, lang: str) -> str:
    """Return what a type of relation is called in a line of text. lang: zh or en."""
    return TYPE_WORDS[Type(type_)] if lang == "zh" else type_.replace("_", " ")


# The types by which an office is over a unit; a unit is under one office on any day.
OVER_A_HOST = frozenset({Type.STATIONED_AT, Type.COVERS})

# A post of one of these titles has one holder on any day.
SOLE_TITLES = frozenset({"组长", "党组书记", "党委书记", "机关党委书记", "机关纪委书记"})
