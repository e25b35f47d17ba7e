"""Half a year of meetings of the demonstration's first office with its hosts: some duties done, some missed, some open."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tools.demonstration_acting import GROUP, HOST, OFFICE, Acted, Seats

# A host that the office covers beside its own, with which it consulted nobody: the duty is shown as not done.
FURTHER_GROUP = "D50"


def make(lists: Mapping[str, Any]) -> None:
    """Do the acts, the oldest first, each from the seat that may."""
    seats = Seats(lists)
    head, deputy, clerk = (seats.of(OFFICE, title) for title in ("组长", "副组长", "纪检监察员"))
    secretary, other = seats.of(GROUP, "党组书记"), seats.of(FURTHER_GROUP, "党组书记")
    _held_in_spring(head, clerk, secretary)
    _to_be_confirmed(head, deputy, clerk, secretary)
    _to_come(deputy, clerk, secretary, other)
    _purchase(head, deputy, clerk, secretary)
    _missing(deputy, clerk, secretary)
    _announced(seats.of(HOST, "办公室科员"), secretary)
    for ago, subjects in ((155, {"ecology": True}), (64, {"conduct": True, "integrity": True})):
        _exchange(head, ago, subjects)


def _day(ago: int) -> str:
    from django.utils import timezone

    return (timezone.localdate() - timedelta(days=ago)).isoformat()


class _Consultation(Acted):
    def version(self) -> str:
        """The digest of the version that is to be written upon, or confirmed."""
        from paizhu.liaison.consultations.models import Minutes

        found = Minutes.objects.filter(matter__reference=self.reference).order_by("number").last()
        assert found is not None
        return found.digest

    def held(self, clerk: str, secretary: str, ago: int, title: str, *items: str) -> None:
        """Propose it three weeks before, agree, fill the agenda and record that it was held."""
        self.do(
            clerk,
            "consultation.propose",
            ago + 20,
            group=GROUP,
            title=title,
            day=_day(ago),
            place="三楼会议室",
        )
        self.do(secretary, "consultation.agree", ago + 18)
        for n, item in enumerate(items):
            self.do((clerk, secretary)[n % 2], "consultation.item", ago + 10 - n, title=item)
        self.do(
            clerk, "consultation.hold", ago, held_on=_day(ago),
            office_present="组长、副组长", group_present="党组书记及班子成员",
        )  # fmt: skip


def _held_in_spring(head: str, clerk: str, secretary: str) -> None:
    one = _Consultation()
    one.held(clerk, secretary, 170, "上半年全面从严治党专题会商", "政治生态分析", "信息化项目廉洁风险")
    one.do(
        clerk, "consultation.write", 169, version=one.version(),
        text="会议研究了本单位政治生态状况，认为信息化项目采购、公务用车管理存在廉洁风险，应当完善内控。",
    )  # fmt: skip
    one.do(
        clerk, "consultation.decide", 169, version=one.version(), owner="group", act="notify.important",
        due_on=_day(140), text="通报信息化项目采购论证和审批情况。",
    )  # fmt: skip
    one.do(
        clerk,
        "consultation.decide",
        169,
        version=one.version(),
        owner="office",
        text="对公务用车管理开展一次实地了解。",
    )
    one.do(head, "consultation.confirm_office", 168, version=one.version())
    one.do(secretary, "consultation.confirm_group", 165, version=one.version())
    one.do(clerk, "consultation.entrust", 164, number="1")
    task = _task_of(one.reference)
    task.do(head, "task.approve", 163)
    task.do(secretary, "task.accept", 162)
    task.do(secretary, "task.answer", 143, text="已通报，附论证材料清单。")
    task.do(clerk, "task.check", 141, text="材料齐全。")
    task.do(head, "task.close", 140)
    one.do(head, "consultation.close", 139)


def _task_of(reference: str) -> Acted:
    from paizhu.liaison.consultations.models import Decision

    found = Acted()
    decision = Decision.objects.select_related("task").get(matter__reference=reference, task__isnull=False)
    assert decision.task is not None
    found.reference = decision.task.reference
    return found


def _to_be_confirmed(head: str, deputy: str, clerk: str, secretary: str) -> None:
    one = _Consultation()
    one.held(
        clerk, secretary, 9, "下半年全面从严治党专题会商", "上次会商决定落实情况", "年底前重点岗位廉洁提醒"
    )
    one.do(
        clerk, "consultation.write", 8, version=one.version(),
        text="会议听取了上次会商决定落实情况，研究了年底前重点岗位廉洁提醒和固定资产管理问题。",
    )  # fmt: skip
    one.do(
        deputy, "consultation.decide", 8, version=one.version(), owner="group", act="cooperate.provide_materials",
        due_on=_day(-14), text="提供固定资产清查资料。",
    )  # fmt: skip
    one.do(head, "consultation.confirm_office", 6, version=one.version())


def _to_come(deputy: str, clerk: str, secretary: str, other: str) -> None:
    one = _Consultation()
    one.do(secretary, "consultation.ask", 3, office=OFFICE, title="商请就项目廉洁风险会商", day=_day(-12))
    two = _Consultation()
    two.do(
        clerk,
        "consultation.propose",
        12,
        group=FURTHER_GROUP,
        title="专题会商",
        day=_day(-6),
        place="四楼会议室",
    )
    two.do(other, "consultation.counter", 10, day=_day(-8), place="四楼会议室")
    two.do(deputy, "consultation.take_up", 9)
    two.do(clerk, "consultation.item", 5, title="下属单位廉洁风险")


class _Meeting(Acted):
    def attended(self, clerk: str, secretary: str, ago: int, agenda: str) -> None:
        """Give notice of it a week before, and record that the office was there."""
        self.do(
            secretary, "attendance.notify", ago + 5, office=OFFICE, meeting="party_group", title="党组会议",
            day=_day(ago), place="二楼会议室", agenda=agenda,
        )  # fmt: skip
        self.do(clerk, "attendance.record", ago, attended_on=_day(ago), capacity="sat_in", present="副组长")


def _purchase(head: str, deputy: str, clerk: str, secretary: str) -> None:
    one = _Meeting()
    one.attended(clerk, secretary, 96, "一、研究信息化运维服务采购方式；二、研究干部轮岗。")
    one.do(
        deputy, "attendance.opine", 96, length=10, unit="working_day",
        text="采用单一来源采购的理由不充分，建议补充论证，不宜当场通过。",
    )  # fmt: skip
    one.do(secretary, "attendance.minutes", 92, text="派驻组提出采购方式可进一步论证。")
    one.do(clerk, "attendance.compare", 91, verdict="softened", text="“理由不充分”“不宜当场通过”两处未写入。")
    one.do(
        secretary,
        "attendance.correct",
        90,
        text="派驻组认为单一来源采购理由不充分，建议补充论证，不宜当场通过。",
    )
    one.do(clerk, "attendance.compare", 89, verdict="recorded", text="补正后与会上意见一致。")
    one.do(secretary, "attendance.respond", 86, adoption="adopted", text="该议题退回，重新论证采购方式。")
    one.do(clerk, "attendance.follow", 40, text="已改为公开招标，合同价比原报价低12%。")
    one.do(head, "attendance.close", 39)


def _missing(deputy: str, clerk: str, secretary: str) -> None:
    one = _Meeting()
    one.attended(clerk, secretary, 20, "研究年度考核等次。")
    one.do(
        deputy, "attendance.opine", 20, length=10, unit="working_day",
        text="考核等次与日常监督掌握的情况不符，建议复核两名科长的考核依据。",
    )  # fmt: skip
    one.do(secretary, "attendance.minutes", 15, text="会议同意考核等次建议。")
    one.do(clerk, "attendance.compare", 14, verdict="missing", text="纪要没有写入派驻组意见。")


def _announced(host: str, secretary: str) -> None:
    for seat, title, ago in ((host, "局长办公会", -2), (secretary, "党组会议", -5)):
        _Meeting().do(
            seat, "attendance.notify", 1, office=OFFICE, meeting="leadership" if seat == host else "party_group",
            title=title, day=_day(ago), place="二楼会议室", agenda="一、研究预算执行；二、研究项目验收。",
        )  # fmt: skip


def _exchange(head: str, ago: int, subjects: dict[str, bool]) -> None:
    one = Acted()
    one.do(
        head, "exchange.record", ago - 1, group=GROUP, held_on=_day(ago),
        text="就本单位有关情况交换了意见，对方表示重视。", suggestions="建议完善采购内控制度。", **subjects,
    )  # fmt: skip
    one.do(head, "exchange.close", ago - 1)
