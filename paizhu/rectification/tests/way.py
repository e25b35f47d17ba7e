"""The way of a rectification of the cast, from the office Z1 to the Party group D1, as far as a test needs it.

clerk drafts, head approves; group_clerk lists and reports, secretary submits; clerk verifies, deputy accepts, head closes.
"""

from datetime import date
from typing import Any

from paizhu.door.doing import Channel
from paizhu.door.models import Matter
from paizhu.door.perform import perform
from paizhu.door.tests.world import ON, do, fresh, present, seat

DRAFT: dict[str, Any] = {
    "addressee": "D1",
    "title": "规范公务接待审批",
    "origin": "case",
    "source": "张某案第三笔",
    "grounds": "日常监督发现公务接待先接待后审批。",
    "recommendation": "请查找原因，完善审批，限期整改并反馈。",
    "length": "10",
    "unit": "working_day",
}
CAUSES: dict[str, Any] = {
    "education_found": "yes",
    "education_label": "警示教育流于形式",
    "education_text": "近两年没有结合本系统案例开展教育。",
    "system_found": "yes",
    "system_label": "审批制度缺失",
    "system_text": "没有接待审批的规定。",
    "management_found": "no",
    "management_label": "",
    "management_text": "岗位设置和分工清楚，未查到管理上的原因。",
    "supervision_found": "no",
    "supervision_label": "",
    "supervision_text": "内部审计按期开展，未查到监督上的原因。",
}
# Thursdays and Fridays; no holiday.
FIRST: dict[str, Any] = {
    "head": "education",
    "text": "组织一次警示教育",
    "owner": "",
    "post": "秘书",
    "due_on": "2025-10-30",
}
SECOND: dict[str, Any] = {
    "head": "system",
    "text": "制定接待审批办法",
    "owner": "J1",
    "post": "",
    "due_on": "2025-11-28",
}
SIDES = {"issuer": "Z1", "unit": "D1"}
INSIDE = {"issuer": "Z1"}


def act(who: str, step: str, matter: Matter, day: date = ON, /, **given: Any) -> Matter:
    """Do a step of the rectification, and return the matter as it is then."""
    do(who, f"rectification.{step}", matter, on=day, **given)
    return fresh(matter)


def drafted(**given: str) -> Matter:
    done = do("clerk", "rectification.recommend", **{**DRAFT, **given})
    assert done.matter is not None
    return act("clerk", "analyse", done.matter, **CAUSES)


def issued(**given: str) -> Matter:
    return act("head", "approve", drafted(**given))


def listed() -> Matter:
    matter = act("group_clerk", "measure", issued(), **FIRST)
    return act("group_clerk", "measure", matter, **SECOND)


def planned() -> Matter:
    return act("secretary", "plan", listed())


def carried_out() -> Matter:
    return act("head", "accept_plan", planned())


def report(matter: Matter, n: int, day: date = ON) -> Matter:
    return act("group_clerk", "report", matter, day, measure=n, text="已完成", no_evidence="会议现场核验")


def verify(matter: Matter, n: int, who: str = "clerk", day: date = ON) -> Matter:
    return act(who, "verify", matter, day, measure=n, visited_on="2025-09-01", text="属实")


def completed() -> Matter:
    matter = report(report(carried_out(), 1), 2)
    return act("secretary", "complete", matter, text="整改报告")


def verified() -> Matter:
    return verify(verify(completed(), 1), 2)


def accepted() -> Matter:
    return act("deputy", "accept", verified(), last_day="2025-09-30")


def closed() -> Matter:
    return act("head", "close", accepted(), length=6, unit="month")


def held() -> Matter:
    return act("clerk", "hold", closed(), text="成效保持")


def attach(who: str, matter: Matter, file: Any, measure: int) -> Matter:
    """Attach evidence to a measure."""
    perform(
        present(), seat(who), "rectification.evidence", matter.reference, {"measure": measure},
        files={"file": file}, channel=Channel.PAGE,
    )  # fmt: skip
    return fresh(matter)
