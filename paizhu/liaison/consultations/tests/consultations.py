"""Consultations at each point of their way."""

from datetime import date
from typing import Any

from paizhu.door.models import Matter
from paizhu.door.tests.world import do, fresh
from paizhu.liaison.consultations.minutes import latest

PROPOSED: dict[str, Any] = {
    "group": "D1",
    "title": "下半年全面从严治党专题会商",
    "day": "2025-09-10",
    "place": "三楼会议室",
}
HELD: dict[str, Any] = {
    "held_on": "2025-09-10",
    "office_present": "组长、副组长",
    "group_present": "党组书记及班子成员",
}
ON = date(2025, 9, 10)
DECISION: dict[str, Any] = {
    "text": "月底前通报重大项目招标安排。",
    "owner": "group",
    "act": "notify.important",
    "due_on": "2025-09-30",
}


def version(matter: Matter) -> str:
    """Return the digest of the latest version."""
    found = latest(matter)
    assert found is not None
    return found.digest


def proposed(**given: Any) -> Matter:
    done = do("clerk", "consultation.propose", **{**PROPOSED, **given})
    assert done.matter is not None
    return done.matter


def asked(**given: Any) -> Matter:
    given = {"office": "Z1", "title": "商请会商", "day": "2025-09-12", **given}
    done = do("group_clerk", "consultation.ask", **given)
    assert done.matter is not None
    return done.matter


def agreed() -> Matter:
    matter = proposed()
    do("secretary", "consultation.agree", matter)
    return fresh(matter)


def held() -> Matter:
    matter = agreed()
    do("clerk", "consultation.hold", matter, on=ON, **HELD)
    return fresh(matter)


def decided() -> Matter:
    """Return one with minutes and a decision of the Party group."""
    matter = held()
    do("clerk", "consultation.write", matter, on=ON, text="会议研究了政治生态。", version=version(matter))
    do("deputy", "consultation.decide", fresh(matter), on=ON, version=version(matter), **DECISION)
    return fresh(matter)


def sent() -> Matter:
    matter = decided()
    do("head", "consultation.confirm_office", matter, on=ON, version=version(matter))
    return fresh(matter)


def confirmed() -> Matter:
    matter = sent()
    do("secretary", "consultation.confirm_group", matter, on=ON, version=version(matter))
    return fresh(matter)


def closed() -> Matter:
    matter = confirmed()
    do("head", "consultation.close", matter, on=ON)
    return fresh(matter)
