"""What the demonstration's first office and its host do together besides meetings and letters: some done, some under way."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tools.demonstration_acting import GROUP, HOST, OFFICE, Acted, Seats


def make(lists: Mapping[str, Any]) -> None:
    """Do the acts, the oldest first, each from the seat that may."""
    seats = Seats(lists)
    head, deputy, clerk = (seats.of(OFFICE, title) for title in ("组长", "副组长", "纪检监察员"))
    secretary, host = seats.of(GROUP, "党组书记"), seats.of(HOST, "办公室科员")
    _notices(head, clerk, secretary, host)
    _visits(head, clerk, secretary)
    _together(deputy, clerk, secretary)
    _leads(head, deputy, clerk, secretary)
    _activities(clerk, secretary, host)
    _invitations(head, clerk, secretary, host)


def _day(ago: int) -> str:
    from django.utils import timezone

    return (timezone.localdate() - timedelta(days=ago)).isoformat()


class _Of(Acted):
    """A matter of a kind; its acts are named without it."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def at(self, ago: int, seat: str, act: str, **given: Any) -> "_Of":
        self.do(seat, f"{self.kind}.{act}", ago, **given)
        return self


def _notices(head: str, clerk: str, secretary: str, host: str) -> None:
    delayed = _Of("notification").at(
        48, secretary, "give", receiver=OFFICE, sort="problem", title="信息化项目延期情况",
        body="信息化运维项目验收延期三个月，拟调整付款节点，下周党组会研究。", arose_on=_day(53),
    )  # fmt: skip
    delayed.at(47, clerk, "receive").at(46, clerk, "ask", text="请补充延期原因和已付款情况。")
    delayed.at(44, secretary, "supply", text="因供应商更换项目经理；已付款40%。")
    delayed.at(43, head, "answer", text="请在调整付款前重新论证履约能力，我组将跟进。").at(
        42, secretary, "close"
    )
    _Of("notification").at(
        6, host, "give", receiver=OFFICE, sort="situation", title="内设机构调整",
        body="财务科与资产科合并，负责人调整方案已报批。", arose_on=_day(9),
    )  # fmt: skip
    _Of("notification").at(
        15, clerk, "give", receiver=GROUP, sort="problem", title="公务用车监督发现的普遍问题",
        body="日常监督中发现部分用车审批单事后补签，请在干部会上提醒。",
    ).at(14, secretary, "receive").at(13, secretary, "noted")  # fmt: skip


def _visits(head: str, clerk: str, secretary: str) -> None:
    hall = _Of("visit").at(
        64, clerk, "plan", host=GROUP, title="到国库支付中心走访", day=_day(62), place="国库支付中心大厅",
        subject="支付审核岗位廉洁风险。",
    )  # fmt: skip
    hall.at(
        62, clerk, "record", visited_on=_day(62), visitors="纪检监察员两名", met="大厅主任和审核岗两人",
        text="查看当月支付审核单40份，与岗位人员交谈。",
    )  # fmt: skip
    hall.at(62, clerk, "problem", text="支付审核单有3份缺复核签字。")
    hall.at(62, clerk, "problem", text="大厅未公示投诉电话。")
    hall.at(60, clerk, "settle", number="2", text="当日已张贴，第二天核对。")
    hall.at(59, head, "tell", text="请核实第1项并说明原因。", length=10, unit="working_day")
    hall.at(50, secretary, "respond", text="已补签，系经办人外出，将修订复核制度。")
    hall.at(
        49,
        clerk,
        "rectify",
        number="1",
        text="修订支付复核制度，明确经办人外出时的代签规则。",
        length=30,
        unit="day",
    )
    hall.at(47, head, "close")
    _Of("visit").at(
        1, clerk, "plan", host=GROUP, title="到采购中心走访", day=_day(-4), place="采购中心档案室",
        subject="采购档案归档情况。",
    )  # fmt: skip


def _together(deputy: str, clerk: str, secretary: str) -> None:
    one = _Of("joint_supervision").at(
        35, clerk, "propose", group=GROUP, title="三公经费联合检查", plan="抽查本年三公经费支出凭证，重点核对审批手续。",
        taking_part="派驻组两人，机关纪委一人，财务科一人", first_day=_day(30), last_day=_day(20),
    )  # fmt: skip
    one.at(33, secretary, "agree")
    one.at(27, clerk, "check", checked_on=_day(27), present="双方四人", text="抽查凭证60份。")
    one.at(27, clerk, "problem", text="2份接待清单缺事前审批。")
    one.at(20, deputy, "report", text="总体规范，个别手续不全，未发现超标准列支。")
    one.at(18, secretary, "confirm", text="同意报告所列问题。")
    _Of("joint_supervision").at(
        4, secretary, "ask", office=OFFICE, title="下属单位资产出租联合检查", plan="核对资产出租合同和租金入账。",
        taking_part="派驻组、机关纪委、资产科", first_day=_day(-10), last_day=_day(-24),
    )  # fmt: skip


