"""Visits at each point of their way."""

from datetime import date
from typing import Any

from paizhu.door.models import Matter
from paizhu.door.tests.world import do, fresh

PLAN: dict[str, Any] = {
    "host": "D1",
    "title": "到国库支付中心走访",
    "day": "2025-09-01",
    "place": "国库支付中心大厅",
    "subject": "支付审核岗位廉洁风险。",
}
ON = date(2025, 9, 1)
FOUND = "支付审核单有3份缺复核签字。\n时间为2025年7月。"


def step(who: str, act: str, matter: Matter, /, **given: Any) -> Matter:
    do(who, f"visit.{act}", matter, on=ON, **given)
    return fresh(matter)


def planned(**given: Any) -> Matter:
    done = do("clerk", "visit.plan", **{**PLAN, **given})
    assert done.matter is not None
    return done.matter


def made() -> Matter:
    return step(
        "clerk",
        "record",
        planned(),
        visited_on="2025-09-01",
        visitors="纪检监察员两名",
        met="大厅主任",
        text="查看单据40份。",
    )


def found() -> Matter:
    return step("clerk", "problem", made(), text=FOUND)


def told() -> Matter:
    return step("head", "tell", found(), text="请核实。", length="10", unit="working_day")


def answered() -> Matter:
    return step("secretary", "respond", told(), text="已责成补签并批评教育。")


def closed() -> Matter:
    return step("head", "close", step("clerk", "settle", answered(), number="1", text="已补签，现场看过。"))
