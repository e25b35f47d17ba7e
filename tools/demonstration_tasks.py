"""General tasks of the demonstration's city, done through the door on days before today: some due, some late, some closed."""

from collections.abc import Mapping
from typing import Any

from tools.demonstration_acting import GROUP, HOST, OFFICE, Acted, Seats


def make(lists: Mapping[str, Any]) -> None:
    """Do the tasks' acts, the oldest first, each from the seat that may."""
    seats = Seats(lists)
    superior, room = seats.of("W2", "副书记"), seats.of("W2", "第一监督检查室干部")
    head, deputy, clerk = (seats.of(OFFICE, title) for title in ("组长", "副组长", "纪检监察员"))
    member = seats.of(GROUP, "党组成员")
    half_year = _Task("报送上半年派驻监督工作情况", "请按模板报送上半年派驻监督工作情况。", 20)
    half_year.assigned(room, superior, ago=60)
    half_year.do(clerk, "task.accept", 58)
    half_year.do(head, "task.answer", 40, text="已按模板报送，详见所附材料。")
    half_year.do(room, "task.check", 38, text="内容完整，数据核对无误。")
    half_year.do(superior, "task.close", 36)
    cars = _Task(
        "核查公务用车管理情况",
        "请结合日常监督核查驻在单位公务用车管理情况，报送问题清单和处理意见。",
        10,
    )
    cars.assigned(room, superior, ago=30)
    cars.do(clerk, "task.accept", 28)
    cars.do(clerk, "task.note", 20, text="已调阅用车台账，正在核对加油记录。")
    treasury = _Task("对市国库支付中心开展日常监督", "请对资金支付内控情况开展监督并报告。", 15)
    treasury.assigned(room, superior, ago=13, act="supervise", toward=HOST)
    treasury.do(deputy, "task.accept", 12)
    assets = _Task("督促整改固定资产账实不符问题", "请督促驻在单位党组按巡察反馈意见整改并报告进展。", 10)
    assets.assigned(room, superior, ago=6)
    notice = _Task("通报重大项目招标安排", "请通报今年重大项目招标的时间安排和决策过程。", 5)
    notice.assigned(clerk, deputy, ago=8, assignee=HOST, act="notify.important")
    inspection = _Task("通报内部巡察所涉问题", "请通报监督执纪中发现的与本轮内部巡察有关的问题。", 10)
    inspection.proposed(member, ago=3, assignee=OFFICE, act="assist.internal_inspection")


class _Task(Acted):
    """One task on its way. length: working days to answer."""

    def __init__(self, title: str, request: str, length: int) -> None:
        super().__init__()
        self.given = {"title": title, "request": request, "length": length, "unit": "working_day"}

    def proposed(self, seat: str, *, ago: int, assignee: str, act: str, **more: str) -> None:
        self.given |= {"assignee": assignee, "act": act, **more}
        self.do(seat, "task.propose", ago, **self.given)

    def assigned(
        self,
        proposer: str,
        approver: str,
        *,
        ago: int,
        assignee: str = OFFICE,
        act: str = "carry_out_assigned",
        **more: str,
    ) -> None:
        self.proposed(proposer, ago=ago + 1, assignee=assignee, act=act, **more)
        self.do(approver, "task.approve", ago)
