"""Rectifications of the demonstration's city over half a year: some late, one plan returned, one look-back due."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from tools.demonstration_acting import Acted, Seats

EDUCATION, SYSTEM, MANAGEMENT, SUPERVISION = "education", "system", "management", "supervision"
HEADS = (EDUCATION, SYSTEM, MANAGEMENT, SUPERVISION)
NONE = "逐项核对，未查到这一方面的原因。"
# Label and text of causes that come again in several units.
APPROVAL = "审批制度缺失", "没有成文的审批规定，凭口头同意办理。"
ROTATION = "关键岗位长期不轮换", "经办岗位连续七年由同一人担任。"
LEDGER = "台账不全", "台账缺项，无法与票据核对。"
LESSONS = "警示教育流于形式", "近两年没有结合本系统的教训开展教育。"
AUDIT = "内部审计走过场", "内审报告未提出问题，也没有跟踪。"


def make(lists: Mapping[str, Any]) -> None:
    """Do the acts of all rectifications, the oldest first, each from the seat that may."""
    seats = Seats(lists)
    steps = [step for way in _ways(seats) for step in way.steps]
    for step in sorted(steps, key=lambda step: -step[1]):
        way, ago, seat, act, given = step
        way.do(seat, f"rectification.{act}", ago, **given)


def _ways(seats: Seats) -> list["_Way"]:
    return [
        _cars(seats), _reception(seats), _procurement(seats), _subsidies(seats), _assets(seats), _meetings(seats),
        _projects(seats), _payments(seats), _schools(seats), _hospitals(seats),
    ]  # fmt: skip


def _cars(seats: Seats) -> "_Way":
    """Under way: one measure verified, one reported, one late."""
    way = _Way(seats, "Z01", "H01", "规范公务用车管理", "finding", ago=110)
    way.issued(
        {SYSTEM: APPROVAL, MANAGEMENT: LEDGER}, "日常监督发现部分用车没有审批记录，加油记录与里程不符。"
    )
    way.planned(96, [
        (SYSTEM, "修订公务用车审批办法", "H01", "办公室科员", 60),
        (MANAGEMENT, "补齐2025年以来用车台账", "H01", "财务科科长", 30),
        (MANAGEMENT, "安装定位并按月公示里程", "H01", "副局长", 85),
    ])  # fmt: skip
    way.at(
        72,
        way.any,
        "report",
        measure=2,
        text="台账已补齐并与票据核对。",
        no_evidence="台账在档案室，可现场查看。",
    )
    way.at(66, way.clerk, "verify", measure=2, visited_on=_ago(67), text="抽查30笔，账证相符。")
    way.at(50, way.any, "progress", measure=1, percent=60, text="已征求各科室意见。")
    way.at(
        20, way.any, "report", measure=3, text="11台车已安装，里程按月公示。", no_evidence="公示在单位内网。"
    )
    way.at(12, way.clerk, "urge", text="审批办法已过期限，请报送办理情况。")
    return way


def _reception(seats: Seats) -> "_Way":
    """Closed; the look-back falls due in these days."""
    way = _Way(seats, "Z01", "D01", "整改公务接待先接待后审批", "case", ago=290)
    way.issued({SYSTEM: APPROVAL, EDUCATION: LESSONS}, "公务接待审批不严，存在先接待后审批。")
    way.planned(276, [
        (SYSTEM, "制定公务接待审批办法", "J01", "", 50),
        (EDUCATION, "召开专题警示教育会", "D01", "党组书记", 30),
    ])  # fmt: skip
    way.finished(240, 2, "接待审批已线上留痕，连续三个月无补批。", valid=60)
    way.at(179, way.head, "close", length=6, unit="month")
    return way


def _procurement(seats: Seats) -> "_Way":
    """The plan was returned, and is being made anew."""
    way = _Way(seats, "Z01", "D50", "整改采购需求论证不充分", "inspection", ago=40)
    way.issued(
        {MANAGEMENT: ROTATION, SUPERVISION: AUDIT}, "巡察反馈采购需求论证流于形式，验收与采购为同一人。"
    )
    way.planned(24, [
        (MANAGEMENT, "轮换采购岗位", "D50", "", 60),
        (SUPERVISION, "对近三年采购开展内审", "D50", "", 90),
    ], accepted=False)  # fmt: skip
    way.at(
        18,
        way.head,
        "return_plan",
        text="轮换只写了计划，没有写明交接和离任核查；请补充。",
        length=15,
        unit="working_day",
    )
    way.at(8, way.any, "drop", measure=1)
    way.at(
        7,
        way.any,
        "measure",
        head=MANAGEMENT,
        text="轮换采购岗位，离任时逐项核查交接",
        owner="",
        post="",
        due_on=_day(70),
    )
    return way


def _subsidies(seats: Seats) -> "_Way":
    """The plan awaits the office."""
    way = _Way(seats, "Z01", "D75", "整改专项资金拨付超期", "finding", ago=26)
    way.issued({SYSTEM: APPROVAL, MANAGEMENT: LEDGER}, "专项资金拨付平均超期43天，拨付没有时限规定。")
    way.planned(6, [
        (SYSTEM, "明确拨付时限和审批层级", "D75", "", 75),
        (MANAGEMENT, "建立拨付台账，按周更新", "D75", "党组书记", 40),
    ], accepted=False)  # fmt: skip
    return way


def _assets(seats: Seats) -> "_Way":
    """Reported complete; one measure was returned once."""
    way = _Way(seats, "Z01", "H75", "整改固定资产账实不符", "inspection", ago=130)
    way.issued({MANAGEMENT: LEDGER, SUPERVISION: AUDIT}, "抽盘发现固定资产账实不符。")
    way.planned(115, [
        (MANAGEMENT, "全面盘点并更正台账", "H75", "财务科科长", 60),
        (SUPERVISION, "内审部门每半年抽盘", "H75", "副局长", 70),
    ])  # fmt: skip
    way.at(60, way.any, "report", measure=1, text="盘点完成。", no_evidence="盘点表在财务科。")
    way.at(52, way.head, "return", measure=1, text="盘亏的11件没有处理意见。", due_on=_day(-25))
    way.at(
        30,
        way.any,
        "report",
        measure=1,
        text="盘亏资产已报批核销，责任已明确。",
        no_evidence="批复在财务科。",
    )
    way.at(28, way.any, "report", measure=2, text="已完成首次抽盘。", no_evidence="抽盘表在内审科。")
    way.at(10, way.leader, "complete", text="两项措施均已完成，现报告整改情况。")
    way.at(4, way.clerk, "verify", measure=1, visited_on=_ago(5), text="现场抽盘20件，账实相符。")
    return way


def _meetings(seats: Seats) -> "_Way":
    """Looked back at: it held."""
    way = _Way(seats, "Z01", "D50", "整改议事决策记录不全", "recommendation", ago=300)
    way.issued(
        {SYSTEM: ("会议记录制度不细", "没有规定不同意见的记录方式。")},
        "“三重一大”会议记录缺少讨论过程和不同意见。",
    )
    way.planned(290, [(SYSTEM, "修订议事规则，明确记录要求", "D50", "", 40)])
    way.finished(255, 1, "抽查三次会议，记录完整。")
    way.at(205, way.head, "close", length=6, unit="month")
    way.at(21, way.clerk, "hold", text="抽查近半年会议记录，不同意见均有记载。")
    return way


def _projects(seats: Seats) -> "_Way":
    """Drafted, awaiting approval."""
    way = _Way(seats, "Z01", "H01", "规范信息化项目变更", "case", ago=4)
    way.analysed(
        {SYSTEM: APPROVAL, MANAGEMENT: ROTATION}, "信息化项目变更金额累计超过合同价三成，没有重新论证。"
    )
    return way


def _payments(seats: Seats) -> "_Way":
    """Issued; the time for the plan is over."""
    way = _Way(seats, "Z01", "D75", "整改津补贴重复发放", "case", ago=48)
    way.issued({SUPERVISION: AUDIT, EDUCATION: LESSONS}, "部分人员重复领取值班补贴。")
    way.at(14, way.clerk, "urge", text="整改方案已过期限，请说明情况。")
    return way


def _schools(seats: Seats) -> "_Way":
    """Of another office: under way."""
    way = _Way(seats, "Z02", "D02", "整改校服采购不规范", "finding", ago=70)
    way.issued({SYSTEM: APPROVAL, MANAGEMENT: ROTATION}, "部分学校校服采购未按规定程序。")
    way.planned(58, [
        (SYSTEM, "统一校服采购程序", "D02", "", 80),
        (MANAGEMENT, "轮换后勤采购岗位", "H02", "副局长", 45),
    ])  # fmt: skip
    return way


def _hospitals(seats: Seats) -> "_Way":
    """Of another office: accepted, awaiting closing."""
    way = _Way(seats, "Z03", "D03", "整改耗材入库验收缺失", "case", ago=120)
    way.issued({MANAGEMENT: LEDGER}, "耗材入库没有双人验收。")
    way.planned(105, [(MANAGEMENT, "入库实行双人验收并留痕", "H03", "财务科科长", 50)])
    way.finished(30, 1, "抽查两周入库单，均有双人签字。", valid=25)
    return way


class _Way(Acted):
    """One rectification: its acts with the days on which they are done. any, leader: seats of the unit."""

    def __init__(self, seats: Seats, office: str, unit: str, title: str, origin: str, *, ago: int) -> None:
        super().__init__()
        self.steps: list[tuple[_Way, int, str, str, dict[str, Any]]] = []
        self.title, self.unit, self.origin, self.ago = title, unit, origin, ago
        self.head, self.deputy, self.clerk = (seats.of(office, t) for t in ("组长", "副组长", "纪检监察员"))
        group = unit.startswith("D")
        self.leader = seats.of(unit, "党组书记" if group else "副局长")
        self.any = self.leader if group else seats.of(unit, "财务科科长")

    def at(self, ago: int, seat: str, act: str, /, **given: Any) -> None:
        self.steps.append((self, ago, seat, act, given))

    def analysed(self, causes: Mapping[str, tuple[str, str]], grounds: str) -> None:
        self.at(
            self.ago, self.clerk, "recommend", addressee=self.unit, title=self.title, origin=self.origin,
            source="见本组工作底稿。", grounds=grounds, length=15, unit="working_day",
            recommendation="请从教育、制度、管理、监督四个方面查找原因，提出措施，限期整改并反馈。",
        )  # fmt: skip
        given: dict[str, str] = {}
        for head in HEADS:
            label, text = causes.get(head, ("", NONE))
            found = "yes" if label else "no"
            given |= {f"{head}_found": found, f"{head}_label": label, f"{head}_text": text}
        self.at(self.ago - 1, self.clerk, "analyse", **given)

    def issued(self, causes: Mapping[str, tuple[str, str]], grounds: str) -> None:
        self.analysed(causes, grounds)
        self.at(self.ago - 2, self.head, "approve", opinion="同意。")

    def planned(
        self, ago: int, measures: list[tuple[str, str, str, str, int]], *, accepted: bool = True
    ) -> None:
        """measures: head, text, owner, post, days from the plan until it is to be done."""
        for head, text, owner, post, days in measures:
            due_on = _day(days - ago)
            self.at(ago, self.any, "measure", head=head, text=text, owner=owner, post=post, due_on=due_on)
        self.at(ago - 1, self.leader, "plan", text="方案经集体研究。")
        if accepted:
            self.at(ago - 4, self.head, "accept_plan")

    def finished(self, ago: int, measures: int, found: str, valid: int = 40) -> None:
        """All measures reported, verified and accepted within a fortnight."""
        for n in range(1, measures + 1):
            self.at(ago, self.any, "report", measure=n, text="已完成。", no_evidence="材料备查，可现场查看。")
        self.at(ago - 2, self.leader, "complete", text="各项措施均已完成，现报告整改情况。")
        for n in range(1, measures + 1):
            self.at(ago - 9, self.clerk, "verify", measure=n, visited_on=_ago(ago - 8), text=found)
        self.at(ago - 12, self.deputy, "accept", last_day=_day(valid - ago + 20))


def _ago(days: int) -> str:
    from django.utils import timezone

    return (timezone.localdate() - timedelta(days=days)).isoformat()


def _day(days: int) -> str:
    """The day that many days from today, or the next working day after it."""
    from django.utils import timezone

    from paizhu.norms.periods.official import official

    day: date = timezone.localdate() + timedelta(days=days)
    while not official().is_working(day):
        day += timedelta(days=1)
    return day.isoformat()
