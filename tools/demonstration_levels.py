"""Level by level in the demonstration's first host: a task passed to its units; one has answered, one is late, some are silent."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from tools.demonstration_acting import COMMITTEE, DISCIPLINE, GROUP, OFFICE, Acted, Seats

TITLE = "报送公务用车和加油卡台账"


def make(lists: Mapping[str, Any]) -> None:
    """Do the acts, the oldest first, each from the seat that may."""
    seats = Seats(lists)
    head, clerk = seats.of(OFFICE, "组长"), seats.of(OFFICE, "纪检监察员")
    secretary = seats.of(GROUP, "党组书记")
    committee, discipline = seats.of(COMMITTEE, "机关党委书记"), seats.of(DISCIPLINE, "机关纪委书记")
    first, second = (seats.of(unit, "主任") for unit in ("U001", "U002"))
    task = Acted()
    task.do(
        clerk, "task.propose", 20, assignee=GROUP, act="cooperate.provide_materials", title="提供公务用车和加油卡台账",
        request="请提供本机关和直属单位今年以来的公务用车、加油卡台账。", length=30, unit="working_day",
    )  # fmt: skip
    task.do(head, "task.approve", 20)
    task.do(secretary, "task.accept", 20)
    passed = {
        "what": task.reference,
        "title": TITLE,
        "request": "请报送本单位今年以来的公务用车、加油卡台账。",
    }
    _pass(secretary, 20, **passed, units="J01、U001、U003、U900", due_on=working_day(8))
    _pass(secretary, 20, **passed, units="U002", due_on=working_day(-6))
    below = _below(task.reference)
    below["U001"].do(first, "relay.receive", 20)
    below["U001"].do(first, "relay.answer", 12, text="已报送。共3辆车，台账齐全；发现2次跨区加油，已说明。")
    below["U001"].do(secretary, "relay.close", 9, text="抽查加油记录，与台账一致。")
    below["U002"].do(second, "relay.receive", 12)
    below["J01"].do(committee, "relay.receive", 12)
    _pass(
        committee,
        12,
        what=below["J01"].reference,
        title=TITLE,
        request="请核对机关本级用车审批。",
        units=DISCIPLINE,
        due_on=working_day(5),
    )
    further = _below(below["J01"].reference)[DISCIPLINE]
    further.do(discipline, "relay.receive", 9)
    further.do(discipline, "relay.answer", 9, text="已核对审批单52份，缺1份，已补正。")


def _pass(seat: str, ago: int, **given: Any) -> None:
    Acted().do(seat, "relay.pass", ago, **given)


def _below(reference: str) -> dict[str, Acted]:
    """What was passed down from a matter, by unit."""
    from paizhu.levels.models import Relay

    found = {}
    for unit, own in Relay.objects.filter(parent__reference=reference).values_list(
        "unit", "matter__reference"
    ):
        found[unit] = Acted()
        found[unit].reference = own
    return found


def working_day(days: int) -> str:
    """The day that many days from today, or the next working day after it."""
    from django.utils import timezone

    from paizhu.norms.periods.official import official

    day: date = timezone.localdate() + timedelta(days=days)
    while not official().is_working(day):
        day += timedelta(days=1)
    return day.isoformat()