def _leads(head: str, deputy: str, clerk: str, secretary: str) -> None:
    one = _Of("lead_review").at(
        40, secretary, "ask", office=OFFICE, field="政府采购", title="采购领域线索联合排查", day=_day(36),
        text="内审发现两家供应商的投标文件有多处相同。", secrecy="internal",
    )  # fmt: skip
    one.at(38, deputy, "take_up").at(37, secretary, "bring", text="信访反映食堂采购价格偏高，未署名。")
    one.at(
        36,
        clerk,
        "hold",
        held_on=_day(36),
        office_present="副组长、纪检监察员",
        group_present="党组书记、内审负责人",
    )
    one.at(34, head, "decide", number="1", outcome="taken", assessment="按规定编号登记，另行处置。")
    one.at(34, head, "decide", number="2", outcome="more")


def _activities(clerk: str, secretary: str, host: str) -> None:
    taught = _Of("joint_activity").at(
        75, clerk, "propose", sort="education", partner=GROUP, title="警示教育大会", day=_day(66), place="报告厅",
        plan="全体中层以上干部参加；派驻组通报案例，党组书记讲话。",
    )  # fmt: skip
    taught.at(73, secretary, "agree")
    taught.at(
        66,
        clerk,
        "record",
        held_on=_day(66),
        present="组长、党组书记",
        attended=86,
        text="通报本系统案例3起，播放警示片。",
    ).at(65, secretary, "confirm")
    _Of("joint_activity").at(
        2, host, "propose", sort="publicity", partner=OFFICE, title="廉洁文化宣传周", day=_day(-12), place="一楼大厅",
        plan="展板由驻在单位制作，派驻组提供法规摘编。",
    )  # fmt: skip


def _invitations(head: str, clerk: str, secretary: str, host: str) -> None:
    bids = _Of("business_invitation").at(
        58, secretary, "invite", office=OFFICE, title="信息化运维项目开标", role="accept_invitation",
        business="信息化运维项目开标评标，请派驻组到场监督程序。", day=_day(55), place="市公共资源交易中心",
    )  # fmt: skip
    bids.at(57, head, "accept").at(
        55,
        clerk,
        "record",
        took_part_on=_day(55),
        text="在监督席旁听开标程序，未进入评审，未发现违反程序的情况。",
    )
    _refused(secretary)
    hired = _Of("business_invitation").at(
        24, secretary, "invite", office=OFFICE, title="公开招聘面试", role="accept_report.publish_channels",
        business="本年公开招聘面试，请在考点公布检举控告渠道。", day=_day(21), place="市委党校",
    )  # fmt: skip
    hired.at(23, head, "accept")
    hired.at(21, clerk, "record", took_part_on=_day(21), text="考点两处公布举报电话和网址，当日未收到反映。")
    _Of("business_invitation").at(
        17, head, "turn_down", host=GROUP, came_by="paper", came_on=_day(18), their_number="安财办函〔2026〕31号",
        title="办公设备采购评审", role="host_business.bid", business="请派驻组一名同志担任评审委员会成员。",
        day=_day(14), text="派驻机构不担任评审成员。可以现场监督程序，也可以事后抽查评审资料。",
    )  # fmt: skip
    moved = _Of("business_invitation").at(
        4, clerk, "receive", host=GROUP, came_by="phone", came_on=_day(5), title="公务用车处置拍卖",
        role="accept_invitation", business="电话邀请到拍卖现场监督。", day=_day(-3), place="市公共资源交易中心",
    )  # fmt: skip
    moved.at(3, secretary, "confirm", text="是我单位邀请，联系人为机关服务科。")
    _Of("business_invitation").at(
        1, host, "invite", office=OFFICE, title="固定资产盘点", role="supervise.onsite",
        business="年度固定资产盘点，请现场核查。", day=_day(-5), place="资产仓库",
    )  # fmt: skip


def _refused(secretary: str) -> None:
    """The host first asked the office to be an interviewer: no provision grounds it, and the attempt is on record."""
    from paizhu.door.refusals import Refused

    try:
        _Of("business_invitation").at(
            25, secretary, "invite", office=OFFICE, title="公开招聘面试", role="host_business.interview",
            business="本年公开招聘面试，请派驻组一名同志担任考官。", day=_day(21), place="市委党校",
        )  # fmt: skip
    except Refused:
        return
    raise AssertionError
