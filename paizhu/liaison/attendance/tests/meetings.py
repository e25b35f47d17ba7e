"""Attendance at each point of its way."""

from datetime import date
from typing import Any

from paizhu.door.models import Matter
from paizhu.door.tests.world import do, fresh

NOTICE: dict[str, Any] = {
    "office": "Z1",
    "meeting": "party_group",
    "title": "党组会议",
    "day": "2025-09-08",
    "place": "二楼会议室",
    "agenda": "一、研究信息化项目采购；二、研究干部轮岗。",
}
ON = date(2025, 9, 8)
OPINION: dict[str, Any] = {
    "text": "单一来源采购的理由不充分，建议补充论证后再议。",
    "length": "10",
    "unit": "working_day",
}


def announced(**given: Any) -> Matter:
    done = do("group_clerk", "attendance.notify", **{**NOTICE, **given})
    assert done.matter is not None
    return done.matter


def asked(host: str = "D1") -> Matter:
    given = {k: v for k, v in NOTICE.items() if k != "office"}
    done = do("clerk", "attendance.ask", host=host, **given)
    assert done.matter is not None
    return done.matter


def step(who: str, act: str, matter: Matter, /, **given: Any) -> Matter:
    do(who, f"attendance.{act}", matter, on=ON, **given)
    return fresh(matter)


def present() -> Matter:
    return step("clerk", "record", announced(), attended_on="2025-09-08", capacity="sat_in", present="副组长")


def raised() -> Matter:
    return step("deputy", "opine", present(), **OPINION)


def minuted(text: str = "派驻组提出可进一步论证。") -> Matter:
    return step("group_clerk", "minutes", raised(), text=text)


def compared(verdict: str = "softened") -> Matter:
    return step("clerk", "compare", minuted(), verdict=verdict, text="“理由不充分”未写入。")


def responded() -> Matter:
    return step("secretary", "respond", compared(), adoption="adopted", text="已退回补充论证。")


def followed() -> Matter:
    return step("clerk", "follow", responded(), text="改为公开招标，节约12万元。")


def closed() -> Matter:
    return step("head", "close", followed())
